"""The bench without its widgets: results as typed, the objective, and what follows from them."""

from __future__ import annotations

import itertools
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
from cmkit.desk.upload import Named
from cmkit.given.names import LONGEST_NAME, NAMES, names_of
from cmkit.given.numbers import column_rule, is_numeric
from cmkit.given.objective import Objective, kpi_name
from cmkit.given.rows import opened
from cmkit.language import sentences
from cmkit.language.labels import label
from cmkit.language.nearest import unknown
from cmkit.language.sentences import say
from cmkit.language.writing import shown as as_shown
from cmkit.language.writing import worded
from cmkit.reading.read import read

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
    """What follows from what was typed: the verdict, or the sentence that says why there is none."""

    results: pd.DataFrame
    goal: Objective
    marks: dict[tuple[int, str], str]  # (row, column) -> why; ("result" is the name); (-1, "target")
    verdict: Verdict | None = None
    problem: str = ""


class Draft:
    """Results being edited, held as text; nothing here draws."""

    def __init__(self, results: Any, goal: Objective, lang: str) -> None:
        self.lang, self._first = lang, goal
        self.rows: list[Row] = []
        self.columns: list[str] = []
        self.notes: list[str] = []
        self.reset() if results is None else self.load(results)
        self.choose(goal)

    def say(self, key: str, /, **facts: Any) -> str:
        """Say a sentence of the bench, in its language."""
        return say(f"bench.{key}", self.lang, **facts)

    def label(self, column: str) -> str:
        """Return what a column is called; that of the names is "result"."""
        return self.say("result") if column == "result" else label(column, self.lang)

    def reset(self) -> None:
        """Put the three results back, and the objective given at the start."""
        self.load(three_results(self.lang))
        self.choose(self._first)

    def load(self, results: Any) -> None:
        """Put the results of a table in the place of these; `notes` says what is left out."""
        with sentences.speaking(self.lang):
            rows = opened(results)
            names = names_of(rows.table.set_axis(rows.labels), differing=False).given
        table = rows.table
        named = [c for c in table if isinstance(c, str) and c not in NAMES]
        columns = [c for c in named if c in schema.NUMBERS or is_numeric(table[c])]
        if not columns:
            raise errors.MissingColumnError("bench_no_numbers", present=", ".join(rows.columns))
        self.columns = columns
        self.rows = [
            Row(name or self._nth(n), {c: written(table[c].iloc[n], self.lang) for c in columns})
            for n, name in enumerate(names[:MOST])
        ]
        out = [str(name) for name in table if name not in columns and name not in NAMES]
        more = [self.say("rows_left_out", n=len(rows) - MOST, most=MOST)] if len(rows) > MOST else []
        self.notes = more + ([self.say("columns_left_out", n=len(out), names=", ".join(out))] if out else [])

    def load_file(self, source: Any, name: str = "") -> None:
        """Put the results of a file (path or bytes) in the place of these; `notes` accounts for the rest."""
        if not isinstance(name, str):
            raise errors.NotANumberError("not_text", name="name", value=as_shown(name))
        with sentences.speaking(self.lang):
            export = read(Named(name, source) if name and isinstance(source, bytes) else source)
            shown = name or export.name
            if export.posts is None:
                raise errors.UnreadableFileError("bench_not_results", file=shown, kind=export.kind)
            reasons = list(map(str, export.set_aside["explanation"]))
            self.load(export.posts)
        said = [self.say("imported", file=shown, n=len(self.rows))]
        if reasons:
            said.append(self.say("set_aside", n=len(reasons), reasons="; ".join(dict.fromkeys(reasons))))
        self.notes = said + self.notes

    def choose(self, goal: Objective) -> None:
        """Take an objective, with its KPI and target."""
        self.goal, self._targets = goal, dict[tuple[str, str], str]()
        self.target = written(goal.target, self.lang)

    @property
    def target(self) -> str:
        """The target as typed; each objective keeps its own, and a KPI in another unit starts without."""
        return self._targets.get((self.goal.name, self._unit()), "")

    @target.setter
    def target(self, text: str) -> None:
        self._targets[self.goal.name, self._unit()] = text

    def _unit(self) -> str:
        kpi = self.goal.kpi or self.default_kpi()
        return column_rule(kpi).unit if kpi else ""

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
        return next(self._allowed(self.goal.aim.deciding), None)

    def kpis(self) -> list[str]:
        """Return the KPI that may be chosen: those that decide or support, and that the columns allow."""
        aim, chosen = self.goal.aim, [self.goal.kpi] if self.goal.kpi else []
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
        name = name or _free(self._nth(len(self.rows)), {row.name for row in self.rows})
        row = Row(name, {c: written(numbers.get(c), self.lang) for c in self.columns})
        self.rows.append(row)
        return row

    def _nth(self, place: int) -> str:
        return say("judging.result_n", self.lang, number=place + 1)

    def remove(self, row: Row) -> None:
        """Take a result away."""
        self.rows.remove(row)

    def row(self, name: str) -> Row:
        """Return the row of a result, or raise with the nearest name."""
        names, _ = self.names()
        if worded(name) not in names:
            raise unknown("result", name, names)
        return self.rows[names.index(name)]

    def put(self, row: Row, column: str, value: Any) -> None:
        """Put a number, or a text as typed, into a cell."""
        self._known(column)
        row.cells[column] = written(value, self.lang)

    def _known(self, column: str) -> None:
        if worded(column) not in self.columns:
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
        given, reasons = [" ".join(row.name.split()) for row in self.rows], dict[int, str]()
        names: list[str] = []
        for place, name in enumerate(given):
            wrong = "no_name" if not name else "twice" if name in names else ""
            if wrong or len(name) > LONGEST_NAME:
                name = _free(name or self._nth(place), {*names, *given})
                reasons[place] = self.say(wrong or "too_long", name=name, most=LONGEST_NAME)
            names.append(name)
        return names, reasons

    def _cell(self, row: Row, column: str) -> Typed:
        return typed(row.cells[column], column_rule(column), self.lang)

    def results(self) -> pd.DataFrame:
        """Return the results as a table; a cell that is not a number keeps its text."""
        columns = {"result": pd.Series(self.names()[0], dtype="str")}
        for column in self.columns:
            values = [self._cell(row, column).value for row in self.rows]
            kind = "object" if any(isinstance(value, str) for value in values) else "float64"
            columns[column] = pd.Series(values, dtype=kind)
        return pd.DataFrame(columns)

    def marks(self) -> dict[tuple[int, str], str]:
        """Return why each cell that cannot be used cannot."""
        found = {(place, "result"): reason for place, reason in self.names()[1].items()}
        for place, row in enumerate(self.rows):
            found |= {(place, column): self._cell(row, column).reason for column in self.columns}
        found[-1, "target"] = self._typed_target().reason
        return {where: reason for where, reason in found.items() if reason}

    def _typed_target(self) -> Typed:
        unit = self._unit() or "count"
        rule = Column("target", "ratio" if unit == "share" else unit, minimum=None)
        return typed(self.target, rule, self.lang)

    def outcome(self) -> Outcome:
        """Judge what is typed now; a problem is a sentence, never an error."""
        goal, results, marks = self.goal, self.results(), self.marks()
        with sentences.speaking(self.lang):
            try:
                aim = self._typed_target().value
                goal = replace(goal, target=None if isinstance(aim, str) else aim)
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


def _free(wish: str, taken: set[str]) -> str:
    """Return a name that is not taken, numbered where needed, within the longest that is shown."""
    short = wish if len(wish) <= LONGEST_NAME else wish[: LONGEST_NAME - 1].rstrip() + "…"
    numbered = (f"{wish[: LONGEST_NAME - 6].rstrip()} ({number})" for number in itertools.count(2))
    return next(name for name in itertools.chain([short], numbered) if name not in taken)
