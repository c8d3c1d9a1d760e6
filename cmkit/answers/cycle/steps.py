"""The five steps of the cycle: their order, what counts each of them, what a unit of each is called."""

from __future__ import annotations

from functools import cache
from typing import Any

from cmkit.catalogue.columns import normalised
from cmkit.language.facts import Fact, Name
from cmkit.language.languages import languages
from cmkit.language.nearest import unknown
from cmkit.language.said import Said, said
from cmkit.language.sentences import DEFAULT, has

STEPS: dict[str, tuple[str, ...]] = {
    "notoriety": ("reach", "viewers", "impressions", "views", "net_followers", "follows", "mentions"),
    "influence": ("shares", "mentions"),
    "engagement": ("interactions", "engagements", "public_interactions", "link_clicks", "clicks",
                   "engaged_sessions"),
    "leads": ("leads", "form_submissions", "sign_ups"),
    "sales": ("orders", "conversions", "new_customers"),
}  # fmt: skip
"""The steps in their order, and the indicators that may count each of them, best first.

Source: metrics.md, table 2.1 (the French articles' cycle, with AMEC's funnel beside it).
"""

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


@cache
def _words(spoken: tuple[str, ...]) -> dict[str, str]:
    words = [
        (word, name)
        for name in STEPS
        for lang in spoken
        for word in (stage(name).text(lang), *said(f"ledger.also_{name}").text(lang).split("|"))
    ]
    return {normalised(word): name for word, name in words} | {name: name for name in STEPS}


def is_step(word: Any) -> bool:
    """Tell whether a word names a step."""
    return normalised(str(word)) in _words(languages())


def step_name(word: Any) -> str:
    """Return the name of a step given in English or in French; raise with the nearest for no step."""
    if not is_step(word):
        raise unknown("step", str(word), _words(languages()))
    return _words(languages())[normalised(str(word))]


def stage(step: str) -> Said:
    """Name a step, in lower case."""
    return said(f"catalogue.stage_{step}")


def unit_cost(indicator: str) -> str:
    """Return the name of what a unit costs: a metric, else `cost_per_` and the indicator."""
    return UNIT_COSTS.get(indicator, f"cost_per_{indicator}")


def unit_cost_named(indicator: str) -> Fact:
    """Name what a unit costs, in words: by its metric, by a name of its own, else by its indicator."""
    if indicator in UNIT_COSTS:
        return Name(UNIT_COSTS[indicator])
    own = f"ledger.cost_per_{indicator}"
    return said(own) if has(own, DEFAULT) else said("ledger.cost_per", indicator=Name(indicator))
