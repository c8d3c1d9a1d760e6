"""What is stated of money and time: both sides of it, for the whole and for each result, and caveats."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.emv_range.emv_range import EmvRange
from cmkit.answers.returns.lines import Amounts, Floats, Sides, Sum, holes, reason
from cmkit.answers.returns.means import amounts, by_result, given_or_found, hours_of, is_one
from cmkit.catalogue.columns import NUMBERS, Column
from cmkit.catalogue.quantity import as_number
from cmkit.given.money import Money, as_money, mismatches, one_currency
from cmkit.given.numbers import as_share
from cmkit.given.rows import Rows, months_of
from cmkit.language.facts import Amount, Day, Share, Typed
from cmkit.language.said import Said

FOUND = {
    "spend": "cost_from_spend", "cost": "cost_from_column", "revenue": "revenue_from_column",
    "margin": "margin_from_column", "margin_rate": "margin_from_column",
}  # fmt: skip
"""What is said of amounts that were taken from a column that nobody named."""


@dataclass(frozen=True, eq=False)
class Margin:
    """The margin as it is stated: money (`own`), or a share of the revenue (`rate`: one, or one a result)."""

    own: Amounts | None = None
    rate: float | Floats = math.nan
    column: str = ""
    unclear: bool = False

    def on(self, revenue: Amounts | None) -> Amounts | None:
        """Return the gain: a margin that is not known lies between nothing and the revenue it is part of."""
        if self.own is None:
            if revenue is None or np.isnan(self.rate).all():
                return None
            return revenue.times(self.rate, most=np.where(np.isnan(self.rate), 1.0, self.rate))
        own = self.own.whole
        if own.exact or revenue is None or mismatches(own.stated, revenue.whole.stated):
            return self.own
        high = revenue.whole.high
        if self.own.each is not None and revenue.each is not None:
            high = float(np.where(np.isnan(self.own.each), revenue.each, self.own.each).sum())
        return replace(self.own, whole=replace(own, high=high))


def margin_of(value: Any, rows: Rows, currency: str | None) -> Margin:
    """Open the margin that was given, else that of a column (money, or a share of the revenue)."""

    def money(cells: Any, column: str = "") -> Margin:
        return Margin(amounts(column or "margin", cells, rows, currency, minimum=None), column=column)

    if value is None:
        return _of_column(next(filter(rows.has, ("margin", "margin_rate")), ""), rows, money)
    if isinstance(value, Money | EmvRange):
        return money(value)
    if is_one(value, rows):
        value = _typed(value)
        return money(value) if isinstance(value, Money) else Margin(rate=as_share("margin", value))
    column = rows.column(value) if isinstance(value, str) else str(getattr(value, "name", ""))
    if column in NUMBERS and column not in ("margin", "margin_rate"):
        return money(value)  # refused, where it is no money
    cells = by_result("margin", value, rows)
    if column != "margin_rate":
        cells = list(map(_typed, cells))
        if not _are_shares(cells, column == "margin"):
            return money(cells)
    return Margin(rate=np.array([as_share("margin", cell) for cell in cells], dtype=float))


def _of_column(column: str, rows: Rows, money: Callable[[str, str], Margin]) -> Margin:
    """Take a column that nobody named; one that may be shares as well as money is left, and said."""
    cells = rows.values(column) if column else pd.Series(dtype=float)
    if column != "margin":
        return Margin(rate=cells.to_numpy(dtype=float), column=column) if column else Margin()
    maybe = cells.dropna().between(0, 1).all() and (cells > 0).any()
    return Margin(unclear=True) if maybe else money(column, column)


def _are_shares(cells: Sequence[Any], named: bool) -> bool:
    """Tell shares of the revenue from amounts by their range; raise where they may be both.

    In a column that is called the margin, which holds money, a value below 1 may well be an amount; where
    nothing is called so, 40 may as well be 40 % of the revenue.
    """
    rule, numbers = Column("margin", "money", minimum=None), [c for c in cells if not isinstance(c, Money)]
    plain = [number for cell in numbers if not math.isnan(number := as_number(cell, rule))]
    parts, ones = [cell for cell in plain if 0 < cell < 1], [cell for cell in plain if cell == 1]
    money = len(numbers) < len(cells) or not all(0 <= cell <= 100 for cell in plain)
    large = money or max(plain, default=0) > 1
    if large and (named or (money and not parts)):
        return False
    if (parts and (large or named)) or (ones and not parts and not large):
        raise errors.BadValueError("margin_ambiguous", value=f"{(parts or ones)[0]:g}")
    if large:
        most, share = max(plain), max(plain) / 100
        facts = {"amount": Amount(most), "share": Share(share, whole=True), "plain": f"{most:g}"}
        raise errors.BadValueError("margins_two_ways", value=Typed(cells), part=f"{share:g}", **facts)
    return bool(parts)


def _typed(cell: Any) -> Any:
    """Read what a person typed: "40 %" and "0.4" are numbers, "1 200 €" is Money; another value as it is."""
    if not isinstance(cell, str) or "%" in cell:
        return as_share("margin", cell) if isinstance(cell, str) else cell
    money = as_money("margin", cell, minimum=None)
    return money.amount if money and not money.currency else money


@dataclass(frozen=True, eq=False)
class Stated:
    """What was stated: what was paid, time, revenue, gain, and the margin as a share of the revenue."""

    amounts: tuple[Amounts | None, ...]
    rate: float
    caveats: tuple[Said, ...]

    def sides(self, row: int | None) -> Sides:
        """Return both sides of the money of a result, or of the whole (None)."""
        paid, time, revenue, gain = (each.of(row) if each else None for each in self.amounts)
        if paid is None and self.amounts[0]:  # its part of what was paid for the whole
            paid = Sum(self.amounts[0].whole.stated, 0, math.nan)
        return Sides(paid, time, revenue, gain, self.rate)


def money_stated(
    rows: Rows, currency: str | None, cost: Any, revenue: Any, margin: Any, hours: Any, hourly: Any
) -> Stated:
    """Open all that was stated of money and time, and say what is to be known of it."""
    paid = given_or_found("cost", cost, rows, currency, "cost", "spend")
    gained = given_or_found("revenue", revenue, rows, currency, "revenue")
    share, price = margin_of(margin, rows, currency), as_money("hourly_cost", hourly)
    worked = hours_of(hours, rows)
    time = worked.times(price.amount, price.amount) if worked and price else None
    _check_margin(share.own, gained)
    sides = [each for each in (paid, gained, share.own) if each]
    codes = [each.whole.stated.currency for each in sides]
    common = one_currency([*codes, price.currency if price else None]) or currency
    known = (*_caveats(paid, gained, share, worked, hours, hourly, len(rows) > 1), *_periods(rows, sides))
    rate = share.rate if isinstance(share.rate, float) else math.nan
    amounts = (paid, time, gained, share.on(gained))
    return Stated(tuple(each and each.in_currency(common) for each in amounts), rate, known)


def _check_margin(own: Amounts | None, gained: Amounts | None) -> None:
    if not (own and gained and own.whole.exact and gained.whole.exact):
        return
    margin, revenue = own.whole.low, gained.whole.low
    if margin > revenue * (1 + 1e-9) and not mismatches(own.whole.stated, gained.whole.stated):
        raise errors.BadValueError("margin_above_revenue", margin=f"{margin:g}", revenue=f"{revenue:g}")


def _caveats(
    paid: Amounts | None, gained: Amounts | None, share: Margin, worked: Amounts | None, hours: Any,
    hourly: Any, several: bool,
) -> Iterator[Said]:  # fmt: skip
    columns = [*(each.column for each in (paid, gained) if each), share.column]
    yield from (reason(FOUND[column]) for column in columns if column)
    if share.unclear:
        yield reason("margin_unclear")
    by_result = {
        "cost_holes": paid and paid.each,
        "revenue_holes": gained and gained.each,
        "margin_holes": share.own.each if share.own else share.rate,
        "hours_holes": worked and worked.each,
    }
    for key, each in by_result.items():  # the whole is then a bound
        if isinstance(each, np.ndarray) and np.isnan(each).any():
            yield reason(key, **holes(each))
    codes = [each.whole.stated.currency for each in (paid, gained, share.own) if each]
    if gained and gained.whole.stated.vat == "included":
        yield reason("revenue_with_vat")
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


def _days(first: date, last: date) -> Said:
    return reason("days", first=Day(first), last=Day(last))
