"""Amounts of money that may be known in part only, and the bounds of what is made of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cmkit.given.money import Money
from cmkit.given.people import Span
from cmkit.language.facts import Amount, Measured
from cmkit.language.facts import Span as Between

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Sum:
    """An amount between bounds: `low`, what is known of it, and `high` (NaN where nobody knows), `stated` as
    Money is (its currency, VAT and period)."""

    stated: Money
    low: float
    high: float

    @property
    def ends(self) -> Span:
        """Both bounds."""
        return Span(self.low, self.high)

    @property
    def exact(self) -> bool:
        """Whether all of it is known."""
        return self.low == self.high

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of it."""
        return self.low == 0 and math.isnan(self.high)

    @property
    def least(self) -> Money | None:
        """What is known of it, as Money."""
        return None if self.unknown else replace(self.stated, amount=self.low)

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.stated, self.low + other.low, self.high + other.high)

    def fact(self, *columns: str) -> Measured | Between:
        """Write it: "1,200.00", "at least 110.00", with the columns that it comes from."""
        low, high = (Amount(end, self.stated.currency).of(*columns) for end in self.ends)
        return low if self.exact else Between(low, high)


@dataclass(frozen=True)
class Sides:
    """Both sides of the money of a result or of the whole; None where nothing is stated. `share` is the
    margin as a share of the revenue, where it is stated as such."""

    paid: Sum | None
    time: Sum | None
    revenue: Sum | None
    gain: Sum | None
    share: float

    @property
    def cost(self) -> Sum | None:
        """All that is known to have been paid, time included."""
        both = self.paid + self.time if self.paid and self.time else self.paid or self.time
        return None if both is None or both.unknown else both

    @property
    def rate(self) -> float:
        """The margin as a share of the revenue, NaN where it is not known."""
        if not math.isnan(self.share) or not (self.gain and self.revenue and self.revenue.exact):
            return self.share
        whole = self.revenue.low
        return self.gain.low / whole if self.gain.exact and whole > 0 else math.nan


@dataclass(frozen=True, eq=False)
class Amounts:
    """Amounts of one name: of the `whole`, and of `each` result (NaN: not known; None: of none), and the
    `column` where they were found without being asked for ("" otherwise)."""

    whole: Sum
    each: Floats | None = None
    column: str = ""

    def of(self, row: int | None) -> Sum | None:
        """Return the amount of one result, or of the whole (None); None where it has none of its own."""
        if row is None or self.each is None:
            return self.whole if row is None else None
        value = float(self.each[row])
        return Sum(self.whole.stated, 0 if math.isnan(value) else value, value)

    def in_currency(self, currency: str | None) -> Amounts:
        """Return the same in the currency that is stated of any amount: it is that of all, which is said."""
        stated = replace(self.whole.stated, currency=currency)
        return replace(self, whole=replace(self.whole, stated=stated))

    def times(self, rates: Any, most: Any) -> Amounts:
        """Return these amounts times a rate each: `rates` (NaN: not known, or nothing), of which `most` is
        the most; where only the whole is stated, from the least of the rates to the greatest."""
        if self.each is not None:
            return added(self.each * rates, self.whole.stated, self.each * most)
        least, greatest = float(np.nan_to_num(rates).min()), float(np.max(most))
        return Amounts(Sum(self.whole.stated, self.whole.low * least, self.whole.high * greatest))


def added(each: Floats, stated: Money, most: Floats | None = None) -> Amounts:
    """Add up the amounts of results, stated as `stated` is: what is known of them is the least, and `most`
    of each the most (by default what each is, so that one that is not known leaves no upper bound)."""
    return Amounts(Sum(stated, float(np.nansum(each)), float(np.sum(each if most is None else most))), each)


def between(formula: Callable[..., Any], part: Span, base: Span) -> Span:
    """Return the bounds of a ratio by its formula, which grows with `part`; NaN where one is not known, or
    where nothing can be divided.

    >>> between(lambda margin, cost: margin / cost - 1, Span(750, 750), Span(110, math.nan))
    Span(low=nan, high=5.818181818181818)
    """
    overs = (base.high if part.low >= 0 else base.low, base.low if part.high >= 0 else base.high)
    ends = (
        float(formula(end, over)) if over > 0 and not math.isnan(end) else math.nan
        for end, over in zip(part, overs, strict=True)
    )
    return Span(*ends)
