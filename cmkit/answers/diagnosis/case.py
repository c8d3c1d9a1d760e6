"""Whether so few sales are surprising at all: the case as given, its bounds, and what would be news."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number
from cmkit.evidence import intervals

USUAL_RATES = (0.001, 0.005, 0.01, 0.02)
"""Rates of sale that shops commonly expect, shown where none is given; none of them is a norm."""


@dataclass(frozen=True)
class Case:
    """Visits, sales, the rate that was expected (None: not stated) and the level of certainty."""

    visits: int
    sales: int
    expected_rate: float | None
    level: float

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


def checked(visits: Any, sales: Any, expected_rate: Any, level: float) -> Case:
    """Return the case, or raise in words for what cannot be.

    >>> checked(1000, 0, 0.02, 0.95).surprising
    True
    """
    visits, sales = _whole("visits", visits), _whole("sales", sales)
    if visits == 0:
        raise errors.BadValueError("not_above_zero", name="visits", value="0", where="")
    if sales > visits:
        raise errors.BadValueError("sales_above_visits", sales=sales, visits=visits)
    case = Case(visits, sales, None if expected_rate is None else _rate(expected_rate), level)
    if not 0 < as_number(level, Column("level", "share")) < 1:
        raise errors.BadValueError("level_range", value=f"{level:g}")
    return case


def news(case: Case) -> pd.DataFrame:
    """Return, by true rate, how many visits make so few sales news: rate, visits, chance, surprising.

    One row for the expected rate; without one, a row for each of `USUAL_RATES`. `chance` is that of
    so few sales in the visits that there were.

    >>> news(checked(1000, 0, None, 0.95)).visits.tolist()
    [2995, 598, 299, 149]
    """
    rates = USUAL_RATES if case.expected_rate is None else (case.expected_rate,)
    needed = [intervals.trials_before_news(rate, case.sales, case.level) for rate in rates]
    chances = [case.chance_at(rate) for rate in rates]
    table = pd.DataFrame({"rate": rates, "visits": needed, "chance": chances})
    return table.assign(surprising=table.chance < 1 - case.level)


def _whole(name: str, value: Any) -> int:
    number = as_number(value, Column(name, "count"))
    if math.isnan(number):
        raise errors.NotANumberError("not_a_number", name=name, value=repr(value), where="")
    if number != int(number):
        raise errors.BadValueError("not_whole", name=name, value=f"{number:g}")
    return int(number)


def _rate(value: Any) -> float:
    rate = as_number(value, Column("expected_rate", "score"))
    if math.isnan(rate):
        raise errors.NotANumberError("not_a_number", name="expected_rate", value=repr(value), where="")
    if rate == 0:
        raise errors.BadValueError("not_above_zero", name="expected_rate", value="0", where="")
    if rate >= 100:
        raise errors.BadValueError("above_one", name="expected_rate", value=f"{rate:g}", where="")
    if rate >= 1:
        raise errors.BadValueError(
            "rate_as_percent", name="expected_rate", value=f"{rate:g}", share=f"{rate / 100:g}"
        )
    return rate
