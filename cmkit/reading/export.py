"""`Export`, and what it says: what the file is, how it was read, what was set aside, its first rows."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.language import facts
from cmkit.language.said import Said, said
from cmkit.language.writing import is_missing
from cmkit.reading.account.reading import Reading, Source
from cmkit.statements.aside import COLUMNS
from cmkit.statements.frames import cell, cut, kind_of
from cmkit.statements.shown import Shown
from cmkit.statements.tables import spoken

from cmkit.statements.statement import (  # isort: skip
    ON_PAGE, SPOKEN, Grid, Head, Items, Left, Pairs, Paragraph, Part, Row, Sheet, Statement, Word,
)  # fmt: skip

FIRST, LISTED, NAMED, LONGEST, WIDEST = 5, 10, 5, 40, 100
SEEN = frozenset({"plain", "html"})
KNOWN = frozenset((*NUMBERS, *WORDS, *DATES))
UNKNOWN = facts.Number(math.nan)


class Export(Shown, Reading):
    """One reading of one file or several: posts where there are some, and an account of every row.

    `kind` is "posts", "ads", "daily", "channels", "pages", "audience", "events", "several tables",
    "empty" or "unknown". Made by `cm.read`; it shows itself in a notebook, its first rows with it.
    """

    @property
    def statement(self) -> Statement:
        """The account of the reading."""
        return _statement(self)

    text = Shown.plain
    """The account without the first rows would not say what was read."""


def _statement(reading: Reading) -> Statement:
    notes = tuple(reading.warnings)
    parts: list[Part] = [
        Pairs(tuple((said(f"reading.fact_{name}"), value) for name, value in _known(reading))),
        *(Paragraph(said("reading.warning", note=each), where=SPOKEN) for each in notes),
    ]
    if notes:
        parts.append(Items(notes, where=ON_PAGE))
    if reading.reasons:
        parts.append(Items(tuple(set_aside(reading)), said("reading.aside_listed"), where=SEEN))
    if (table := reading.table) is None:
        parts.append(_tables(reading))
    else:
        more = said("reading.more_columns", n=table.shape[1] - WIDEST) if table.shape[1] > WIDEST else None
        first = replace(_rows(reading, table.iloc[:FIRST, :WIDEST]), more=more)
        parts += [first, Sheet(lambda: _rows(reading, table))]
    left = Left(lambda tongue: spoken(reading.left()[COLUMNS], tongue))
    return Statement("export", (*parts, left), title=reading.name, in_order=True)


def _known(reading: Reading) -> Iterator[tuple[str, Word]]:
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


def _counted(reading: Reading) -> facts.Fact:
    total = facts.Number(sum(reading.reasons.values()))
    each = tuple(
        said("reading.counted_reason", count=facts.Number(n), reason=said(f"reading.short_{why}"))
        for why, n in reading.reasons.items()
    )
    return said("reading.with_reasons", total=total, reasons=facts.All(each)) if each else total


def set_aside(reading: Reading) -> Iterator[Said]:
    """Say the first records set aside, each with its line and why, and how many more there are."""
    left = reading.left()
    for row in left.head(LISTED).itertuples():
        yield said("reading.aside_row", file=row.file, line=str(row.line), why=row.why)
    if len(left) > LISTED:
        yield said("reading.aside_more", n=len(left) - LISTED)


def _tables(reading: Reading) -> Grid:
    names = ("table", "kind", "rows_kept")
    heads = tuple(Head(said(f"reading.fact_{name}"), words=name != "rows_kept") for name in names)
    each = reading.tables.items()
    return Grid(heads, tuple(Row((name, Said(one.label_key), facts.Number(len(one)))) for name, one in each))


def _rows(reading: Reading, table: pd.DataFrame) -> Grid:
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


def undecided(reading: Reading, quoted: Callable[[str], str]) -> list[tuple[Said, ...]]:
    """Say what somebody has to decide before the table is used, in lines; `quoted` writes for a shell."""
    found = [
        (said("reading.decide_unknown", name=name), *_proposed(one, quoted))
        for name, one in reading.tables.items() if one.kind == "unknown"
    ]  # fmt: skip
    return found if reading.reconcile() else [*found, (said("reading.decide_does_not_add_up"),)]


def _proposed(reading: Reading, quoted: Callable[[str], str]) -> Iterator[Said]:
    for heading, column, confidence in reading.proposal.itertuples(index=False):
        sure = said("reading.decide_sure", share=facts.Share(confidence, 0))
        known = (column, sure) if isinstance(column, str) else ("", said("reading.decide_no_idea"))
        # Invisible characters are left out: headings are compared without them.
        told = "".join(c for c in " ".join(str(heading).split()) if unicodedata.category(c)[0] != "C")
        yield said("reading.decide_mapping", pair=quoted(f"{told}={known[0]}"), sure=known[1])
