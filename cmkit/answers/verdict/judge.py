"""`judge`: results against an objective, as a verdict that shows, explains and questions itself."""

from dataclasses import replace
from functools import cached_property
from numbers import Real
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.matrix.matrix import tipping_points
from cmkit.answers.verdict.judging import Judgement, Whole, hold, whole
from cmkit.answers.verdict.statement import statement
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable, missing
from cmkit.given.asked import Text, asked
from cmkit.given.numbers import one
from cmkit.given.objective import Objective, kpi_name
from cmkit.given.rows import Note
from cmkit.language.writing import language
from cmkit.statements.shown import Shown, in_language, spoken
from cmkit.statements.statement import Statement

SEEN = ("reach", "impressions", "views")
"""What counts who saw a result, best first."""


class Verdict(Shown):
    """The verdict on results for an objective, made by `judge`.

    - `table`: DataFrame, a row a result: result, kpi, value (infinite where money bought nothing), target,
      attained (share of the target, or of the way to it), status ("met", "near", "missed", or missing), rank,
      rank_by_rate, then what tells which post it is, where known: post_id, published_at, date, permalink,
      platform, text; `best(n)`, `worst(n)`, `seen_without(act)`: some of its rows;
    - `whole`: all results together: value, low, high, target (`Objective.total`), attained, status;
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

    @cached_property
    def whole(self) -> Whole:
        """All results together; see `Whole`."""
        return whole(self.judged)

    def best(self, n: int = 5) -> pd.DataFrame:
        """Return the rows of the table of the `n` results that serve the objective best, first one first."""
        return self._ranked(n, True)

    def worst(self, n: int = 5) -> pd.DataFrame:
        """Return the rows of the table of the `n` results that serve it least, last one first; those without
        a value are not among them."""
        return self._ranked(n, False)

    def _ranked(self, n: int, ascending: bool) -> pd.DataFrame:
        ranked = self.table.dropna(subset="rank").sort_values("rank", ascending=ascending, kind="stable")
        return ranked.head(int(one("n", n, whole=True, above_zero=True))).reset_index(drop=True)

    @asked
    def seen_without(self, act: Text | None = None) -> pd.DataFrame:
        """Return the results that people saw and that brought none of `act` (by default the KPI), the most
        seen first: rows of the table, and how often each was seen (reach, else impressions, else views).

        A result whose act is not known is not among them. Raises `MissingColumnError` for an act, or a count
        of who saw, that these results do not have.

        >>> results = {"result": ["a", "b"], "reach": [900, 50], "clicks": [0, 4]}
        >>> judge(results, "traffic").seen_without()[["result", "reach"]].values.tolist()
        [['a', 900.0]]
        """
        rows, asked = self.judged.rows, self.kpi if act is None else kpi_name(act)
        counted = next((name for name in SEEN if rows.has(name)), None)
        if counted is None:
            raise missing(SEEN[0], rows.columns, "seen_without")
        if asked not in rows.columns and not (asked in CATALOGUE and computable(asked, rows.columns)):
            raise missing(asked, rows.columns, "seen_without")
        seen = rows.values(counted)
        found = self.table.assign(**{counted: seen})[(seen > 0) & (rows.values(asked) == 0)]
        return found.sort_values(counted, ascending=False, kind="stable").reset_index(drop=True)

    @in_language
    def tipping_points(self) -> pd.DataFrame:
        """Return from which target a status changes, and under which objective another result wins.

        A row a change: kind, result, objective, kpi, target, before, after, sentence.
        """
        return tipping_points(self.judged)


def judge(
    results: Any, goal: Objective | str, name: str | None = None, *,
    target: float | None = None, total: float | None = None,
) -> Verdict:  # fmt: skip
    """Judge results against an objective.

    `results` is a table with a row a result (or a post): a DataFrame of any kind, or an export read
    by `cmkit.read`. `goal` is an `Objective`, or its name. `name` is the column that names the
    results (by default `result`, `name`, the post's text or id, else "Result 1", ...), and by which a
    lazy table of more than 200,000 rows (LazyFrame, DuckDB, Spark) is pooled first, where it is.

    `target` (of each result) and `total` (of all together) may be given here as in `Objective`.

    A value that breaks its rule (negative, infinite, text) is set aside and noted, and the rest is
    judged. A result without the KPI has no status and no rank. Ties share a rank.

    Raises `EmptyTableError`, `DuplicateNameError`, `MissingColumnError` (no column decides this
    objective), `UnknownNameError`, `RefusedKpiError`.

    >>> from cmkit.desk.lab import three_results
    >>> verdict = judge(three_results("en"), Objective("traffic", target=400))
    >>> verdict.table.status.tolist()
    ['missed', 'met', 'met']
    """
    if isinstance(name, Real):
        raise errors.NotANumberError("target_as_name", value=name)
    objective = goal if isinstance(goal, Objective) else Objective(goal)
    each = objective.target if target is None else target
    whole = objective.total if total is None else total
    return Verdict(hold(results, replace(objective, target=each, total=whole), name))
