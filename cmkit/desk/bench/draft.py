"""The bench without its widgets: results as typed, the objective, and what follows from them."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.matrix.matrix import Matrix, matrix
from cmkit.answers.verdict.judge import Verdict, judge
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue import columns as schema
from cmkit.catalogue.columns import Column
from cmkit.catalogue.measure import computable
from cmkit.desk.bench.arriving import MOST, Row, arrived, nth
from cmkit.desk.lab import three_results
from cmkit.desk.typed import Typed, typed, written
from cmkit.given.names import LONGEST_NAME
from cmkit.given.numbers import column_rule
from cmkit.given.objective import Objective, kpi_name
from cmkit.language import sentences
from cmkit.language.said import unknown
from cmkit.language.sentences import language, say
from cmkit.language.terminal import cut
from cmkit.language.writing import is_missing, label, worded

FIRST_COLUMNS = ("reach", "clicks")
"""The columns of a bench from which every result and every column was taken away, then filled again."""


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
        self._touches = itertools.count(1)
        self._targets: dict[tuple[str, str], str] = {}
        self.reset() if results is None else self.load(results)
        self.choose(goal)

    def say(self, key: str, /, **facts: Any) -> str:
        """Say a sentence of the bench, in its language."""
        return say(f"bench.{key}", self.lang, **facts)

    def label(self, column: str) -> str:
        """Return what a column is called; that of the names is "result"."""
        return self.say("result") if column == "result" else label(column, self.lang)

    def speak(self, lang: str) -> None:
        """Go on in another language: numbers are written as it writes them, and names that cmkit gave."""
        before, self.lang = self.lang, language(lang)
        for place, row in enumerate(self.rows):
            if row.name == nth(place, before):
                row.name = nth(place, self.lang)
            row.cells = {c: self._again(text, column_rule(c), before) for c, text in row.cells.items()}
        rule = self._target_rule()
        self._targets = {where: self._again(text, rule, before) for where, text in self._targets.items()}
        self.notes = []

    def _again(self, text: Any, rule: Column, before: str) -> Any:
        read = typed(text, rule, before).value if isinstance(text, str) else None
        return written(read, self.lang) if isinstance(read, float) else text

    def reset(self) -> None:
        """Put the three results back, and the objective given at the start."""
        self.load(three_results(self.lang))
        self.choose(self._first)

    def wait(self) -> None:
        """Take all results away until others come."""
        self.rows, self.columns, self.notes = [], list(FIRST_COLUMNS), []

    def load(self, given: Any, name: str = "") -> None:
        """Put results in the place of these (see `arrived`); `notes` says what is left out."""
        self.columns, self.rows, self.notes = arrived(given, name, self.lang)

    @property
    def shown(self) -> list[Row]:
        """The results that stand in the table: the first ones."""
        return self.rows[:MOST]

    def choose(self, goal: Objective) -> None:
        """Take an objective, with its KPI and target."""
        self.goal, self._targets = goal, {}
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
        self.columns = self.columns or list(FIRST_COLUMNS)
        for column in numbers:
            self._known(column)
        name = name or _free(nth(len(self.rows), self.lang), {row.name for row in self.rows})
        row = Row(name, {c: written(numbers.get(c), self.lang) for c in self.columns}, next(self._touches))
        self.rows.append(row)
        return row

    def rename(self, row: Row, name: str) -> None:
        """Give a result another name."""
        row.name, row.touched = name, next(self._touches)

    def remove(self, row: Row) -> None:
        """Take a result away."""
        self.rows.remove(row)
        for each in self.shown:
            each.write(self.lang)

    def row(self, name: str) -> Row:
        """Return the row of a result, or raise with the nearest name."""
        names, _ = self.names()
        if worded(name) not in names:
            raise unknown("result", name, names)
        return self.rows[names.index(worded(name))]

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
        names, taken, wished = dict[int, str](), set[str](), {*given}
        for place in sorted(range(len(given)), key=lambda n: self.rows[n].touched):
            name = given[place]
            wrong = "no_name" if not name else "twice" if name in taken else ""
            if wrong or len(name) > LONGEST_NAME:
                name = _free(name or nth(place, self.lang), taken | wished)
                reasons[place] = self.say(wrong or "too_long", name=name, most=LONGEST_NAME)
            names[place] = name
            taken.add(name)
        return [names[place] for place in range(len(given))], reasons

    def _cell(self, row: Row, column: str) -> Typed:
        if isinstance(value := row.cells[column], str):
            return typed(value, column_rule(column), self.lang)
        return Typed(None if is_missing(value) else value)

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
        for place, row in enumerate(self.shown):
            found |= {(place, column): self._cell(row, column).reason for column in self.columns}
        found[-1, "target"] = self._typed_target().reason
        return {where: reason for where, reason in found.items() if reason}

    def _target_rule(self) -> Column:
        unit = self._unit() or "count"
        return Column("target", "ratio" if unit == "share" else unit, minimum=None)

    def _typed_target(self) -> Typed:
        return typed(self.target, self._target_rule(), self.lang)

    def outcome(self) -> Outcome:
        """Judge what is typed now; a problem is a sentence, never an error."""
        goal, results, marks = self.goal, self.results(), self.marks()
        if not self.rows:
            return Outcome(results, goal, marks, problem=self.say("empty"))
        with sentences.speaking(self.lang):
            try:
                aim = self._typed_target().value
                goal = replace(goal, target=None if isinstance(aim, str) else aim)
                return Outcome(results, goal, marks, judge(results, goal))
            except errors.CmkitError as error:
                return Outcome(results, goal, marks, problem=str(error))

    def across(self, results: pd.DataFrame) -> Matrix | None:
        """Return the results against every objective, or None where nothing can be judged."""
        with sentences.speaking(self.lang), suppress(errors.CmkitError):
            return matrix(results)
        return None


def _free(wish: str, taken: set[str]) -> str:
    numbered = (f"{wish[: LONGEST_NAME - 6].rstrip()} ({number})" for number in itertools.count(2))
    return next(name for name in itertools.chain([cut(wish, LONGEST_NAME)], numbered) if name not in taken)
