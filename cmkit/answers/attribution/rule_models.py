"""Attribution by a rule: which touches of a path are credited, and for how much of it.

Each rule takes paths and returns the credit of each channel, in the order of `paths.channels`.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib import resources
from typing import Any

import numpy as np

from cmkit import errors
from cmkit.answers.attribution.paths import Floats, Paths
from cmkit.given.numbers import one

NAMES: dict[str, Any] = tomllib.loads(
    (resources.files("cmkit.answers.attribution") / "models.toml").read_text(encoding="utf-8")
)
"""How direct visits are named, and the other names of the models."""

ENDS = 0.4
"""What the first and the last touch get each by position, the others sharing the rest (40/20/40)."""


def first(paths: Paths) -> Floats:
    """Credit the first touch."""
    return paths.by_channel(paths.weight, paths.codes[paths.starts])


def last(paths: Paths) -> Floats:
    """Credit the last touch."""
    return paths.by_channel(paths.weight, paths.codes[paths.ends])


def last_non_direct(paths: Paths) -> Floats:
    """Credit the last touch that is not a direct visit; where all are, the last."""
    direct = np.array([name.casefold() in NAMES["direct"] for name in paths.channels])[paths.codes]
    latest = np.maximum.reduceat(np.where(direct, -1, np.arange(len(paths.codes))), paths.starts)
    return paths.by_channel(paths.weight, paths.codes[np.where(latest < 0, paths.ends, latest)])


def linear(paths: Paths) -> Floats:
    """Credit every touch alike."""
    return paths.by_channel(np.repeat(paths.weight / paths.lengths, paths.lengths))


def position(paths: Paths) -> Floats:
    """Credit the first touch 40 %, the last 40 %, those between 20 % together; of two, half each."""
    middle = np.maximum(paths.lengths - 2, 1)
    share = np.repeat((1 - 2 * ENDS) / middle, paths.lengths)
    ends = np.where(paths.lengths > 2, ENDS, 1 / np.minimum(paths.lengths, 2))
    share[paths.starts] = share[paths.ends] = ends
    return paths.by_channel(share * np.repeat(paths.weight, paths.lengths))


def decay(days: Any, half_life: float) -> Any:
    """Return the weight of a touch so many days before the conversion: half for each half-life."""
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
    aside, kept = paths.aside.copied(), ~missing
    aside.put(paths.rows[missing], "days", "no_days")
    return replace(paths.only(kept), aside=aside)


def checked_half_life(half_life: Any) -> float:
    """Return a half-life in days, above 0."""
    return one("half_life", half_life, minimum=None, above_zero=True)
