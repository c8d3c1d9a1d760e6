"""What is stated of money and time: amounts for the whole or a result at a time, opened and checked."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.answers.emv_range.emv_range import EmvRange
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS, Column
from cmkit.catalogue.quantity import as_number, broken_range
from cmkit.given.headings import meaning
from cmkit.given.money import Money, as_money
from cmkit.given.objective import kpi_name
from cmkit.given.rows import Rows, columns_of
from cmkit.language.facts import Inside
from cmkit.language.nearest import did_you_mean, unknown
from cmkit.language.said import said
from cmkit.language.writing import is_missing

NO_MONEY = ("emv", "eav", "ave", "fans", "abonnés", "engagement", "followers")
"""Words for what is not money, besides the columns and metrics that cmkit knows."""


@dataclass(frozen=True, eq=False)
class Amounts:
    """Amounts of one name: `values`, one a result (NaN: not known), and their `whole`.

    `stated` tells how they are stated (currency, VAT, period): one Money for all, or one a result.
    `column` is where they were found without being asked for ("" otherwise), `by_result` tells
    whether they are known result by result.
    """

    values: npt.NDArray[np.float64]
    stated: tuple[Money, ...]
    whole: Money | None
    by_result: bool
    column: str = ""

    def of(self, row: int) -> Money | None:
        """Return the amount of one result, None where it is not known."""
        value = float(self.values[row])
        stated = self.stated[row if len(self.stated) > 1 else 0]
        return None if math.isnan(value) else replace(stated, amount=value)

    @property
    def holes(self) -> int:
        """For how many results it is not known, where it is known by result."""
        return int(np.isnan(self.values).sum()) if self.by_result else 0


def amounts(
    name: str, value: Any, results: Rows, currency: str | None = None, minimum: float | None = 0.0
) -> Amounts | None:
    """Open an amount of money: a number or Money for the whole, else one a result.

    One a result is a column's name, a sequence in the order of the results, or a mapping from their
    names. `currency` is that of plain numbers in columns, where the file states it.
    """
    if value is None:
        return None
    _refuse_no_money(name, value, results)
    if is_one(value) and not isinstance(value, str):
        nothing = np.full(len(results.names), math.nan)
        return Amounts(nothing, (Money(0),), as_money(name, value, minimum), by_result=False)
    listed = by_result(name, value, results)
    stated = currency if isinstance(value, str) else None
    if (plain := _plain(name, listed, minimum)) is not None:
        whole = Money(float(np.nansum(plain)), stated) if not np.isnan(plain).all() else None
        return Amounts(plain, (Money(0, stated),), whole, by_result=True)
    rows = [_in(stated, _row(name, each, minimum, row)) for row, each in enumerate(listed)]
    values = np.array([math.nan if row is None else row.amount for row in rows])
    return Amounts(values, tuple(row or Money(0) for row in rows), total(rows), by_result=True)


def _plain(name: str, listed: list[Any], minimum: float | None) -> npt.NDArray[np.float64] | None:
    """Return plain numbers at once, None where one is something else or cannot be an amount."""
    if not all(type(each) in (int, float) for each in listed):
        return None
    values = np.array(listed, dtype=float)
    least, most = (np.fmin.reduce(values), np.fmax.reduce(values)) if values.size else (None, None)
    return None if broken_range(least, most, Column(name, "money", minimum=minimum)) else values


def from_column(names: Sequence[str], results: Rows, currency: str | None) -> Amounts | None:
    """Open the first of some columns that the results have and that holds an amount."""
    for column in names:
        if column in results.table and results.table[column].notna().any():
            found = amounts(column, column, results, currency)
            return replace(found, column=column) if found else None
    return None


def by_result(name: str, value: Any, results: Rows) -> list[Any]:
    """Return one value a result from a column's name, a sequence, a mapping or a labelled series."""
    if isinstance(value, str):
        return results.table[_column(name, value, results)].tolist()
    if isinstance(value, pd.Series) and not value.index.equals(results.labels):
        value = dict(value.items()) if set(map(str, value.index)) & set(results.names) else list(value)
    if isinstance(value, Mapping):
        for key in value:
            if str(key) not in set(results.names):
                raise unknown("result", key, results.names)
        given = {str(key): each for key, each in value.items()}
        return [given.get(each) for each in results.names]
    if isinstance(value, (set, frozenset)):
        raise errors.BadValueError("amounts_unordered", name=name)
    listed = value.tolist() if isinstance(value, np.ndarray | pd.Series) else list(value)
    if len(listed) != len(results.names):
        raise errors.BadValueError("amounts_length", name=name, n=len(listed), results=len(results.names))
    return listed


def total(rows: Sequence[Money | None]) -> Money | None:
    """Add up the amounts that are known; None where none is. Raises `MoneyMismatchError`."""
    known = [row for row in rows if row is not None]
    if len({(row.currency, row.vat, row.period) for row in known}) > 1:
        return functools.reduce(operator.add, known)  # one at a time, to say which two cannot be added
    return replace(known[0], amount=sum(row.amount for row in known)) if known else None


def hours_of(value: Any, results: Rows) -> tuple[list[float], float]:
    """Return the hours of each result (NaN: not known) and of the whole (NaN: not stated)."""
    rule = Column("hours", "hours")
    if isinstance(value, str) and (known := NUMBERS.get(kpi_name(value))) and known.unit != "hours":
        raise errors.BadValueError("not_hours", column=value)
    rows = [math.nan] * len(results.names)
    if value is None or (is_one(value) and not isinstance(value, str)):
        return rows, as_number(value, rule)
    rows = [as_number(each, rule) for each in by_result("hours", value, results)]
    return rows, sum(rows)


def is_one(value: Any) -> bool:
    """Tell whether something is stated once, and not a value for each result.

    >>> is_one(600), is_one("spend"), is_one([100, 200])
    (True, True, False)
    """
    bare = isinstance(value, np.ndarray) and not value.ndim
    return bare or isinstance(value, str) or not isinstance(value, Iterable)


def _row(name: str, value: Any, minimum: float | None, row: int) -> Money | None:
    """Open the amount of one result, and say which row it is where it cannot be one."""
    try:
        return as_money(name, value, minimum)
    except errors.CmkitError as error:
        raise type(error)(error.key, **{**error.facts, "where": said("errors.row", row=row)}) from None


def _in(currency: str | None, money: Money | None) -> Money | None:
    return replace(money, currency=currency) if money and currency and not money.currency else money


def _column(name: str, column: str, results: Rows) -> str:
    for found in (column, meaning(column)):
        if found in results.table:
            return found
    if any(map(str.isdigit, column)):
        as_number(column, Column(name, "money"))  # "600 €" is a number typed as text
    columns = columns_of(results.table)
    hint, present = did_you_mean(column, columns), ", ".join(columns)
    raise errors.MissingColumnError("missing_amounts", name=name, column=column, hint=hint, present=present)


def _refuse_no_money(name: str, value: Any, results: Rows) -> None:
    """Raise for likes, followers or an advertising equivalent given as money."""
    if isinstance(value, EmvRange):
        raise errors.NotMoneyError("emv_is_no_money", name=name)
    word = value if isinstance(value, str) else getattr(value, "name", None)
    if not isinstance(word, str) or is_missing(word):
        return
    if not isinstance(value, str) and not _is_column(value, word, results):
        return
    known = kpi_name(word)
    if known in ("emv", "eav", "ave") or word.strip().lower() in ("emv", "eav", "ave"):
        raise errors.NotMoneyError("emv_is_no_money", name=name)
    rule = NUMBERS.get(known) or CATALOGUE.get(known)
    if (rule and rule.unit != "money") or word.strip().lower() in NO_MONEY:
        raise errors.NotMoneyError("counts_are_no_money", name=name, column=Inside(known))


def _is_column(value: Any, name: str, results: Rows) -> bool:
    """Tell whether a named series is that column of the results, and not something computed from it."""
    if name not in results.table:
        return True
    given, column = list(value), list(results.table[name])
    return len(given) == len(column) and all(
        a == b or is_missing(b) for a, b in zip(given, column, strict=True)
    )
