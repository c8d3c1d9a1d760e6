"""What is known of a cycle, and what follows from it by arithmetic: the ledger, its costs, its leaks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from cmkit.answers.cycle import accounts, leaks
from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.goals import verdict
from cmkit.answers.cycle.platforms import cost_table
from cmkit.catalogue.quantity import ratio
from cmkit.given.money import Money
from cmkit.language.said import Said


@dataclass(frozen=True, repr=False)
class Ledger:
    """What is known of the cycle, before anything is said of it: see `cmkit.answers.cycle.cycle.Cycle`.

    - `entries`: what is known of each of the five steps; `whole`: the cost where it is known for the
      whole only; `revenue`, `margin` (share of revenue kept); `level`: the confidence of intervals;
      `by_platform`: followers won and money spent there; `remarks`: what is to be known, in sentences.
    """

    entries: tuple[Entry, ...]
    whole: Money | None = None
    revenue: Money | None = None
    margin: float = math.nan
    level: float = 0.95
    by_platform: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    remarks: tuple[Said, ...] = ()

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
        return accounts.table(list(self.entries), self.whole, self.level)

    @property
    def goals(self) -> pd.DataFrame:
        """The sub-objectives: `step`, `name`, `target`, `value`, `attained`, `status`, `owner`."""
        rows = [
            (e.step, g.name, g.target, g.value, *verdict(g.value, g.target, g.better, g.objective), g.owner)
            for e in self.entries
            for g in e.goals
        ]
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

    def leaks(self, references: Mapping[str, float] | None = None) -> pd.DataFrame:
        """Return where the cycle leaks: each step rate against what was wanted of it.

        `references` gives rates by step; else a step's `target_rate` counts, then the rate between its
        target and the next step's, then its `reference_rate` (`wanted_from` says which). A row a step
        that leads to another: `rate`, `rate_low`, `rate_high`, `wanted`, `gap` (0 at the target or
        above), `beyond_chance` (the rate wanted lies above the interval), `sales_gained`,
        `revenue_gained`, `margin_gained` if the gap were closed and later steps kept their rates, and
        `rank` (1: the largest gap in proportion; missing where there is none).

        In a chain of rates +10 % is worth the same at every step: only the gap tells them apart.
        """
        money = self.revenue.amount if self.revenue else math.nan
        return leaks.leaks(list(self.entries), references, money, self.margin, self.level)
