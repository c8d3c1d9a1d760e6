"""Money as it should be stated before it is compared: an amount, its currency, its VAT, its period."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cmkit import errors
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number
from cmkit.given.numbers import one
from cmkit.language.nearest import unknown
from cmkit.language.writing import shown, worded

VAT = {"included": "included", "excluded": "excluded", "ttc": "included", "ht": "excluded"}
"""What may be said of VAT, in English and in French (TTC, HT)."""


@dataclass(frozen=True)
class Money:
    """An amount of money, and what makes it comparable with another; what is not stated is None.

    - `amount`: a number, finite; `currency`: a code such as "EUR";
    - `vat`: "included" ("TTC") or "excluded" ("HT");
    - `period`: the first and the last day that it covers, dates or "2026-01-31".

    Adds and subtracts with Money stated alike, and multiplies by a number; never mixes with one.
    Raises `NotANumberError` or `BadValueError` for an amount, a VAT or a period that cannot be, and
    `MoneyMismatchError` where two amounts are stated otherwise.

    >>> Money(1200, "EUR", vat="HT") + Money(300, "EUR", vat="HT")
    Money(amount=1500.0, currency='EUR', vat='excluded', period=None)
    """

    amount: float
    currency: str | None = None
    vat: str | None = None
    period: tuple[date | str, date | str] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", one("amount", self.amount, "money", minimum=None))
        object.__setattr__(self, "currency", _code(self.currency))
        object.__setattr__(self, "vat", _vat(self.vat))
        object.__setattr__(self, "period", _period(self.period))

    def __add__(self, other: Money) -> Money:
        return replace(self, amount=self.amount + self._like(other).amount)

    def __sub__(self, other: Money) -> Money:
        return replace(self, amount=self.amount - self._like(other).amount)

    def __mul__(self, times: float) -> Money:
        return replace(self, amount=self.amount * times)

    __rmul__ = __mul__

    def _like(self, other: Any) -> Money:
        if not isinstance(other, Money):
            raise errors.MoneyMismatchError("money_and_number", amount=f"{self.amount:g}", other=shown(other))
        for differing in mismatches(self, other):
            one, another = stated(self, differing), stated(other, differing)
            raise errors.MoneyMismatchError(f"{differing}_mismatch", one=one, other=another)
        return other


def as_money(name: str, value: Any, minimum: float | None = 0.0) -> Money | None:
    """Return a number or Money, not below `minimum` (None: any), as Money; None for a missing number."""
    if value is None:
        return None
    rule = Column(name, "money", minimum=minimum)
    amount = as_number(value.amount if isinstance(value, Money) else value, rule)
    if math.isnan(amount):
        return None
    return replace(value, amount=amount) if isinstance(value, Money) else Money(amount)


def mismatches(one: Money, other: Money) -> list[str]:
    """Return what keeps two amounts from being compared: "currency", "vat", "period".

    VAT also where it is stated on one side only: nobody can tell then which side is too large.
    """
    differ = {
        "currency": one.currency and other.currency and one.currency != other.currency,
        "vat": one.vat != other.vat,
        "period": one.period and other.period and one.period != other.period,
    }
    return [what for what, differs in differ.items() if differs]


def one_currency(codes: Iterable[str | None]) -> str | None:
    """Return the one currency that is stated, None where none is; raise `MoneyMismatchError` for two."""
    given = [code for code in dict.fromkeys(codes) if code]
    if len(given) > 1:
        raise errors.MoneyMismatchError("currency_mismatch", one=given[0], other=given[1])
    return given[0] if given else None


def stated(money: Money, what: str) -> str:
    """Return what is stated of an amount's "currency", "vat" or "period", as it can be read."""
    value = getattr(money, what)
    if what == "period" and value:
        return " – ".join(day.isoformat() for day in value)
    return str(value or "?")


def _code(currency: Any) -> str | None:
    if currency is not None and not isinstance(currency, str):
        raise errors.NotANumberError("not_text", name="currency", value=shown(currency))
    return currency.strip().upper() if currency else None


def _vat(word: str | None) -> str | None:
    if word is None:
        return None
    if (known := worded(word).strip().lower()) not in VAT:
        raise unknown("vat", worded(word), ["included", "excluded", "TTC", "HT"])
    return VAT[known]


def _period(period: Any) -> tuple[date, date] | None:
    if period is None:
        return None
    try:
        first, last = (day if isinstance(day, date) else date.fromisoformat(day) for day in period)
    except (TypeError, ValueError):
        first, last = date.max, date.min
    if last < first:
        raise errors.BadValueError("not_a_period", value=shown(period))
    return first, last
