"""The account of a reading: records kept and set aside, and whether rows and sums are all found again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import NUMBERS
from cmkit.language import sentences
from cmkit.language.labels import label
from cmkit.language.writing import number
from cmkit.reading.account.join import by_name, total_row
from cmkit.reading.account.table import Table


class Reconciliation:
    """Rows and sums of a file against what was kept and set aside: `table` holds them, `holds` judges."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table

    @property
    def holds(self) -> bool:
        """Whether every line adds up."""
        return bool(self.table["holds"].all())

    def __bool__(self) -> bool:
        return self.holds

    def shown(self, lang: str | None = None) -> pd.DataFrame:
        """Return the table as people read it, without the total column where no file has a total."""
        table = self.table.dropna(axis=1, how="all").astype(object)
        table = table.map(lambda value: _written(value, lang))
        names = {name: sentences.say(f"reading.{name}", lang) for name in table}
        lines = {line: _line_name(line, lang) for line in table.index}
        return table.rename(columns=names, index=lines)

    def _repr_html_(self) -> str:
        return str(self.shown().to_html(escape=True))

    def __repr__(self) -> str:
        return self.shown().to_string()


def _written(value: Any, lang: str | None) -> str:
    if isinstance(value, bool | np.bool_):
        return sentences.say("reading.yes" if value else "reading.no", lang)
    return number(value, lang, 4)


def _line_name(line: str, lang: str | None) -> str:
    where, _, name = line.rpartition(": ")
    words = sentences.say("reading.rows", lang) if name == "rows" else label(name, lang)
    return f"{where}: {words}" if where else words


def reconciliation(main: list[Table], frame: pd.DataFrame | None, others: list[Table]) -> Reconciliation:
    """Reconcile the main tables against the frame made of them, then each other table on its own."""
    lines = _lines(main, frame, "") if frame is not None else {}
    for name, one in by_name(others).items():
        lines |= _lines([one], one.frame, f"{name}: ")
    table = pd.DataFrame.from_dict(lines, orient="index", columns=["in_file", "kept", "aside", "total_row"])
    gap = (table["in_file"] - table["kept"] - table["aside"]).abs()
    table["holds"] = gap <= 1e-9 * table["in_file"].abs().clip(lower=1)
    return Reconciliation(table)


def _lines(tables: list[Table], frame: pd.DataFrame, where: str) -> dict[str, tuple[float, ...]]:
    told = {name for table in tables for name in table.numbers}
    names = [str(n) for n in frame if n in told and NUMBERS[str(n)].adds != "never"]
    lines: dict[str, tuple[float, ...]] = {f"{where}rows": _row_count(tables, len(frame))}
    return lines | {f"{where}{name}": _sums(tables, frame, name) for name in names}


def _row_count(tables: list[Table], kept: int) -> tuple[float, ...]:
    records = sum(int((t.why != "empty").sum()) for t in tables)
    away = sum(int((~t.why.isin(["", "empty"])).sum()) for t in tables)
    return records, kept, away, float("nan")


def _sums(tables: list[Table], frame: pd.DataFrame, name: str) -> tuple[float, ...]:
    having = [t for t in tables if name in t.numbers]
    whole = sum(float(t.numbers[name].sum()) for t in having)
    away = sum(float(t.numbers[name][t.why != ""].sum()) for t in having)
    return whole, float(frame[name].astype("float64").sum()), away, sum(total_row(t, name) for t in having)


def original(table: Table) -> pd.DataFrame:
    """Return the records kept, as text under the file's own headings, by line.

    A heading that stands twice gets its place in brackets the second time.
    """
    positions = table.frame.index
    cells = table.grid.as_text().loc[positions]
    cells = cells.set_axis(_cell_names(table, list(cells), []), axis=1)
    return cells.set_axis(pd.Index(table.grid.lines()[positions], name="line"))


def aside(table: Table) -> pd.DataFrame:
    """Return the records set aside: file, table, line, reason, explanation, then their own cells."""
    away = table.why[~table.why.isin(["", "empty"])]
    lines = table.grid.lines() if len(away) else np.zeros(0, np.int64)
    facts = pd.DataFrame({
        "file": pd.Series([table.grid.file] * len(away), dtype="str"),
        "table": pd.Series([table.name] * len(away), dtype="str"),
        "line": lines[away.index.to_numpy(dtype=np.int64)],
        "reason": pd.Series(away.to_list(), dtype="str"),
        "explanation": pd.Series([_explained(table, p, str(why)) for p, why in away.items()], dtype="str"),
    })
    if not len(away):
        return facts
    cells = table.grid.as_text().loc[away.index].reset_index(drop=True)
    return facts.join(cells.set_axis(_cell_names(table, list(cells), [str(name) for name in facts]), axis=1))


def places(table: Table) -> pd.DataFrame:
    """Return where each record kept stands: file, line."""
    lines = table.grid.lines()[table.frame.index.to_numpy(dtype=np.int64)]
    return pd.DataFrame({"file": table.grid.file, "line": lines})


def _cell_names(table: Table, positions: list[Any], taken: list[str]) -> list[str]:
    names: list[str] = []
    for i in positions:
        heading = table.grid.headings[i].strip() if i < len(table.grid.headings) else ""
        free = heading and heading not in (*names, *taken)
        names.append(heading if free else f"{heading} [{i + 1}]".strip())
    return names


def _explained(table: Table, position: Any, why: str) -> str:
    detail = table.detail.get(position)
    return str(detail) if detail else sentences.say(f"reading.reason_{why}")


def withheld(table: Table) -> pd.DataFrame:
    """Return the cells where the platform says that it does not say: file, line, column."""
    marks = table.withheld.loc[table.frame.index]
    at, columns = np.nonzero(marks.to_numpy(dtype=bool))
    names = [str(name) for name in marks]
    return pd.DataFrame({
        "file": pd.Series([table.grid.file] * len(at), dtype="str"),
        "line": table.grid.lines()[marks.index.to_numpy(dtype=np.int64)[at]],
        "column": pd.Series([names[i] for i in columns], dtype="str"),
    })
