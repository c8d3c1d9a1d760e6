"""Mutations that must not change the sums of a file, and the oracle: the sums of the original.

A column of the mutated file adds up to what it did, or what differs is told: set aside, warned of, or in a
`reconcile()` that does not hold. See `fuzz.py`.
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import cmkit as cm
from cmkit.catalogue.columns import NUMBERS
from cmkit.errors import CmkitError

ROWS = 16
"""Longer files are cut: what is tried here depends on no row beyond."""
NAMES = ["Total", "Totals", "Total: Campaigns", "Total des campagnes", "Results from 2 campaigns",
         "Résultats de 2 campagnes", "—", "Gesamt", "Totale", "To\u00adtal", "\u200bTotal",
         "Grand total"]  # fmt: skip
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c"


@dataclass
class Seed:
    """A file with one table that reads well: its lines as cells, and what its columns add up to."""

    name: str
    above: list[list[str]]
    headings: list[str]
    rows: list[list[str]]
    delimiter: str
    mapping: dict[int, str]
    words: dict[str, tuple[str, ...]]
    sums: dict[str, float] = field(default_factory=dict)
    decimal: str = "."
    kind: str = ""
    aside: Counter[str] = field(default_factory=Counter)
    said: frozenset[str] = frozenset()
    kept: list[int] = field(default_factory=list)
    net: tuple[str, ...] = ()

    def numbers(self, sort: str = "sum") -> list[int]:
        """The positions of the columns that add up, each of a name of its own."""
        names = list(self.mapping.values())
        return [i for i, name in self.mapping.items() if name in self.sums and names.count(name) == 1]

    def texts(self) -> list[int]:
        """The positions of the columns of free text."""
        return [i for i, name in self.mapping.items() if name in ("result", "text", "title", "campaign")]

    def data(self, rows: list[list[str]], headings: list[str] | None = None) -> bytes:
        out = io.StringIO()
        made = [*self.above, headings or self.headings, *rows]
        csv.writer(out, delimiter=self.delimiter, lineterminator="\n").writerows(made)
        return out.getvalue().encode("utf-8-sig")

    def raw(self, rows: list[list[str]], raw: set[tuple[int, int]]) -> bytes:
        """Write some cells as they are, with whatever quotes and delimiters they hold."""
        before = self.data([]).decode("utf-8-sig")
        lines = [
            self.delimiter.join(
                cell if (at, i) in raw else _quoted(cell, self.delimiter) for i, cell in enumerate(row)
            )
            for at, row in enumerate(rows)
        ]
        return (before + "".join(line + "\n" for line in lines)).encode("utf-8-sig")


def _quoted(cell: str, delimiter: str) -> str:
    odd = any(mark in cell for mark in (delimiter, '"', "\n", "\r"))
    return '"' + cell.replace('"', '""') + '"' if odd else cell


def sums_of(export: cm.Export) -> dict[str, float]:
    """What the columns that add up come to."""
    table = export.table
    if table is None:
        return {}
    return {
        str(name): float(table[name].astype("float64").sum())
        for name in table if name in NUMBERS and NUMBERS[str(name)].adds != "never"
    }  # fmt: skip


def seed(name: str, data: bytes) -> Seed | None:
    """Make a seed of a file, or None where it has no one table of text with sums."""
    try:
        export = cm.read(data, progress=False)
    except CmkitError:
        return None
    grid, form = export._tables[0].grid, export._tables[0].format
    known = export.kind in ("posts", "ads", "daily", "channels")
    if len(export._tables) > 1 or not grid.delimiter or not known:
        return None
    text = data.decode(grid.encoding, errors="replace").removeprefix("\ufeff")
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=grid.delimiter))
    at = next((i for i, row in enumerate(found) if row == grid.headings), None)
    rows = [row for row in found[(at or 0) + 1 :] if len(row) == len(grid.headings) and any(row)][:ROWS]
    mapping = export._tables[0].mapping
    if at is None or len(rows) < 2 or len(set(mapping.values())) < 2:
        return None
    made = Seed(name, found[:at], grid.headings, rows, grid.delimiter, mapping, dict(form.columns))
    again = cm.read(made.data(rows), progress=False)
    made.sums, made.kind, made.aside = sums_of(again), again.kind, again.reasons
    made.kept, made.net = [*again._tables[0].frame.index], form.net
    made.said = frozenset(str(note) for note in again.warnings)
    made.decimal = again._tables[0].decimal or "."
    return made if made.numbers() and again.reconcile().holds else None


Made = tuple[bytes, dict[str, float]]
"""A file, and by how much sums differ that were meant to differ."""
Change = Callable[[Seed, random.Random], Made]


def _copy(one: Seed) -> list[list[str]]:
    return [[*row] for row in one.rows]


def _written(value: float, decimal: str) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0").replace(".", decimal)


def total(one: Seed, r: random.Random, name: str) -> Made:
    """Put a row of the sums anywhere."""
    rows, told = _copy(one), [""] * len(one.headings)
    for i in one.numbers():
        told[i] = _written(one.sums[one.mapping[i]], one.decimal)
    words = [i for i in range(len(told)) if one.mapping.get(i) not in NUMBERS]
    if words:
        told[words[0]] = name
    rows.insert(r.choice([0, len(rows), r.randrange(len(rows) + 1)]), told)
    return one.data(rows), {}


def named_total(one: Seed, r: random.Random) -> Made:
    return total(one, r, r.choice(NAMES))


def unnamed_total(one: Seed, r: random.Random) -> Made:
    return total(one, r, "")


def blanks(one: Seed, r: random.Random) -> Made:
    """Leave zeros blank, as ads do where nothing was sold."""
    rows = _copy(one)
    for row in rows:
        for i in one.numbers():
            row[i] = "" if row[i].strip() in ("0", "0.0", "0,0") and r.random() < 0.7 else row[i]
    return one.data(rows), {}


def one_bad_cell(one: Seed, r: random.Random) -> Made:
    """Spoil one cell: its own column may differ, no other."""
    rows, i = _copy(one), r.choice(one.numbers())
    row = rows[r.choice(one.kept)]
    if not row[i].strip().isdigit():
        return one.data(rows), {}
    lost, row[i] = float(row[i]), r.choice(["abc", "#REF!", "12abc", "3..4", "?"])
    return one.data(rows), {one.mapping[i]: -lost}


def net_below_zero(one: Seed, r: random.Random) -> Made:
    """Let a count that can be net be below zero in one row."""
    rows, nets = _copy(one), [i for i in one.numbers() if one.mapping[i] in one.net]
    row = rows[r.choice(one.kept)]
    if not nets or not row[nets[0]].strip().isdigit():
        return one.data(rows), {}
    i = nets[0]
    before, row[i] = float(row[i]), "-3"
    return one.data(rows), {one.mapping[i]: -3 - before}


def other_headings(one: Seed, r: random.Random) -> Made:
    """Write each heading in any of the languages in which its format knows it."""
    headings = [*one.headings]
    for i, name in one.mapping.items():
        if name in one.words and list(one.mapping.values()).count(name) == 1 and "(" not in headings[i]:
            headings[i] = r.choice(one.words[name]).replace("(*)", "(EUR)")
    return one.data(one.rows, headings), {}


def wrapped(one: Seed, r: random.Random) -> Made:
    """Wrap every line in quotes, doubling the inner ones; fill it up with empty cells, or not."""
    lines = one.data(one.rows).decode("utf-8-sig").split("\n")[:-1]
    fill = r.choice(["", "", ",,,", ";;"])
    made = ['"' + line.replace('"', '""') + '"' + fill for line in lines]
    return "".join(line + "\n" for line in made).encode("utf-8-sig"), {}


def unseen(one: Seed, r: random.Random) -> Made:
    """Put what cannot be seen into headings and cells of any kind."""

    def hide(word: str) -> str:
        at = r.randrange(len(word) + 1)
        return word[:at] + r.choice(UNSEEN) + word[at:]

    rows = [[hide(cell) if cell and r.random() < 0.3 else cell for cell in row] for row in one.rows]
    return one.data(rows, [hide(h) if h and r.random() < 0.5 else h for h in one.headings]), {}


def _damaged(one: Seed, r: random.Random, words: list[str]) -> Made:
    rows, texts, raw = _copy(one), one.texts(), set()
    for _ in range(r.randrange(1, 4) if texts else 0):
        at, i = r.randrange(len(rows)), r.choice(texts)
        rows[at][i] = r.choice(words)
        raw.add((at, i))
    return one.raw(rows, raw), {}


def open_quotes(one: Seed, r: random.Random) -> Made:
    """Write texts with quotes that nothing closes, or that stand where none may."""
    return _damaged(one, r, ['"Hello world', 'He said "hi', '12"', '"a" b', '"', 'x"y"z', '"Bonjour, toi'])


def split_cells(one: Seed, r: random.Random) -> Made:
    """Write texts without the quotes that their delimiters need."""
    return _damaged(one, r, [one.delimiter.join(w) for w in (["Hello", " you"], ["a b", " c d", " e f"])])


def torn_texts(one: Seed, r: random.Random) -> Made:
    """Write texts without the quotes that their line breaks need."""
    return _damaged(one, r, ["Hello\nyou", "un\ndeux\ntrois", "a\n\nb"])


def long_texts(one: Seed, r: random.Random) -> Made:
    """Write texts of every kind, quoted as they must be: lists, tables, poems."""
    rows, texts = _copy(one), one.texts()
    own = "\n".join(one.delimiter.join(row) for row in one.rows[:4])
    some = ["- un\n- deux", 'He said "hi", "ho"', f"our numbers:\n{own}\nall of them", "a\r\n\r\nb",
            "😀\u200d😀\n1,2,3"]  # fmt: skip
    for row in rows:
        for i in texts:
            row[i] = r.choice(some) if r.random() < 0.2 else row[i]
    return one.data(rows), {}


def last_sentence(one: Seed, r: random.Random) -> Made:
    """Put a sentence under the table."""
    said = r.choice(["Los datos pueden cambiar.", "Source : Meta, au 3 mai 2026", "数据可能会更改。",
                     "Die Daten sind vorläufig, ohne Gewähr.", "Exported by Jane on 3 May"])  # fmt: skip
    text = one.data(one.rows).decode("utf-8-sig") + r.choice(["", "\n"])
    return (text + r.choice([said, _quoted(said, ",")]) + r.choice(["", "\n"])).encode("utf-8-sig"), {}


CHANGES: dict[str, Change] = {
    "a total with a name": named_total, "a total without a name": unnamed_total, "blank zeros": blanks,
    "one bad cell": one_bad_cell, "a net count below zero": net_below_zero, "other headings": other_headings,
    "wrapped lines": wrapped, "unseen characters": unseen, "open quotes": open_quotes,
    "split cells": split_cells, "torn texts": torn_texts, "long texts": long_texts,
    "a last sentence": last_sentence,
}  # fmt: skip
MAY_NOT_SAY = frozenset({
    "a total with a name", "a total without a name", "blank zeros", "wrapped lines", "unseen characters",
    "long texts", "one bad cell", "a net count below zero",
})  # fmt: skip
"""Changes after which the sums must be there: no warning makes up for them."""


def judged(name: str, one: Seed, made: Made) -> str:
    """Read a changed file: "same", "told" or "refused"; raise AssertionError where sums differ in silence."""
    data, meant = made
    try:
        export = cm.read(data, progress=False)
    except CmkitError as error:
        if name in MAY_NOT_SAY:
            raise AssertionError(f"{name}: refused: {error}") from error
        return "refused"
    account, found = export.reconcile(), sums_of(export)
    gaps = {
        column: (found.get(column), before + meant.get(column, 0.0)) for column, before in one.sums.items()
        if abs(found.get(column, float("nan")) - before - meant.get(column, 0.0)) > 1e-6 * max(abs(before), 1)
        or column not in found
    }  # fmt: skip
    if not gaps:
        return "same"
    news = [str(note) for note in export.warnings if str(note) not in one.said]
    told = bool(export.reasons - one.aside) or bool(news) or not account.holds
    if name in MAY_NOT_SAY and account.holds:
        raise AssertionError(f"{name}: {gaps}, {news}")
    assert told, f"{name}: {gaps}, and nothing is said of it"
    return "told"
