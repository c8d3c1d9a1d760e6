"""The account of a reading: records kept and set aside, and whether rows and sums are all found again."""

from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import NUMBERS
from cmkit.language.facts import All, Fact, Inside, Name, Number
from cmkit.language.said import Said
from cmkit.reading.account.join import by_name, total_row
from cmkit.reading.files.grid import Physical, Table, Unusable
from cmkit.statements.aside import COLUMNS, DTYPES
from cmkit.statements.shown import Shown, in_language
from cmkit.statements.statement import Grid, Head, Paragraph, Row, Statement


class Reconciliation(Shown):
    """Rows and sums of a file against what was kept and set aside: `table` holds them, `holds` judges."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table

    @property
    def holds(self) -> bool:
        """Whether every line adds up."""
        return bool(self.table["holds"].all())

    def __bool__(self) -> bool:
        return self.holds

    def _facts(self) -> pd.DataFrame:
        table = self.table.dropna(axis=1, how="all").astype(object).map(
            lambda value: _YES_NO[bool(value)] if isinstance(value, bool | np.bool_) else Number(value, 4)
        )
        names = [Said(f"reading.{name}") for name in table]
        return table.set_axis(names, axis=1).set_axis([_line_name(line) for line in table.index], axis=0)

    shown = in_language(_facts)

    @property
    def statement(self) -> Statement:
        """What was in the file, kept and set aside, line by line; in sentences, whether all adds up."""
        facts = self._facts()
        rows = tuple(Row((name, *cells)) for name, cells in zip(facts.index, facts.to_numpy(), strict=True))
        # A column of sentences holds yes or no, which stands at the left.
        named = (Head(name, words=isinstance(facts[name].iloc[0], Said)) for name in facts.columns.tolist())
        heads = (Head("", words=True), *named)
        astray = tuple(Inside(_line_name(line)) for line in self.table.index[self.table["holds"].ne(True)])
        told = Said("reading.astray", {"names": All(astray)}) if astray else Said("reading.accounted_for")
        return Statement("reconciliation", (Grid(heads, rows), Paragraph(told, where=frozenset({"text"}))))


_YES_NO = Said("reading.no"), Said("reading.yes")


def _line_name(line: str) -> Fact:
    where, _, name = line.rpartition(": ")
    words = Said(f"reading.{name}") if name in ("rows", "lines") else Name(name)
    return All((where, words), "words.colon") if where else words


def reconciliation(main: list[Table], frame: pd.DataFrame | None, others: list[Table]) -> Reconciliation:
    """Reconcile the main tables against the frame made of them, then each other table on its own."""
    lines = _lines(main, frame, "") if frame is not None else {}
    repeated = {name for table in main for name in table.repeats}
    for name, one in by_name(others).items():
        lines |= _lines([one], one.frame, f"{name}: ")
        repeated |= {f"{name}: {column}" for column in one.repeats}
    lines |= _physical([*main, *others])
    table = pd.DataFrame.from_dict(lines, orient="index", columns=["in_file", "kept", "aside", "total_row"])
    gap = (table["in_file"] - table["kept"] - table["aside"]).abs()
    told_once = ~table.index.isin(list(repeated))
    table["holds"] = (gap <= 1e-9 * table["in_file"].abs().clip(lower=1)) & told_once
    return Reconciliation(table)


def _lines(tables: list[Table], frame: pd.DataFrame, where: str) -> dict[str, tuple[float, ...]]:
    told = {name for table in tables for name in table.numbers}
    names = [str(n) for n in frame if n in told and NUMBERS[str(n)].adds != "never"]
    records = sum(int((t.why != "empty").sum()) for t in tables)
    rows = {f"{where}rows": (float(records), len(frame), sum(len(t.away) for t in tables), float("nan"))}
    return rows | {f"{where}{name}": _sums(tables, frame, name) for name in names}


def _physical(tables: list[Table]) -> dict[str, tuple[float, ...]]:
    """Account for the lines of each text file: rows, lines inside their cells, and all that is no row."""
    files: dict[int, list[Table]] = {}
    for table in tables:
        files.setdefault(id(table.grid.physical), []).append(table)
    told = {}
    for of in files.values():
        physical = of[0].grid.physical
        if physical and len(of) == physical.tables:
            told[f"{of[0].grid.file}: lines" if len(files) > 1 else "lines"] = _spans(of, physical)
    return told


def _spans(tables: list[Table], physical: Physical) -> tuple[float, ...]:
    """Count the lines of rows that are kept and of those that are not; lists side by side share theirs."""
    several = physical.lines != physical.beside + sum(len(t.why) for t in tables)
    spans = [1 + (t.grid.inside() if several and t.grid.inside else 0 * t.grid.lines()) for t in tables]
    lines = [pd.DataFrame({"line": t.grid.lines(), "span": span, "kept": (t.why == "").to_numpy()})
             for t, span in zip(tables, spans, strict=True)]  # fmt: skip
    each = lines[0] if len(lines) == 1 else pd.concat(lines).groupby("line").max()
    here = int(each["span"][each["kept"]].sum())
    away = int(each["span"].sum()) - here + physical.beside
    return float(physical.lines), float(here), float(away), float("nan")


def _sums(tables: list[Table], frame: pd.DataFrame, name: str) -> tuple[float, ...]:
    having = [t for t in tables if name in t.numbers]
    refused = sum(t.refused.get(name, 0) for t in having)
    whole = sum(float(t.numbers[name].sum()) for t in having) + refused
    away = sum(float(t.numbers[name][t.why != ""].sum()) for t in having) + refused
    return whole, float(frame[name].astype("float64").sum()), away, sum(total_row(t, name) for t in having)


def original(table: Table) -> pd.DataFrame:
    """Return the records kept, as text under the file's own headings, by line."""
    cells = _cells(table, table.frame.index, [])
    return cells.set_axis(pd.Index(table.grid.lines()[table.frame.index], name="line"))


def _cells(table: Table, positions: Any, taken: list[str]) -> pd.DataFrame:
    cells = table.grid.as_text().loc[positions]
    names: list[str] = []
    for i in cells:
        heading = table.grid.headings[i].strip() if i < len(table.grid.headings) else ""
        free = heading and heading not in (*names, *taken)
        names.append(heading if free else f"{heading} [{i + 1}]".strip())
    named: pd.DataFrame = cells.set_axis(names, axis=1)
    return named


def aside(tables: list[Table]) -> pd.DataFrame:
    """Return the records set aside, in the one shape, `why` as facts; then table, explanation, own cells."""
    parts = [_aside(table) for table in tables if len(table.away)]
    if not parts:
        return _shaped({name: [] for name in (*COLUMNS, "table", "explanation")})
    return pd.concat(parts, ignore_index=True)


def _aside(table: Table) -> pd.DataFrame:
    away, grid = table.away, table.grid
    details = [table.detail.get(position) for position in away.index]
    named = {grid.headings[i]: name for i, name in table.mapping.items()}
    told = [detail.facts if detail else {} for detail in details]
    why = [detail or Said(f"aside.{reason}") for detail, reason in zip(details, away, strict=True)]
    found = _shaped({
        "file": grid.file, "line": grid.lines()[away.index], "row": away.index + 1,
        "column": [named.get(facts.get("heading", "")) for facts in told],
        "value": [facts.get("value") for facts in told],
        "reason": away.to_list(), "why": why, "table": table.name, "explanation": why,
    })  # fmt: skip
    return found.join(_cells(table, away.index, [str(name) for name in found]).reset_index(drop=True))


def _shaped(columns: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(columns).astype(DTYPES)


def places(table: Table) -> pd.DataFrame:
    """Return where each record kept stands: file, line."""
    lines = table.grid.lines()[table.frame.index.to_numpy(dtype=np.int64)]
    return pd.DataFrame({"file": table.grid.file, "line": lines})


def cells_aside(table: Table) -> pd.DataFrame:
    """Return, in the one shape, the cells of the records kept that are missing for what stands in them."""
    return pd.concat([_withheld(table), *(_unusable(table, each) for each in table.unusable)])


def _unusable(table: Table, cells: Unusable) -> pd.DataFrame:
    at = np.flatnonzero(cells.mask & (table.why == "").to_numpy())
    why = [cells.told(position) for position in at.tolist()]
    return _cells_told(table, at, cells.column, [each.facts["value"] for each in why], "unreadable", why)


def _cells_told(table: Table, at: Any, column: Any, value: list[str], reason: str, why: Any) -> pd.DataFrame:
    where = {"file": [table.grid.file] * len(at), "line": table.grid.lines()[at], "row": at + 1}
    return _shaped(where | {"column": column, "value": value, "reason": reason, "why": why})


def _withheld(table: Table) -> pd.DataFrame:
    marks = table.withheld.loc[table.frame.index]
    rows, columns = np.nonzero(marks.to_numpy(dtype=bool))
    at = marks.index.to_numpy(dtype=np.int64)[rows]
    names = [str(name) for name in marks.columns.to_numpy()[columns]]
    text = table.grid.as_text() if len(at) else pd.DataFrame()
    under = {name: [i for i, mapped in table.mapping.items() if mapped == name] for name in set(names)}
    values = [next(filter(None, text.loc[p, under[n]]), "") for p, n in zip(at, names, strict=True)]
    why = [Said("aside.withheld", {"column": Name(name)}) for name in names]
    return _cells_told(table, at, names, values, "withheld", why)
