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
    """An amount between bounds: `least`, what is known of it, and `most` (NaN where nobody knows)."""

    least: Money
    most: float

    @property
    def ends(self) -> Span:
        """Both bounds."""
        return Span(self.least.amount, self.most)

    @property
    def exact(self) -> bool:
        """Whether all of it is known."""
        return self.least.amount == self.most

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of it."""
        return self.least.amount == 0 and math.isnan(self.most)

    def __add__(self, other: Sum) -> Sum:
        both = replace(self.least, amount=self.least.amount + other.least.amount)
        return Sum(both, self.most + other.most)

    def fact(self, *columns: str) -> Measured | Between:
        """Write it: "1,200.00", "at least 110.00", with the columns that it comes from."""
        least, most = (Amount(end, self.least.currency).of(*columns) for end in self.ends)
        return least if self.exact else Between(least, most)


@dataclass(frozen=True, eq=False)
class Amounts:
    """Amounts of one name: `whole` (None: nothing is stated), `each` by result (NaN: not known), and the
    `column` where they were found without being asked for ("" otherwise)."""

    whole: Sum | None
    each: Floats | None = None
    column: str = ""

    def of(self, row: int | None) -> Sum | None:
        """Return the amount of one result, or of the whole (None); None where it has none of its own."""
        if row is None or self.whole is None or self.each is None:
            return self.whole if row is None else None
        value = float(self.each[row])
        return Sum(replace(self.whole.least, amount=0 if math.isnan(value) else value), value)

    def times(self, rates: Any, high: Any, of_whole: tuple[float, float]) -> Amounts:
        """Return these amounts times a rate each: `rates` (NaN: not known), of which `high` is the most;
        `of_whole` are the least and the most that hold where only the whole is stated."""
        if self.whole is None:
            return self
        if self.each is None:
            low, most = self.whole.least * of_whole[0], self.whole.most * of_whole[1]
            return Amounts(Sum(low, most))
        return added(self.each * rates, self.whole.least, self.each * high)


def added(each: Floats, stated: Money, most: Floats | None = None) -> Amounts:
    """Add up the amounts of results, stated as `stated` is: what is known of them is the least, and `most`
    of each the most (by default what each is, so that one that is not known leaves no upper bound)."""
    known, upper = float(np.nansum(each)), float(np.sum(each if most is None else most))
    return Amounts(Sum(replace(stated, amount=known), upper), each)


def between(formula: Callable[..., Any], part: Span, base: Span) -> Span:
    """Return the bounds of a ratio by its formula, which grows with `part`; NaN where one is not known.

    >>> between(lambda margin, cost: margin / cost - 1, Span(750, 750), Span(110, math.nan))
    Span(low=nan, high=5.818181818181818)
    """
    low = _end(formula, part.low, base.high if part.low >= 0 else base.low)
    return Span(low, _end(formula, part.high, base.low if part.high >= 0 else base.high))


def _end(formula: Callable[..., Any], part: float, base: float) -> float:
    """Return one bound; NaN where a side is not known, or where nothing can be divided."""
    return float(formula(part, base)) if base > 0 and not math.isnan(part) else math.nan


def one_of(span: Span) -> float:
    """Return the number that bounds come to: where they meet, or the least where there is no most."""
    return span.low if span.low == span.high or math.isnan(span.high) else math.nan
