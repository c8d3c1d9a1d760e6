"""A table with a row a touch, read as paths: who met which channel when, and who converted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cmkit.answers.attribution.paths import Flags, Floats, Ints, Paths, as_codes, numbers
from cmkit.language.facts import Number, Quoted
from cmkit.language.said import Said, said
from cmkit.statements.aside import Aside

COLUMNS = ("user", "time", "channel", "converted")
DAY = 86_400.0


def from_touches(table: pd.DataFrame, aside: Aside, value: str | None) -> Paths:
    """Read a table with a row a touch.

    The touches of a user, in order of time, up to one that `converted`, are a path; those after it
    begin the next; those that lead to no conversion are a path that did not convert. `value` is read
    on the touches that converted.
    """
    aside.put(table["user"].isna(), "user", "missing")
    seconds, dated = _times(aside, table["time"])
    channel = table["channel"]
    named = channel.map(lambda cell: isinstance(cell, str) and bool(cell.strip())).to_numpy(dtype=bool)
    aside.put(~named, "channel", "missing")
    converted = _converted(aside, table["converted"])
    worth, notes = _worth(aside, table, value, converted)
    kept = np.flatnonzero(~aside.bad)
    users = pd.factorize(table["user"].iloc[kept])[0]
    order = kept[np.lexsort((seconds[kept], users))]  # stable: touches of one time stay in the table's order
    last = _ends(np.sort(users), converted[order])
    lengths = np.diff(last, prepend=-1)
    channels, codes = as_codes(channel.iloc[order].to_numpy(dtype=object))
    conversions = converted[order][last].astype(float)
    before = np.repeat(seconds[order][last], lengths) - seconds[order]
    return Paths(
        channels, codes, lengths, conversions, 1 - conversions,
        None if worth is None else worth[order][last] * conversions, before / DAY if dated else None,
        aside, order[last], notes + _all_converted(users, converted[kept]),
    )  # fmt: skip


def _ends(users: Ints, converted: Flags) -> Ints:
    """Return where paths end among touches in order: at a conversion, and at the last touch of a user."""
    others = users[1:] != users[:-1]
    return np.flatnonzero(converted | np.append(others, True)[: len(users)]).astype(np.int64)


def _times(aside: Aside, column: pd.Series) -> tuple[Floats, bool]:
    """Return times as seconds, and whether they are dates: bare numbers give an order but no days."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        order = column.to_numpy(dtype=float, na_value=np.nan)
        aside.put(~np.isfinite(order), "time", "missing", column)
        return order, False
    moments = pd.to_datetime(column, errors="coerce", utc=True, format="ISO8601")
    aside.put(column.isna(), "time", "missing")
    aside.put(moments.isna(), "time", "time_unreadable", column)
    since = (moments - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(seconds=1)
    return np.asarray(since, dtype=float), True


def _converted(aside: Aside, column: pd.Series) -> Flags:
    """Return which touches led to a conversion: true or false, 1 or 0."""
    aside.put(column.isna(), "converted", "missing")
    if pd.api.types.is_numeric_dtype(column):
        marks = column.to_numpy(dtype=float, na_value=np.nan)
    else:
        plain = column.map(lambda cell: float(cell) if isinstance(cell, (bool, int, float)) else -1.0)
        marks = plain.to_numpy(dtype=float)
    aside.put(~np.isin(marks, (0, 1)), "converted", "not_yes_or_no", column)
    return np.asarray(marks == 1, dtype=bool)


def _worth(
    aside: Aside, table: pd.DataFrame, value: str | None, converted: Flags
) -> tuple[Floats | None, tuple[Said, ...]]:
    """Return the value of each touch that converted, and a note where others have one too."""
    if value is None:
        return None, ()
    worth = numbers(aside, table, value, missing=True)
    aside.put(np.isnan(worth) & converted, value, "missing")
    stray = int(((worth > 0) & ~converted & ~aside.bad).sum())
    note = said("journeys.stray_value", n=Number(stray).of(value), column=Quoted(value))
    return np.nan_to_num(worth), (note,) if stray else ()


def _all_converted(users: Ints, converted: Flags) -> tuple[Said, ...]:
    """Note where every touch of the users who converted is marked: the mark may be of the user."""
    touches, marked = np.bincount(users), np.bincount(users, weights=converted)
    several = (marked > 0) & (touches > 1)
    doubtful = several.any() and bool((marked[several] == touches[several]).all())
    return (said("journeys.all_converted"),) if doubtful else ()
