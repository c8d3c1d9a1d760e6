"""Numbers of different people, known only within bounds: never a sum, always from the least to the most."""

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from cmkit import errors
from cmkit.catalogue import CATALOGUE, column_of
from cmkit.catalogue.columns import NUMBERS, Column
from cmkit.catalogue.quantity import as_number


class Span(NamedTuple):
    """From `low` to `high`, both included; NaN where a bound is not known."""

    low: float
    high: float

    @property
    def value(self) -> float:
        """The one number that it is; NaN where there are only bounds."""
        return self.low if self.low == self.high else math.nan

    @property
    def known(self) -> bool:
        """Whether a bound is known."""
        return not (math.isnan(self.low) and math.isnan(self.high))

    @property
    def exact(self) -> bool:
        """Whether it is a number."""
        return self.low == self.high

    @property
    def one(self) -> float:
        """The number that it is, or the least where nobody knows the most; else NaN."""
        return self.low if self.exact or math.isnan(self.high) else math.nan


UNKNOWN = Span(math.nan, math.nan)
AUDIENCE = Column("audience", "count")
"""The most people that there are: a count like another, None or missing where it is not known."""


def people(counts: Iterable[float], audience: Any = None) -> Span:
    """Return how many different people several counts make (a union of sets): max to min(sum, audience)."""
    given, most = np.array(list(counts), dtype=float), as_number(audience, AUDIENCE)
    known = given[~np.isnan(given)]
    low = float(known.max()) if known.size else math.nan
    if low > most:
        raise errors.BadValueError("audience_below_reach", audience=f"{most:g}", reach=f"{low:g}")
    added = _sum(known.tolist(), "reach") if known.size and known.size == given.size else math.nan
    return Span(low, float(np.fmin(added, most)))


def within(values: Iterable[float], name: str, audience: Any = None) -> Span:
    """Return the bounds of the whole of a column; what is not known leaves no upper one (none below 0)."""
    if counts_people(name):
        return people(values, audience)
    given = list(values)
    known = [value for value in given if not math.isnan(value)]
    total = _sum(known, name) if known else math.nan
    if len(known) == len(given):
        return Span(total, total)
    signed = (name in NUMBERS or name in CATALOGUE) and column_of(name).minimum is None
    return UNKNOWN if signed else Span(total, math.nan)


def _sum(known: list[float], name: str) -> float:
    try:
        return math.fsum(known)
    except OverflowError:
        raise errors.BadValueError("not_finite", name=name, value="inf", where="") from None


def counts_people(name: str) -> bool:
    """Tell whether a column counts people, who may be the same from one row to the next."""
    return name in NUMBERS and NUMBERS[name].adds == "base"
