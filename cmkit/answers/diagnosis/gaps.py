"""Comparisons that rules decide by: with intervals on both sides, never with an average of the trade."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from cmkit.evidence.intervals import Interval, wilson
from cmkit.language.facts import Fact, Quoted

MARGIN = 0.75
"""Assumption: a rate matters as lower where it is surely under three quarters of that of the rest."""

MOST = 0.75
"""Assumption: rows are cleared together where those that are surely not lower hold this share of visits."""

FURTHEST = 10**6
"""How many times the visits that were counted one may be told to wait for."""


@dataclass(frozen=True)
class Gap:
    """One row against the rest: its name, its counts, both rates, and what can be said of it."""

    row: Fact
    trials: float
    rate: float
    within: Interval
    rest: float
    answer: str
    needed: int | None = None


def against(hits: float, trials: float, bar: float, level: float) -> str:
    """Return whether a rate is surely "lower" than a bar, surely "above" it, or "unsure"."""
    within = wilson(hits, trials, level)
    return "lower" if within.high < bar else "above" if within.low > bar else "unsure"


def trials_to_tell(hits: float, trials: float, bar: float, level: float) -> int | None:
    """Return how many trials it would take to tell a rate from a bar, if it stays; None: too many."""
    times = _first(lambda n: against(hits * n, trials * n, bar, level) != "unsure")
    return None if times is None else math.ceil(trials * times)


def gaps(rows: pd.DataFrame, hits: str, level: float) -> list[Gap]:
    """Return each row's rate of `hits` a session against that of the other rows together. The level is
    shared: many rows would make one of them look weak by chance."""
    usable = rows[(rows.sessions > 0) & (rows[hits] <= rows.sessions)]
    if len(usable) < 2:
        return []
    shared = 1 - (1 - level) / len(usable)
    all_hits, all_trials = float(usable[hits].sum()), float(usable.sessions.sum())
    counts = list(zip(usable[hits].astype(float), usable.sessions.astype(float), strict=True))
    of = {(h, n): gap(Quoted(""), (h, n), (all_hits - h, all_trials - n), shared) for h, n in set(counts)}
    return [replace(of[each], row=Quoted(str(name))) for name, each in zip(usable.index, counts, strict=True)]


def gap(row: Fact, mine: tuple[float, float], rest: tuple[float, float], level: float) -> Gap:
    """Return one row against the rest, both as (hits, trials)."""

    def answer(n: float = 1.0) -> str:
        (low, high), (least, most) = (wilson(hits * n, trials * n, level) for hits, trials in (mine, rest))
        return "lower" if high < MARGIN * least else "above" if low > MARGIN * most else "unsure"

    found, times = answer(), None
    if found == "unsure":
        times = _first(lambda n: answer(n) != "unsure")
    needed = None if times is None else math.ceil(mine[1] * times)
    return Gap(row, mine[1], mine[0] / mine[1], wilson(*mine, level), rest[0] / rest[1], found, needed)


def _first(decided: Callable[[float], bool]) -> float | None:
    """Return the smallest multiple of the visits at which a question is decided (to a hundredth)."""
    low, high = 1.0, 2.0
    while not decided(high):
        low, high = high, 2 * high
        if high > FURTHEST:
            return None
    while high - low > 0.01 * low:
        middle = (low + high) / 2
        low, high = (low, middle) if decided(middle) else (middle, high)
    return high
