"""The chain of steps, walked in either direction, with the uncertainty of every rate carried along."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle
from cmkit.answers.cycle.ledger import Passage
from cmkit.answers.cycle.steps import stage
from cmkit.answers.plan.odds import Draws, Odds, amount_odds, between, rate_odds
from cmkit.given.asked import as_text
from cmkit.given.objective import kpi_name
from cmkit.language.facts import All, Inside, Typed

START = "reach"
PERCENT = 100
"""A number above it is not even a rate written in percent: it is a count."""
CLICKS = ("clicks", "link_clicks")


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


@dataclass(frozen=True, eq=False, repr=False)
class Planned:
    """What was asked, the chain it was asked of, and the steps found: see `Plan`. `won` is what is left of
    the margin (the share `margin` of the revenue) after the budget: low, middle, high."""

    table: pd.DataFrame
    asked: str
    value: float
    chain: Chain
    aov: Odds | None
    level: float
    currency: str | None = None
    margin: float = math.nan
    won: tuple[float, float, float] | None = None

    @property
    def middle(self) -> dict[str, float]:
        """The middle of each step, of the budget and of the revenue, as far as they are known."""
        return dict(zip(self.table.step, self.table.mid, strict=True))

    @property
    def rates(self) -> pd.DataFrame:
        """The rates used: `step` reached, `before`, `rate`, `kind` ("known", "counts", "range"), `trials`."""
        rates, pairs = self.chain.rates, itertools.pairwise(self.chain.steps)
        rows = [(s, before, rates[s].value, rates[s].kind, rates[s].trials) for before, s in pairs]
        return pd.DataFrame(rows, columns=["step", "before", "rate", "kind", "trials"])


def chain_of(rates: Any, start: str | None = None) -> Chain:
    """Return the chain of a cycle, or of a mapping of steps to the rate at which each is reached."""
    if isinstance(rates, Chain):
        return rates
    if isinstance(rates, Cycle):
        return _of_cycle(rates)
    if not isinstance(rates, Mapping) or not rates:
        raise errors.BadValueError("not_rates", value=Typed(rates))
    counts = [given for given in rates.values() if isinstance(given, (int, float)) and 1 < given < math.inf]
    if len(counts) == len(rates) and max(counts) > PERCENT:
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
    """Return the odds of a rate of the ledger: from its counts, or within its bounds."""
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
        price, priced = amount_odds("cost_per_thousand", cost_per_thousand), chain.steps[0]
    elif cost_per_click is not None:
        price, priced = amount_odds("cost_per_click", cost_per_click), _clicks(chain)
    else:
        return chain
    return replace(chain, price=price, priced=priced)


def _clicks(chain: Chain) -> str:
    for step in chain.steps[1:]:
        if chain.indicator(step) in CLICKS:
            return step
    raise errors.MissingColumnError("no_clicks", steps=All(tuple(map(Inside, chain.steps))))


def backward(chain: Chain, target: Draws, seed: int) -> dict[str, Draws]:
    """Return how many each step needs for `target` at the last one, and the budget where a price is known."""
    needed = chain.walked(chain.steps[-1], target, seed)
    return needed | {"budget": needed[chain.priced] * chain.each(seed)} if chain.price else needed


def forward(chain: Chain, budget: float, seed: int) -> dict[str, Draws]:
    """Return how many each step gets for a budget."""
    each = chain.each(seed)
    return chain.walked(chain.priced, budget / each, seed) | {"budget": np.array([budget])}
