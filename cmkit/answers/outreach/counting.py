"""What posts and ads add up to: acts, sums, pooled rates; missing where nothing is known, never zero."""

from __future__ import annotations

import math

import pandas as pd

ACTS = ("likes", "shares", "comments", "saves", "clicks")
"""What an interaction may be; link clicks stand in for clicks where these are not counted."""


def acts_of(numbers: pd.DataFrame) -> list[str]:
    """Return the columns that count acts here: `interactions` itself, else its parts."""
    if "interactions" in numbers and numbers.interactions.notna().any():
        return ["interactions"]
    found = [act for act in ACTS if act in numbers and numbers[act].notna().any()]
    if "clicks" not in found and "link_clicks" in numbers and numbers.link_clicks.notna().any():
        found.append("link_clicks")
    return found


def total(values: pd.Series | None) -> float:
    """Return a sum over rows; NaN without a value.

    >>> total(pd.Series([1.0, math.nan])), total(None)
    (1.0, nan)
    """
    return math.nan if values is None else float(values.sum(min_count=1))


def rate(part: pd.Series | None, base: pd.Series | None) -> float:
    """Return a pooled rate, over the rows where both are known: a sum over a sum, never a mean of rates."""
    if part is None or base is None:
        return math.nan
    both = part.notna() & base.notna()
    under = float(base[both].sum())
    return float(part[both].sum()) / under if under > 0 else math.nan
