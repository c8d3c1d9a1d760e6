"""`matrix`: results against every objective, and where the winner changes."""

import math
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.matrix.statement import Across, across, statement, where
from cmkit.answers.verdict.judging import Judgement, hold
from cmkit.given.objective import AIMS, Objective
from cmkit.given.rows import opened
from cmkit.language.facts import Inside, Shared, listed
from cmkit.language.said import Said, said
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

    >>> from cmkit.desk.lab import three_results
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


COLUMNS = ["kind", "result", "objective", "kpi", "target", "before", "after", "sentence"]


def tipping_points(judged: Judgement) -> pd.DataFrame:
    """Return where the verdict tips: targets that change a status, objectives with another winner."""
    changes = [_status_changes(judged), _winner_changes(judged, matrix(judged.rows))]
    return pd.concat([each for each in changes if len(each)] or changes, ignore_index=True)


def last_near(value: Any, goal: Objective, better: str) -> tuple[Any, Any]:
    """Return the last target at which a value (or each of an array) is near, and whether it can be."""
    start = goal.baseline or 0.0
    if goal.baseline is None and better == "lower":
        near = value * goal.near
    else:
        near = start + (value - start) / goal.near
    return near, value > start if better == "higher" or goal.baseline is None else value < start


def _status_changes(judged: Judgement) -> pd.DataFrame:
    value = judged.table.value.to_numpy(dtype=float)
    near, can_be_near = last_near(value, judged.goal, judged.kpi.better)
    can_be_near = can_be_near & (near != value)
    known = np.flatnonzero(np.isfinite(value))
    rows = np.repeat(known, 1 + can_be_near[known])
    second = np.append(False, rows[1:] == rows[:-1])[: len(rows)]
    before = np.where(second, "near", "met")
    after = np.where(second | ~can_be_near[rows], "missed", "near")
    stated = {"kind": "status", "objective": judged.goal.name, "kpi": judged.kpi.name}
    names, target = judged.table.result.to_numpy()[rows], np.where(second, near[rows], value[rows])
    found = {"result": names, "target": target, "before": before, "after": after}
    table = pd.DataFrame(stated | found, columns=COLUMNS)
    return table.assign(sentence=pd.Series(_status_sentences(table, judged), dtype=object))


def _status_sentences(changes: pd.DataFrame, judged: Judgement) -> list[Said]:
    key = f"reversals.status_{judged.kpi.better}"
    status = {state: Shared(said(f"verdict.status_{state}")) for state in ("met", "near", "missed")}
    targets = {target: Shared(judged.quantity(target)) for target in set(changes.target)}
    each = changes[["result", "before", "after", "target"]].itertuples(index=False)
    return [said(key, name=n, before=status[b], after=status[a], target=targets[t]) for n, b, a, t in each]


def _winner_changes(judged: Judgement, across: Across) -> pd.DataFrame:
    here = judged.table.result[(judged.table["rank"] == 1).fillna(False)].tolist()
    before, rows = listed(here), []
    for column, names in across.winners.items():
        if column == judged.goal.name or not names or set(names) == set(here):
            continue
        kpi, after = across.kpis[column], listed(names)
        facts = {"where": where(column), "kpi": Inside(kpi), "names": after, "here": before}
        sentence = said("reversals.other_winner", n=len(names), **facts)
        rows.append(("winner", after, column, kpi, math.nan, before, after, sentence))
    return pd.DataFrame(rows, columns=COLUMNS)
