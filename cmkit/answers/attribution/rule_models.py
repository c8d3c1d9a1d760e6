"""Attribution by a rule: which touches of a path are credited, and for how much of it.

Each rule takes paths and returns the credit of each channel, in the order of `paths.channels`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from cmkit import errors
from cmkit.answers.attribution.floats import Flags, Floats
from cmkit.answers.attribution.paths import Paths
from cmkit.catalogue.columns import Column

DIRECT = frozenset(
    {
        "direct", "(direct)", "direct / none", "direct/none", "(direct) / (none)", "(direct)/(none)",
        "(none)", "direct traffic", "accès direct", "acces direct", "trafic direct",
    }
)  # fmt: skip
"""How direct visits are named, in any case; the last touch that is none of these is "last_non_direct"."""
ENDS = 0.4
"""What the first and the last touch get each by position, the others sharing the rest (40/20/40)."""


def first(paths: Paths) -> Floats:
    """Credit the first touch.

    >>> from cmkit.answers.attribution.opening import read_paths
    >>> import pandas as pd
    >>> paths = read_paths(pd.DataFrame({"path": ["ads > mail"], "conversions": [2]}))
    >>> first(paths).tolist(), last(paths).tolist(), linear(paths).tolist()
    ([2.0, 0.0], [0.0, 2.0], [1.0, 1.0])
    """
    return paths.by_channel(paths.weight, paths.codes[paths.starts])


def last(paths: Paths) -> Floats:
    """Credit the last touch."""
    return paths.by_channel(paths.weight, paths.codes[paths.starts + paths.lengths - 1])


def last_non_direct(paths: Paths) -> Floats:
    """Credit the last touch that is not a direct visit; where all are, the last."""
    direct = np.array([name.casefold() in DIRECT for name in paths.channels])[paths.codes]
    places = np.where(direct, -1, np.arange(len(paths.codes)))
    latest = np.maximum.reduceat(places, paths.starts)
    return paths.by_channel(
        paths.weight, paths.codes[np.where(latest < 0, paths.starts + paths.lengths - 1, latest)]
    )


def linear(paths: Paths) -> Floats:
    """Credit every touch alike."""
    return paths.by_channel(np.repeat(paths.weight / paths.lengths, paths.lengths))


def position(paths: Paths) -> Floats:
    """Credit the first touch 40 %, the last 40 %, those between 20 % together; of two, half each."""
    middle = np.maximum(paths.lengths - 2, 1)
    share = np.repeat((1 - 2 * ENDS) / middle, paths.lengths)
    ends = np.where(paths.lengths > 2, ENDS, 1 / np.minimum(paths.lengths, 2))
    share[paths.starts] = ends
    share[paths.starts + paths.lengths - 1] = ends
    return paths.by_channel(share * np.repeat(paths.weight, paths.lengths))


def decay(days: Any, half_life: float) -> Any:
    """Return the weight of a touch so many days before the conversion: half for each half-life.

    >>> decay(np.array([0, 7, 14]), 7).tolist()
    [1.0, 0.5, 0.25]
    """
    return 2.0 ** (-days / half_life)


def time_decay(paths: Paths, half_life: float) -> Floats:
    """Credit each touch by `decay`, shared within its path; all paths must have their days."""
    days = known_days(paths)
    nearest = np.minimum.reduceat(days, paths.starts)
    weights = decay(days - np.repeat(nearest, paths.lengths), half_life)
    whole = np.add.reduceat(weights, paths.starts)
    return paths.by_channel(weights * np.repeat(paths.weight / whole, paths.lengths))


def known_days(paths: Paths) -> Floats:
    """Return the days of each touch; those of paths that did not convert do not matter and count as 0."""
    if paths.days is None:
        raise errors.MissingColumnError("no_days")
    return np.where(np.repeat(paths.weight > 0, paths.lengths), paths.days, 0.0)


def with_days(paths: Paths) -> Paths:
    """Return the paths for which time can be counted; the others that converted are set aside.

    Raises `MissingColumnError` where the days are not known for any path.
    """
    missing = np.isnan(np.maximum.reduceat(known_days(paths), paths.starts))
    converted = paths.weight > 0
    if missing.any() and missing[converted].all():
        raise errors.MissingColumnError("no_days")
    return without(paths, missing, "days", "no_days") if missing.any() else paths


def without(paths: Paths, bad: Flags, column: str, reason: str) -> Paths:
    """Return the paths but those that are `bad`, which are added to the rows set aside."""
    aside, kept = paths.aside.copied(), ~bad
    aside.put(paths.rows[bad], column, reason)
    touches = kept[paths.owner]
    return replace(
        paths,
        codes=paths.codes[touches],
        lengths=paths.lengths[kept],
        conversions=paths.conversions[kept],
        nulls=None if paths.nulls is None else paths.nulls[kept],
        value=None if paths.value is None else paths.value[kept],
        days=None if paths.days is None else paths.days[touches],
        rows=paths.rows[kept],
        aside=aside,
    )


def checked_half_life(half_life: Any) -> float:
    """Return a half-life in days, above 0."""
    from cmkit.catalogue.quantity import as_number

    number = as_number(half_life, Column("half_life", "count", minimum=None))
    if not number > 0:
        raise errors.BadValueError("not_above_zero", name="half_life", value=f"{number:g}", where="")
    return number
