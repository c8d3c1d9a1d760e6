"""Money as it should be stated before it is compared: an amount, its currency, its VAT, its period."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cmkit import errors
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number
from cmkit.given.amounts import Read, read_amount
from cmkit.given.asked import as_text
from cmkit.given.numbers import as_day, one
from cmkit.language.facts import Amount, Typed
from cmkit.language.said import Said, said, unknown
from cmkit.language.writing import currency_of, worded

VAT = {"included": "included", "excluded": "excluded", "ttc": "included", "ht": "excluded"}
"""What may be said of VAT, in English and in French (TTC, HT)."""


PER = {"month": "month", "mois": "month"}
"""What an amount may be counted by, instead of once."""


@dataclass(frozen=True)
class Money:
    """An amount of money, and what makes it comparable with another; what is not stated is None.

    - `amount`: a number, finite, or a text that may say all but the period: "1 200 € HT / mois";
    - `currency`: a code such as "EUR", a symbol or a name ("€", "euros"; "$" alone is the US dollar);
    - `vat`: "included" ("TTC") or "excluded" ("HT");
    - `period`: the first and the last day that it covers, dates or "2026-01-31";
    - `per`: "month" for an amount by month.

    Adds and subtracts with Money stated alike, and multiplies by a number; never mixes with one.
    Raises `NotANumberError` or `BadValueError` for an amount, a VAT or a period that cannot be, and
    `MoneyMismatchError` where two amounts are stated otherwise.

    >>> Money(1200, "EUR", vat="HT") + Money(300, "EUR", vat="HT")
    Money(amount=1500.0, currency='EUR', vat='excluded', period=None, per=None)
    >>> Money("1 200 € HT / mois")
    Money(amount=1200.0, currency='EUR', vat='excluded', period=None, per='month')
    """

    amount: float
    currency: str | None = None
    vat: str | None = None
    period: tuple[date | str, date | str] | None = None
    per: str | None = None

    def __post_init__(self) -> None:
        given: Any = self.amount
        read = read_amount("amount", given) if isinstance(given, str) else Read(given)
        object.__setattr__(self, "amount", one("amount", read.value, "money", minimum=None))
        object.__setattr__(self, "currency", one_currency([_code(self.currency), read.currency]))
        vat = _word("vat", self.vat, VAT)
        if vat and read.vat and vat != read.vat:
            raise errors.MoneyMismatchError("vat_mismatch", one=vat_said(vat), other=vat_said(read.vat))
        object.__setattr__(self, "vat", vat or read.vat)
        object.__setattr__(self, "period", _period(self.period))
        object.__setattr__(self, "per", _word("per", self.per, PER) or read.per)

    @property
    def days(self) -> tuple[date, date] | None:
        """Its period as dates."""
        return _period(self.period)

    def __add__(self, other: Money) -> Money:
        return replace(self, amount=self.amount + self._like(other).amount)

    def __sub__(self, other: Money) -> Money:
        return replace(self, amount=self.amount - self._like(other).amount)

    def __mul__(self, times: float) -> Money:
        return replace(self, amount=self.amount * one("times", times, minimum=None))

    __rmul__ = __mul__

    def _like(self, other: Any) -> Money:
        if not isinstance(other, Money):
            amount = Amount(self.amount, currency=self.currency)
            raise errors.MoneyMismatchError("money_and_number", amount=amount, other=Typed(other))
        for differing in mismatches(self, other):
            one, another = stated(self, differing), stated(other, differing)
            raise errors.MoneyMismatchError(f"{differing}_mismatch", one=one, other=another)
        return other


def as_money(name: str, value: Any, minimum: float | None = 0.0) -> Money | None:
    """Return an amount that a person gave as `name`, as Money not below `minimum`; None for a missing one."""
    if value is None:
        return None
    if isinstance(value, str):
        read = read_amount(name, value)
        value = read.value if math.isnan(read.value) else Money(*read[:3], per=read.per)
    rule = Column(name, "money", minimum=minimum)
    amount = as_number(value.amount if isinstance(value, Money) else value, rule)
    if math.isnan(amount):
        return None
    return replace(value, amount=amount) if isinstance(value, Money) else Money(amount)


def mismatches(one: Money, other: Money) -> list[str]:
    """Return what keeps two amounts from being compared; VAT also where it is stated on one side only."""
    differ = {
        "currency": one.currency and other.currency and one.currency != other.currency,
        "per": one.per != other.per,
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


def stated(money: Money, what: str) -> Said | str:
    """Return what is stated of an amount's "currency", "per", "vat" or "period", as it can be read."""
    if what == "per":
        return said("errors.by_month" if money.per else "errors.in_all")
    if what == "period" and money.days:
        return " – ".join(day.isoformat() for day in money.days)
    return vat_said(money.vat) if what == "vat" else str(getattr(money, what) or "?")


def vat_said(vat: str | None) -> Said | str:
    """Say whether VAT is included, "?" where that is not stated."""
    return said(f"errors.vat_{vat}") if vat else "?"


def _code(currency: Any) -> str | None:
    currency = as_text("currency", currency)
    return (currency_of(currency) or currency.strip().upper()) if currency else None


def _word(name: str, word: Any, known: Mapping[str, str]) -> str | None:
    if word is None:
        return None
    if (plain := worded(word).strip().lower()) not in known:
        raise unknown(name, word, [each.upper() if each in ("ttc", "ht") else each for each in known])
    return known[plain]


def _period(period: Any) -> tuple[date, date] | None:
    if period is None:
        return None
    if isinstance(period, (list, tuple)) and len(period) == 2:
        first, last = (as_day("period", day) for day in period)
        if first <= last:
            return first, last
    raise errors.BadValueError("not_a_period", value=Typed(period))
