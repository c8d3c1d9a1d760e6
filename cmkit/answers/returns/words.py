"""The facts that the three returns share: what attention is counted in, amounts, names, a unit of money."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from cmkit import errors
from cmkit.given.rows import Rows
from cmkit.language.facts import All, Amount, Fact, Inside, Measured, Number, Quantity, Span
from cmkit.language.nearest import nearest
from cmkit.language.said import Said

SEEN = ("attentive_seconds", "watch_time_h", "reach", "viewers", "views", "impressions")
ON_SITE = ("engaged_sessions", "sessions")
"""Units of attention that have words of their own: what was seen, and visits to the site."""


def reason(key: str, **facts: Any) -> Said:
    """Keep a sentence of this room, such as why a line is not computed."""
    return Said(f"returning.{key}", facts)


def attention(unit: str, n: float = 2) -> Fact:
    """Name a unit of attention as what was won, as it stands after a number: "1 person reached".

    A column of the user's own is named as it is.
    """
    return reason(f"attention_{unit}", n=n) if unit in (*SEEN, *ON_SITE) else Inside(unit)


def per_money(currency: str | None) -> Said:
    """Say what a return is counted for: "per €1.00", or "per unit of money" where no currency is stated."""
    return reason("per_money", one=Amount(1, currency)) if currency else reason("per_unit_of_money")


def names(columns: Iterable[str]) -> All:
    """Name columns or metrics by their labels, as inside a sentence."""
    return All(tuple(map(Inside, columns)))


def bounded(write: Callable[[float], Measured], ends: tuple[float, float]) -> Span:
    """Write a number between bounds: once where they meet, "at least" where there is no most."""
    low = write(ends[0])
    return Span(low, low if ends[0] == ends[1] else write(ends[1]))


def least(value: Fact, bound: str = "at_least") -> Fact:
    """Say that a number is the least ("at_least") or the most ("at_most") that it can be; "" for neither."""
    return Said(f"words.{bound}", {"value": value}) if bound else value


def times(value: float, formula: str = "roas") -> Quantity:
    """Return how many times one amount is of another, by the formula of a metric."""
    return Quantity(value, "times").of("revenue", "cost", formula=formula)


def holes(values: npt.ArrayLike) -> dict[str, Number]:
    """Return how many values are not known, and of how many: the facts of a sentence."""
    missing = np.isnan(np.asarray(values, dtype=float))
    return {"n": Number(int(missing.sum())), "total": Number(len(missing))}


def missing(key: str, column: str, rows: Rows, meant: str = "", **facts: str) -> errors.MissingColumnError:
    """Return the error for a column that the results do not have: those they have, and the nearest."""
    near = nearest(meant or column, rows.columns)
    hint = Said("errors.did_you_mean", {"word": Inside(near)}) if near else ""
    return errors.MissingColumnError(key, column=column, present=names(rows.columns), hint=hint, **facts)
