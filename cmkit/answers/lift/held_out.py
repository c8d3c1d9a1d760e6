"""What a campaign added, by a group held out: the numbers, before anything is said of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from cmkit.catalogue import FUNCTIONS
from cmkit.catalogue.quantity import ratio
from cmkit.evidence.intervals import Interval
from cmkit.given.money import Money, mismatches
from cmkit.language.said import Said, said


@dataclass(frozen=True, repr=False)
class HeldOut:
    """The four counts, the interval of what came on top, what is known of money: see `Lift`."""

    exposed_users: float
    exposed_conversions: float
    holdout_users: float
    holdout_conversions: float
    level: float
    baseline: float
    incremental: float
    interval: Interval
    detectable: float
    revenue: Money | None = None
    spend: Money | None = None
    margin: float = math.nan

    @property
    def relative(self) -> float:
        """Incremental conversions as a share of those that would have come anyway."""
        return float(ratio(self.incremental, self.baseline))

    @property
    def zero_inside(self) -> bool:
        """Whether the interval holds zero."""
        return self.interval.low <= 0 <= self.interval.high

    @property
    def apart(self) -> str:
        """What keeps revenue and spend from being compared ("vat", "period"), or ""."""
        found = mismatches(self.revenue, self.spend) if self.revenue and self.spend else []
        return found[0] if found else ""

    @property
    def why(self) -> Said | None:
        """Why there is no incremental ROAS, None where there is."""
        if self.revenue is None or self.spend is None:
            return said("returning.lift_no_money")
        if self.apart:
            return said(f"returning.lift_{self.apart}")
        return None if self.spend.amount > 0 else said("returning.zero_cost")

    @property
    def iroas(self) -> float:
        """Incremental ROAS, in times."""
        return self._iroas(self.incremental)

    @property
    def iroas_interval(self) -> Interval:
        """The bounds of the incremental ROAS."""
        return Interval(self._iroas(self.interval.low), self._iroas(self.interval.high))

    @property
    def roi(self) -> float:
        """Incremental ROI on margin, the spend alone as cost."""
        return self.iroas * self.margin - 1

    @property
    def roi_interval(self) -> Interval:
        """The bounds of the incremental ROI."""
        low, high = self.iroas_interval
        return Interval(low * self.margin - 1, high * self.margin - 1)

    def _iroas(self, conversions: float) -> float:
        if self.revenue is None or self.spend is None or self.apart:
            return math.nan
        return float(FUNCTIONS["iroas"](conversions, self.revenue.amount, self.spend.amount))

    @property
    def table(self) -> pd.DataFrame:
        """The figures, a row each: figure, value, low, high, unit."""
        exact = math.nan
        rows = [
            ("baseline", self.baseline, exact, exact, "count"),
            ("incremental", self.incremental, *self.interval, "count"),
            ("relative", self.relative, exact, exact, "ratio"),
            ("iroas", self.iroas, *self.iroas_interval, "times"),
            ("roi", self.roi, *self.roi_interval, "ratio"),
            ("detectable", self.detectable, exact, exact, "count"),
        ]
        return pd.DataFrame(rows, columns=["figure", "value", "low", "high", "unit"])
