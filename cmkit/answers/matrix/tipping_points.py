"""`tipping_points`: from which target a status changes, and under which objective another result wins."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from cmkit.answers.matrix.across import Across
from cmkit.answers.matrix.matrix import matrix
from cmkit.answers.matrix.statement import where
from cmkit.answers.verdict.judging import Judgement
from cmkit.given.objective import Objective
from cmkit.language.facts import Inside, Shared, listed
from cmkit.language.said import Said, said

COLUMNS = ["kind", "result", "objective", "kpi", "target", "before", "after", "sentence"]


def tipping_points(judged: Judgement) -> pd.DataFrame:
    """Return where the verdict tips: targets that change a status, objectives with another winner."""
    changes = [_status_changes(judged), _winner_changes(judged, matrix(judged.rows))]
    return pd.concat([each for each in changes if len(each)] or changes, ignore_index=True)


def last_targets(value: float, goal: Objective, better: str) -> dict[str, float]:
    """Return the last target at which a value is met, and the last at which it is near (where it can be)."""
    near, can_be_near = _near(value, goal, better)
    return {"met": value, "near": near} if can_be_near and near != value else {"met": value}


def _near(value: Any, goal: Objective, better: str) -> tuple[Any, Any]:
    """Return the last target at which a value (or each of an array) is near, and whether it can be."""
    start = goal.baseline or 0.0
    if goal.baseline is None and better == "lower":
        near = value * goal.near
    else:
        near = start + (value - start) / goal.near
    return near, value > start if better == "higher" or goal.baseline is None else value < start


def _status_changes(judged: Judgement) -> pd.DataFrame:
    """Return the last target of each status of each result: a row for "met", one for "near" if it can be."""
    value = judged.table.value.to_numpy(dtype=float)
    near, can_be_near = _near(value, judged.goal, judged.kpi.better)
    can_be_near = can_be_near & (near != value)
    known = np.flatnonzero(~np.isnan(value))
    rows = np.repeat(known, 1 + can_be_near[known])
    second = np.append(False, rows[1:] == rows[:-1])
    changes = {
        "kind": "status",
        "result": judged.table.result.to_numpy()[rows],
        "objective": judged.goal.name,
        "kpi": judged.kpi.name,
        "target": np.where(second, near[rows], value[rows]),
        "before": np.where(second, "near", "met"),
        "after": np.where(second | ~can_be_near[rows], "missed", "near"),
    }
    table = pd.DataFrame(changes, columns=COLUMNS)
    table["sentence"] = pd.Series(_status_sentences(table, judged), dtype=object)
    return table


def _status_sentences(changes: pd.DataFrame, judged: Judgement) -> list[Said]:
    key = f"reversals.status_{judged.kpi.better}"
    status = {state: Shared(said(f"verdict.status_{state}")) for state in ("met", "near", "missed")}
    written = {target: Shared(judged.quantity(target)) for target in set(changes.target)}
    columns = (changes[column].tolist() for column in ("result", "before", "after", "target"))
    return [
        said(key, name=name, before=status[before], after=status[after], target=written[target])
        for name, before, after, target in zip(*columns, strict=True)
    ]


def _winner_changes(judged: Judgement, across: Across) -> pd.DataFrame:
    here = [str(name) for name in judged.table.result[(judged.table["rank"] == 1).fillna(False)]]
    rows = [
        _winner_change(column, across.kpis[column], names, here)
        for column, names in across.winners.items()
        if column != judged.goal.name and names and set(names) != set(here)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _winner_change(column: str, kpi: str, names: list[str], here: list[str]) -> tuple[Any, ...]:
    there, before = listed(names), listed(here)
    facts = {"where": where(column), "kpi": Inside(kpi), "names": there, "here": before}
    sentence = said("reversals.other_winner", n=len(names), **facts)
    return "winner", there, column, kpi, math.nan, before, there, sentence
