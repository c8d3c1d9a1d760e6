"""`Export`, and what it says: what the file is, how it was read, what was set aside, its first rows."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, Self

import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.language import facts
from cmkit.language.said import Said, said
from cmkit.language.sentences import language
from cmkit.language.terminal import cut
from cmkit.language.writing import Labelled, is_missing
from cmkit.reading.account import account
from cmkit.reading.account.account import Reconciliation
from cmkit.reading.account.join import by_name, stacked
from cmkit.reading.account.reading import JUDGED, Source, main_tables, source_of
from cmkit.reading.files.grid import Note, Table, note
from cmkit.reading.headings.formats import Format
from cmkit.reading.headings.proposal import proposed, tells
from cmkit.reading.values.cells import kind_of_values
from cmkit.statements.aside import COLUMNS
from cmkit.statements.frames import cell, kind_of
from cmkit.statements.shown import Shown, spoken

from cmkit.statements.statement import (  # isort: skip
    ON_PAGE, SPOKEN, Grid, Head, Items, Left, Pairs, Paragraph, Part, Row, Sheet, Statement, Word,
)  # fmt: skip

FIRST, LISTED, NAMED, LONGEST, WIDEST = 5, 10, 5, 40, 100
SEEN = frozenset({"plain", "html"})
KNOWN = frozenset((*NUMBERS, *WORDS, *DATES))
UNKNOWN = facts.Number(math.nan)


class Export(Shown, Labelled):
    """One reading of one file or several: posts where there are some, and an account of every row.

    `kind` is "posts", "ads", "daily", "channels", "pages", "audience", "events", "several tables",
    "empty" or "unknown". Made by `cm.read`; it shows itself in a notebook, its first rows with it.
    """

    def __init__(self, tables: list[Table], name: str = "") -> None:
        self._tables = tables
        self._main = main_tables(tables)
        self.name = name or ", ".join(dict.fromkeys(t.grid.file for t in tables))

    @property
    def kind(self) -> str:
        """What the rows are; only posts and ads can be judged one by one."""
        kinds = {table.kind for table in self._main}
        if len(kinds) > 1 or not kinds:
            return "several tables"
        one_file = len({t.grid.file for t in self._main}) == 1
        kind = kinds.pop()
        return "several tables" if len(self._main) > 1 and one_file and kind not in JUDGED else kind

    @cached_property
    def table(self) -> pd.DataFrame | None:
        """The tidy table, whatever the kind; None where several tables cannot stand one under the other."""
        together = self.kind in JUDGED or len({(t.kind, *sorted(map(str, t.frame))) for t in self._main}) == 1
        table = stacked(self._main) if together else None
        if table is not None and self.source.currency:
            table.attrs["currency"] = self.source.currency
        if table is not None and (net := [name for f in self.formats for name in f.net if name in table]):
            table.attrs["net"] = [name for name in net if (table[name] < 0).any()]
        return table

    @property
    def posts(self) -> pd.DataFrame | None:
        """The tidy table of posts or ads, canonical columns only; None for any other kind."""
        return self.table if self.kind in JUDGED else None

    @cached_property
    def source(self) -> Source:
        """Where the export comes from and how it was read; `source.files` has one for each table."""
        return source_of(self._main)

    @cached_property
    def tables(self) -> dict[str, Self]:
        """The tables of the file or files by name, each an Export of its own, with its own kind."""
        if len(self._tables) == 1:
            return {self._tables[0].name: self}
        return {name: type(self)([one], name) for name, one in by_name(self._tables).items()}

    @property
    def warnings(self) -> list[Note]:
        """Things to know before using the numbers, each once; `str(note)` is its sentence."""
        notes = list(dict.fromkeys(note for t in self._main for note in t.notes))
        others = {n: t for n, t in by_name(self._tables).items() if not any(t is m for m in self._main)}
        left = [name for name, table in others.items() if table.kind == "unknown"]
        if self.kind == "unknown":
            wide = len(self._beyond) > WIDEST
            offered = wide or self.proposal["column"].any()
            notes.append(note("unknown_headings" if offered else "nothing_proposed"))
        notes += [note("unknown_tables", n=len(left), names=", ".join(left))] if left else []
        out = self._left_out()
        notes += [note("left_out", headings=facts.All(tuple(out[:NAMED])), n=len(out))] if out else []
        return notes + ([note("other_tables", n=len(others))] if others else [])

    def _left_out(self) -> list[str]:
        """Return the columns of numbers that are in no table though a word in them is known."""
        forms = {heading: table.format for heading, (table, _) in self._beyond.items()}
        out = [h for h, form in forms.items() if not form.rest and not form.ignores(h) and tells(h)]
        return [heading for heading in out if self._held(heading) == "numbers"]

    @cached_property
    def _beyond(self) -> dict[str, tuple[Table, int]]:
        """The headings that are no column of cmkit, each with where it stands."""
        return {
            heading: (table, i)
            for table in self._main for i, heading in enumerate(table.grid.headings)
            if i not in table.mapping and heading.strip()
        }  # fmt: skip

    def _held(self, heading: str) -> str:
        """Say what kind of values stand under a heading of `_beyond`."""
        table, i = self._beyond[heading]
        return kind_of_values(heading, table.grid.cells[i])

    @property
    def unmapped(self) -> pd.DataFrame:
        """The headings that are no column of cmkit: heading, kind ("numbers", "dates", "links", "ids",
        "words", "nothing": what stands under it), holds (the same in words, in the language in use).
        """
        kinds = [(heading, self._held(heading)) for heading in self._beyond]
        rows = [(heading, kind, Said(f"reading.holds_{kind}")) for heading, kind in kinds]
        listed = pd.DataFrame(rows, columns=["heading", "kind", "holds"], dtype=object)
        told: pd.DataFrame = spoken(listed, language())
        return told

    @property
    def original(self) -> pd.DataFrame:
        """The records kept, as text under the file's own headings; the index is the line in the file."""
        return pd.concat([account.original(t) for t in self._main])

    @property
    def places(self) -> pd.DataFrame:
        """Where each row of `table` stands: file, line."""
        return pd.concat([account.places(t) for t in self._main], ignore_index=True)

    @property
    def set_aside(self) -> pd.DataFrame:
        """Every record that is not in a table: file, line, row, column, value, reason, why (a sentence in the
        language in use); then table, explanation (`why` again) and the record's own cells.
        """
        said: pd.DataFrame = spoken(self.left(), language())
        return said

    @property
    def withheld(self) -> pd.DataFrame:
        """Cells of the records kept where the platform says that it does not say ("-", "undefined"): file,
        line, row, column, value, reason, why.
        """
        cells = self.cells_set_aside
        return cells[cells["reason"] == "withheld"].reset_index(drop=True)

    @property
    def cells_set_aside(self) -> pd.DataFrame:
        """Every cell that is missing in a record kept, though something stands in it: one that cannot be read
        ("many"), a count below zero, what the platform withholds; in the shape of `set_aside`.
        """
        cells = pd.concat([account.cells_aside(t) for t in self._main], ignore_index=True)
        said: pd.DataFrame = spoken(cells, language())
        return said

    def left(self) -> pd.DataFrame:
        """Return `set_aside` with facts for sentences, to be said in any language."""
        return account.aside(self._tables)

    @cached_property
    def proposal(self) -> pd.DataFrame:
        """What each heading means (confidence 1) or may mean; correct it and give it back as `mapping=`.

        Columns heading, column, confidence (0 to 1). For a known format the headings that it does not
        know mean nothing; for an unknown one nothing is taken until it is given back.
        """
        headings = [h for t in self._main for h in t.grid.headings if h.strip()]
        known = {t.grid.headings[i]: name for t in self._main for i, name in t.mapping.items()}
        if known:
            rows = [(h, known.get(h), float(h in known)) for h in dict.fromkeys(headings)]
            return pd.DataFrame(rows, columns=["heading", "column", "confidence"])
        return proposed(headings, self._held)

    def reconcile(self) -> Reconciliation:
        """Return rows and sums of the file against those kept and set aside.

        Rows in = rows kept + rows set aside, and the same for the sum of every column that adds up;
        beside it the file's own total where it has a total row.
        """
        main = self._main if self.table is not None else []
        apart = [t for t in self._tables if not any(t is m for m in main)]
        return account.reconciliation(self._main, self.table, apart)

    @property
    def formats(self) -> list[Format]:
        """The formats of its tables, each once."""
        return list({t.format.id: t.format for t in self._main}.values())

    @property
    def reasons(self) -> Counter[str]:
        """How many records were set aside, by reason."""
        return Counter(str(why) for t in self._tables for why in t.away)

    def __len__(self) -> int:
        return sum(len(t.frame) for t in self._main)

    @property
    def label_key(self) -> str:
        """The key of what its rows are and serve for, in words."""
        rows = {table.format.rows or self.kind for table in self._main}
        what = rows.pop() if len(rows) == 1 and self.kind != "several tables" else self.kind
        return f"reading.kind_{what.replace(' ', '_')}"

    @property
    def statement(self) -> Statement:
        """The account of the reading."""
        notes = tuple(self.warnings)
        parts: list[Part] = [
            Pairs(tuple((said(f"reading.fact_{name}"), value) for name, value in _known(self))),
            *(Paragraph(said("reading.warning", note=each), where=SPOKEN) for each in notes),
        ]
        if notes:
            parts.append(Items(notes, where=ON_PAGE))
        if self.reasons:
            parts.append(Items(tuple(set_aside(self)), said("reading.aside_listed"), where=SEEN))
        if (table := self.table) is None:
            parts.append(_tables(self))
        else:
            left_out = table.shape[1] - WIDEST
            more = said("reading.more_columns", n=left_out) if left_out > 0 else None
            first = replace(_rows(self, table.iloc[:FIRST, :WIDEST]), more=more)
            parts += [first, Sheet(lambda: _rows(self, table))]
        left = Left(lambda tongue: spoken(self.left()[COLUMNS], tongue))
        return Statement("export", (*parts, left), title=self.name, in_order=True)

    text = Shown.plain
    """The account without the first rows would not say what was read."""


def _known(reading: Export) -> Iterator[tuple[str, Word]]:
    source = reading.source
    yield "file", reading.name
    yield "kind", Said(reading.label_key)
    yield "format", facts.All(tuple(map(facts.Label, reading.formats[:NAMED])))
    yield "read_as", facts.All(tuple(_read_as(source)), "words.comma")
    if source.period:
        first, last = map(facts.Day, source.period)
        yield "period", said("reading.period", first=first, last=last)
    if source.accounts:
        yield "accounts", facts.All(source.accounts[:NAMED])
    yield "rows_kept", facts.Number(len(reading))
    yield "rows_aside", _counted(reading)
    yield "adds_up", said(f"reading.holds_{'yes' if reading.reconcile() else 'no'}")


def _read_as(source: Source) -> Iterator[Word]:
    if source.language:
        yield said(f"reading.language_{source.language}")
    if source.encoding:
        yield source.encoding
    mark = "tab_delimiter" if source.delimiter == "\t" else "delimiter"
    told = {mark: source.delimiter, "sheet": source.sheet, "heading_row": source.header_row,
            "decimal": source.decimal_mark}  # fmt: skip
    yield from (said(f"reading.{name}", value=str(value)) for name, value in told.items() if value)


def _counted(reading: Export) -> facts.Fact:
    total = facts.Number(sum(reading.reasons.values()))
    each = tuple(
        said("reading.counted_reason", count=facts.Number(n), reason=said(f"reading.short_{why}"))
        for why, n in reading.reasons.items()
    )
    return said("reading.with_reasons", total=total, reasons=facts.All(each)) if each else total


def set_aside(reading: Export) -> Iterator[Said]:
    """Say the first records set aside, each with its line and why, and how many more there are."""
    left = reading.left()
    for row in left.head(LISTED).itertuples():
        yield said("reading.aside_row", file=row.file, line=str(row.line), why=row.why)
    if len(left) > LISTED:
        yield said("reading.aside_more", n=len(left) - LISTED)


def _tables(reading: Export) -> Grid:
    names = ("table", "kind", "rows_kept")
    heads = tuple(Head(said(f"reading.fact_{name}"), words=name != "rows_kept") for name in names)
    each = reading.tables.items()
    return Grid(heads, tuple(Row((name, Said(one.label_key), facts.Number(len(one)))) for name, one in each))


def _rows(reading: Export, table: pd.DataFrame) -> Grid:
    places = reading.places.head(len(table)).itertuples(index=False, name=None)
    where = [facts.Source(file=file, lines=(line,)) for file, line in places]
    kinds = {str(name): kind_of(name) if name in KNOWN else None for name in table}
    currency = reading.source.currency or None
    columns = [
        [_cell(value, kind, replace(source, columns=(name,)), currency)
         for value, source in zip(table[name], where, strict=True)]
        for name, kind in kinds.items()
    ]  # fmt: skip
    any_click = any(one.any_click for one in reading.formats)
    labels: dict[str, Word] = {name: facts.Name(name) if name in KNOWN else name for name in kinds}
    if any_click and "clicks" in kinds:
        labels["clicks"] = said("reading.any_clicks")
    heads = tuple(Head(labels[name], words=table[name].dtype.kind not in "iuf") for name in kinds)
    return Grid(heads, tuple(map(Row, zip(*columns, strict=True))), where=SEEN)


def _cell(value: Any, kind: str | None, source: facts.Source, currency: str | None) -> Any:
    if is_missing(value):
        return UNKNOWN
    if isinstance(value, datetime):
        return facts.Moment(value)
    found = cell(value, kind, {})
    if isinstance(found, facts.Quantity):
        return replace(found, source=source, currency=currency)
    if isinstance(found, facts.Measured):
        return replace(found, source=source)
    return cut(found, LONGEST) if isinstance(found, str) else found


def undecided(reading: Export, quoted: Callable[[str], str]) -> list[tuple[Said, ...]]:
    """Say what somebody has to decide before the table is used, in lines; `quoted` writes for a shell."""
    found = [
        (said("reading.decide_unknown", name=name), *_proposed(one, quoted))
        for name, one in reading.tables.items() if one.kind == "unknown"
    ]  # fmt: skip
    return found if reading.reconcile() else [*found, (said("reading.decide_does_not_add_up"),)]


def _proposed(reading: Export, quoted: Callable[[str], str]) -> Iterator[Said]:
    for heading, column, confidence in reading.proposal.itertuples(index=False):
        sure = said("reading.decide_sure", share=facts.Share(confidence, 0))
        known = (column, sure) if isinstance(column, str) else ("", said("reading.decide_no_idea"))
        # Invisible characters are left out: headings are compared without them.
        told = "".join(c for c in " ".join(str(heading).split()) if unicodedata.category(c)[0] != "C")
        yield said("reading.decide_mapping", pair=quoted(f"{told}={known[0]}"), sure=known[1])
