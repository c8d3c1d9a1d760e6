"""What is stated of money and time, by a person or in columns: opened, checked, and what is to be known."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.answers.emv_range.emv_range import EmvRange
from cmkit.answers.returns.profit import Sides
from cmkit.answers.returns.words import holes, missing, reason
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS, Column
from cmkit.catalogue.quantity import as_number, broken_range
from cmkit.given.money import Money, as_money, mismatches, one_currency
from cmkit.given.objective import kpi_name
from cmkit.given.rows import Rows
from cmkit.language.facts import Inside
from cmkit.language.nearest import unknown
from cmkit.language.said import Said, said
from cmkit.language.writing import is_missing

EQUIVALENTS = ("emv", "eav", "ave")
NO_MONEY = ("fans", "abonnés", "engagement", "followers")
"""Words for what is not money, besides the columns and metrics that cmkit knows."""


@dataclass(frozen=True, eq=False)
class Amounts:
    """Amounts of one name: the `whole`, `values` by result (NaN: not known), how they are `stated` (once, or
    one a result), and the `column` where they were found without being asked for ("" otherwise)."""

    whole: Money | None
    values: npt.NDArray[np.float64] | None = None
    stated: tuple[Money, ...] = ()
    column: str = ""

    def of(self, row: int | None) -> Money | None:
        """Return the amount of one result, or of the whole (None); None where it is not known."""
        if row is None:
            return self.whole
        value = math.nan if self.values is None else float(self.values[row])
        stated = self.stated[row if len(self.stated) > 1 else 0] if self.stated else None
        return None if stated is None or math.isnan(value) else replace(stated, amount=value)

    @property
    def holes(self) -> bool:
        """Tell whether some are not known, where they are known by result."""
        return self.values is not None and bool(np.isnan(self.values).any())


@dataclass(frozen=True)
class Stated:
    """What was stated of money and time; `hours` by result and of the whole, NaN where not stated."""

    paid: Amounts | None
    revenue: Amounts | None
    margin: Amounts | None
    margin_rate: float
    hours: tuple[list[float], float]
    hourly: Money | None
    caveats: tuple[Said, ...]

    def sides(self, row: int | None) -> Sides:
        """Return both sides of the money of a result, or of the whole (None)."""
        given = (self.paid, self.revenue, self.margin)
        paid, revenue, margin = (each.of(row) if each else None for each in given)
        if row is None and self.paid and self.paid.holes:
            paid = None
        hours = self.hours[1] if row is None else self.hours[0][row]
        price, time = self.hourly, None
        if price and not math.isnan(hours):
            time = Money(hours * price.amount, price.currency)
        return Sides(paid, time, revenue, self.margin_rate, margin)


def money_stated(
    rows: Rows, currency: str | None, cost: Any, revenue: Any, margin: Any, hours: Any, hourly: Any
) -> Stated:
    """Open all that was stated of money and time, and say what is to be known of it."""
    paid = _given("cost", cost, rows, currency, "cost", "spend")
    gained = _given("revenue", revenue, rows, currency, "revenue")
    share = is_one(margin) and not isinstance(margin, Money | EmvRange)
    rate = as_number(margin, replace(NUMBERS["margin_rate"], name="margin")) if share else math.nan
    own = None if share else amounts("margin", margin, rows, currency, minimum=None)
    price = as_money("hourly_cost", hourly)
    _check_margin(own, gained)
    wholes = [each.whole for each in (paid, gained, own) if each]
    one_currency(money.currency for money in (*wholes, price) if money)  # raises where two are stated
    known = tuple(_caveats(paid, gained, own, hours, hourly, len(rows) > 1))
    return Stated(paid, gained, own, rate, _hours(hours, rows), price, known)


def _given(name: str, value: Any, rows: Rows, currency: str | None, *columns: str) -> Amounts | None:
    """Open what was given, else the first of some columns that holds an amount."""
    if value is not None:
        return amounts(name, value, rows, currency)
    column = next(filter(rows.has, columns), "")
    found = amounts(column, column or None, rows, currency)
    return found and replace(found, column=column)


def amounts(
    name: str, value: Any, rows: Rows, currency: str | None = None, minimum: float | None = 0.0
) -> Amounts | None:
    """Open money: for the whole, or one a result by a column's name, a sequence, a mapping from names."""
    if value is None:
        return None
    _refuse_no_money(name, value, rows)
    if is_one(value):
        return Amounts(as_money(name, value, minimum))
    listed = by_result(name, value, rows)
    stated = currency if isinstance(value, str) else None
    if (plain := _plain(name, listed, minimum)) is not None:
        whole = None if np.isnan(plain).all() else Money(float(np.nansum(plain)), stated)
        return Amounts(whole, plain, (Money(0, stated),))
    each = [_row(name, cell, minimum, row, stated) for row, cell in enumerate(listed)]
    values = np.array([money.amount if money else math.nan for money in each])
    return Amounts(_total(each), values, tuple(money or Money(0) for money in each))


def _plain(name: str, listed: list[Any], minimum: float | None) -> npt.NDArray[np.float64] | None:
    """Return plain numbers at once, None where one is something else or cannot be an amount."""
    if not listed or not all(type(each) in (int, float) for each in listed):
        return None
    values = np.array(listed, dtype=float)
    rule, ends = Column(name, "money", minimum=minimum), (np.fmin.reduce(values), np.fmax.reduce(values))
    return None if broken_range(*ends, rule) else values


def _row(name: str, value: Any, minimum: float | None, row: int, currency: str | None) -> Money | None:
    """Open the amount of one result, and say which row it is where it cannot be one."""
    try:
        money = as_money(name, value, minimum)
    except errors.CmkitError as error:
        raise type(error)(error.key, **{**error.facts, "where": said("errors.row", row=row + 1)}) from None
    return money and replace(money, currency=money.currency or currency)


def _total(each: Sequence[Money | None]) -> Money | None:
    """Add up the amounts that are known; None where none is. Raises `MoneyMismatchError`."""
    known = [money for money in each if money is not None]
    if len({(money.currency, money.vat, money.period) for money in known}) > 1:
        return functools.reduce(operator.add, known)  # one at a time, to say which two cannot be added
    return replace(known[0], amount=sum(money.amount for money in known)) if known else None


def by_result(name: str, value: Any, rows: Rows) -> list[Any]:
    """Return one value a result from a column's name, a sequence, a mapping or a labelled series."""
    if isinstance(value, str):
        if (column := rows.column(value)) in rows.table:
            return rows.table[column].tolist()
        if any(map(str.isdigit, value)):
            as_number(value, Column(name, "money"))  # "600 €" is a number typed as text
        raise missing("missing_amounts", value, rows, name=name)
    if isinstance(value, pd.Series) and not value.index.equals(rows.labels):
        value = dict(value.items()) if set(map(str, value.index)) & set(rows.names) else list(value)
    if isinstance(value, Mapping):
        given = {str(key): each for key, each in value.items()}
        if astray := set(given) - set(rows.names):
            raise unknown("result", next(key for key in given if key in astray), rows.names)
        return [given.get(each) for each in rows.names]
    if isinstance(value, (set, frozenset)):
        raise errors.BadValueError("amounts_unordered", name=name)
    listed = value.tolist() if isinstance(value, np.ndarray | pd.Series) else list(value)
    if len(listed) != len(rows):
        raise errors.BadValueError("amounts_length", name=name, n=len(listed), results=len(rows))
    return listed


def is_one(value: Any) -> bool:
    """Tell whether something is stated once, for the whole: no column's name, no value for each result."""
    return not (value.ndim if isinstance(value, np.ndarray) else isinstance(value, Iterable))


def _hours(value: Any, rows: Rows) -> tuple[list[float], float]:
    """Return the hours of each result (NaN: not known) and of the whole (NaN: not stated)."""
    rule = Column("hours", "hours")
    if isinstance(value, str) and NUMBERS.get(kpi_name(value), rule).unit != "hours":
        raise errors.BadValueError("not_hours", column=value)
    if is_one(value):
        return [math.nan] * len(rows), as_number(value, rule)
    each = [as_number(cell, rule) for cell in by_result("hours", value, rows)]
    return each, sum(each)


def _refuse_no_money(name: str, value: Any, rows: Rows) -> None:
    """Raise for likes, followers or an advertising equivalent given as money."""
    if isinstance(value, EmvRange):
        raise errors.NotMoneyError("emv_is_no_money", name=name)
    word = value if isinstance(value, str) else getattr(value, "name", None)
    if not isinstance(word, str) or not (value is word or _is_column(value, word, rows)):
        return
    known, plain = kpi_name(word), word.strip().lower()
    if known in EQUIVALENTS or plain in EQUIVALENTS:
        raise errors.NotMoneyError("emv_is_no_money", name=name)
    rule = NUMBERS.get(known) or CATALOGUE.get(known)
    if (rule and rule.unit != "money") or plain in NO_MONEY:
        raise errors.NotMoneyError("counts_are_no_money", name=name, column=Inside(known))


def _is_column(value: Any, name: str, rows: Rows) -> bool:
    """Tell whether a named series is that column of the results, and not something computed from it."""
    if name not in rows.table or len(value) != len(rows):
        return name not in rows.table
    return all(a == b or is_missing(b) for a, b in zip(value, rows.table[name], strict=True))


def _check_margin(own: Amounts | None, gained: Amounts | None) -> None:
    """Raise for a margin greater than the revenue it is a part of."""
    if not (own and gained and own.whole and gained.whole) or gained.holes or own.holes:
        return
    if not mismatches(own.whole, gained.whole) and own.whole.amount > gained.whole.amount * (1 + 1e-9):
        margin, revenue = f"{own.whole.amount:g}", f"{gained.whole.amount:g}"
        raise errors.BadValueError("margin_above_revenue", margin=margin, revenue=revenue)


def _caveats(
    paid: Amounts | None, gained: Amounts | None, own: Amounts | None, hours: Any, hourly: Any, several: bool
) -> Iterator[Said]:
    if paid and paid.column:
        yield reason("cost_from_spend" if paid.column == "spend" else "cost_from_column")
    if gained and gained.column:
        yield reason("revenue_from_column")
    for name, each in (("cost", paid), ("revenue", gained)):
        if each and each.values is not None and each.holes:
            yield reason(f"{name}_holes", **holes(each.values))
    if gained and gained.whole and gained.whole.vat == "included":
        yield reason("revenue_with_vat")
    sides = [each.whole.currency for each in (paid, gained, own) if each and each.whole]
    if any(sides) and not all(sides):
        yield reason("currency_one_side", currency=next(filter(None, sides)))
    of_time = {
        "hours_without_price": hours is not None and hourly is None,
        "price_without_hours": hours is None and hourly is not None,
        "time_not_counted": hours is None and (paid or gained),
        "time_of_whole": hours is not None and is_one(hours) and paid and paid.values is not None,
    }
    yield from [reason(key) for key, known in of_time.items() if known][:1]
    if paid and paid.whole and paid.values is None and several:
        yield reason("cost_of_whole")
