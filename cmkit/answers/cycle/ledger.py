"""What is known of a cycle, and what follows from it by arithmetic: rates, costs, targets judged."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from cmkit.answers.cycle.entries import Days, Entry, Goal, apart
from cmkit.answers.cycle.steps import STOCKS, THOUSANDS, indicators, unit_cost
from cmkit.answers.returns.lines import between
from cmkit.answers.verdict.judging import attained, status
from cmkit.catalogue.paid import roas, roi
from cmkit.catalogue.quantity import ratio
from cmkit.evidence.intervals import wilson
from cmkit.given.asked import Text, asked
from cmkit.given.money import Money, one_currency
from cmkit.given.people import UNKNOWN
from cmkit.given.people import Span as Ends
from cmkit.language.facts import Amount, Measured, Span, passing
from cmkit.language.said import Said
from cmkit.statements.aside import Aside

LACKING = ("count", "cost", "target", "owner")
"""What may be missing of a step."""


@dataclass(frozen=True)
class Passage:
    """From a step to the next one counted: the rate, its interval or bounds; NaN where not known."""

    here: Entry
    there: Entry
    rate: float = math.nan
    low: float = math.nan
    high: float = math.nan

    def said(self, value: float) -> Measured:
        """Return a rate with the counts that it comes from."""
        columns, rows = (self.there.indicator, self.here.indicator), [self.there.step, self.here.step]
        return passing(value).of(*columns, rows=rows, formula="rate")

    @property
    def within(self) -> Span | None:
        """The interval of the rate, or the bounds of it; None where there is neither."""
        neither = math.isnan(self.low) and math.isnan(self.high)
        return None if neither else Span(self.said(self.low), self.said(self.high))

    @property
    def known(self) -> bool:
        """Tell whether there is a rate to state, or bounds of one."""
        return self.within is not None or not math.isnan(self.rate)


@dataclass(frozen=True, repr=False)
class Ledger:
    """What is known of the cycle, before anything is said of it: see `cmkit.answers.cycle.cycle.Cycle`.

    - `entries`: what is known of each step, in order; `whole`: the cost where it is known for the
      whole only; `revenue`, `margin` (share of revenue kept); `level`: the confidence of intervals;
      `by_platform`: followers won and money spent there; `remarks`: what is to be known, in sentences;
    - `references`: rates by step that leaks are held against; `aside`: the cells that were set aside;
    - `partly`: which of "cost" and "revenue" are known for a part only; `periods`: the days of each.
    """

    entries: tuple[Entry, ...]
    whole: Money | None = None
    revenue: Money | None = None
    margin: float = math.nan
    level: float = 0.95
    by_platform: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    remarks: tuple[Said, ...] = ()
    references: Mapping[str, float] = field(default_factory=dict)
    aside: Aside = field(default_factory=lambda: Aside(0), compare=False)
    partly: frozenset[str] = frozenset()
    periods: Mapping[str, Days] = field(default_factory=dict)

    @property
    def table(self) -> pd.DataFrame:
        """The ledger, a row for each step, in order.

        - `step`, `indicator`; `count` (missing where only bounds are known), `count_low`, `count_high`;
        - `cost` of the step alone; `unit_cost_name` and `cost_per_unit` of this own cost, with `_low` and
          `_high` (missing for a step without a cost of its own);
        - `full_cost` (all that was spent up to here, the whole where only that is known) and
          `full_cost_per_unit`, with `_low` and `_high`;
        - `to`: the next step counted; `rate` to it, `rate_low`, `rate_high` (Wilson; missing where there
          is more of the next step than of this one);
        - `target`, `attained` (share), `status` ("met", "near", "missed"), `owner`;
        - `missing`: which of "count", "cost", "target", "owner" are not known.
        """
        return pd.DataFrame([self._row(entry) for entry in self.entries])

    def _row(self, entry: Entry) -> dict[str, Any]:
        onward, spent = self.passages.get(entry.step), self.spent(entry)
        rate = onward or Passage(entry, entry)
        own, full = (self.per_unit(entry, full) for full in (False, True))
        share, state = judged(entry)
        return {
            "step": entry.step, "indicator": entry.indicator,
            "count": entry.count, "count_low": entry.low, "count_high": entry.high,
            "cost": entry.cost.amount if entry.cost else math.nan,
            "unit_cost_name": unit_cost(entry.indicator),
            "cost_per_unit": own.value, "cost_per_unit_low": own.low, "cost_per_unit_high": own.high,
            "full_cost": spent.value, "full_cost_per_unit": full.value,
            "full_cost_per_unit_low": full.low, "full_cost_per_unit_high": full.high,
            "to": onward.there.step if onward else None,
            "rate": rate.rate, "rate_low": rate.low, "rate_high": rate.high,
            "target": entry.target, "attained": share, "status": state, "owner": entry.owner or None,
            "missing": ", ".join(self.lacking(entry)),
        }  # fmt: skip

    @property
    def goals(self) -> pd.DataFrame:
        """The sub-objectives: `step`, `name`, `target`, `value`, `attained`, `status`, `owner`."""
        columns = ["step", "name", "target", "value", "attained", "status", "owner"]
        each = [(entry.step, goal) for entry in self.entries for goal in entry.goals]
        rows = [(step, g.name, g.target, g.value, *goal_verdict(g), g.owner) for step, g in each]
        return pd.DataFrame(rows, columns=columns)

    @property
    def platforms(self) -> pd.DataFrame:
        """What a follower costs: `platform`, `indicator`, `followers`, `spend`, `cost_per_follower`."""
        rows = []
        for platform, cells in self.by_platform.items():
            indicator = next((name for name in ("net_followers", "follows") if name in cells), None)
            won, spend = cells.get(str(indicator), math.nan), cells.get("spend")
            spent = spend.amount if spend else math.nan
            rows += [(platform, indicator, won, spent, ratio(spent, won))] if cells else []
        columns = ["platform", "indicator", "followers", "spend", "cost_per_follower"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def cost(self) -> Money | None:
        """What the whole cycle cost; None where the cost of a counted step is not known."""
        known = self.whole or all(entry.cost for entry in self.entries if entry.counted)
        costs = self._paid(self.entries)
        return sum(costs[1:], costs[0]) if costs and known else None

    @property
    def revenue_per_cost(self) -> float:
        """Revenue over the initial investment: a ROAS, not an ROI. NaN where one of them is not known."""
        return returned(self, roas, 1.0).value

    @property
    def roi(self) -> float:
        """The margin won, less the cost, over the cost: 0 gives the money back. NaN where not known."""
        return returned(self, roi, self.margin).value

    @asked
    def days_of(self, what: Text) -> Days | None:
        """Return the days that the "cost" or the "revenue" covers: as stated, else those of its tables."""
        money = self.revenue if what == "revenue" else next(iter(self._paid(self.entries)), None)
        return (money.days if money else None) or self.periods.get(what)

    @property
    def last(self) -> Entry:
        """The last step that has a count; the last one where none has."""
        return next((entry for entry in reversed(self.entries) if entry.counted), self.entries[-1])

    @property
    def wins(self) -> str:
        """What the last step counted wins, "sales" or "leads"; "" where it is neither."""
        return next((won for won in ("sales", "leads") if self.last.step in (won, *indicators(won))), "")

    @cached_property
    def currency(self) -> str | None:
        """The currency that amounts are stated in, where one is; raises `MoneyMismatchError` for two."""
        spends = [cells["spend"] for cells in self.by_platform.values() if cells.get("spend")]
        return one_currency(money.currency for money in [*self.amounts, *spends])

    @property
    def amounts(self) -> list[Money]:
        """The amounts that are known."""
        each = (self.whole, self.revenue, *(entry.cost for entry in self.entries))
        return [money for money in each if money]

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """From each step to the next step that has a count."""
        pairs = itertools.pairwise(entry for entry in self.entries if entry.counted)
        return {here.step: passage(here, there, self.level) for here, there in pairs}

    def _paid(self, entries: Sequence[Entry]) -> list[Money]:
        return [self.whole] if self.whole else [entry.cost for entry in entries if entry.cost]

    @asked
    def spent(self, upto: Entry | None = None) -> Ends:
        """Return what was spent up to a step and on it (or in all): at least what is known of it."""
        so_far = self.entries if upto is None else self.entries[: self.entries.index(upto) + 1]
        if not (costs := self._paid(so_far)):
            return UNKNOWN
        low = math.fsum(cost.amount for cost in costs)
        gaps = "cost" in self.partly or any(e.counted and not (e.cost or self.whole) for e in so_far)
        return Ends(low, math.nan if gaps else low)

    @asked
    def per_unit(self, entry: Entry, full: bool) -> Ends:
        """Return what a unit of a step costs; not where the cost may be of other days than the count."""
        paid, others = self.days_of("cost"), [e.period for e in self.entries]
        elsewhere = apart(paid, entry.period) if paid else any(apart(entry.period, each) for each in others)
        if elsewhere or entry.indicator in STOCKS:
            return UNKNOWN
        units = 1000 if entry.indicator in THOUSANDS else 1
        own = (entry.cost.amount if entry.cost else 0) or math.nan  # a cost of 0 says nothing of a unit
        cost = self.spent(entry) if full else Ends(own, own)
        return between(lambda paid, count: units * paid / count, cost, Ends(entry.low, entry.high))

    @asked
    def unit_cost(self, entry: Entry, full: bool = False) -> Span | None:
        """Return what a unit costs of the step's own cost or in `full`, with its source; None if unknown."""
        ends = self.per_unit(entry, full)
        if all(map(math.isnan, ends)):
            return None
        origin: dict[str, Any] = {"rows": [entry.step], "formula": unit_cost(entry.indicator)}
        return Span(*(Amount(end, self.currency).of("cost", entry.indicator, **origin) for end in ends))

    @asked
    def lacking(self, entry: Entry) -> list[str]:
        """Return what is not known of a step: "count", "cost", "target", "owner"."""
        known = entry.counted, entry.cost or self.whole, not math.isnan(entry.target), entry.owner
        return [what for what, there in zip(LACKING, known, strict=True) if not there]


def passage(here: Entry, there: Entry, level: float) -> Passage:
    """Return the rate between two counted steps, within Wilson's interval where one is part of the other."""
    if apart(here.period, there.period):  # no day in common: the one count says nothing of the other
        return Passage(here, there)
    exact = here.exact and there.exact
    value = ratio(there.low, here.low) if exact else math.nan
    if here.low <= 0 or there.low < 0 or (exact and value > 1):
        return Passage(here, there, value)
    # Bounds of a count widen what chance allows.
    part_at_least, part_at_most = there.low <= here.high, there.high <= here.low
    low = wilson(there.low, here.high, level).low if part_at_least else ratio(there.low, here.high)
    high = wilson(there.high, here.low, level).high if part_at_most else ratio(there.high, here.low)
    return Passage(here, there, value, low, high)


def judged(entry: Entry) -> tuple[float, str | None]:
    """Return the share of the target attained and the status; bounds of a count may leave them open."""
    if not entry.counted or math.isnan(entry.target):
        return math.nan, None
    low, high = (goal_verdict(Goal("", entry.target, end)) for end in (entry.low, entry.high))
    met_already = low[1] == "met"  # more can only be better
    return (low[0] if entry.exact else math.nan), (low[1] if met_already or low[1] == high[1] else None)


def goal_verdict(goal: Goal) -> tuple[float, str | None]:
    """Return the share of a target that is attained, and "met", "near", "missed" or None."""
    return attained(goal.value, goal.held, goal.better), status(goal.value, goal.held, goal.better)


def returned(ledger: Ledger, formula: Callable[[float, float], Any], kept: float) -> Ends:
    """Return what a share of the revenue makes of the cost; bounds where one is known in part."""
    if ledger.revenue is None or apart(ledger.days_of("cost"), ledger.days_of("revenue")):
        return UNKNOWN
    gain = kept * ledger.revenue.amount
    return between(formula, Ends(gain, math.nan if "revenue" in ledger.partly else gain), ledger.spent())
