"""Numbers of different people, known only within bounds: never a sum, always from the least to the most."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from cmkit import errors


class Span(NamedTuple):
    """From `low` to `high`, both included; NaN where a bound is not known."""

    low: float
    high: float


UNKNOWN = Span(math.nan, math.nan)


def people(counts: Iterable[float], audience: float | None = None) -> Span:
    """Return how many different people several counts of people make: max to min(sum, audience).

    A count that is missing leaves the most unknown, unless the `audience` (the most people that there
    are) is given. Raises `BadValueError` for an audience below the largest count.

    Source: metrics of Meta, which states reach per period because periods do not add up; the bounds of
    a union of sets.

    >>> people([12000, 8000], audience=15000)
    Span(low=12000, high=15000)
    """
    given = list(counts)
    known = [count for count in given if not math.isnan(count)]
    low = max(known, default=math.nan)
    if audience is not None and low > audience:
        raise errors.BadValueError("audience_below_reach", audience=f"{audience:g}", reach=f"{low:g}")
    most = sum(known) if known and len(known) == len(given) else math.inf
    high = min(most, math.inf if audience is None else audience)
    return Span(low, high if math.isfinite(high) else math.nan)


def unit_cost(cost: float, span: Span, units: float = 1) -> Span:
    """Return money by unit: the cost over the most, then over the least (missing where that is 0).

    >>> unit_cost(600, Span(12000, 20000), units=1000)
    Span(low=30.0, high=50.0)
    """
    return Span(*(units * cost / count if count > 0 else math.nan for count in (span.high, span.low)))
