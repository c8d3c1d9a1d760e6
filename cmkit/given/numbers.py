"""Numbers, shares and days that people give, checked by their rules: one alone, or a column at once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.catalogue import CATALOGUE, column_of
from cmkit.catalogue.columns import NUMBERS, Column
from cmkit.catalogue.quantity import as_number
from cmkit.given.amounts import read_plain
from cmkit.language.facts import Day, Share, Typed
from cmkit.language.writing import is_missing
from cmkit.reading.values.dates import Dates, to_dates
from cmkit.reading.values.number_texts import cleaned, decimal_mark

Floats = npt.NDArray[np.float64]
PLAIN = (int, float, np.float64, np.int64)


class Odd(NamedTuple):
    """A cell that breaks the rule of its column: which, and the error that says so."""

    place: int
    value: Any
    error: errors.CmkitError

    @property
    def more(self) -> dict[str, Any]:
        """What its sentence says beside the name, the value and the row."""
        usual = ("name", "value", "where")
        return {fact: said for fact, said in self.error.facts.items() if fact not in usual}


def column_rule(name: str) -> Column:
    """Return the rule of a column, metric or target ("target_reach"); a user's own takes any number."""
    if name in NUMBERS or name in CATALOGUE:
        return column_of(name)
    if (held := name.removeprefix("target_")) != name and held in NUMBERS:
        return NUMBERS[held]
    return Column(name, "count", minimum=None)


def one(
    name: str, value: Any, unit: str = "count", minimum: float | None = 0.0, *,
    above_zero: bool = False, whole: bool = False,
) -> float:  # fmt: skip
    """Return a single number that a person gave as `name`; raise where it is missing or breaks the rule."""
    number = cell(value, Column(name, unit, minimum=minimum))
    if above_zero and not number > 0:
        raise errors.BadValueError("not_above_zero", name=name, value=f"{number:g}", where="")
    if math.isnan(number):
        raise errors.NotANumberError("not_a_number", name=name, value=Typed(value), where="")
    if whole and not number.is_integer():
        raise errors.BadValueError("not_whole", name=name, value=f"{number:g}")
    return number


def cell(value: Any, rule: Column, decimal: str = "") -> float:
    """Return a value as a float, NaN where missing, or raise; `decimal`: the mark that other cells settle."""
    return as_number(read_plain(value, rule, decimal) if isinstance(value, str) else value, rule)


def confidence(level: Any) -> float:
    """Return the confidence of an interval, which lies between 0 and 1."""
    number = cell(level, Column("level", "share"))
    if not 0 < number < 1:
        raise errors.BadValueError("level_range", value=Typed(level))
    return number


def as_share(name: str, value: Any) -> float:
    """Return a share from 0 to 1, NaN where missing; refuse a bare number above 1: 40 % or 4,000 %?"""
    rule = Column(name, "share")
    if not isinstance(value, str):
        number = as_number(value, Column(name, "ratio"))
    else:
        number = read_plain(value, rule)
        if "%" in value:
            return as_number(number, rule)
    if 1 < number <= 100:
        facts = {"one": Share(number / 100, whole=True), "other": Share(number, whole=True)}
        written = f"{number / 100:g}"
        raise errors.BadValueError("two_shares", name=name, value=Typed(value), written=written, **facts)
    return as_number(number, rule)


def as_day(name: str, value: Any) -> date:
    """Return the day given as `name`; refuse one that reads two ways ("03/04/2026") or has no year."""
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if isinstance(value, str):
        return _day_of_text(name, value)
    if is_missing(value) or not isinstance(value, date):
        raise errors.BadValueError("not_a_day", name=name, value=Typed(value))
    return value.date() if isinstance(value, datetime) else value


def _day_of_text(name: str, text: str) -> date:
    """Read a day; pandas would move one that states its zone, so that standard forms are read as they are."""
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        read = _days_in(text)
    if read.ambiguous:
        ways = [_days_in(text, day_first).values[0].date() for day_first in (True, False)]
        facts = {"one": Day(ways[0]), "other": Day(ways[1])}
        plain = {"first": ways[0].isoformat(), "second": ways[1].isoformat()}
        raise errors.BadValueError("two_days", name=name, value=Typed(text), **facts, **plain)
    if is_missing(read.values[0]) or read.guessed_year:
        raise errors.BadValueError("not_a_day", name=name, value=Typed(text))
    found: date = read.values[0].date()
    return found


def _days_in(text: str, day_first: bool | None = None) -> Dates:
    return to_dates(pd.Series([text], dtype=object), day_first)


def checked(column: pd.Series[Any], rule: Column) -> tuple[Floats, list[Odd]]:
    """Return a column as floats, and its cells that break the rule: those are NaN, as are the missing."""
    if is_numeric(column):
        numbers = column.to_numpy(dtype=float, na_value=math.nan).copy()
        suspects = np.flatnonzero(_outside(numbers, rule))
    else:
        numbers, suspects = _from_objects(column)
        suspects = np.union1d(suspects, np.flatnonzero(_outside(numbers, rule)))
    odd = list(_judged(column, suspects, numbers, rule))
    return numbers, odd


def is_numeric(column: pd.Series[Any]) -> bool:
    """Tell whether a column is kept as numbers (not as truth values, nor as complex ones)."""
    kind = pd.api.types
    return kind.is_numeric_dtype(column) and not (kind.is_bool_dtype(column) or kind.is_complex_dtype(column))


def _outside(numbers: Floats, rule: Column) -> npt.NDArray[np.bool_]:
    broken = np.isinf(numbers)
    if rule.minimum is not None:
        broken |= numbers < rule.minimum
    return broken | (numbers > 1) if rule.unit == "share" else broken


def _from_objects(column: pd.Series[Any]) -> tuple[Floats, npt.NDArray[np.intp]]:
    cells = column.to_numpy(dtype=object)
    plain = np.fromiter((type(cell) in PLAIN for cell in cells), dtype=bool, count=len(cells))
    numbers = np.full(len(cells), math.nan)
    try:
        numbers[plain] = cells[plain].astype(float)
    except OverflowError:  # a whole number beyond any float
        plain &= False
    odd = (place for place in np.flatnonzero(~plain).tolist() if not is_missing(cells[place]))
    return numbers, np.fromiter(odd, dtype=np.intp)


def _judged(
    column: pd.Series[Any], suspects: npt.NDArray[np.intp], numbers: Floats, rule: Column
) -> Iterator[Odd]:
    values = column.iloc[suspects].tolist()
    texts = {value for value in values if isinstance(value, str)}
    read = {text: cell_or_error(text, rule) for text in texts}
    if unsure := [t for t, found in read.items() if getattr(found, "key", "") == "two_readings"]:
        marks = {decimal_mark(cleaned(text)) for text in texts} - {""}
        decimal = marks.pop() if len(marks) == 1 else ""  # what the others show settles these
        read |= {text: cell_or_error(text, rule, decimal) for text in unsure}
    for place, value in zip(suspects.tolist(), values, strict=True):
        found = read[value] if isinstance(value, str) else cell_or_error(value, rule)
        numbers[place] = found if isinstance(found, float) else math.nan
        if not isinstance(found, float):
            yield Odd(place, value, found)


def cell_or_error(value: Any, rule: Column, decimal: str = "") -> float | errors.CmkitError:
    """Return a cell as a float, or the error that says why it is none."""
    try:
        return cell(value, rule, decimal)
    except errors.CmkitError as error:
        return error
