"""The bench without its widgets: results as typed, the objective, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.matrix.matrix import Matrix, matrix
from cmkit.answers.verdict.judge import Verdict, judge
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue import columns as schema
from cmkit.catalogue.columns import Column
from cmkit.catalogue.measure import computable
from cmkit.desk.sample import three_results
from cmkit.desk.typed import Typed, typed, written
from cmkit.given.names import LONGEST_NAME, NAMES, names_of
from cmkit.given.objective import Objective, kpi_name
from cmkit.given.rows import as_pandas, column_rule
from cmkit.language import sentences
from cmkit.language.nearest import unknown
from cmkit.language.sentences import say

MOST = 40
"""How many results the bench holds; beyond, `cm.judge` takes any number of them."""

FIRST_COLUMNS = ("reach", "clicks")
"""The columns of a bench from which every result and every column was taken away, then filled again."""


@dataclass(eq=False)
class Row:
    """A result as typed: its name, and a text a column."""

    name: str = ""
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What follows from what was typed: the verdict, or the sentence that says why there is none.

    `marks` holds the reason for each cell that cannot be used: (place of the row, column) -> sentence;
    the column of a name is "result", and the target is (-1, "target").
    """

    results: pd.DataFrame
    goal: Objective
    marks: dict[tuple[int, str], str]
    verdict: Verdict | None = None
    problem: str = ""


class Draft:
    """Results being edited, held as text; nothing here draws."""

    def __init__(self, results: Any, goal: Objective, lang: str) -> None:
        self.lang = lang
        self.rows: list[Row] = []
        self.columns: list[str] = []
        self.notes: list[str] = []
        self._first = goal
        self.reset() if results is None else self.load(results)
        self.choose(goal)

    def reset(self) -> None:
        """Put the three results back, and the objective given at the start."""
        self.load(three_results(self.lang))
        self.choose(self._first)

    def load(self, results: Any) -> None:
        """Put the results of a table in the place of these; `notes` says what is left out."""
        with sentences.speaking(self.lang):
            table = as_pandas(results)
            names = _given_names(table)
        kept = table.head(MOST)
        columns = [str(name) for name in table if _holds_numbers(table, name)]
        if not columns:
            raise errors.MissingColumnError("bench_no_numbers", present=", ".join(map(str, table.columns)))
        self.columns = columns
        self.rows = [
            Row(name, {c: written(kept[c].iloc[place], self.lang) for c in columns})
            for place, name in enumerate(names[:MOST])
        ]
        self.notes = _left_out(table, columns, self.lang)

    def choose(self, goal: Objective) -> None:
        """Take an objective, with its KPI and target."""
        self.goal = goal
        self._targets: dict[tuple[str, str], str] = {}
        self.target = written(goal.target, self.lang)

    @property
    def target(self) -> str:
        """The target as typed; each objective keeps its own, and a KPI in another unit starts without."""
        return self._targets.get(self._unit(), "")

    @target.setter
    def target(self, text: str) -> None:
        self._targets[self._unit()] = text

    def _unit(self) -> tuple[str, str]:
        kpi = self.goal.kpi or self.default_kpi()
        return self.goal.name, column_rule(kpi).unit if kpi else ""

    def aim_for(self, target: float | str | None) -> None:
        """Set the target: a number (a rate as a ratio), or a text as typed; raise for what is neither."""
        if not isinstance(target, str):
            target = written(replace(self.goal, target=target).target, self.lang)
        self.target = target

    def aim_at(self, objective: str) -> None:
        """Change the objective; its default KPI decides."""
        self.goal = replace(self.goal, name=objective, kpi=None, target=None, baseline=None)

    def decide_by(self, kpi: str | None) -> None:
        """Change the KPI that decides (None: the default one); raise for one that must never decide."""
        self.goal = replace(self.goal, kpi=kpi_name(kpi) if kpi else None, target=None)

    def default_kpi(self) -> str | None:
        """Return the KPI that decides when none is chosen, or None where the columns allow none."""
        return next(iter(self._allowed(self.goal.aim.deciding)), None)

    def kpis(self) -> list[str]:
        """Return the KPI that may be chosen: those that decide or support, and that the columns allow."""
        chosen = [self.goal.kpi] if self.goal.kpi else []
        aim = self.goal.aim
        return list(dict.fromkeys([*self._allowed((*aim.deciding, *aim.supporting)), *chosen]))

    def _allowed(self, kpis: Sequence[str]) -> Iterator[str]:
        return (k for k in kpis if k in self.columns or (k in CATALOGUE and computable(k, self.columns)))

    def add(self, name: str = "", **numbers: Any) -> Row:
        """Add a result (by default named after its place) and return its row."""
        if len(self.rows) >= MOST:
            raise errors.BadValueError("bench_full", most=MOST)
        if not self.columns:
            self.columns = list(FIRST_COLUMNS)
        for column in numbers:
            self._known(column)
        row = Row(name or self._new_name(), {c: written(numbers.get(c), self.lang) for c in self.columns})
        self.rows.append(row)
        return row

    def _new_name(self) -> str:
        wish = say("judging.result_n", self.lang, number=len(self.rows) + 1)
        return _free(wish, {row.name for row in self.rows})

    def remove(self, row: Row) -> None:
        """Take a result away."""
        self.rows.remove(row)

    def row(self, name: str) -> Row:
        """Return the row of a result, or raise with the nearest name."""
        names, _ = self.names()
        if name not in names:
            raise unknown("result", name, names)
        return self.rows[names.index(name)]

    def put(self, row: Row, column: str, value: Any) -> None:
        """Put a number, or a text as typed, into a cell."""
        self._known(column)
        row.cells[column] = written(value, self.lang)

    def _known(self, column: str) -> None:
        if column not in self.columns:
            raise unknown("column", column, self.columns)

    def add_column(self, column: str) -> None:
        """Add one of cmkit's columns, empty."""
        schema.column(column)
        if column not in self.columns:
            self.columns.append(column)
            for row in self.rows:
                row.cells[column] = ""

    def remove_column(self, column: str) -> None:
        """Take a column away; where the chosen KPI needed it, the default one decides again."""
        self._known(column)
        self.columns.remove(column)
        for row in self.rows:
            del row.cells[column]
        if self.goal.kpi and not list(self._allowed([self.goal.kpi])):
            self.decide_by(None)

    def names(self) -> tuple[list[str], dict[int, str]]:
        """Return a name of its own for each result, and why a name as typed could not be taken."""
        given = [" ".join(row.name.split()) for row in self.rows]
        names: list[str] = []
        reasons: dict[int, str] = {}
        for place, name in enumerate(given):
            wrong = _fault(name, names)
            wish = name or say("judging.result_n", self.lang, number=place + 1)
            names.append(_free(wish, {*names, *given}) if wrong else name)
            if wrong:
                reasons[place] = say(f"bench.{wrong}", self.lang, name=names[-1], most=LONGEST_NAME)
        return names, reasons

    def cell(self, row: Row, column: str) -> Typed:
        """Return what a cell holds."""
        return typed(row.cells[column], column_rule(column), self.lang)

    def results(self) -> pd.DataFrame:
        """Return the results as a table; a cell that is not a number keeps its text."""
        columns = {c: _values([self.cell(row, c).value for row in self.rows]) for c in self.columns}
        return pd.DataFrame({"result": pd.Series(self.names()[0], dtype="str"), **columns})

    def marks(self) -> dict[tuple[int, str], str]:
        """Return why each cell that cannot be used cannot."""
        found = {(place, "result"): reason for place, reason in self.names()[1].items()}
        for place, row in enumerate(self.rows):
            found |= {(place, c): reason for c in self.columns if (reason := self.cell(row, c).reason)}
        if reason := self._typed_target().reason:
            found[-1, "target"] = reason
        return found

    def _typed_target(self) -> Typed:
        kpi = self.goal.kpi or self.default_kpi()
        unit = column_rule(kpi).unit if kpi else "count"
        rule = Column("target", "ratio" if unit == "share" else unit, minimum=None)
        return typed(self.target, rule, self.lang)

    def outcome(self) -> Outcome:
        """Judge what is typed now; a problem is a sentence, never an error."""
        goal, results, marks = self.goal, self.results(), self.marks()
        with sentences.speaking(self.lang):
            try:
                aim = self._typed_target()
                goal = replace(goal, target=None if isinstance(aim.value, str) else aim.value)
                return Outcome(results, goal, marks, judge(results, goal))
            except errors.CmkitError as error:
                return Outcome(results, goal, marks, problem=str(error))

    def across(self, results: pd.DataFrame) -> Matrix | None:
        """Return the results against every objective, or None where nothing can be judged."""
        with sentences.speaking(self.lang):
            try:
                return matrix(results)
            except errors.CmkitError:
                return None


def _given_names(table: pd.DataFrame) -> list[str]:
    """Return the names of a table's results; names given twice stay as they are, to be marked."""
    try:
        return names_of(table).texts()
    except errors.DuplicateNameError:
        chosen = next((c for c in NAMES if c in table), None)
        given = table[chosen] if chosen else table.index.to_series()
        return ["" if pd.isna(name) else str(name) for name in given]


def _holds_numbers(table: pd.DataFrame, name: Any) -> bool:
    if not isinstance(name, str) or name in NAMES:
        return False
    kind = table[name].dtype
    numeric = pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
    return name in schema.NUMBERS or numeric


def _left_out(table: pd.DataFrame, columns: list[str], lang: str) -> list[str]:
    said = []
    if len(table) > MOST:
        said.append(say("bench.rows_left_out", lang, n=len(table) - MOST, most=MOST))
    out = [str(name) for name in table if name not in columns and name not in NAMES]
    if out:
        said.append(say("bench.columns_left_out", lang, n=len(out), names=", ".join(out)))
    return said


def _values(values: list[Any]) -> pd.Series:
    if any(isinstance(value, str) for value in values):
        return pd.Series(values, dtype="object")
    return pd.Series(values, dtype="float64")


def _fault(name: str, names: list[str]) -> str:
    """Return why a name cannot stand beside the names before it, or ""."""
    if len(name) > LONGEST_NAME:
        return "too_long"
    return "" if name and name not in names else "twice" if name else "no_name"


def _free(wish: str, taken: set[str]) -> str:
    """Return a name that is not taken, numbered where needed, within the longest that is shown."""
    short = wish if len(wish) <= LONGEST_NAME else wish[: LONGEST_NAME - 1].rstrip() + "…"
    number = 1
    while short in taken:
        number += 1
        short = f"{wish[: LONGEST_NAME - 6].rstrip()} ({number})"
    return short
