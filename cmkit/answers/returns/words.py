"""The facts that the three returns share: what attention is counted in, amounts, names, a unit of money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cmkit.given.money import Money, stated
from cmkit.language.facts import All, Amount, Fact, Inside, Quantity
from cmkit.language.said import Said

SEEN = ("attentive_seconds", "watch_time_h", "reach", "viewers", "views", "impressions")
ON_SITE = ("engaged_sessions", "sessions")
"""Units of attention that have words of their own: what was seen, and visits to the site."""


def reason(key: str, **facts: Any) -> Said:
    """Keep a sentence of this room, such as why a line is not computed.

    >>> reason("no_cost").text("fr").startswith("aucun coût")
    True
    """
    return Said(f"returning.{key}", facts)


def attention(unit: str) -> Fact:
    """Name a unit of attention as what was won: "people reached"; a column of the user's own as it is.

    >>> attention("reach").text("en"), attention("my_column").text("en")
    ('people reached', 'my_column')
    """
    return reason(f"attention_{unit}") if unit in (*SEEN, *ON_SITE) else Inside(unit)


def per_money(currency: str | None) -> Said:
    """Say what a return is counted for: "per €1.00", or "per unit of money" where no currency is stated.

    >>> per_money("EUR").text("en")
    'per €1.00'
    """
    return reason("per_money", one=Amount(1, currency)) if currency else reason("per_unit_of_money")


def names(columns: Iterable[str]) -> All:
    """Name columns or metrics by their labels, as inside a sentence.

    >>> names(["clicks", "shares"]).text("en")
    'clicks and shares'
    """
    return All(tuple(Inside(column) for column in columns))


def amount(money: Money | None, currency: str | None = None) -> Fact | None:
    """Return an amount, in `currency` where it states none.

    >>> amount(Money(600), "EUR").text("en")
    '€600.00'
    """
    return Amount(money.amount, money.currency or currency) if money else None


def times(value: float, column: str = "roas") -> Quantity:
    """Return how many times one amount is of another, by the formula of a metric.

    >>> times(2.5).text("en")
    '2.5×'
    """
    return Quantity(value, "times").of("revenue", "cost", formula=column)


def statement_of(money: Money, what: str) -> Said | str:
    """Return what is stated of an amount, to be said: VAT in words, a period or a currency as it is."""
    if what == "vat":
        return reason(f"vat_{money.vat or 'unstated'}")
    return stated(money, what) if getattr(money, what) else reason("unstated")
