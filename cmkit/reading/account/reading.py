"""What was read, from where, what was set aside and why, and whether it adds up: see `Export`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

import pandas as pd

from cmkit.language.labels import Labelled
from cmkit.language.sentences import language
from cmkit.reading.account import account
from cmkit.reading.account.account import Reconciliation
from cmkit.reading.account.join import by_name, same_columns, stacked
from cmkit.reading.files.grid import Note, Table, note
from cmkit.reading.headings.formats import Format, currency_of, language_of
from cmkit.reading.headings.proposal import proposed
from cmkit.reading.values.cells import period_above
from cmkit.statements.tables import spoken

JUDGED = ("posts", "ads")
SHARED = (
    "format_id", "platform", "language", "encoding", "delimiter", "decimal_mark", "date_format", "currency",
)


@dataclass(frozen=True)
class Source:
    """Where a table comes from and how it was read; several tables are under `files`."""

    file: str = ""
    format_id: str = ""
    platform: str = ""
    language: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 0
    decimal_mark: str = ""
    date_format: str = ""
    period: tuple[Any, Any] | None = None
    accounts: tuple[str, ...] = ()
    currency: str = ""
    above: tuple[str, ...] = ()
    files: tuple[Source, ...] = field(default=(), repr=False)


class Reading(Labelled):
    """One reading of one file or several, which shows itself as an `Export`."""

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
        together = self.kind in JUDGED or same_columns(self._main)
        table = stacked(self._main) if together else None
        if table is not None and self.source.currency:
            table.attrs["currency"] = self.source.currency
        return table

    @property
    def posts(self) -> pd.DataFrame | None:
        """The tidy table of posts or ads, canonical columns only; None for any other kind."""
        return self.table if self.kind in JUDGED else None

    @cached_property
    def source(self) -> Source:
        """Where the export comes from and how it was read; `source.files` has one for each table."""
        return _source_of(self._main)

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
        notes += [note("unknown_tables", n=len(left), names=", ".join(left))] if left else []
        return notes + ([note("other_tables", n=len(others))] if others else [])

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
        return self._said(self.left())

    @property
    def withheld(self) -> pd.DataFrame:
        """Cells of the records kept where the platform says that it does not say ("-", "undefined"): file,
        line, row, column, value, reason, why.
        """
        return self._said(pd.concat([account.withheld(t) for t in self._main], ignore_index=True))

    def left(self) -> pd.DataFrame:
        """Return `set_aside` with facts for sentences, to be said in any language."""
        return account.aside(self._tables)

    def _said(self, table: pd.DataFrame) -> pd.DataFrame:
        said: pd.DataFrame = spoken(table, language())
        return said

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
        text = [str(h) for t in self._main for h in t.frame if t.frame[h].dtype.kind not in "iufM"]
        return proposed(headings, text=text)

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


def main_tables(tables: list[Table]) -> list[Table]:
    """Return the tables that a reading is about: posts if there are some, else ads, else what is known."""
    whole = [t for t in tables if not t.format.part_of] or tables
    for kind in JUDGED:
        if found := [t for t in whole if t.kind == kind]:
            return found
    known = [t for t in whole if t.kind not in ("empty", "unknown")]
    known = known or [t for t in whole if t.kind == "unknown"]
    beyond = [t for t in known if t.kind != "audience"]
    return (beyond if len(beyond) == 1 else known) or whole[:1]


def _source_of(tables: list[Table]) -> Source:
    each = tuple(_source(t) for t in tables)
    if len(each) == 1:
        return replace(each[0], files=each)
    same: dict[str, Any] = {
        name: getattr(each[0], name) if len({getattr(s, name) for s in each}) == 1 else ""
        for name in SHARED
    }
    periods = [s.period for s in each if s.period]
    accounts = tuple(sorted({a for s in each for a in s.accounts}))
    comparable = len({p[0].tzinfo is None for p in periods}) == 1
    period = (min(p[0] for p in periods), max(p[1] for p in periods)) if comparable else None
    files = ", ".join(dict.fromkeys(s.file for s in each))
    return replace(Source(files, period=period, accounts=accounts, files=each), **same)


def _source(table: Table) -> Source:
    grid, frame = table.grid, table.frame
    dates = [frame[name].dropna() for name in ("published_at", "date") if name in frame]
    period = table.period or next(((d.min(), d.max()) for d in dates if len(d)), None)
    account = frame["account"].dropna().unique() if "account" in frame else ()
    currency = next((c for i in table.mapping if (c := currency_of(grid.headings[i]))), "")
    return Source(
        grid.file, table.format.id, _platform(table), language_of(grid.headings), grid.encoding,
        grid.delimiter, grid.sheet, grid.heading_line, table.decimal, table.date_form,
        period or period_above(grid.above),
        tuple(sorted(map(str, account))), currency, tuple(grid.above),
    )


def _platform(table: Table) -> str:
    if table.platform or "platform" not in table.frame:
        return table.platform
    names = table.frame["platform"].dropna().unique()
    return str(names[0]) if len(names) == 1 else ""
