"""Posts of influencers, of a page, of ads: their rows opened, named, checked, with the money's currency."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.catalogue.columns import NUMBERS, Column, normalised
from cmkit.catalogue.quantity import as_number
from cmkit.given.rows import as_pandas

EXTRA = {name: NUMBERS[name] for name in ("fee", "promo_sales", "target")}
"""Columns of influencer campaigns that other tables do not have."""

HEADINGS = {
    "influencer": "influencer", "influencers": "influencer", "influenceur": "influencer",
    "influenceuse": "influencer", "influenceur·se": "influencer", "createur": "influencer",
    "creator": "influencer", "plateforme": "platform", "reseau": "platform", "network": "platform",
    "fee": "fee", "cachet": "fee", "remuneration": "fee", "promo_sales": "promo_sales",
    "promo sales": "promo_sales", "promo code sales": "promo_sales", "ventes code promo": "promo_sales",
    "ventes par code promo": "promo_sales", "devise": "currency", "currency": "currency",
    "objectif": "target", "cible": "target", "target": "target", "sponsorise": "boosted",
}  # fmt: skip
"""Headings as people write them, normalised."""

ACTS = ("likes", "shares", "comments", "saves", "clicks")
"""What an interaction may be; link clicks stand in for clicks where these are not counted."""


@dataclass(frozen=True, eq=False)
class Rows:
    """A table: as it is, its numbers, what was set aside (row, column, error), its currency."""

    table: pd.DataFrame
    numbers: pd.DataFrame
    aside: list[tuple[int, str, errors.CmkitError]]
    currency: str | None


def opened_rows(source: Any, targets: bool = False) -> Rows:
    """Open a table or an export; cells that break their rule are left missing and noted."""
    table = as_pandas(source).reset_index(drop=True)
    spoken = {c: HEADINGS[normalised(str(c))] for c in table.columns if normalised(str(c)) in HEADINGS}
    spoken = {c: name for c, name in spoken.items() if c == name or name not in table.columns}
    table = table.rename(columns=spoken)
    if twice := sorted(set(table.columns[table.columns.duplicated()])):
        raise errors.DuplicateNameError("columns_twice", names=", ".join(twice))
    names = [str(c) for c in table.columns if rule_of(str(c)) is not None]
    numbers, aside = _numbers(table, names)
    return Rows(table, numbers, aside, _currency(table, source))


def rule_of(name: str) -> Column | None:
    """Return the rule of a column of numbers, `target_reach` by that of `reach`; None for another."""
    return EXTRA.get(name) or NUMBERS.get(name.removeprefix("target_"))


def _numbers(
    table: pd.DataFrame, names: Iterable[str]
) -> tuple[pd.DataFrame, list[tuple[int, str, errors.CmkitError]]]:
    aside: list[tuple[int, str, errors.CmkitError]] = []
    checked: dict[str, list[float]] = {}
    for name in names:
        checked[name] = [math.nan] * len(table)
        rule = rule_of(name)
        for row, value in enumerate(table[name].tolist()):
            try:
                checked[name][row] = as_number(value, rule or NUMBERS["reach"])
            except errors.CmkitError as error:
                aside.append((row, name, error))
    return pd.DataFrame(checked, index=table.index), aside


def _currency(table: pd.DataFrame, source: Any) -> str | None:
    if "currency" in table:
        given = sorted({str(c).strip().upper() for c in table.currency.dropna()})
        if len(given) > 1:
            raise errors.MoneyMismatchError("currency_mismatch", one=given[0], other=given[1])
        return given[0] if given else None
    return getattr(getattr(source, "source", None), "currency", None) or None


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
