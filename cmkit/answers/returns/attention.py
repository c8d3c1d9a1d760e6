"""ROA: which attention is counted, how much of it was won, for what cost, against what was expected."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.returns.lines import Roa
from cmkit.answers.returns.sums import Sum
from cmkit.answers.returns.words import ON_SITE, SEEN, missing, names, reason
from cmkit.answers.verdict.judging import Judgement, attained, hold
from cmkit.answers.verdict.whole import whole
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import needed
from cmkit.given.objective import Objective, kpi_name
from cmkit.given.people import UNKNOWN, Span, counts_people, within
from cmkit.given.rows import Rows, column_rule, opened
from cmkit.language.facts import Inside
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
    """What the deciding KPI came to (`rows`, `whole`), the targets (NaN: none), the shares attained.

    `met`: how many results reach the target that each has (None: they have none of their own); `unknown`: of
    how many the KPI is not known; `goal`: the objective that the whole is held against.
    """

    kpi: str | None = None
    rows: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    whole: Span = UNKNOWN
    target: float = math.nan
    total: float = math.nan
    whole_target: float = math.nan
    whole_share: Span = UNKNOWN
    unknown: int = 0
    met: int | None = None
    why: Said | None = None
    goal: Objective | None = None

    @property
    def targeted(self) -> bool:
        """Whether a target was set."""
        return not (math.isnan(self.target) and math.isnan(self.total))

    def of(self, row: int | None) -> tuple[Span, float, Span]:
        """Return what was achieved, expected and attained by a result, or by the whole (None)."""
        if self.kpi is None or row is None:
            return self.whole, self.whole_target, self.whole_share
        value, share = self.rows[row], self.shares[row]
        return Span(value, value), self.target, Span(share, share)


def attention_unit(rows: Rows, goal: Objective, asked: str | None) -> str | None:
    """Return the column that counts attention: the one asked for, else the KPI that the objective chose where
    it counts attention, else the first that has a value."""
    if asked is None:
        chosen = [kpi for kpi in (rows.column(goal.kpi or ""),) if kpi in (*SEEN, *ON_SITE)]
        return next(filter(rows.has, (*chosen, *UNITS.get(goal.name, SEEN), *ON_SITE)), None)
    unit = kpi_name(str(asked))
    if unit not in rows.columns:
        raise missing("missing_attention", worded(asked), rows, unit)
    if unit in ACTS or column_rule(unit).unit not in ("count", "seconds", "hours", "minutes"):
        raise errors.BadValueError("not_attention", column=Inside(unit), units=names((*SEEN, *ON_SITE)))
    return unit


def won(unit: str | None, rows: Rows, audience: Any) -> tuple[pd.Series, Span]:
    """Return the attention of each result, and the bounds of the whole: people are never added up (cmkit's
    rule 1; source: Brandwatch, three days of 3, 1 and 2 people: 3 to 6), nor exceed the audience."""
    if unit is None:
        return pd.Series(math.nan, index=rows.table.index), UNKNOWN
    each = rows.values(unit)
    return each, UNKNOWN if each.isna().all() else within(each, unit, audience)


def held(rows: Rows, goal: Objective) -> Expected:
    """Hold the deciding KPI against the target, by result and for the whole; say so where there is none.

    Against a target of the whole (`total`) people, and a sum that is known in part, are bounds; against one
    of each result only those are held whose KPI is known.
    """
    try:
        judged = hold(rows, goal)
    except errors.MissingColumnError:
        if goal.kpi is not None:
            raise
        return Expected(why=reason("nothing_decides"))
    table, unknown = judged.table, int(judged.table.value.isna().sum())
    each, total = (math.nan if target is None else target for target in (goal.target, goal.total))
    times, reached, expected = 1, Span(*[_whole_value(judged)] * 2), each
    if goal.total is not None:
        made, expected = whole(judged), total
        bounds = Span(made.low, made.high) if unknown < len(table) else UNKNOWN
        reached = bounds if bounds.known or _adds(judged) else reached
    elif _adds(judged):
        times, expected = len(table) - unknown, each * (len(table) - unknown)
    baseline = None if goal.baseline is None else goal.baseline * times
    wanted = Objective(goal.name, target=None if math.isnan(expected) else expected, baseline=baseline)
    shares = [attained(end, wanted, judged.kpi.better) for end in reached]
    share = Span(*(shares if judged.kpi.better == "higher" else reversed(shares)))
    met = None if goal.target is None else int((table.status == "met").sum())
    return Expected(judged.kpi.name, tuple(table.value), tuple(table.attained), reached, each, total,
                    expected, share, unknown, met, goal=wanted)  # fmt: skip


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
    unit: str | None, low: float, high: float, cost: Sum | None, expected: Expected, row: int | None
) -> Roa:
    """Make one line of ROA, of a result (`row`) or of the whole (None)."""
    achieved, target, share = expected.of(row)
    why: Said | None = None
    if unit is None:
        why = reason("no_attention", units=names((*SEEN, *ON_SITE)))
    elif math.isnan(low):
        why = reason("attention_missing", unit=names([unit]))
    elif cost is None or cost.high == 0:
        why = reason("zero_cost" if cost else "no_cost")
    elif low != high:
        why = reason("only_bounds" if counts_people(unit) else "open_bounds")
    elif not cost.exact:
        why = reason("open_bounds")
    return Roa(unit or "", low, high, cost, share, expected.kpi, achieved, target, why)
