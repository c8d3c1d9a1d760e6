"""Money and time as they are given: for the whole, or for each result in any form; opened and checked."""

import functools
import math
import operator
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.emv_range.emv_range import EmvRange
from cmkit.answers.returns.lines import Amounts, Sum, added, missing
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS, Column
from cmkit.given.money import Money, as_money, one_currency
from cmkit.given.numbers import cell, checked
from cmkit.given.objective import kpi_name
from cmkit.given.rows import Rows, in_all
from cmkit.language.facts import Inside
from cmkit.language.said import said, unknown
from cmkit.language.writing import is_missing

EQUIVALENTS = ("emv", "eav", "ave")
NO_MONEY = ("fans", "abonnés", "engagement", "followers")
"""Words for what is not money, besides the columns and metrics that cmkit knows."""


def given_or_found(name: str, value: Any, rows: Rows, currency: str | None, *columns: str) -> Amounts | None:
    """Open what was given, else the first of some columns that holds an amount."""
    column = next(filter(rows.has, columns), "") if value is None else ""
    found = amounts(column or name, column or value, rows, currency)
    return found and replace(found, column=column)


def amounts(
    name: str, value: Any, rows: Rows, currency: str | None = None, minimum: float | None = 0.0
) -> Amounts | None:
    """Open money: for the whole, or one a result by a column's name, a sequence, a mapping from names."""
    _refuse_no_money(name, value, rows)
    if is_one(value, rows):
        money = in_all(as_money(name, value, minimum), rows)
        return Amounts(Sum(money, money.amount, money.amount)) if money else None
    column = rows.column(value) if isinstance(value, str) else ""
    if column in NUMBERS and pd.api.types.is_numeric_dtype(rows.table[column]):
        each = rows.values(column).to_numpy(dtype=float)  # without what breaks the rule, which is set aside
        return added(each, Money(0, currency))
    cells = by_result(name, value, rows)
    stated = {n: each for n, each in enumerate(cells) if isinstance(each, str | Money)}
    plain = pd.Series([math.nan if n in stated else each for n, each in enumerate(cells)])
    each, odd = checked(plain, Column(name, "money", minimum=minimum))
    stated |= {cell.place: cell.value for cell in odd}
    monies = {n: money for n, cell in stated.items() if (money := _money(name, cell, minimum, n, rows))}
    each[list(monies)] = [money.amount for money in monies.values()]
    alike = [*monies.values()]
    if len(monies) < np.isfinite(each).sum():
        alike.append(Money(0, currency if column else None))
    code = one_currency(money.currency for money in alike)
    return added(each, replace(functools.reduce(operator.add, alike or [Money(0)]), currency=code))


def _money(name: str, value: Any, minimum: float | None, row: int, rows: Rows) -> Money | None:
    """Open the amount of one result, and say which row it is where it cannot be one."""
    try:
        return in_all(as_money(name, value, minimum), rows)
    except errors.CmkitError as error:
        raise type(error)(error.key, **{**error.facts, "where": said("errors.row", row=row + 1)}) from None


def by_result(name: str, value: Any, rows: Rows) -> list[Any]:
    """Return one value a result from a column's name, a sequence, a mapping or a labelled series."""
    if isinstance(value, str):
        if (column := rows.column(value)) in rows.table:
            return rows.table[column].tolist()
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


def is_one(value: Any, rows: Rows | None = None) -> bool:
    """Tell whether something is stated once, for the whole: no column's name, no value for each result."""
    if isinstance(value, str) and rows is not None:  # "1 200 €" is an amount, unless a column is called so
        return rows.column(value) not in rows.table and any(map(str.isdigit, value))
    return not (value.ndim if isinstance(value, np.ndarray) else isinstance(value, Iterable))


def hours_of(value: Any, rows: Rows) -> Amounts | None:
    """Return the hours of each result and of the whole, as amounts in which an hour costs 1."""
    rule = Column("hours", "hours")
    if not is_one(value, rows):
        if isinstance(value, str) and NUMBERS.get(kpi_name(value), rule).unit != "hours":
            raise errors.BadValueError("not_hours", column=Inside(value))
        each = np.array([cell(hours, rule) for hours in by_result("hours", value, rows)], dtype=float)
        return added(each, Money(0))
    hours = cell(value, rule)
    return None if math.isnan(hours) else Amounts(Sum(Money(0), hours, hours))


def _refuse_no_money(name: str, value: Any, rows: Rows) -> None:
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
