"""The measures that influencers, organic and paid share: counted by group, then named, with their source."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit.catalogue import CATALOGUE
from cmkit.figures.bars import Bar
from cmkit.given.people import people
from cmkit.language.facts import All, Amount, Fact, Inside, Measured, Name, Number, Rate, Source, Span
from cmkit.language.said import Said, said

CLICKS = ("clicks", "link_clicks")
ACTS = ("likes", "shares", "comments", "saves", *CLICKS)
"""What an interaction may be; link clicks stand in for clicks where these are not counted."""
PEOPLE, BY_PERSON = ("reach", "engaged"), ("cost_per_engaged", "cost_per_thousand")
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


class Groups:
    """Rows of numbers by group (an influencer, a kind): each method gives a value a group, at once for all,
    from a column by its name (missing where the table has none) or a number for each row."""

    def __init__(self, numbers: pd.DataFrame, by: pd.Series) -> None:
        self.numbers, self.by = numbers.loc[by.index], by
        self.posts = self._grouped(by).size()

    def column(self, values: str | pd.Series) -> pd.Series:
        """Return a value for each row."""
        if isinstance(values, str):
            return self.numbers.get(values, pd.Series(math.nan, index=self.by.index))
        return values

    def _grouped(self, values: str | pd.Series) -> pd.api.typing.SeriesGroupBy[Any, Any]:
        return self.column(values).groupby(self.by, sort=False)

    def added(self, columns: Iterable[str]) -> pd.Series:
        """Return the sum of columns for each row, over those that it knows."""
        return self.numbers[list(columns)].sum(axis=1, min_count=1)

    def total(self, values: str | pd.Series) -> pd.Series:
        """Return sums over rows; missing where nothing is known, never zero."""
        return self._grouped(values).sum(min_count=1)

    def largest(self, values: str | pd.Series) -> pd.Series:
        """Return the largest value."""
        return self._grouped(values).max()

    def lacking(self, values: str | pd.Series) -> pd.Series:
        """Return how many rows do not know a value."""
        return self._grouped(self.column(values).isna()).sum()

    def rate(self, part: str | pd.Series, base: str | pd.Series) -> pd.Series:
        """Return pooled rates, over the rows that know both: a sum over a sum, never a mean of rates."""
        part, base = self.column(part), self.column(base)
        under = self.total(base.where(part.notna()))
        return self.total(part.where(base.notna())) / under.where(under > 0)

    def people(self, name: str, most: Mapping[str, float | None]) -> pd.DataFrame:
        """Return how many different people a count of people makes: `low` and `high`, given the audiences."""
        counts, rows = self.column(name).to_numpy(), self._grouped(self.by).indices
        spans = [people(counts[rows[group]], most[group]) for group in self.posts.index]
        return pd.DataFrame(spans, self.posts.index, ["low", "high"])


def by_person(cost: pd.Series, counts: pd.DataFrame, units: float = 1) -> pd.DataFrame:
    """Return money by person, or by so many of them: over the most, then over the least."""
    over = {"low": counts.high, "high": counts.low}
    return pd.DataFrame({end: units * cost / count.where(count > 0) for end, count in over.items()})


def acts_of(there: Container[Any]) -> list[str]:
    """Return the columns that count acts, of those that are known: `interactions` itself, else its parts."""
    if "interactions" in there:
        return ["interactions"]
    return [name for name in ACTS if name in there and (name != "link_clicks" or "clicks" not in there)]


@dataclass(frozen=True, eq=False)
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


def columns_of(*names: str) -> list[str]:
    """Return the columns of the tables that hold measures: both bounds where there are two."""
    return [c for name in names for c in ([f"{name}_low", f"{name}_high"] if name in SPANS else [name])]


def spread(**spans: pd.DataFrame) -> dict[str, pd.Series]:
    """Return both bounds of measures as columns of their own."""
    return {f"{name}_{end}": span[end] for name, span in spans.items() for end in ("low", "high")}


def label(name: str) -> Fact:
    """Return what a column, a metric or a measure of this room is called."""
    return said(f"outreach.{name}") if name in OWN else Name(name)


def acts_named(acts: Iterable[str]) -> All:
    """Return the names of acts, as they stand inside a sentence."""
    return All(tuple(Inside(label(act)) for act in acts))


def known(rows: Iterable[Mapping[Any, Any]], name: str) -> int:
    """Return how many rows know a measure, or a bound of it."""
    return sum(any(not math.isnan(row[end]) for end in columns_of(name)) for row in rows)


def measured(row: Mapping[Any, Any], name: str, ground: Ground, rows: Sequence[Any] = ()) -> Fact:
    """Return a measure of a row: a number, a rate, an amount, or two bounds."""
    source = Source(ground.columns(name), tuple(rows), name if name in CATALOGUE else "")

    def fact(value: float) -> Measured:
        if name in MONEY:
            return Amount(value, ground.currency, source=source)
        return Rate(value, source=source) if name in RATES else Number(value, source=source)

    ends = [fact(row[end]) for end in columns_of(name)]
    return Span(*ends) if name in SPANS else ends[0]


def bar(name: Any, row: Mapping[Any, Any], measure: str, ground: Ground) -> Bar:
    """Return the bar of a measure: filled to the least, outlined to the most."""
    ends = [row[end] for end in columns_of(measure)]
    return Bar(name, 0.0 if math.isnan(ends[0]) else ends[0], ends[-1], measured(row, measure, ground))


def missing(name: Any, lacks: Iterable[tuple[str, int]]) -> Said:
    """Say what somebody or something lacks: columns, each with the number of posts without it (0: all)."""
    what = (
        said("outreach.lack", what=Inside(label(column)), posts=said("outreach.n_posts", n=posts))
        if posts else Inside(label(column)) for column, posts in lacks
    )  # fmt: skip
    return said("outreach.missing", name=name, what=All(tuple(what), "words.comma"))
