"""What posts and ads add up to, group by group; missing where nothing is known, never zero."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from cmkit.given.people import people

CLICKS = ("clicks", "link_clicks")
ACTS = ("likes", "shares", "comments", "saves", *CLICKS)
"""What an interaction may be; link clicks stand in for clicks where these are not counted."""


class Groups:
    """Rows of numbers by group (an influencer, a kind): each method gives a value a group, at once for all,
    from a column by its name (missing where the table has none) or a number for each row."""

    def __init__(self, numbers: pd.DataFrame, by: pd.Series) -> None:
        self.numbers, self.by = numbers.loc[by.index], by
        self.posts = by.groupby(by, sort=False).size()

    def column(self, values: str | pd.Series) -> pd.Series:
        """Return a value for each row."""
        if isinstance(values, str):
            return self.numbers.get(values, pd.Series(math.nan, index=self.by.index))
        return values

    def added(self, columns: list[str]) -> pd.Series:
        """Return the sum of columns for each row, over those that it knows."""
        return self.numbers[columns].sum(axis=1, min_count=1)

    def total(self, values: str | pd.Series) -> pd.Series:
        """Return sums over rows."""
        return self.column(values).groupby(self.by, sort=False).sum(min_count=1)

    def largest(self, values: str | pd.Series) -> pd.Series:
        """Return the largest value."""
        return self.column(values).groupby(self.by, sort=False).max()

    def lacking(self, values: str | pd.Series) -> pd.Series:
        """Return how many rows do not know a value."""
        return self.column(values).isna().groupby(self.by, sort=False).sum()

    def rate(self, part: str | pd.Series, base: str | pd.Series) -> pd.Series:
        """Return pooled rates, over the rows that know both: a sum over a sum, never a mean of rates."""
        part, base = self.column(part), self.column(base)
        under = self.total(base.where(part.notna()))
        return self.total(part.where(base.notna())) / under.where(under > 0)

    def people(self, name: str, most: Mapping[str, float | None]) -> pd.DataFrame:
        """Return how many different people a count of people makes: `low` and `high`, given the audiences."""
        counts, rows = self.column(name).to_numpy(), self.by.groupby(self.by, sort=False).indices
        spans = [people(counts[rows[group]], most[group]) for group in self.posts.index]
        return pd.DataFrame(spans, self.posts.index, ["low", "high"])


def by_person(cost: pd.Series, counts: pd.DataFrame, units: float = 1) -> pd.DataFrame:
    """Return money by person, or by so many of them: over the most, then over the least."""
    over = {"low": counts.high, "high": counts.low}
    return pd.DataFrame({end: units * cost / count.where(count > 0) for end, count in over.items()})


def acts_of(numbers: pd.DataFrame) -> list[str]:
    """Return the columns that count acts here: `interactions` itself, else its parts."""
    there = [name for name in ACTS if has(numbers, name)]
    if has(numbers, "interactions"):
        return ["interactions"]
    return [name for name in there if name != "link_clicks" or "clicks" not in there]


def has(numbers: pd.DataFrame, column: str) -> bool:
    """Tell whether a column is there and known somewhere."""
    return column in numbers and bool(numbers[column].notna().any())
