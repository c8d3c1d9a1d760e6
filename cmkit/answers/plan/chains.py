"""The chain of steps, walked in either direction, with how well each rate is known: one number, counts it was
measured on, or a range, and draws from it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle
from cmkit.answers.cycle.entries import naming
from cmkit.answers.cycle.ledger import Passage
from cmkit.answers.cycle.steps import STEPS, stage
from cmkit.catalogue.quantity import ratio
from cmkit.given.asked import as_text
from cmkit.given.numbers import one
from cmkit.given.objective import kpi_name
from cmkit.language.facts import All, Capital, Fact, Inside, Name, Typed
from cmkit.language.said import said, unknown

START = "reach"
CLICKS = ("clicks", "link_clicks")
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


def between(low: float, high: float) -> Odds:
    """Return the odds of any value between two bounds; of the one value where they are the same."""
    return Odds((low + high) / 2, "range" if high > low else "known", low=low, high=high)


def rate_odds(step: str, given: Any) -> Odds:
    """Return the odds of a rate: one between 0 and 1, (hits, trials), (low, high), or a mapping of names."""
    if isinstance(given, Odds):
        return given
    with naming("planning.given_rate", step=Inside(step)):
        fields = _named(step, given)
        if "rate" in fields:
            return Odds(one("rate", fields["rate"], "share", above_zero=True))
        if "low" in fields:
            return _bounded("rate", one("rate", fields["low"], "share"), one("rate", fields["high"], "share"))
        hits, trials = (one(n, fields[n], above_zero=n == "trials") for n in ("hits", "trials"))
        if hits > trials:
            raise errors.BadValueError("more_hits", hits=f"{hits:g}", trials=f"{trials:g}")
        return Odds(hits / trials, "counts", trials)


def _named(step: str, given: Any) -> dict[str, Any]:
    if isinstance(given, Mapping):
        for name in given:
            if name not in FIELDS:
                raise unknown("rate_field", str(name), FIELDS)
        if set(given) not in ({"rate"}, {"hits", "trials"}, {"low", "high"}):
            raise errors.BadValueError("not_a_rate", step=Inside(step), value=Typed([*given.values()]))
        return dict(given)
    if not isinstance(given, (tuple, list)):
        return {"rate": given}
    if len(given) != 2:
        raise errors.BadValueError("not_a_rate", step=Inside(step), value=Typed(given))
    first, second = given = tuple(one("rate", end, "ratio") for end in given)
    if {first, second} <= {0, 1}:
        raise errors.BadValueError("rate_two_ways", step=Inside(step), value=Typed(given))
    names = ("low", "high") if max(first, second) <= 1 else ("hits", "trials")
    return dict(zip(names, given, strict=True))


def _bounded(name: str, first: Any, second: Any) -> Odds:
    low, high = one(f"{name} low", first, above_zero=True), one(f"{name} high", second)
    if low > high:
        raise errors.BadValueError("not_bounds", name=name, value=f"({low:g}, {high:g})")
    return between(low, high)


def amount_odds(name: str, given: Any) -> Odds:
    """Return the odds of a price: an amount above zero, or a pair of bounds."""
    if isinstance(given, Odds):
        return given
    if isinstance(given, (tuple, list)) and len(given) == 2:
        return _bounded(name, *given)
    return Odds(one(name, given, "money", above_zero=True))


@dataclass(frozen=True)
class Chain:
    """Steps in their order, the odds of arriving at each from the one before, `indicators` that count a step
    where its name does not (a step of a cycle), and the `price` of a unit of the step `priced`."""

    steps: tuple[str, ...]
    rates: Mapping[str, Odds]
    indicators: Mapping[str, str] = field(default_factory=dict)
    price: Odds | None = None
    priced: str = ""

    def indicator(self, step: str) -> str:
        """Return what counts a step."""
        return self.indicators.get(step, step)

    @property
    def by_thousand(self) -> bool:
        """Tell whether the price is that of a thousand."""
        return self.priced == self.steps[0]

    def with_rate(self, step: str, value: float) -> Chain:
        """Return the chain with another rate at a step, known as well as before."""
        return replace(self, rates=dict(self.rates) | {step: self.rates[step].at(value)})

    def each(self, seed: int) -> Draws:
        """Return draws of the price of one, where there is a price."""
        if self.price is None:
            raise errors.MissingColumnError("no_price", first=Inside(self.indicator(self.steps[0])))
        return self.price.draws(seed, len(self.steps)) / (1000 if self.by_thousand else 1)

    def walked(self, start: str, count: Draws, seed: int) -> dict[str, Draws]:
        """Return how many each step has, from a count of one of them, by the rates either way."""
        found, at, pairs = {start: count}, self.steps.index(start), list(itertools.pairwise(self.steps))
        passed = {step: self.rates[step].draws(seed, place) for place, step in enumerate(self.steps) if place}
        for before, step in pairs[at:]:
            found[step] = found[before] * passed[step]
        for before, step in reversed(pairs[:at]):
            found[before] = found[step] / passed[step]
        return {step: found[step] for step in self.steps}


def chain_of(rates: Any, start: str | None = None) -> Chain:
    """Return the chain of a cycle, or of a mapping of steps to the rate at which each is reached."""
    if isinstance(rates, Chain):
        return rates
    if isinstance(rates, Cycle):
        return _of_cycle(rates)
    if not isinstance(rates, Mapping) or not rates:
        raise errors.BadValueError("not_rates", value=Typed(rates))
    counts = [given for given in rates.values() if isinstance(given, (int, float)) and 1 < given < math.inf]
    if len(counts) == len(rates) and max(counts) > 100:  # not even rates written in percent
        raise errors.BadValueError("counts_not_rates", value=Typed(list(rates.values())))
    first = kpi_name(as_text("start", start) or START)
    odds: dict[str, Odds] = {}
    for word, given in rates.items():
        step = kpi_name(str(word))
        if step in odds or step == first:
            raise errors.DuplicateNameError("plan_step_twice", step=Inside(step))
        odds[step] = rate_odds(step, given)
    return Chain((first, *odds), odds)


def _of_cycle(cycle: Cycle) -> Chain:
    """Return the chain of the counted steps of a cycle, priced at the first whose count is one number: a
    price by bounds of the reach would be as uncertain as the rate after it, and by the same error."""
    counted = [entry for entry in cycle.entries if entry.counted]
    if len(counted) < 2:
        raise errors.EmptyTableError("cycle_too_short", n=len(counted))
    rates = {passage.there.step: _measured(passage) for passage in cycle.passages.values()}
    chain = Chain(tuple(e.step for e in counted), rates, {e.step: e.indicator for e in counted})
    priced = next((entry for entry in counted if entry.count > 0), None)
    cost = cycle.spent().value
    if priced is None or not cost > 0:
        return chain
    times = 1000 if priced is counted[0] else 1
    return replace(chain, price=Odds(times * cost / priced.count), priced=priced.step)


def _measured(passage: Passage) -> Odds:
    if not math.isnan(passage.rate):
        share = passage.rate <= 1
        return Odds(passage.rate, "counts", passage.here.low) if share else Odds(passage.rate)
    if not passage.low > 0:
        ends = {"step": stage(passage.here.step), "to": stage(passage.there.step)}
        raise errors.BadValueError("no_rate_yet", **ends)
    return between(passage.low, passage.high)


def with_price(chain: Chain, cost_per_thousand: Any, cost_per_click: Any) -> Chain:
    """Return the chain with the price that was given; the one it has otherwise."""
    if cost_per_thousand is not None and cost_per_click is not None:
        raise errors.DuplicateNameError("two_prices")
    if cost_per_thousand is not None:
        price = amount_odds("cost_per_thousand", cost_per_thousand)
        return replace(chain, price=price, priced=chain.steps[0])
    if cost_per_click is None:
        return chain
    price = amount_odds("cost_per_click", cost_per_click)
    clicks = next((step for step in chain.steps[1:] if chain.indicator(step) in CLICKS), None)
    if clicks is None:
        raise errors.MissingColumnError("no_clicks", steps=All(tuple(map(Inside, chain.steps))))
    return replace(chain, price=price, priced=clicks)


def backward(chain: Chain, target: Draws, seed: int) -> dict[str, Draws]:
    """Return how many each step needs for `target` at the last one, and the budget where a price is known."""
    needed = chain.walked(chain.steps[-1], target, seed)
    return needed | {"budget": needed[chain.priced] * chain.each(seed)} if chain.price else needed


def forward(chain: Chain, budget: float, seed: int) -> dict[str, Draws]:
    """Return how many each step gets for a budget."""
    each = chain.each(seed)
    return chain.walked(chain.priced, budget / each, seed) | {"budget": np.array([budget])}


def walk(chain: Chain, asked: str, value: float, worth: Draws | None, seed: int) -> dict[str, Draws]:
    """Return the draws of every step, of the budget and of the revenue."""
    if asked == "budget":
        found = forward(chain, value, seed)
    elif asked == "sales":
        found = backward(chain, np.array([value]), seed)
    elif worth is None:
        raise errors.MissingColumnError("no_order_value")
    else:
        found = backward(chain, value / worth, seed)
    if asked == "revenue":
        return found | {"revenue": np.array([value])}
    return found if worth is None else found | {"revenue": found[chain.steps[-1]] * worth}


def aov_of(rates: Any) -> Odds | None:
    """Return what a sale of a cycle brought in on average."""
    if not isinstance(rates, Cycle) or rates.revenue is None or "revenue" in rates.partly:
        return None
    value = ratio(rates.revenue.amount, rates.entries[-1].count)
    return Odds(value) if value > 0 else None


def step_name(chain: Chain, step: str, short: bool = False) -> Fact:
    """Name a step of a plan: one of the cycle with what counts it (unless `short`), a column by its label."""
    if step in ("budget", "revenue"):
        return said(f"planning.{step}")
    if step in STEPS and step in chain.indicators:
        named, counted = Capital(stage(step)), chain.indicator(step)
        alone = short or counted == step
        return named if alone else said("planning.step_of", stage=named, counted=Inside(counted))
    return said(f"planning.step_{step}") if step in ("sales", "visits") else Name(step)
