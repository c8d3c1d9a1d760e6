"""ROA: which attention is counted, how much of it was won, for what cost, against what was expected."""

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.returns import lines
from cmkit.answers.returns.lines import ON_SITE, SEEN, Line, Sum, bounded, names, one_of, reason
from cmkit.answers.verdict.judging import attained, hold, whole
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import needed
from cmkit.given.objective import Objective, kpi_name
from cmkit.given.people import UNKNOWN, counts_people, within
from cmkit.given.people import Span as Ends
from cmkit.given.rows import Rows, column_rule, opened
from cmkit.language.facts import Inside, Readable, Share, Span
from cmkit.language.said import Said
from cmkit.language.writing import MISSING, worded
from cmkit.statements.shown import in_language
from cmkit.statements.statement import Word

VISITS_FIRST = (*ON_SITE, *SEEN)
PEOPLE_FIRST = ("reach", "viewers", "attentive_seconds", "views", "impressions", "watch_time_h")
UNITS = {**dict.fromkeys(("traffic", "leads", "sales"), VISITS_FIRST), "visibility": PEOPLE_FIRST}
"""The units of attention in the order in which they are looked for: where the objective lies on the site,
visits that paid attention come first; for visibility, people; else the time that was given."""

ACTS = ("likes", "shares", "comments", "clicks", "link_clicks", "saves", "interactions", "followers")
"""What counts acts or people who follow, and no attention."""


@dataclass(frozen=True, repr=False)
class Roa(Line):
    """Return on attention: attention won per unit of money, and what was attained of what was expected.

    `low` and `high` are how much was won, in `unit`: two bounds for the reach of several posts. Attention
    is not an outcome (IAB and MRC, Attention Measurement Guidelines 1.0, 2025).
    """

    kind, alike = "ROA", ("unit", "currency")
    unit: str
    low: float
    high: float
    paid: Sum | None
    kpi: str | None
    achieved_span: Ends
    expected: float
    attained_span: Ends
    why: Said | None = None

    attained = one_of("attained_span", "The share of what was expected, or the least that it can be.")
    achieved = one_of("achieved_span", "What was achieved of the KPI, or the least that it can be.")

    @property
    def per_money(self) -> Ends:
        """Attention per unit of money, from its lower to its upper bound."""
        return self._by_money(Ends(self.low, self.high))

    @property
    def value(self) -> float:  # type: ignore[override]
        """Attention per unit of money; NaN without a cost, or where only bounds are known."""
        return self.per_money.value

    @property
    def span(self) -> Span:
        """How much attention was won: a number, or its bounds."""
        return bounded(lambda end: Readable(end).of(self.unit), (self.low, self.high))

    @property
    def span_per_money(self) -> Span:
        """The same per unit of money."""
        return bounded(lambda end: Readable(end).of(self.unit, "cost"), self.per_money)

    @property
    def share(self) -> Span:
        """What was attained of what was expected: a number, or its bounds."""
        of = (self.kpi,) if self.kpi else ()
        known = Ends(*(end if end >= 0 else math.nan for end in self.attained_span))  # below zero is no part
        return bounded(lambda end: Share(end, whole=True).of(*of), known)

    def _attention(self) -> Word:
        """What was won: "5,000 people reached", "9,800 to 19,800 people reached"."""
        if math.isnan(self.low):
            return MISSING
        return reason("won", value=self.span, unit=lines.attention(self.unit, self.low, self.high))

    attention, won = property(_attention), in_language(_attention)

    @property
    def shown(self) -> Word:
        """Attention per unit of money, or what was won where no cost is known."""
        if not self.per_money.known:
            return self._attention()
        unit, per = lines.attention(self.unit, *self.per_money), lines.per_money(self.currency)
        return reason("won_for_money", value=self.span_per_money, unit=unit, money=per)


@dataclass(frozen=True)
class Expected:
    """What the deciding KPI came to (`rows`, `whole`), the targets (NaN: none), the shares attained.

    `met`: how many results reach the target that each has (None: they have none of their own); `unknown`: of
    how many the KPI is not known; `goal`: the objective that the whole is held against.
    """

    kpi: str | None = None
    rows: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    whole: Ends = UNKNOWN
    target: float = math.nan
    total: float = math.nan
    whole_target: float = math.nan
    whole_share: Ends = UNKNOWN
    unknown: int = 0
    met: int | None = None
    why: Said | None = None
    goal: Objective | None = None

    @property
    def targeted(self) -> bool:
        """Whether a target was set."""
        return not (math.isnan(self.target) and math.isnan(self.total))

    def of(self, row: int | None) -> tuple[Ends, float, Ends]:
        """Return what was achieved, expected and attained by a result, or by the whole (None)."""
        if self.kpi is None or row is None:
            return self.whole, self.whole_target, self.whole_share
        value, share = self.rows[row], self.shares[row]
        return Ends(value, value), self.target, Ends(share, share)


def attention_unit(rows: Rows, goal: Objective, asked: str | None) -> str | None:
    """Return the column that counts attention: the one asked for, else the KPI that the objective chose where
    it counts attention, else the first that has a value."""
    if asked is None:
        chosen = [kpi for kpi in (rows.column(goal.kpi or ""),) if kpi in VISITS_FIRST]
        return next(filter(rows.has, (*chosen, *UNITS.get(goal.name, SEEN), *ON_SITE)), None)
    unit = kpi_name(worded(asked))
    if unit not in rows.columns:
        raise lines.missing("missing_attention", worded(asked), rows, unit)
    if unit in ACTS or column_rule(unit).unit not in ("count", "seconds", "hours", "minutes"):
        raise errors.BadValueError("not_attention", column=Inside(unit), units=names((*SEEN, *ON_SITE)))
    return unit


def won(unit: str | None, rows: Rows, audience: Any) -> tuple[pd.Series, Ends]:
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
    table, kpi, unknown = judged.table, judged.kpi, int(judged.table.value.isna().sum())
    adds, known = kpi.adds == "sum" and kpi.unit in ("count", "money"), len(table) - unknown
    each, total = (math.nan if target is None else target for target in (goal.target, goal.total))
    made = float(table.value.sum(min_count=1)) if adds or len(table) == 1 else math.nan
    if len(table) > 1 and not adds and kpi.name in CATALOGUE and kpi.name not in judged.counts:
        columns = needed([CATALOGUE[kpi.name]], rows.columns)  # a rate from sums; none of what never adds up
        if all(column_rule(column).adds == "sum" for column in columns):
            made = summed(rows, columns, kpi.name)[0]
    reached, expected, times = Ends(made, made), each, 1
    if goal.total is not None:
        together, expected = whole(judged), total
        bounds = together.span if known else UNKNOWN
        reached = bounds if bounds.known or adds else reached
    elif adds:
        times, expected = known, each * known
    baseline = None if goal.baseline is None else goal.baseline * times
    wanted = Objective(goal.name, target=None if math.isnan(expected) else expected, baseline=baseline)
    shares = [attained(end, wanted, kpi.better) for end in reached]
    share = Ends(*(shares if kpi.better == "higher" else reversed(shares)))
    met = None if goal.target is None else int((table.status == "met").sum())
    return Expected(kpi.name, tuple(table.value), tuple(table.attained), reached, each, total, expected,
                    share, unknown, met, goal=wanted)  # fmt: skip


def summed(rows: Rows, columns: list[str], *metrics: str) -> list[float]:
    """Return metrics of the whole: from the sums of columns, over the rows that have them all."""
    complete = rows.numbers(columns).dropna()
    total = opened(complete.sum(min_count=1).to_frame().T)
    return [float(total.values(metric).iloc[0]) for metric in metrics]


def roa(
    unit: str | None, low: float, high: float, cost: Sum | None, expected: Expected, row: int | None
) -> Roa:
    """Make one line of ROA, of a result (`row`) or of the whole (None)."""
    why: Said | None = None
    if unit is None:
        why = reason("no_attention", units=names((*SEEN, *ON_SITE)))
    elif math.isnan(low):
        why = reason("attention_missing", unit=names([unit]))
    elif cost is None or cost.high == 0:
        why = reason("zero_cost" if cost else "no_cost")
    elif low != high or not cost.exact:
        why = reason("only_bounds" if low != high and counts_people(unit) else "open_bounds")
    return Roa(unit or "", low, high, cost, expected.kpi, *expected.of(row), why)
