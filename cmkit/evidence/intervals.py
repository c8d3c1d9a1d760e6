"""How sure counts let one be: intervals for a rate, bounds when nothing happened, a chance, a difference.

Each function takes counts and returns plain numbers between 0 and 1, at 95 % unless told otherwise.
They suppose independent trials; posts of one account are not, and visits of one person are not.
"""

import math
from bisect import bisect_left
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

from cmkit import errors
from cmkit.given.numbers import confidence, one

NORMAL = NormalDist()
FURTHEST = 10**12
"""Beyond this many trials nobody will wait for news."""


class Interval(NamedTuple):
    """From `low` to `high`, both included."""

    low: float
    high: float


def wilson(hits: float, trials: float, level: float = 0.95) -> Interval:
    """Return Wilson's score interval of a rate, from its hits and its trials."""
    # Source: E. B. Wilson, 1927; 6 of 32 gives 0.08889545 to 0.35309155 (rstudio-pubs 1367507).
    hits, trials = _counts(hits, trials)
    z = NORMAL.inv_cdf((1 + confidence(level)) / 2)
    rate, spread = hits / trials, z**2 / trials
    middle = (rate + spread / 2) / (1 + spread)
    half = math.sqrt(rate * (1 - rate) * spread + spread**2 / 4) / (1 + spread)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def exact(hits: float, trials: float, level: float = 0.95) -> Interval:
    """Return the exact (Clopper-Pearson) interval of a rate: never too narrow, so wider than Wilson's."""
    side = (1 - confidence(level)) / 2
    return Interval(lower_bound(hits, trials, 1 - side), upper_bound(hits, trials, 1 - side))


def upper_bound(hits: float, trials: float, level: float = 0.95) -> float:
    """Return the exact one-sided upper bound of a rate: the highest that these counts do not rule out."""
    from scipy.special import betaincinv

    hits, trials = _counts(hits, trials)
    return 1.0 if hits == trials else float(betaincinv(hits + 1, trials - hits, confidence(level)))


def lower_bound(hits: float, trials: float, level: float = 0.95) -> float:
    """Return the exact one-sided lower bound of a rate: the lowest that these counts do not rule out."""
    from scipy.special import betaincinv

    hits, trials = _counts(hits, trials)
    return 0.0 if hits == 0 else float(betaincinv(hits, trials - hits + 1, 1 - confidence(level)))


def chance_of_at_most(hits: float, trials: float, rate: float) -> float:
    """Return the chance of so few hits, or fewer, if the true rate were `rate` (binomial)."""
    from scipy.special import betainc

    hits, trials = _counts(hits, trials)
    return 1.0 if hits == trials else float(betainc(trials - hits, hits + 1, 1 - one("rate", rate, "share")))


def trials_before_news(rate: float, hits: int = 0, level: float = 0.95) -> int:
    """Return the smallest number of trials of which so few hits would come with a chance below 1 - level."""
    # A rate of 0, which no number of trials can speak against, raises `BadValueError`.
    one("rate", rate, "share", above_zero=True)
    limit = 1 - confidence(level)
    return smallest(lambda n: chance_of_at_most(hits, n, rate) < limit, hits, FURTHEST)


def smallest(tells: Callable[[int], bool], above: int, furthest: int) -> int:
    """Return the smallest number `above` another from which on something can be told, by doubling it."""
    high = max(1, 2 * above)
    while not tells(high) and high < furthest:
        high *= 2
    return bisect_left(range(high), True, above + 1, key=tells)


def difference(
    hits: float, trials: float, other_hits: float, other_trials: float, level: float = 0.95
) -> Interval:
    """Return Newcombe's interval of the difference between two rates (the first less the other)."""
    # Source: R. G. Newcombe, 1998, method 10: 56 of 70 against 48 of 80 gives 0.0524 to 0.3339.
    mine, theirs = wilson(hits, trials, level), wilson(other_hits, other_trials, level)
    a, b = hits / trials, other_hits / other_trials
    low = a - b - math.hypot(a - mine.low, theirs.high - b)
    high = a - b + math.hypot(mine.high - a, b - theirs.low)
    return Interval(low, high)


def differ(hits: float, trials: float, other_hits: float, other_trials: float, level: float = 0.95) -> bool:
    """Tell whether two rates can be told apart, by their exact intervals or by that of their difference."""
    mine, theirs = exact(hits, trials, level), exact(other_hits, other_trials, level)
    if mine.low > theirs.high or theirs.low > mine.high:
        return True
    low, high = difference(hits, trials, other_hits, other_trials, level)
    return low > 0 or high < 0


def _counts(hits: float, trials: float) -> tuple[float, float]:
    hits, trials = one("hits", hits), one("trials", trials, above_zero=True)
    if hits > trials:
        raise errors.BadValueError("more_hits", hits=f"{hits:g}", trials=f"{trials:g}")
    return hits, trials
