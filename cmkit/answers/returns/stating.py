"""What was stated of money and time, by a person or in columns, and what is to be known of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from cmkit import errors
from cmkit.answers.emv_range.emv_range import EmvRange
from cmkit.answers.returns.means import Amounts, amounts, from_column, hours_of, is_one
from cmkit.answers.returns.profit import Sides
from cmkit.answers.returns.words import reason
from cmkit.catalogue.columns import NUMBERS
from cmkit.catalogue.quantity import as_number
from cmkit.given.money import Money, as_money, mismatches, stated
from cmkit.given.rows import Rows
from cmkit.language.facts import Number
from cmkit.language.said import Said
from cmkit.reading.export import Export


@dataclass(frozen=True)
class Stated:
    """What was stated of money: the amounts opened, and what is to be known of them."""

    paid: Amounts | None
    revenue: Amounts | None
    margin: Amounts | None
    margin_rate: float
    hours: tuple[list[float], float]
    hourly: Money | None
    caveats: tuple[Said, ...]

    def sides(self, row: int | None) -> Sides:
        """Return both sides of the money of a result, or of the whole (None)."""
        paid, revenue, margin = (self._of(each, row) for each in (self.paid, self.revenue, self.margin))
        hours = self.hours[1] if row is None else self.hours[0][row]
        time = (
            None
            if math.isnan(hours) or self.hourly is None
            else Money(hours * self.hourly.amount, self.hourly.currency)
        )
        if row is None and self.paid and self.paid.holes:
            paid = None
        return Sides(paid, time, time is not None, revenue, self.margin_rate, margin)

    @staticmethod
    def _of(each: Amounts | None, row: int | None) -> Money | None:
        return None if each is None else each.whole if row is None else each.of(row)


def currency_of(results: Any) -> str | None:
    """Return the currency that an export states; raise where its files state two."""
    files = results.source.files if isinstance(results, Export) else ()
    found = {each.currency for each in files if each.currency}
    if len(found) > 1:
        one, other = sorted(found)[:2]
        raise errors.MoneyMismatchError("currency_mismatch", one=one, other=other)
    return found.pop() if found else None


def money_stated(
    opened: Rows, currency: str | None, cost: Any, revenue: Any, margin: Any, hours: Any, hourly: Any
) -> Stated:
    """Open all that was stated of money and time, and say what is to be known of it."""
    paid = (
        from_column(("cost", "spend"), opened, currency)
        if cost is None
        else amounts("cost", cost, opened, currency)
    )
    gained = (
        from_column(("revenue",), opened, currency)
        if revenue is None
        else amounts("revenue", revenue, opened, currency)
    )
    share = is_one(margin) and not isinstance(margin, (str, Money, EmvRange))
    rate = as_number(margin, replace(NUMBERS["margin_rate"], name="margin")) if share else math.nan
    own = None if share else amounts("margin", margin, opened, currency, minimum=None)
    _check_margin(own, gained)
    known = _money_caveats(paid, gained, own, hours, hourly)
    found = Stated(paid, gained, own, rate, hours_of(hours, opened), as_money("hourly_cost", hourly), known)
    _one_currency(found)
    return found


def _check_margin(own: Amounts | None, gained: Amounts | None) -> None:
    """Raise for a margin greater than the revenue it is a part of."""
    if not (own and gained and own.whole and gained.whole) or gained.holes or own.holes:
        return
    if not mismatches(own.whole, gained.whole) and own.whole.amount > gained.whole.amount * (1 + 1e-9):
        margin, revenue = f"{own.whole.amount:g}", f"{gained.whole.amount:g}"
        raise errors.BadValueError("margin_above_revenue", margin=margin, revenue=revenue)


def _one_currency(found: Stated) -> None:
    """Raise where two amounts are stated in two currencies."""
    wholes = [each.whole for each in (found.paid, found.revenue, found.margin) if each]
    known = [money for money in (*wholes, found.hourly) if money is not None and money.currency]
    for other in known[1:]:
        if "currency" in mismatches(known[0], other):
            one = stated(known[0], "currency")
            raise errors.MoneyMismatchError("currency_mismatch", one=one, other=stated(other, "currency"))


def _money_caveats(
    paid: Amounts | None, gained: Amounts | None, own: Amounts | None, hours: Any, hourly: Any
) -> tuple[Said, ...]:
    known = []
    if paid and paid.column:
        known.append(reason("cost_from_spend" if paid.column == "spend" else "cost_from_column"))
    if gained and gained.column:
        known.append(reason("revenue_from_column"))
    if paid and paid.holes:
        known.append(reason("cost_holes", n=Number(paid.holes), total=Number(len(paid.values))))
    if gained and gained.holes:
        known.append(reason("revenue_holes", n=Number(gained.holes), total=Number(len(gained.values))))
    if gained and gained.whole and gained.whole.vat == "included":
        known.append(reason("revenue_with_vat"))
    sides = [each.whole.currency for each in (paid, gained, own) if each and each.whole]
    if any(sides) and not all(sides):
        known.append(reason("currency_one_side", currency=next(filter(None, sides))))
    if hours is not None and hourly is None:
        known.append(reason("hours_without_price"))
    elif hourly is not None and hours is None:
        known.append(reason("price_without_hours"))
    elif hours is None and (paid or gained):
        known.append(reason("time_not_counted"))
    elif hours is not None and is_one(hours) and not isinstance(hours, str) and paid and paid.by_result:
        known.append(reason("time_of_whole"))
    if paid and paid.whole and not paid.by_result and len(paid.values) > 1:
        known.append(reason("cost_of_whole"))
    return tuple(known)
