"""`judge`: results against an objective, as a verdict that shows, explains and questions itself."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pandas as pd

from cmkit.answers.matrix.tipping_points import tipping_points
from cmkit.answers.verdict.judging import Judgement, hold
from cmkit.answers.verdict.statement import statement
from cmkit.given.objective import Objective
from cmkit.given.rows import Note
from cmkit.language.writing import language
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Statement
from cmkit.statements.tables import in_language, spoken


class Verdict(Shown):
    """The verdict on results for an objective, made by `judge`.

    - `table`: DataFrame, a row a result: result, kpi, value, target, attained (share of the target),
      status ("met", "near", "missed", or missing), rank, rank_by_rate;
    - `notes`: DataFrame of the cells that were set aside or are to be looked at;
    - `goal`: the `Objective`; `kpi`: the name of the KPI that decides;
    - `text(lang)`: what the rate alone would have concluded, what the objective concludes, why they
      differ, then what limits the verdict; `figure(lang)`: the two rankings side by side.

    It shows itself in a notebook (HTML) and in a terminal (plain text), in the language in use.
    """

    def __init__(self, judged: Judgement) -> None:
        self.judged = judged

    @cached_property
    def statement(self) -> Statement:
        """What the verdict says."""
        return statement(self.judged)

    @property
    def table(self) -> pd.DataFrame:
        """The verdict, a row a result, in the order of the results."""
        return self.judged.table

    @property
    def notes(self) -> pd.DataFrame:
        """The cells that could not be used: result, column, value, rule, and why, in the language in use."""
        noted = pd.DataFrame(self.judged.notes, columns=list(Note._fields))
        return pd.DataFrame(spoken(noted, language()))

    @property
    def set_aside(self) -> pd.DataFrame:
        """The same in the one shape of what is left out: file, line, row, column, value, reason, why."""
        return self.judged.rows.aside.table()

    @property
    def goal(self) -> Objective:
        """The objective that the results were held against."""
        return self.judged.goal

    @property
    def kpi(self) -> str:
        """The name of the column or metric that decides."""
        return self.judged.kpi.name

    @in_language
    def tipping_points(self) -> pd.DataFrame:
        """Return from which target a status changes, and under which objective another result wins.

        A row a change: kind, result, objective, kpi, target, before, after, sentence.
        """
        return tipping_points(self.judged)


def judge(results: Any, goal: Objective | str, name: str | None = None) -> Verdict:
    """Judge results against an objective.

    `results` is a table with a row a result (or a post): a DataFrame of any kind, or an export read
    by `cmkit.read`. `goal` is an `Objective`, or its name. `name` is the column that names the
    results (by default `result`, `name`, the post's text or id, else "Result 1", ...), and by which a
    lazy table of more than 200,000 rows (LazyFrame, DuckDB, Spark) is pooled first, where it is.

    A value that breaks its rule (negative, infinite, text) is set aside and noted, and the rest is
    judged. A result without the KPI has no status and no rank. Ties share a rank.

    Raises `EmptyTableError`, `DuplicateNameError`, `MissingColumnError` (no column decides this
    objective), `UnknownNameError`, `RefusedKpiError`.

    >>> from cmkit.desk.sample import three_results
    >>> verdict = judge(three_results("en"), Objective("traffic", target=400))
    >>> verdict.table.status.tolist()
    ['missed', 'met', 'met']
    """
    objective = goal if isinstance(goal, Objective) else Objective(goal)
    return Verdict(hold(results, objective, name))
