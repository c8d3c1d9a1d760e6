"""How well a step rate is known: one number, counts it was measured on, or a range; and draws from it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cmkit import errors
from cmkit.given.numbers import one
from cmkit.language.nearest import unknown
from cmkit.language.writing import shown

Draws = npt.NDArray[np.float64]
DRAWS = 20_000
LEAST = 1e-12
"""A rate drawn below this would ask for more people than there are."""

FIELDS = ("rate", "hits", "trials", "low", "high")


@dataclass(frozen=True)
class Odds:
    """A rate or a price: "known", taken as certain; from "counts", drawn from their Beta distribution
    (Jeffreys' prior, half a hit and half a miss); or within a "range", each value as likely."""

    value: float
    kind: str = "known"
    trials: float = math.nan
    low: float = math.nan
    high: float = math.nan

    def draws(self, seed: int, place: int) -> Draws:
        """Return draws of the rate, always the same for a seed and a place in the chain."""
        if self.kind == "known":
            return np.array([self.value])
        drawn = np.random.default_rng([seed, place])
        if self.kind == "range":
            return drawn.uniform(self.low, self.high, DRAWS)
        hits = self.value * self.trials
        return np.maximum(drawn.beta(hits + 0.5, self.trials - hits + 0.5, DRAWS), LEAST)

    def at(self, value: float) -> Odds:
        """Return the odds of another rate, known as well as this one."""
        if self.kind != "range":
            return replace(self, value=value)
        times = value / self.value
        high = min(self.high * times, max(self.high, 1.0))
        return replace(self, value=value, low=self.low * times, high=high)


def rate_odds(step: str, given: Any) -> Odds:
    """Return the odds of a rate as it may be stated.

    A number between 0 and 1; (hits, trials), two counts; (low, high), two rates; or a mapping that
    names them: `rate`, `hits` and `trials`, `low` and `high`.
    """
    if isinstance(given, Odds):
        return given
    fields = _named(step, given)
    if "rate" in fields:
        return Odds(one(f"{step} rate", fields["rate"], "share", above_zero=True))
    if "low" in fields:
        return _between(step, fields, 1.0)
    hits, trials = (one(f"{step} {n}", fields[n], above_zero=n == "trials") for n in ("hits", "trials"))
    if hits > trials:
        raise errors.BadValueError("more_hits", hits=f"{hits:g}", trials=f"{trials:g}")
    return Odds(hits / trials, "counts", trials)


def _named(step: str, given: Any) -> dict[str, Any]:
    if isinstance(given, Mapping):
        for name in given:
            if name not in FIELDS:
                raise unknown("rate_field", str(name), FIELDS)
        if set(given) not in ({"rate"}, {"hits", "trials"}, {"low", "high"}):
            raise errors.BadValueError("not_a_rate", step=step, value=shown(dict(given)))
        return dict(given)
    if not isinstance(given, (tuple, list)):
        return {"rate": given}
    if len(given) != 2:
        raise errors.BadValueError("not_a_rate", step=step, value=shown(given))
    first, second = (one(f"{step} rate", end) for end in given)
    if {first, second} <= {0, 1}:
        raise errors.BadValueError("rate_two_ways", step=step, value=shown(given))
    names = ("low", "high") if max(first, second) <= 1 else ("hits", "trials")
    return dict(zip(names, given, strict=True))


def _between(step: str, fields: Mapping[str, Any], most: float) -> Odds:
    low, high = (one(f"{step} {name}", fields[name]) for name in ("low", "high"))
    if low > high or high > most:
        raise errors.BadValueError("not_a_rate", step=step, value=f"({low:g}, {high:g})")
    one(f"{step} low", low, above_zero=True)
    return Odds((low + high) / 2, "range" if high > low else "known", low=low, high=high)


def amount_odds(name: str, given: Any) -> Odds:
    """Return the odds of a price: an amount above zero, or a pair of bounds."""
    if isinstance(given, Odds):
        return given
    if isinstance(given, (tuple, list)) and len(given) == 2:
        return _between(name, dict(zip(("low", "high"), given, strict=True)), math.inf)
    return Odds(one(name, given, "money", above_zero=True))
