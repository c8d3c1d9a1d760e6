"""ROA: which attention is counted, how much of it was won, for what cost, against what was expected."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.returns.lines import Roa
from cmkit.answers.returns.words import ON_SITE, SEEN, missing, names, reason
from cmkit.answers.verdict.judging import Judgement, attained, hold
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import needed
from cmkit.given.money import Money
from cmkit.given.objective import Objective, kpi_name
from cmkit.given.people import UNKNOWN, Span, together
from cmkit.given.rows import Rows, column_rule, opened
from cmkit.language.said import Said
from cmkit.language.writing import worded

PEOPLE_FIRST = ("reach", "viewers", "attentive_seconds", "views", "impressions", "watch_time_h")
VISITS_FIRST = (*ON_SITE, *SEEN)
UNITS = {"traffic": VISITS_FIRST, "leads": VISITS_FIRST, "sales": VISITS_FIRST, "visibility": PEOPLE_FIRST}
"""The units of attention in the order in which they are looked for: where the objective lies on the site,
visits that paid attention come first; for visibility, people; else the time that was given."""

ACTS = ("likes", "shares", "comments", "clicks", "link_clicks", "saves", "interactions", "followers")
"""What counts acts or people who follow, and no attention."""


@dataclass(frozen=True)
class Expected:
    """What the deciding KPI came to (`rows`, `whole`), the targets, the shares attained. `met`: how many
    results reach the target that each has (None: they have none of their own)."""

    kpi: str | None = None
    rows: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    whole: float = math.nan
    target: float = math.nan
    whole_target: float = math.nan
    whole_share: float = math.nan
    met: int | None = None
    why: Said | None = None

    def of(self, row: int | None) -> tuple[float, float, float]:
        """Return what was achieved, expected and attained by a result, or by the whole (None)."""
        if self.kpi is None or row is None:
            return self.whole, self.whole_target, self.whole_share
        return self.rows[row], self.target, self.shares[row]


def attention_unit(rows: Rows, goal: Objective, asked: str | None) -> str | None:
    """Return the column that counts attention: the one asked for, else the first that has a value."""
    if asked is None:
        return next(filter(rows.has, (*UNITS.get(goal.name, SEEN), *ON_SITE)), None)
    unit = kpi_name(worded(asked))
    if unit not in rows.columns:
        raise missing("missing_attention", worded(asked), rows, unit)
    if unit in ACTS or column_rule(unit).unit not in ("count", "seconds", "hours", "minutes"):
        raise errors.BadValueError("not_attention", column=unit, units=", ".join((*SEEN, *ON_SITE)))
    return unit


def won(unit: str | None, rows: Rows, audience: Any) -> tuple[pd.Series, Span]:
    """Return the attention of each result, and the bounds of the whole: people are never added up (cmkit's
    rule 1; source: Brandwatch, three days of 3, 1 and 2 people: 3 to 6), nor exceed the audience."""
    if unit is None:
        return pd.Series(math.nan, index=rows.table.index), UNKNOWN
    each = rows.values(unit)
    return each, UNKNOWN if each.isna().all() else together(each, unit, audience)


def held(rows: Rows, goal: Objective, of_whole: bool) -> Expected:
    """Hold the deciding KPI against the target, by result and for the whole; say so where there is none."""
    try:
        judged = hold(rows, goal)
    except errors.MissingColumnError:
        if goal.kpi is not None:
            raise
        return Expected(why=reason("nothing_decides"))
    table, whole, share = judged.table, _whole_value(judged), math.nan
    target = math.nan if goal.target is None else goal.target
    times = int(table.value.notna().sum()) if _adds(judged) and not of_whole else 1
    if not math.isnan(target) and not math.isnan(whole):
        baseline = None if goal.baseline is None else goal.baseline * times
        summed = Objective(goal.name, target=target * times, baseline=baseline)
        share = attained(whole, summed, judged.kpi.better)
    shares = (math.nan,) * len(table) if of_whole else tuple(table.attained)
    met = None if of_whole or goal.target is None else int((table.status == "met").sum())
    return Expected(judged.kpi.name, tuple(table.value), shares, whole, target, target * times, share, met)


def _adds(judged: Judgement) -> bool:
    """Tell whether the deciding KPI of several results is their sum."""
    return judged.kpi.adds == "sum" and judged.kpi.unit in ("count", "money")


def _whole_value(judged: Judgement) -> float:
    """Return the KPI of the whole: a sum, or a rate from sums; missing for reach and what never adds up."""
    name, rows, values = judged.kpi.name, judged.rows, judged.table.value
    if len(values) == 1 or _adds(judged):
        return float(values.sum(min_count=1))
    if name not in CATALOGUE or name in judged.counts:
        return math.nan
    columns = needed([CATALOGUE[name]], rows.columns)
    if any(column_rule(column).adds != "sum" for column in columns):
        return math.nan
    return summed(rows, columns, name)[0]


def summed(rows: Rows, columns: list[str], *metrics: str) -> list[float]:
    """Return metrics of the whole: from the sums of columns, over the rows that have them all."""
    complete = rows.numbers(columns).dropna()
    if complete.empty:
        return [math.nan] * len(metrics)
    whole = opened(complete.sum().to_frame().T)
    return [float(whole.values(metric).iloc[0]) for metric in metrics]


def roa(
    unit: str | None, low: float, high: float, cost: Money | None, expected: Expected, row: int | None
) -> Roa:
    """Make one line of ROA, of a result (`row`) or of the whole (None)."""
    achieved, target, share = expected.of(row)
    why: Said | None = None
    if unit is None:
        why = reason("no_attention", units=names((*SEEN, *ON_SITE)))
    elif math.isnan(low):
        why = reason("attention_missing", unit=names([unit]))
    elif cost is None or cost.amount == 0:
        why = reason("zero_cost" if cost else "no_cost")
    elif low != high:
        why = reason("only_bounds")
    return Roa(unit or "", low, high, cost, share, expected.kpi, achieved, target, why)
