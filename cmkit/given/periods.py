"""The months that a table covers, and what an amount by month makes over them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from cmkit import errors
from cmkit.given.money import Money
from cmkit.given.rows import Rows
from cmkit.language.facts import Amount


class Months(NamedTuple):
    """How many calendar months there are from the first day to the last, both counted."""

    n: int
    first: date
    last: date


def months_of(rows: Rows) -> Months | None:
    """Return the calendar months that rows touch, from their first day to their last; None without days."""
    return months_between(*rows.period) if rows.period else None


def months_between(first: date, last: date) -> Months:
    """Return the calendar months from a day to another.

    >>> months_between(date(2025, 12, 31), date(2026, 2, 1)).n
    3
    """
    return Months(12 * (last.year - first.year) + last.month - first.month + 1, first, last)


def in_all(money: Money | None, of: Rows | Months | None) -> Money | None:
    """Return an amount by month times the months of its own period, else those given; another as it is.

    Raises `BadValueError` where neither says how many months there are.
    """
    if money is None or money.per is None:
        return money
    months = months_between(*money.days) if money.days else months_of(of) if isinstance(of, Rows) else of
    if months is None:
        raise errors.BadValueError("months_unknown", amount=Amount(money.amount, currency=money.currency))
    return replace(money, amount=money.amount * months.n, per=None)
