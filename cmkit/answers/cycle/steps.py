"""The five steps of the cycle: their order, what counts each of them, what a unit of each is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from cmkit.catalogue.columns import normalised
from cmkit.language.facts import Fact, Name
from cmkit.language.languages import languages
from cmkit.language.nearest import unknown
from cmkit.language.said import Said, said
from cmkit.language.sentences import say


@dataclass(frozen=True)
class Step:
    """A step: the indicators that may count it, best first, and the objective that it serves.

    Source: metrics.md, table 2.1 (the French articles' cycle, with AMEC's funnel beside it).
    """

    indicators: tuple[str, ...]
    objective: str


STEPS: dict[str, Step] = {
    "notoriety": Step(
        ("reach", "viewers", "impressions", "views", "net_followers", "follows", "mentions"), "notoriety"
    ),
    "influence": Step(("shares", "mentions"), "visibility"),
    "engagement": Step(
        (
            "interactions",
            "engagements",
            "public_interactions",
            "link_clicks",
            "clicks",
            "engaged_sessions",
        ),
        "image",
    ),
    "leads": Step(("leads", "form_submissions", "sign_ups"), "leads"),
    "sales": Step(("orders", "conversions", "new_customers"), "sales"),
}
"""The steps in their order."""

UNIT_COSTS = {
    "reach": "cost_per_thousand_reached",
    "impressions": "cpm",
    "views": "cpv",
    "net_followers": "cost_per_follower",
    "shares": "cost_per_share",
    "interactions": "cpe",
    "link_clicks": "cpc",
    "clicks": "cpc_all",
    "leads": "cpl",
    "conversions": "cpa",
    "new_customers": "cac",
}
"""The metric that gives what a unit of an indicator costs; others are `cost_per_<indicator>`."""

PRICED = (
    "viewers", "follows", "mentions", "engagements", "engaged_sessions", "form_starts", "form_submissions",
    "sign_ups", "orders", "public_interactions", "sessions",
)  # fmt: skip
"""Indicators whose cost per unit is no metric, and has a name of its own all the same."""

THOUSANDS = ("reach", "viewers", "impressions")
"""Indicators priced by the thousand."""

STOCKS = ("followers",)
"""Indicators that say where things stand, and were not won for this cost."""


@cache
def _words(spoken: tuple[str, ...]) -> dict[str, str]:
    known = {normalised(say(f"catalogue.stage_{name}", lang)): name for name in STEPS for lang in spoken}
    known |= {
        normalised(word): name
        for name in STEPS
        for lang in spoken
        for word in say(f"ledger.also_{name}", lang).split("|")
    }
    return known | {name: name for name in STEPS}


def step_name(word: Any) -> str:
    """Return the name of a step given in English or in French.

    Raises `UnknownNameError`, with the nearest step.

    >>> step_name("notoriété"), step_name("Prospects"), step_name("ventes")
    ('notoriety', 'leads', 'sales')
    """
    found = _words(languages()).get(normalised(str(word)))
    if found is None:
        raise unknown("step", str(word), _words(languages()))
    return found


def stage(step: str) -> Said:
    """Name a step.

    >>> stage("sales").text("fr")
    'ventes'
    """
    return said(f"catalogue.stage_{step}")


def unit_cost(indicator: str) -> str:
    """Return the name of what a unit costs.

    >>> unit_cost("reach"), unit_cost("orders")
    ('cost_per_thousand_reached', 'cost_per_orders')
    """
    return UNIT_COSTS.get(indicator, f"cost_per_{indicator}")


def unit_cost_named(indicator: str) -> Fact:
    """Name what a unit costs, in words.

    >>> unit_cost_named("orders").text("fr"), unit_cost_named("leads").text("en")
    ('Coût par commande', 'Cost per lead')
    """
    if indicator in UNIT_COSTS:
        return Name(UNIT_COSTS[indicator])
    if indicator in PRICED:
        return said(f"ledger.cost_per_{indicator}")
    return said("ledger.cost_per", indicator=Name(indicator))
