"""Whether so few sales are surprising at all: the case as given, its bounds, and what would be news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.evidence import intervals
from cmkit.given.asked import Text, asked
from cmkit.given.numbers import confidence, one
from cmkit.language.nearest import unknown
from cmkit.language.said import Said, said
from cmkit.language.sentences import DEFAULT, has

USUAL_RATES = (0.001, 0.005, 0.01, 0.02)
"""Rates of sale that shops commonly expect, shown where none is given; none of them is a norm."""


KINDS = ("sales", "leads")
"""What visits may bring: a sale, or (of a service) a lead."""


@dataclass(frozen=True, eq=False)
class Case:
    """Visits, sales (or leads: `kind`), the rate expected (None: not stated), the level of certainty."""

    visits: int
    sales: int
    expected_rate: float | None
    level: float
    kind: str

    @property
    def chance(self) -> float | None:
        """The chance of so few sales, or fewer, if the expected rate were true; None without one."""
        return None if self.expected_rate is None else self.chance_at(self.expected_rate)

    @property
    def surprising(self) -> bool | None:
        """Whether that chance is below 1 - level; None without an expected rate."""
        return None if self.chance is None else self.chance < 1 - self.level

    @property
    def upper_rate(self) -> float:
        """The highest rate that these counts do not rule out (exact, one-sided)."""
        return intervals.upper_bound(self.sales, self.visits, self.level)

    @property
    def interval(self) -> intervals.Interval:
        """The exact two-sided interval of the rate."""
        return intervals.exact(self.sales, self.visits, self.level)

    def chance_at(self, rate: float) -> float:
        """Return the chance of so few sales, or fewer, if the true rate were `rate`."""
        return intervals.chance_of_at_most(self.sales, self.visits, rate)

    @asked
    def says(self, key: Text, **facts: Any) -> Said:
        """Return a sentence of the diagnosis, as it is said of leads where these have their own."""
        own = self.kind == "leads" and has(f"leads.{key}", DEFAULT)
        return said(f"{'leads' if own else 'diagnosis'}.{key}", **facts)

    @property
    def visits_before_news(self) -> pd.DataFrame:
        """How many visits make so few sales news, by true rate: rate, visits, chance, surprising.

        One row for the expected rate; without one, a row for each of `USUAL_RATES`. `chance` is that of
        so few sales in the visits that there were.
        """
        rates = USUAL_RATES if self.expected_rate is None else (self.expected_rate,)
        needed = [intervals.trials_before_news(rate, self.sales, self.level) for rate in rates]
        table = pd.DataFrame({"rate": rates, "visits": needed, "chance": map(self.chance_at, rates)})
        return table.assign(surprising=table.chance < 1 - self.level)


def checked(visits: Any, sales: Any, expected_rate: Any, level: float, kind: str) -> Case:
    """Return the case, or raise in words for what cannot be."""
    if not isinstance(kind, str) or kind not in KINDS:
        raise unknown("outcome", kind, KINDS)
    came, sold = int(one("visits", visits, whole=True)), int(one(kind, sales, whole=True))
    if not came:
        raise errors.BadValueError("not_above_zero", name="visits", value="0", where="")
    if sold > came:
        raise errors.BadValueError(f"{kind}_above_visits", sales=sold, visits=came)
    rate = None if expected_rate is None else _rate(expected_rate)
    return Case(came, sold, rate, confidence(level), kind)


def _rate(given: Any) -> float:
    rate = one("expected_rate", given)
    facts = {"name": "expected_rate", "value": f"{rate:g}"}
    if rate == 0 or rate >= 100:
        raise errors.BadValueError("above_one" if rate else "not_above_zero", **facts, where="")
    if rate >= 1:
        raise errors.BadValueError("rate_as_percent", **facts, share=f"{rate / 100:g}")
    return rate
