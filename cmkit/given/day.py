"""One day as people write it: a date, "2026-03-31", "31/03/2026" where that reads one way only."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.language.facts import Day, Typed
from cmkit.language.writing import is_missing
from cmkit.reading.values.dates import Dates, to_dates


def as_day(name: str, value: Any) -> date:
    """Return the day that a person gave as `name`: a date, a moment (its day), or text in a usual form.

    Raises `BadValueError` for what is no date, for a day without its year, and for one that reads two ways
    ("03/04/2026"), with both readings.

    >>> as_day("by", "31/03/2026")
    datetime.date(2026, 3, 31)
    """
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if isinstance(value, str):
        return _of_text(name, value)
    if is_missing(value) or not isinstance(value, date):
        raise errors.BadValueError("not_a_day", name=name, value=Typed(value))
    return value.date() if isinstance(value, datetime) else value


def _of_text(name: str, text: str) -> date:
    """Read a day; pandas would move one that states its zone, so that standard forms are read as they are."""
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        read = _read(text)
    if read.ambiguous:
        ways = [_read(text, day_first).values[0].date() for day_first in (True, False)]
        facts = {"one": Day(ways[0]), "other": Day(ways[1])}
        plain = {"first": ways[0].isoformat(), "second": ways[1].isoformat()}
        raise errors.BadValueError("two_days", name=name, value=Typed(text), **facts, **plain)
    if is_missing(read.values[0]) or read.guessed_year:
        raise errors.BadValueError("not_a_day", name=name, value=Typed(text))
    found: date = read.values[0].date()
    return found


def _read(text: str, day_first: bool | None = None) -> Dates:
    return to_dates(pd.Series([text], dtype=object), day_first)
