"""The measures that influencers, organic and paid share: their labels, and each as a fact with its source."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmkit.catalogue import CATALOGUE
from cmkit.figures.bars import Bar
from cmkit.language.facts import All, Amount, Fact, Inside, Measured, Name, Number, Rate, Source, Span
from cmkit.language.said import Said, said

PEOPLE = ("reach", "engaged")
BY_PERSON = ("cost_per_engaged", "cost_per_thousand")
SPANS = (*PEOPLE, *BY_PERSON)
"""Measures known within bounds: two columns of the tables, `<name>_low` and `<name>_high`."""
MONEY = ("cost", "spend", "revenue", "cpm", "cpc", "cost_per_interaction", *BY_PERSON)
RATES = ("engagement_rate", "ctr", "link_click_rate")
OWN = (*SPANS, "cost", "cost_per_interaction", "influencer")
"""What this room has its own labels for."""

MADE = {
    "posts": "", "interactions": "acts", "engaged": "acts", "engagement_rate": "acts base",
    "ctr": "link_clicks impressions", "link_click_rate": "link_clicks base", "cost_per_engaged": "cost acts",
    "cost_per_thousand": "cost reach", "cost_per_interaction": "cost acts", "cpm": "cost impressions",
    "cpc": "cost link_clicks",
}  # fmt: skip
"""The columns that a measure is made of, in the words of `Ground`; another is a column itself."""


@dataclass(frozen=True)
class Ground:
    """What measures rest on: the acts counted, the base of rates, the columns of the cost, the currency."""

    acts: tuple[str, ...]
    base: str
    cost: tuple[str, ...]
    currency: str | None

    def columns(self, name: str) -> tuple[str, ...]:
        """Return the columns that a measure is made of."""
        own = {"acts": self.acts, "base": (self.base,), "cost": self.cost}
        return tuple(c for word in MADE.get(name, name).split() for c in own.get(word, (word,)))


def label(name: str) -> Fact:
    """Return what a column, a metric or a measure of this room is called."""
    return said(f"outreach.{name}") if name in OWN else Name(name)


def acts_named(acts: Iterable[str]) -> All:
    """Return the names of acts, as they stand inside a sentence."""
    return All(tuple(Inside(label(act)) for act in acts))


def ends(row: Mapping[Any, Any], name: str) -> tuple[float, float]:
    """Return the least and the most of a measure in a row of a table; the same twice where it is known."""
    return (row[f"{name}_low"], row[f"{name}_high"]) if name in SPANS else (row[name], row[name])


def known(rows: Iterable[Mapping[Any, Any]], name: str) -> int:
    """Return how many rows know a measure, or a bound of it."""
    return sum(any(not math.isnan(end) for end in ends(row, name)) for row in rows)


def measured(row: Mapping[Any, Any], name: str, ground: Ground, rows: Sequence[Any] = ()) -> Fact:
    """Return a measure of a row: a number, a rate, an amount, or two bounds."""
    source = Source(ground.columns(name), tuple(rows), name if name in CATALOGUE else "")

    def fact(value: float) -> Measured:
        if name in MONEY:
            return Amount(value, ground.currency, source=source)
        return Rate(value, source=source) if name in RATES else Number(value, source=source)

    low, high = ends(row, name)
    return Span(fact(low), fact(high)) if name in SPANS else fact(low)


def bar(name: Any, row: Mapping[Any, Any], measure: str, ground: Ground) -> Bar:
    """Return the bar of a measure: filled to the least, outlined to the most."""
    low, high = ends(row, measure)
    return Bar(name, 0.0 if math.isnan(low) else low, high, measured(row, measure, ground))


def missing(name: Any, lacks: Iterable[tuple[str, int]]) -> Said:
    """Say what somebody or something lacks: columns, each with the number of posts without it (0: all)."""
    what = (
        said("outreach.lack", what=Inside(label(column)), posts=said("outreach.n_posts", n=posts))
        if posts else Inside(label(column)) for column, posts in lacks
    )  # fmt: skip
    return said("outreach.missing", name=name, what=All(tuple(what), "words.comma"))
