"""Numbers of different people, known only within bounds: never a sum, always from the least to the most."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from cmkit import errors
from cmkit.catalogue.columns import NUMBERS, Column
from cmkit.catalogue.quantity import as_number


class Span(NamedTuple):
    """From `low` to `high`, both included; NaN where a bound is not known."""

    low: float
    high: float


UNKNOWN = Span(math.nan, math.nan)
AUDIENCE = Column("audience", "count")
"""The most people that there are: a count like another, None or missing where it is not known."""


def people(counts: Iterable[float], audience: Any = None) -> Span:
    """Return how many different people several counts of people make: max to min(sum, audience).

    A count that is missing leaves the most unknown, unless the `audience` (the most people that there
    are) is given. Raises `BadValueError` for an audience below the largest count, `NotANumberError`
    for one that is no number.

    Source: metrics of Meta, which states reach per period because periods do not add up; the bounds of
    a union of sets.

    >>> people([12000, 8000], audience=15000)
    Span(low=12000.0, high=15000.0)
    >>> people([12000, 8000, math.nan])
    Span(low=12000.0, high=nan)
    """
    given, most = np.array(list(counts), dtype=float), as_number(audience, AUDIENCE)
    known = given[~np.isnan(given)]
    low = float(known.max()) if known.size else math.nan
    if low > most:
        raise errors.BadValueError("audience_below_reach", audience=f"{most:g}", reach=f"{low:g}")
    added = _sum(known.tolist(), "reach") if known.size and known.size == given.size else math.nan
    return Span(low, float(np.fmin(added, most)))


def together(values: Iterable[float], name: str, audience: Any = None) -> Span:
    """Return what the values of a column make over several rows, by the schema's word for how it adds up.

    Counts of people ("base") lie within the bounds of `people`; all else is its sum over the values that
    are known (NaN where none is).

    >>> together([12000, 8000], "reach"), together([12000, 8000], "views")
    (Span(low=12000.0, high=20000.0), Span(low=20000.0, high=20000.0))
    """
    if counts_people(name):
        return people(values, audience)
    known = [value for value in values if not math.isnan(value)]
    total = _sum(known, name) if known else math.nan
    return Span(total, total)


def _sum(known: list[float], name: str) -> float:
    try:
        return math.fsum(known)
    except OverflowError:
        raise errors.BadValueError("not_finite", name=name, value="inf", where="") from None


def counts_people(name: str) -> bool:
    """Tell whether a column counts people, who may be the same from one row to the next.

    >>> counts_people("reach"), counts_people("impressions"), counts_people("my_column")
    (True, False, False)
    """
    return name in NUMBERS and NUMBERS[name].adds == "base"


def unit_cost(cost: float, span: Span, units: float = 1) -> Span:
    """Return money by unit: the cost over the most, then over the least (missing where that is 0).

    >>> unit_cost(600, Span(12000, 20000), units=1000)
    Span(low=30.0, high=50.0)
    """
    return Span(*(units * cost / count if count > 0 else math.nan for count in (span.high, span.low)))
