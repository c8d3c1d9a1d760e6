"""`Export`: what was read, from where, what was set aside and why, and whether it adds up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from cmkit import texts
from cmkit.reading.formats import currency_of
from cmkit.reading.notes import Note
from cmkit.reading.tables import Table
from cmkit.schema import NUMBERS

JUDGED = ("posts", "ads")


@dataclass(frozen=True)
class Source:
    """Where an export comes from and how it was read."""

    file: str = ""
    format: str = ""
    platform: str = ""
    language: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    heading_row: int = 0
    decimal: str = ""
    date_format: str = ""
    period: tuple[Any, Any] | None = None
    accounts: tuple[str, ...] = ()
    currency: str = ""
    above: tuple[str, ...] = ()
    files: tuple[Source, ...] = field(default=(), repr=False)


class Reconciliation:
    """Rows and sums of the file against what was kept and set aside; `table` holds them, `holds` judges."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table

    @property
    def holds(self) -> bool:
        """Whether every line adds up."""
        return bool(self.table["holds"].all())

    def __bool__(self) -> bool:
        return self.holds

    def _repr_html_(self) -> str:
        return str(shown(self.table).to_html())

    def __repr__(self) -> str:
        return shown(self.table).to_string()


def shown(table: pd.DataFrame, lang: str | None = None) -> pd.DataFrame:
    """Return the reconciliation with its headings in words."""
    words = {name: texts.say(f"reading.{name}", lang) for name in table}
    from cmkit.schema import label

    rows = {name: texts.say("reading.rows", lang) if name == "rows" else label(name, lang) for name in table.index}
    return table.rename(columns=words, index=rows)


class Export:
    """One reading of one file or several: posts where there are some, and an account of every row."""

    def __init__(self, tables: list[Table], name: str = "") -> None:
        self._tables = tables
        self.name = name or (tables[0].grid.file if tables else "")

    @property
    def kind(self) -> str:
        """What the rows are: "posts", "ads", "daily", "channels", "pages", "audience", ..., "unknown"."""
        kinds = {table.kind for table in self._tables}
        return kinds.pop() if len(kinds) == 1 else "several tables"

    @cached_property
    def table(self) -> pd.DataFrame:
        """The tidy table, whatever the kind."""
        return pd.concat([t.frame for t in self._tables], ignore_index=True)

    @property
    def posts(self) -> pd.DataFrame | None:
        """The tidy table of posts or ads; None for any other kind."""
        return self.table if self.kind in JUDGED else None

    @cached_property
    def source(self) -> Source:
        """Where the export comes from and how it was read."""
        return source_of(self._tables[0])

    @property
    def tables(self) -> dict[str, Export]:
        """The tables of the file or files, each an Export of its own."""
        return {_name(t): Export([t], _name(t)) for t in self._tables}

    @property
    def warnings(self) -> list[Note]:
        """Things to know before using the numbers."""
        return list(dict.fromkeys(note for t in self._tables for note in t.notes))

    @property
    def original(self) -> pd.DataFrame:
        """The records kept, as text under the file's own headings; the index is the line of the file."""
        return pd.concat([_original(t, t.frame.index) for t in self._tables])

    @property
    def set_aside(self) -> pd.DataFrame:
        """Every record that is not in the table: file, line, reason, explanation, then its own cells."""
        return pd.concat([_aside(t) for t in self._tables], ignore_index=True)

    def reconcile(self) -> Reconciliation:
        """Rows in = rows kept + rows set aside, and the same for the sum of every column that adds up."""
        rows = [_row_count(self._tables, len(self.table))]
        names = [n for n in self.table if n in NUMBERS and NUMBERS[n].adds != "never"]
        rows += [_sums(self._tables, self.table, name) for name in names]
        table = pd.DataFrame(rows, index=["rows", *names], columns=["in_file", "kept", "aside"])
        gap = (table["in_file"] - table["kept"] - table["aside"]).abs()
        table["holds"] = gap <= 1e-9 * table["in_file"].abs().clip(lower=1)
        return Reconciliation(table)

    def __len__(self) -> int:
        return len(self.table)

    def text(self, lang: str | None = None) -> str:
        """Return the account of the reading in sentences."""
        from cmkit.reading.showing import plain

        return plain(self, lang)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from cmkit.reading.showing import html

        return html(self)


def made_export(tables: list[Table]) -> Export:
    """Make the Export of the tables of one file or several."""
    return Export(tables)


def _name(table: Table) -> str:
    return table.grid.sheet or table.grid.title or table.grid.file


def source_of(table: Table) -> Source:
    """Say where a table comes from and how it was read."""
    grid = table.grid
    dates = next((table.frame[n].dropna() for n in ("published_at", "date") if n in table.frame), pd.Series(dtype=object))
    account = table.frame["account"] if "account" in table.frame else pd.Series(dtype=object)
    currency = next((c for i in table.mapping if (c := currency_of(grid.headings[i]))), "")
    return Source(
        grid.file, table.format.id, table.platform, _language(grid.headings), grid.encoding, grid.delimiter,
        grid.sheet, grid.heading_line, table.decimal, table.date_form,
        (dates.min(), dates.max()) if len(dates) else None,
        tuple(sorted(account.dropna().unique())), currency, tuple(grid.above),
    )


def _language(headings: list[str]) -> str:
    from cmkit.reading.language import language_of

    return language_of(headings)


def _as_text(table: Table) -> pd.DataFrame:
    return table.grid.text() if table.grid.text else table.grid.cells


def _original(table: Table, positions: Any) -> pd.DataFrame:
    cells = _as_text(table).loc[positions]
    extra = [""] * (cells.shape[1] - len(table.grid.headings))
    cells.columns = pd.Index([*table.grid.headings, *extra])
    return cells.set_axis(pd.Index(table.grid.lines()[positions], name="line"))


def _aside(table: Table) -> pd.DataFrame:
    away = table.why[(table.why != "") & (table.why != "empty")]
    facts = pd.DataFrame({
        "file": table.grid.file,
        "table": table.grid.sheet or table.grid.title,
        "line": table.grid.lines()[away.index],
        "reason": away.to_numpy(),
        "explanation": [_explained(table, position, why) for position, why in away.items()],
    })
    cells = _as_text(table).loc[away.index]
    names: list[str] = []
    for i in cells:
        heading = table.grid.headings[i].strip() if i < len(table.grid.headings) else ""
        heading = heading or f"[{i + 1}]"
        names.append(heading if heading not in (*names, *facts) else f"{heading} [{i + 1}]")
    return facts.join(cells.set_axis(names, axis=1).reset_index(drop=True))


def _explained(table: Table, position: Any, why: str) -> str:
    detail = table.detail.get(position)
    return str(detail) if detail else texts.say(f"reading.reason_{why}")


def _row_count(tables: list[Table], kept: int) -> tuple[float, float, float]:
    everything = sum(int((t.why != "empty").sum()) for t in tables)
    aside = sum(int(((t.why != "") & (t.why != "empty")).sum()) for t in tables)
    return everything, kept, aside


def _sums(tables: list[Table], frame: pd.DataFrame, name: str) -> tuple[float, float, float]:
    having = [t for t in tables if name in t.numbers]
    everything = sum(float(t.numbers[name].sum()) for t in having)
    aside = sum(float(t.numbers[name][t.why != ""].sum()) for t in having)
    return everything, float(frame[name].astype("float64").sum()), aside
