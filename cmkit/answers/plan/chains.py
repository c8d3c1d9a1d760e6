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
from cmkit.answers.cycle.entries import as_text
from cmkit.answers.plan.odds import Draws, Odds, amount_odds, rate_odds
from cmkit.given.objective import kpi_name
from cmkit.language.writing import shown

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
            raise errors.MissingColumnError("no_price", first=self.steps[0])
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
    """What was asked, the chain it was asked of, and the steps found: see `Plan`."""

    table: pd.DataFrame
    asked: str
    value: float
    chain: Chain
    aov: Odds | None
    level: float
    currency: str | None = None

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
        raise errors.BadValueError("not_rates", value=shown(rates))
    counts = [given for given in rates.values() if isinstance(given, (int, float)) and 1 < given < math.inf]
    if len(counts) == len(rates) and max(counts) > PERCENT:
        raise errors.BadValueError("counts_not_rates", value=shown(dict(rates), 80))
    first = kpi_name(as_text("start", start) or START)
    odds: dict[str, Odds] = {}
    for word, given in rates.items():
        step = kpi_name(str(word))
        if step in odds or step == first:
            raise errors.DuplicateNameError("plan_step_twice", step=step)
        odds[step] = rate_odds(step, given)
    return Chain((first, *odds), odds)


def _of_cycle(cycle: Cycle) -> Chain:
    """Return the chain of the counted steps of a cycle, priced at the first whose count is one number: a
    price by bounds of the reach would be as uncertain as the rate after it, and by the same error."""
    counted = cycle.table[cycle.table.count_low.notna()].to_dict("records")
    steps = [str(row["step"]) for row in counted]
    if len(steps) < 2:
        raise errors.EmptyTableError("cycle_too_short", n=len(steps))
    rates = {str(row["to"]): _measured(row) for row in counted[:-1]}
    indicators = {str(row["step"]): str(row["indicator"]) for row in counted}
    priced = next((row for row in counted if row["count"] > 0), None)
    if priced is None or cycle.cost is None or not cycle.cost.amount > 0:
        return Chain(tuple(steps), rates, indicators)
    times = 1000 if priced is counted[0] else 1
    price = Odds(times * cycle.cost.amount / float(priced["count"]))
    return Chain(tuple(steps), rates, indicators, price, str(priced["step"]))


def _measured(row: Mapping[Any, Any]) -> Odds:
    """Return the odds of a rate of the ledger: from its counts, or within its bounds."""
    step, rate = row["step"], float(row["rate"])
    if not math.isnan(rate) and rate <= 1:
        return Odds(rate, "counts", float(row["count_low"]))
    if not math.isnan(rate):
        return Odds(rate)
    if math.isnan(row["rate_low"]) or not row["rate_low"] > 0:
        raise errors.BadValueError("no_rate_yet", step=step, to=row["to"])
    low, high = float(row["rate_low"]), float(row["rate_high"])
    return Odds((low + high) / 2, "range", low=low, high=high)


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
    raise errors.MissingColumnError("no_clicks", steps=", ".join(chain.steps))


def backward(chain: Chain, target: Draws, seed: int) -> dict[str, Draws]:
    """Return how many each step needs for `target` at the last one, and the budget where a price is known."""
    needed = chain.walked(chain.steps[-1], target, seed)
    return needed | {"budget": needed[chain.priced] * chain.each(seed)} if chain.price else needed


def forward(chain: Chain, budget: float, seed: int) -> dict[str, Draws]:
    """Return how many each step gets for a budget."""
    each = chain.each(seed)
    return chain.walked(chain.priced, budget / each, seed) | {"budget": np.array([budget])}
