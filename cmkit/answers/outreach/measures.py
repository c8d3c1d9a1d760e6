"""The measures that influencers, organic and paid share: their labels, and each as a fact with its source."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmkit.catalogue import CATALOGUE
from cmkit.figures.bars import Bar
from cmkit.given import people
from cmkit.language.facts import All, Amount, Fact, Inside, Measured, Name, Number, Rate, Span
from cmkit.language.said import Said, said

PEOPLE = ("reach", "engaged")
BY_PERSON = ("cost_per_engaged", "cost_per_thousand")
SPANS = (*PEOPLE, *BY_PERSON)
"""Measures known within bounds: two columns of the tables, `<name>_low` and `<name>_high`."""

MONEY = ("cost", "spend", "revenue", "cpm", "cpc", "cost_per_interaction", *BY_PERSON)
RATES = ("engagement_rate", "ctr", "link_click_rate")
OWN = (*SPANS, "cost", "cost_per_interaction", "influencer")
"""What this room has its own labels for."""


@dataclass(frozen=True)
class Ground:
    """What measures rest on: the acts counted, the base of rates, the columns of the cost, the currency."""

    acts: tuple[str, ...]
    base: str
    cost: tuple[str, ...]
    currency: str | None

    def columns(self, name: str) -> tuple[str, ...]:
        """Return the columns that a measure is made of.

        >>> Ground(("likes", "shares"), "reach", ("fee",), "EUR").columns("engagement_rate")
        ('likes', 'shares', 'reach')
        """
        made = {
            "interactions": self.acts,
            "engaged": self.acts,
            "engagement_rate": (*self.acts, self.base),
            "ctr": ("link_clicks", "impressions"),
            "link_click_rate": ("link_clicks", self.base),
            "cost": self.cost,
            "cost_per_engaged": (*self.cost, *self.acts),
            "cost_per_thousand": (*self.cost, "reach"),
            "cost_per_interaction": (*self.cost, *self.acts),
            "cpm": (*self.cost, "impressions"),
            "cpc": (*self.cost, "link_clicks"),
            "posts": (),
        }
        return made.get(name, (name,))


def label(name: str) -> Fact:
    """Return what a column, a metric or a measure of this room is called.

    >>> label("reach").text("en"), label("likes").text("en")
    ('People reached', 'Likes')
    """
    return said(f"outreach.{name}") if name in OWN else Name(name)


def acts_named(acts: Iterable[str]) -> All:
    """Return the names of acts, as they stand inside a sentence."""
    return All(tuple(Inside(label(act)) for act in acts))


def ends(row: Mapping[Any, Any], name: str) -> people.Span:
    """Return the least and the most of a measure in a row of a table; the same twice where it is known."""
    if name in SPANS:
        return people.Span(row[f"{name}_low"], row[f"{name}_high"])
    return people.Span(row[name], row[name])


def known(rows: Iterable[Mapping[Any, Any]], name: str) -> int:
    """Return how many rows know a measure, or a bound of it."""
    return sum(any(not math.isnan(end) for end in ends(row, name)) for row in rows)


def measured(row: Mapping[Any, Any], name: str, ground: Ground, rows: Sequence[Any] = ()) -> Fact:
    """Return a measure of a row: a number, a rate, an amount, or two bounds.

    >>> row = {"reach_low": 12000.0, "reach_high": 20000.0}
    >>> measured(row, "reach", Ground((), "reach", (), None)).text("en")
    '12,000 to 20,000'
    """
    low, high = (_fact(value, name, ground, rows) for value in ends(row, name))
    return Span(low, high) if name in SPANS else low


def _fact(value: float, name: str, ground: Ground, rows: Sequence[Any]) -> Measured:
    fact: Measured = Number(value)
    if name in MONEY:
        fact = Amount(value, ground.currency)
    elif name in RATES:
        fact = Rate(value)
    return fact.of(*ground.columns(name), rows=rows, formula=name if name in CATALOGUE else "")


def bar(name: Any, row: Mapping[Any, Any], measure: str, ground: Ground) -> Bar:
    """Return the bar of a measure: filled to the least, outlined to the most."""
    low, high = ends(row, measure)
    return Bar(name, 0.0 if math.isnan(low) else low, high, measured(row, measure, ground))


def missing(name: Any, lacks: Iterable[tuple[str, int]]) -> Said:
    """Say what somebody or something lacks: columns, each with the number of posts without it (0: all)."""
    return said("outreach.missing", name=name, what=All(tuple(_lack(*each) for each in lacks), "words.comma"))


def _lack(name: str, posts: int) -> Fact:
    what = Inside(label(name))
    return said("outreach.lack", what=what, posts=counted("n_posts", posts)) if posts else what


def counted(key: str, n: int) -> Said:
    """Say a count with its noun."""
    return said(f"outreach.{key}", n=n)
