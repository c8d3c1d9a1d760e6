"""`matrix`: results against every objective, and where the winner changes."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from cmkit import errors
from cmkit.answers.matrix.across import Across, across
from cmkit.answers.matrix.statement import statement
from cmkit.answers.verdict.judging import Judgement, hold
from cmkit.given.objective import AIMS, Objective
from cmkit.given.rows import opened
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Statement


class Matrix(Shown, Across):
    """Results against objectives: who wins where, and who overtakes whom.

    - `table`: a row a result, a column an objective (first `rate`, what the engagement rate says);
      the cells are ranks (1 is the best, ties share a rank, missing where there is no value);
    - `values`: the same shape, with the KPI's values; `kpis`: the KPI of each column;
    - `winners`: the names in front, by column;
    - `reversals`: the pairs that an objective puts in the other order than the rate (objective,
      ahead_by_rate, ahead_by_objective), a row each, listed as far as shown: the first 200 of each
      objective (there can be as many as results by results);
    - `reversal_counts`: how many such pairs there are, by objective; `net`: the shape of `table`
      without the rate, how many results each overtakes, less those that overtake it;
    - `unjudged`: why an objective is not a column, in one sentence each.
    """

    @cached_property
    def statement(self) -> Statement:
        """What the matrix says."""
        return statement(self)


def matrix(results: Any, name: str | None = None) -> Matrix:
    """Hold results against every objective that their columns allow.

    `results` is any table that `judge` takes. An objective whose KPI are not in the columns is
    listed in `unjudged`, not silently left out. Raises as `judge` does where nothing can be judged.

    >>> from cmkit.desk.sample import three_results
    >>> matrix(three_results("en")).winners["traffic"]
    ['Result 3']
    """
    rows = opened(results, name)
    judged: dict[str, Judgement] = {}
    unjudged: dict[str, errors.CmkitError] = {}
    for objective in AIMS:
        try:
            judged[objective] = hold(rows, Objective(objective))
        except errors.MissingColumnError as missing:
            if missing.key != "missing_kpi":
                raise
            unjudged[objective] = missing
    if not judged:
        raise next(iter(unjudged.values()))
    return Matrix(**vars(across(judged, unjudged)))
