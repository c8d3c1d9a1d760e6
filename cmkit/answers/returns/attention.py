"""ROA: which attention is counted, how much of it was won, for what cost, against what was expected."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.returns.lines import Roa
from cmkit.answers.returns.words import ON_SITE, SEEN, names, reason
from cmkit.answers.verdict.judging import Judgement, attained
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import needed
from cmkit.given.money import Money
from cmkit.given.objective import Objective, kpi_name
from cmkit.given.people import UNKNOWN, Span, together
from cmkit.given.rows import Rows, column_rule, columns_of, values_of
from cmkit.language.nearest import did_you_mean
from cmkit.language.said import Said

UNITS: dict[str, tuple[str, ...]] = {
    "traffic": (*ON_SITE, *SEEN),
    "leads": (*ON_SITE, *SEEN),
    "sales": (*ON_SITE, *SEEN),
    "visibility": ("reach", "viewers", "attentive_seconds", "views", "impressions", "watch_time_h"),
}
"""The units of attention in the order in which they are looked for: where the objective lies on the site,
visits that paid attention come first; for visibility, people; else the time that was given."""


@dataclass(frozen=True)
class Expected:
    """What the deciding KPI came to: `rows` and `whole` (achieved), the targets, the shares attained.

    `met`: how many results reach the target that each has (None: they have none of their own).
    """

    kpi: str | None
    rows: tuple[float, ...]
    shares: tuple[float, ...]
    whole: float
    target: float
    whole_target: float
    whole_share: float
    met: int | None = None
    why: Said | None = None


def attention_unit(results: Rows, goal: Objective, asked: str | None) -> str | None:
    """Return the column that counts attention: the one asked for, else the first that has a value."""
    columns = columns_of(results.table)
    if asked is not None:
        unit = kpi_name(str(asked))
        if unit not in columns:
            raise errors.MissingColumnError(
                "missing_attention",
                column=asked,
                present=", ".join(columns),
                hint=did_you_mean(unit, columns),
            )
        _refuse_acts(unit)
        return unit
    order = UNITS.get(goal.name, SEEN)
    found = [unit for unit in (*order, *ON_SITE) if unit in columns]
    return next((unit for unit in found if results.table[unit].notna().any()), None)


def _refuse_acts(unit: str) -> None:
    acts = ("likes", "shares", "comments", "clicks", "link_clicks", "saves", "interactions", "followers")
    if unit in acts or column_rule(unit).unit not in ("count", "seconds", "hours", "minutes"):
        raise errors.BadValueError("not_attention", column=unit, units=", ".join((*SEEN, *ON_SITE)))


def won(unit: str | None, results: Rows, audience: Any) -> tuple[pd.Series, Span]:
    """Return the attention of each result, and the bounds of the whole.

    People are never added up: the whole lies between the greatest reach and the sum, or the audience
    where that is smaller (cmkit's rule 1; source: Brandwatch, three days of 3, 1 and 2 people: 3 to 6).
    Where one is missing and no audience is given, the most is not known.
    """
    none = pd.Series(math.nan, index=results.names.index)
    if unit is None:
        return none, UNKNOWN
    each = results.numbers([unit])[unit]
    return each, UNKNOWN if each.isna().all() else together(each, unit, audience)


def expected(judged: Judgement | None, goal: Objective, of_whole: bool, why: Said | None) -> Expected:
    """Hold the deciding KPI against the target, result by result and for the whole."""
    if judged is None:
        return Expected(None, (), (), math.nan, math.nan, math.nan, math.nan, why=why)
    values, better = judged.table.value, judged.kpi.better
    whole = _whole_value(judged)
    target = math.nan if goal.target is None else goal.target
    known = int(values.notna().sum())
    times = known if _adds(judged) and not of_whole else 1
    goal_of_whole = target * times
    baseline = goal.baseline if of_whole or times == 1 else None
    if goal.baseline is not None and times > 1:
        baseline = goal.baseline * times
    share = _share(whole, goal_of_whole, baseline, goal, better)
    rows = tuple(math.nan for _ in values) if of_whole else tuple(judged.table.attained)
    met = None if of_whole or goal.target is None else int((judged.table.status == "met").sum())
    return Expected(judged.kpi.name, tuple(values), rows, whole, target, goal_of_whole, share, met, why)


def _share(value: float, target: float, baseline: float | None, goal: Objective, better: str) -> float:
    if math.isnan(target) or math.isnan(value):
        return math.nan
    return attained(value, Objective(goal.name, target=target, baseline=baseline), better)


def _adds(judged: Judgement) -> bool:
    """Tell whether the deciding KPI of several results is their sum."""
    return judged.kpi.adds == "sum" and judged.kpi.unit in ("count", "money")


def _whole_value(judged: Judgement) -> float:
    """Return the KPI of the whole: a sum, or a rate from sums; missing for reach and what never adds up."""
    name, counts = judged.kpi.name, judged.counts
    if len(judged.table) == 1:
        return float(judged.table.value.iloc[0])
    if _adds(judged):
        return float(judged.table.value.sum(min_count=1))
    if name not in CATALOGUE or name in counts:
        return math.nan
    columns = needed([CATALOGUE[name]], columns_of(counts))
    if any(column_rule(column).adds != "sum" for column in columns):
        return math.nan
    sums = counts[columns].dropna().sum().to_frame().T
    return float(values_of(sums, name).iloc[0])


def roa(
    unit: str | None, low: float, high: float, cost: Money | None, held: Expected, row: int | None
) -> Roa:
    """Make one line of ROA, of a result (`row`) or of the whole (None)."""
    achieved = share = math.nan
    target = held.whole_target if row is None else held.target
    if held.kpi is not None:
        achieved = held.whole if row is None else held.rows[row]
        share = held.whole_share if row is None else held.shares[row]
    why: Said | None = None
    if unit is None:
        why = reason("no_attention", units=names((*SEEN, *ON_SITE)))
    elif math.isnan(low):
        why = reason("attention_missing", unit=names([unit]))
    elif cost is None:
        why = reason("no_cost")
    elif cost.amount == 0:
        why = reason("zero_cost")
    elif low != high:
        why = reason("only_bounds")
    return Roa(unit or "", low, high, cost, share, held.kpi, achieved, target, why)
