"""What is stated of money and time: both sides of it, for the whole and for each result, and caveats."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cmkit import errors
from cmkit.answers.returns.margin import Margin, margin_of
from cmkit.answers.returns.means import given_or_found, hours_of
from cmkit.answers.returns.sums import Amounts, Sides, Sum
from cmkit.answers.returns.words import holes, reason
from cmkit.given.money import as_money, mismatches, one_currency
from cmkit.given.people import Span
from cmkit.given.rows import Rows, months_of
from cmkit.language.facts import Day
from cmkit.language.said import Said

FOUND = {
    "spend": "cost_from_spend", "cost": "cost_from_column", "revenue": "revenue_from_column",
    "margin": "margin_from_column", "margin_rate": "margin_from_column",
}  # fmt: skip
"""What is said of amounts that were taken from a column that nobody named."""


@dataclass(frozen=True, eq=False)
class Stated:
    """What was stated: what was paid, time, revenue, gain, and the margin as a share of the revenue."""

    paid: Amounts | None
    time: Amounts | None
    revenue: Amounts | None
    gain: Amounts | None
    rate: float
    caveats: tuple[Said, ...]

    def sides(self, row: int | None) -> Sides:
        """Return both sides of the money of a result, or of the whole (None)."""
        given = (self.paid, self.time, self.revenue, self.gain)
        paid, time, revenue, gain = (each.of(row) if each else None for each in given)
        if self.paid and paid is None:  # its part of what was paid for the whole
            paid = Sum(self.paid.whole.stated, 0, math.nan)
        return Sides(paid, time, revenue, gain, self.rate)


def money_stated(
    rows: Rows, currency: str | None, cost: Any, revenue: Any, margin: Any, hours: Any, hourly: Any
) -> Stated:
    """Open all that was stated of money and time, and say what is to be known of it."""
    paid = given_or_found("cost", cost, rows, currency, "cost", "spend")
    gained = given_or_found("revenue", revenue, rows, currency, "revenue")
    share, price = margin_of(margin, rows, currency), as_money("hourly_cost", hourly)
    worked = hours_of(hours, rows)
    hour = price.amount if price else math.nan
    time = worked.times(hour, hour, Span(hour, hour)) if worked and price else None
    _check_margin(share.own, gained)
    sides = [each for each in (paid, gained, share.own) if each]
    codes = [each.whole.stated.currency for each in sides]
    common = one_currency([*codes, price.currency if price else None]) or currency
    known = (*_caveats(paid, gained, share, worked, hours, hourly, len(rows) > 1), *_periods(rows, sides))
    paid, time, gained, gain = (_in(common, each) for each in (paid, time, gained, share.on(gained)))
    return Stated(paid, time, gained, gain, share.one, known)


def _in(currency: str | None, amounts: Amounts | None) -> Amounts | None:
    """Return amounts in the currency that is stated of any of them: it is that of all, which is said."""
    if amounts is None:
        return None
    stated = replace(amounts.whole.stated, currency=currency)
    return replace(amounts, whole=replace(amounts.whole, stated=stated))


def _check_margin(own: Amounts | None, gained: Amounts | None) -> None:
    """Raise for a margin greater than the revenue it is a part of."""
    if not (own and gained and own.whole.exact and gained.whole.exact):
        return
    margin, revenue = own.whole, gained.whole
    if not mismatches(margin.stated, revenue.stated) and margin.low > revenue.low * (1 + 1e-9):
        stated = {"margin": f"{margin.low:g}", "revenue": f"{revenue.low:g}"}
        raise errors.BadValueError("margin_above_revenue", **stated)


def _caveats(
    paid: Amounts | None, gained: Amounts | None, share: Margin, worked: Amounts | None, hours: Any,
    hourly: Any, several: bool,
) -> Iterator[Said]:  # fmt: skip
    columns = [*(each.column for each in (paid, gained) if each), share.column]
    yield from (reason(FOUND[column]) for column in columns if column)
    if share.unclear:
        yield reason("margin_unclear")
    yield from _holes(paid, gained, share, worked)
    if gained and gained.whole.stated.vat == "included":
        yield reason("revenue_with_vat")
    codes = [each.whole.stated.currency for each in (paid, gained, share.own) if each]
    if any(codes) and not all(codes):
        yield reason("currency_one_side", currency=next(filter(None, codes)))
    of_time = {
        "hours_without_price": hours is not None and hourly is None,
        "price_without_hours": hours is None and hourly is not None,
        "time_not_counted": hours is None and (paid or gained),
        "time_of_whole": worked and worked.each is None and paid and paid.each is not None,
    }
    yield from [reason(key) for key, known in of_time.items() if known][:1]
    if worked and hourly is not None and not paid:
        yield reason("media_not_counted")
    if paid and paid.each is None and several:
        yield reason("cost_of_whole")


def _periods(rows: Rows, sides: list[Amounts]) -> Iterator[Said]:
    """Say where an amount is not of the days of the other, or of the results; raise where it is of no day of
    theirs, since every return would be false. Amounts of each result are of its own days."""
    typed = [each.whole.stated.days for each in sides if each.each is None]
    periods = list(filter(None, dict.fromkeys(typed)))
    if periods and None in typed:
        yield reason("period_one_side", period=_days(*periods[0]))
    of = months_of(rows) if periods else None
    for first, last in periods:
        if of is None:
            return
        both = {"period": _days(first, last), "days": _days(of.first, of.last)}
        if last < of.first or first > of.last:
            raise errors.MoneyMismatchError("period_of_results", **both)
        if of.first < first or of.last > last:
            yield reason("period_of_results", **both)


def _days(first: Any, last: Any) -> Said:
    return reason("days", first=Day(first), last=Day(last))


def _holes(
    paid: Amounts | None, gained: Amounts | None, share: Margin, worked: Amounts | None
) -> Iterator[Said]:
    """Say which amounts are not known for some results: the whole is then a bound."""
    by_result = {
        "cost_holes": paid and paid.each,
        "revenue_holes": gained and gained.each,
        "margin_holes": share.own.each if share.own else share.rate,
        "hours_holes": worked and worked.each,
    }
    for key, each in by_result.items():
        if isinstance(each, np.ndarray) and np.isnan(each).any():
            yield reason(key, **holes(each))
