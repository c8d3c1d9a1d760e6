"""What is known of a cycle, and what follows from it by arithmetic: rates, costs, targets judged."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from cmkit.answers.cycle.entries import Entry, Goal
from cmkit.answers.cycle.platforms import cost_table
from cmkit.answers.cycle.steps import STOCKS, THOUSANDS, unit_cost
from cmkit.answers.verdict.judging import attained, status
from cmkit.catalogue.quantity import ratio
from cmkit.evidence.intervals import wilson
from cmkit.given import people
from cmkit.given.asked import asked
from cmkit.given.money import Money
from cmkit.given.objective import Objective
from cmkit.language.facts import Amount, Measured, Span, passing
from cmkit.language.said import Said
from cmkit.statements.aside import Aside


@dataclass(frozen=True)
class Passage:
    """From a step to the next one counted: the rate, its interval or bounds; NaN where not known."""

    here: Entry
    there: Entry
    rate: float
    low: float = math.nan
    high: float = math.nan

    def said(self, value: float) -> Measured:
        """Return a rate of this passage, with the counts that it comes from."""
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

    - `entries`: what is known of each of the five steps; `whole`: the cost where it is known for the
      whole only; `revenue`, `margin` (share of revenue kept); `level`: the confidence of intervals;
      `by_platform`: followers won and money spent there; `remarks`: what is to be known, in sentences;
    - `references`: rates by step that leaks are held against; `aside`: the cells that were set aside.
    """

    entries: tuple[Entry, ...]
    whole: Money | None = None
    revenue: Money | None = None
    margin: float = math.nan
    level: float = 0.95
    by_platform: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    remarks: tuple[Said, ...] = ()
    references: Mapping[str, float] = field(default_factory=dict)
    aside: Aside = field(default_factory=lambda: Aside(0), compare=False)

    @property
    def table(self) -> pd.DataFrame:
        """The ledger, a row for each of the five steps, in order.

        - `step`, `indicator`; `count` (missing where only bounds are known), `count_low`, `count_high`;
        - `cost` of the step alone; `unit_cost_name` and `cost_per_unit` (of the step's cost, or of the
          whole cost where only that is known), with `_low` and `_high`; `full_cost` (all that was spent
          up to here) and `full_cost_per_unit`;
        - `to`: the next step counted; `rate` to it, `rate_low`, `rate_high` (Wilson; missing where there
          is more of the next step than of this one);
        - `target`, `attained` (share), `status` ("met", "near", "missed"), `owner`;
        - `missing`: which of "count", "cost", "target", "owner" are not known.
        """
        return pd.DataFrame([self._row(entry) for entry in self.entries])

    def _row(self, entry: Entry) -> dict[str, Any]:
        onward = self.passages.get(entry.step)
        rate = onward or Passage(entry, entry, math.nan)
        unit, full = per_unit(self.own_cost(entry), entry), self.full_cost(entry)
        share, state = judged(entry)
        return {
            "step": entry.step, "indicator": entry.indicator,
            "count": entry.count, "count_low": entry.low, "count_high": entry.high,
            "cost": entry.cost.amount if entry.cost else math.nan,
            "unit_cost_name": unit_cost(entry.indicator),
            "cost_per_unit": unit.low if entry.exact else math.nan,
            "cost_per_unit_low": unit.low, "cost_per_unit_high": unit.high,
            "full_cost": full,
            "full_cost_per_unit": per_unit(full, entry).low if entry.exact else math.nan,
            "to": onward.there.step if onward else None,
            "rate": rate.rate, "rate_low": rate.low, "rate_high": rate.high,
            "target": entry.target, "attained": share, "status": state, "owner": entry.owner or None,
            "missing": ", ".join(self.lacking(entry)),
        }  # fmt: skip

    @property
    def goals(self) -> pd.DataFrame:
        """The sub-objectives: `step`, `name`, `target`, `value`, `attained`, `status`, `owner`."""
        each = [(entry.step, goal) for entry in self.entries for goal in entry.goals]
        rows = [(step, g.name, g.target, g.value, *goal_verdict(g), g.owner) for step, g in each]
        columns = ["step", "name", "target", "value", "attained", "status", "owner"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def platforms(self) -> pd.DataFrame:
        """What a follower costs: `platform`, `indicator`, `followers`, `spend`, `cost_per_follower`."""
        return cost_table(self.by_platform)

    @property
    def cost(self) -> Money | None:
        """What the whole cycle cost; None where the cost of a counted step is not known."""
        if self.whole:
            return self.whole
        costs = [entry.cost for entry in self.entries if entry.cost]
        known = all(entry.cost for entry in self.entries if entry.counted)
        return sum(costs[1:], costs[0]) if costs and known else None

    @property
    def revenue_per_cost(self) -> float:
        """Revenue over the initial investment: a ROAS, not an ROI. NaN where one of them is not known."""
        return ratio(self.revenue.amount, self.cost.amount) if self.revenue and self.cost else math.nan

    @property
    def currency(self) -> str | None:
        """The currency that amounts are stated in, where one is."""
        return next((money.currency for money in self.amounts if money.currency), None)

    @property
    def amounts(self) -> list[Money]:
        """The amounts that are known."""
        each = (self.whole, self.revenue, *(entry.cost for entry in self.entries))
        return [money for money in each if money]

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """From each step to the next step that has a count."""
        counted = [entry for entry in self.entries if entry.counted]
        return {here.step: passage(here, there, self.level) for here, there in itertools.pairwise(counted)}

    @asked
    def own_cost(self, entry: Entry) -> float:
        """Return what a step cost, the whole where only that is known, NaN where neither is."""
        cost = entry.cost or self.whole
        return cost.amount if cost else math.nan

    @asked
    def full_cost(self, entry: Entry) -> float:
        """Return what was spent up to a step and on it; NaN where a counted step has no known cost."""
        if self.whole:
            return self.whole.amount
        so_far = self.entries[: self.entries.index(entry) + 1]
        costs = [e.cost.amount if e.cost else math.nan for e in so_far if e.cost or e.counted]
        return sum(costs) if costs else math.nan

    @asked
    def unit_cost(self, entry: Entry) -> Span | None:
        """Return what a unit of a step costs, with where it comes from; None where that is not known."""
        ends = per_unit(self.own_cost(entry), entry)
        if all(map(math.isnan, ends)):
            return None
        formula, rows = unit_cost(entry.indicator), [entry.step]
        low, high = (Amount(end, self.currency).of("cost", entry.indicator, rows=rows, formula=formula)
                     for end in ends)  # fmt: skip
        return Span(low, high)

    @asked
    def lacking(self, entry: Entry) -> list[str]:
        """Return what is not known of a step: "count", "cost", "target", "owner"."""
        target, cost = not math.isnan(entry.target), entry.cost or self.whole
        known = {"count": entry.counted, "cost": cost, "target": target, "owner": entry.owner}
        return [what for what, there in known.items() if not there]


def passage(here: Entry, there: Entry, level: float) -> Passage:
    """Return the rate between two counted steps, with Wilson's interval where one count is part of the other;
    not for more of the second than of the first. Bounds of a count widen what chance allows."""
    value = ratio(there.low, here.low) if here.exact and there.exact else math.nan
    if here.low <= 0 or there.low < 0:
        return Passage(here, there, value)
    if there.high <= here.low:
        low = math.nan if math.isnan(here.high) else wilson(there.low, here.high, level).low
        return Passage(here, there, value, low, wilson(there.high, here.low, level).high)
    if here.exact and there.exact:
        return Passage(here, there, value)
    return Passage(here, there, value, ratio(there.low, here.high), ratio(there.high, here.low))


def per_unit(cost: float, entry: Entry) -> people.Span:
    """Return what a unit costs, the least and the most; by the thousand where that is how it is priced."""
    if entry.indicator in STOCKS:
        return people.UNKNOWN
    units = 1000 if entry.indicator in THOUSANDS else 1
    return people.unit_cost(cost, people.Span(entry.low, entry.high), units)


def judged(entry: Entry) -> tuple[float, str | None]:
    """Return the share of the target attained and the status; bounds of a count may leave them open."""
    if not entry.counted or math.isnan(entry.target):
        return math.nan, None
    low, high = (goal_verdict(Goal("", entry.target, end)) for end in (entry.low, entry.high))
    met_already = low[1] == "met"  # more can only be better
    return (low[0] if entry.exact else math.nan), (low[1] if met_already or low[1] == high[1] else None)


def goal_verdict(goal: Goal) -> tuple[float, str | None]:
    """Return the share of a target that is attained, and "met", "near", "missed" or None."""
    held = goal.objective or Objective("traffic", target=None if math.isnan(goal.target) else goal.target)
    return attained(goal.value, held, goal.better), status(goal.value, held, goal.better)
