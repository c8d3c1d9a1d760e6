"""The steps of the cycle: their order, what counts each of them, what a unit of each is called."""

import itertools
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS, normalised
from cmkit.given.names import meaning
from cmkit.given.objective import kpi_name
from cmkit.language.facts import Fact, Inside, Name
from cmkit.language.languages import languages
from cmkit.language.said import alike, said, unknown
from cmkit.language.sentences import DEFAULT, has

STEPS: dict[str, tuple[str, ...]] = {
    "notoriety": ("reach", "viewers", "impressions", "views", "net_followers", "follows", "mentions"),
    "influence": ("shares", "mentions"),
    "engagement": ("interactions", "engagements", "public_interactions", "link_clicks", "clicks"),
    "visits": ("sessions", "engaged_sessions"),
    "leads": ("leads", "form_submissions", "sign_ups"),
    "sales": ("orders", "conversions", "new_customers"),
}  # fmt: skip
"""The steps in their order, and the indicators that may count each of them, best first.

Source: metrics.md, table 2.1 (the French articles' cycle, with AMEC's funnel beside it).
"""

OPTIONAL = ("visits",)
"""The steps that stand in the cycle only where something is known of them."""

ON_SITE = ("visits", "leads", "sales")
"""The steps that web analytics count once, whatever network they came from."""

UNIT_COSTS = {
    "reach": "cost_per_thousand_reached", "impressions": "cpm", "views": "cpv",
    "net_followers": "cost_per_follower", "shares": "cost_per_share", "interactions": "cpe",
    "link_clicks": "cpc", "clicks": "cpc_all", "leads": "cpl", "conversions": "cpa", "new_customers": "cac",
}  # fmt: skip
"""The metric that gives what a unit of an indicator costs; for others, `cost_per_` and the indicator."""

THOUSANDS = ("reach", "viewers", "impressions")
"""Indicators priced by the thousand."""

STOCKS = ("followers",)
"""Indicators that say where things stand, and were not won for this cost."""


ALIKE = 0.75
"""A word as close as this to one of cmkit's is taken for a slip of the hand, not for a step of one's own."""


@cache
def _words(spoken: tuple[str, ...]) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, lang in itertools.product(STEPS, spoken):
        called = stage(name).text(lang), *said(f"ledger.also_{name}").text(lang).split("|")
        words |= dict.fromkeys(map(normalised, called), name)
    return words | {name: name for name in STEPS}


def is_step(word: Any) -> bool:
    """Tell whether a word names a step of the cycle."""
    return normalised(str(word)) in _words(languages())


def chain_of(words: Iterable[Any]) -> tuple[str, ...]:
    """Return the steps of a chain: those of the cycle where each word names one, else the words' own."""
    given = list(words)
    return tuple(STEPS) if all(map(is_step, given)) else tuple(dict.fromkeys(map(_own, given)))


def step_name(word: Any, chain: Sequence[str] = tuple(STEPS)) -> str:
    """Return the step of a chain that a word names; raise with the nearest for none."""
    if set(chain) <= set(STEPS):
        if is_step(word):
            return _words(languages())[normalised(str(word))]
        raise unknown("step", str(word), _words(languages()))
    if (name := _own(word)) in chain:
        return name
    raise unknown("step", str(word), chain)


def _own(word: Any) -> str:
    """Return a step of a chain of one's own: what counts it, a step of the cycle, or the word as it is."""
    name = meaning(word) or kpi_name(str(word))
    if name in STEPS["visits"][:1]:
        return "visits"
    if (known := NUMBERS.get(name) or CATALOGUE.get(name)) and known.unit == "count":
        return name
    if is_step(word):
        return step_name(word)
    words = [*_words(languages()), *itertools.chain(*STEPS.values())]
    if alike(normalised(str(word)), words, ALIKE, most=1):
        raise unknown("step", str(word), words)
    return str(word)


def indicators(step: str) -> tuple[str, ...]:
    """Return what may count a step, best first: for one that is no step of the cycle, its own column."""
    return STEPS.get(step, (step,))


def stage(step: str) -> Fact:
    """Name a step, in lower case."""
    if step in OPTIONAL:
        return said(f"ledger.stage_{step}")
    return said(f"catalogue.stage_{step}") if step in STEPS else Inside(step)


def unit_cost(indicator: str) -> str:
    """Return the name of what a unit costs: a metric, else `cost_per_` and the indicator."""
    return UNIT_COSTS.get(indicator, f"cost_per_{indicator}")


def unit_cost_named(indicator: str) -> Fact:
    """Name what a unit costs, in words: by its metric, by a name of its own, else by its indicator."""
    if indicator in UNIT_COSTS:
        return Name(UNIT_COSTS[indicator])
    own = f"ledger.cost_per_{indicator}"
    return said(own) if has(own, DEFAULT) else said("ledger.cost_per", indicator=Name(indicator))
