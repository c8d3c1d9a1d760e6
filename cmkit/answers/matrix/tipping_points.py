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
    here = [str(name) for name in judged.table.result[(judged.table["rank"] == 1).fillna(False)]]
    before, rows = listed(here), []
    for column, names in across.winners.items():
        if column == judged.goal.name or not names or set(names) == set(here):
            continue
        kpi, after = across.kpis[column], listed(names)
        facts = {"where": where(column), "kpi": Inside(kpi), "names": after, "here": before}
        sentence = said("reversals.other_winner", n=len(names), **facts)
        rows.append(("winner", after, column, kpi, math.nan, before, after, sentence))
    return pd.DataFrame(rows, columns=COLUMNS)
