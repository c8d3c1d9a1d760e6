"""What a campaign added, by a group held out from it: `cm.lift`, with its interval."""

from __future__ import annotations

import math

from cmkit import errors
from cmkit.answers.lift.statement import COUNTS, HeldOut, statement
from cmkit.catalogue import FUNCTIONS
from cmkit.evidence.intervals import NORMAL, Interval, difference
from cmkit.given.money import Money, as_money, one_currency
from cmkit.given.numbers import as_share, one
from cmkit.statements.shown import Shown, in_language
from cmkit.statements.statement import Statement, Word

POWER = 0.8
"""The usual chance that a test should have of seeing an effect that is there."""


class Lift(Shown, HeldOut):
    """What people exposed did more than those held out, made by `lift`.

    - `baseline`: conversions that would have come anyway; `incremental`: those that came on top, and
      `interval` its bounds at `level`; `relative`: incremental / baseline (NaN without baseline);
    - `zero_inside`: whether the interval holds zero, so that the test does not show any effect;
    - `detectable`: about how many incremental conversions a test of this size could have shown, four
      times of five;
    - `iroas`: revenue of the incremental conversions / spend, with `iroas_interval`; `roi`: the same
      on margin, less the spend, with `roi_interval` (NaN where money is not stated, and `reason` why);
    - `table`: the figures, a row each: figure, value, low, high, unit.
    """

    @property
    def statement(self) -> Statement:
        """What the test shows and does not show."""
        return statement(self)

    @property
    @in_language
    def reason(self) -> Word:
        """Why there is no incremental ROAS, in the language in use; "" where there is."""
        return self.why or ""


def lift(
    exposed_users: float,
    exposed_conversions: float,
    holdout_users: float,
    holdout_conversions: float,
    revenue_per_conversion: float | Money | None = None,
    spend: float | Money | None = None,
    margin: float | None = None,
    level: float = 0.95,
) -> Lift:
    """Return what a campaign added, from a group held out at random.

    The four counts are of people: those exposed, those of them who converted, the same of those held
    out. `revenue_per_conversion` and `spend` are money, `margin` a share of the revenue (0 to 1).
    The interval is Newcombe's (see `cmkit.evidence.intervals.difference`) times the people exposed.

    Source: illumin (support.illumin.com: 100 of 10,000 held out convert, so of 90,000 exposed 900
    would have anyway), MetricKit. Raises `BadValueError` for counts that cannot be (nobody held out,
    more people who convert than people), `NotANumberError` for one that is missing, `MoneyMismatchError`
    for two currencies.

    >>> found = lift(90000, 1200, 10000, 100)
    >>> found.baseline, found.incremental, found.zero_inside
    (900.0, 300.0, False)
    """
    given = (exposed_users, exposed_conversions, holdout_users, holdout_conversions)
    users, conversions, held, held_conversions = (
        one(name, value, above_zero=name.endswith("users")) for name, value in zip(COUNTS, given, strict=True)
    )
    for name, some, many in ((COUNTS[1], conversions, users), (COUNTS[3], held_conversions, held)):
        if some > many:
            raise errors.BadValueError("more_converted", name=name, some=f"{some:g}", many=f"{many:g}")
    low, high = difference(conversions, users, held_conversions, held, level)
    revenue, paid = as_money("revenue_per_conversion", revenue_per_conversion), as_money("spend", spend)
    one_currency(money.currency for money in (revenue, paid) if money)
    return Lift(
        users, conversions, held, held_conversions, level,
        baseline=users * held_conversions / held,
        incremental=float(FUNCTIONS["incremental_conversions"](conversions, users, held_conversions, held)),
        interval=Interval(users * low, users * high),
        detectable=_detectable(users, held, held_conversions, level),
        revenue=revenue, spend=paid, margin=as_share("margin", margin),
    )  # fmt: skip


def _detectable(users: float, held: float, held_conversions: float, level: float) -> float:
    """Return about how many incremental conversions such a test would show, four times of five (by the normal
    approximation; Laplace's rule keeps a rate of zero from promising that anything would be seen)."""
    rate = (held_conversions + 1) / (held + 2)
    spread = math.sqrt(rate * (1 - rate) * (1 / users + 1 / held))
    return users * (NORMAL.inv_cdf((1 + level) / 2) + NORMAL.inv_cdf(POWER)) * spread
