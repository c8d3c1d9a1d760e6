"""Paths as they are given, a row a path or a row a touch, opened into one compact form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.catalogue.columns import Column
from cmkit.given.asked import as_text
from cmkit.given.numbers import checked
from cmkit.given.rows import opened
from cmkit.language.facts import All, Number, Quoted
from cmkit.language.said import Said, did_you_mean, said
from cmkit.language.writing import worded
from cmkit.statements.aside import Aside

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Paths:
    """Paths one after the other: `codes` are places in `channels`, `rows` in the table; days may be NaN."""

    channels: list[str]
    codes: Ints
    lengths: Ints
    conversions: Floats
    nulls: Floats | None
    value: Floats | None
    days: Floats | None
    aside: Aside
    rows: Ints
    notes: tuple[Said, ...] = ()

    @cached_property
    def starts(self) -> Ints:
        """Where each path starts in `codes`."""
        return np.concatenate([[0], np.cumsum(self.lengths)[:-1]]).astype(np.int64)

    @property
    def ends(self) -> Ints:
        """Where the last touch of each path stands in `codes`."""
        return self.starts + self.lengths - 1

    @cached_property
    def owner(self) -> Ints:
        """The path of each touch."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    @property
    def weight(self) -> Floats:
        """What there is to credit for each path: its value where one was asked for, else its conversions."""
        return self.conversions if self.value is None else self.value

    def by_channel(self, credit: Floats, codes: Ints | None = None) -> Floats:
        """Return the credit of touches added up by channel."""
        where = self.codes if codes is None else codes
        return np.bincount(where, weights=credit, minlength=len(self.channels)).astype(float)

    def only(self, kept: Flags) -> Paths:
        """Return some of the paths, whose channels stay."""
        parts = {name: getattr(self, name) for name in ("lengths", "conversions", "nulls", "value", "rows")}
        parts = {name: part if part is None else part[kept] for name, part in parts.items()}
        touches = kept[self.owner]
        days = None if self.days is None else self.days[touches]
        return replace(self, codes=self.codes[touches], days=days, **parts)


def numbers(aside: Aside, table: pd.DataFrame, column: str, missing: bool = False) -> Floats:
    """Return a column as floats; rows whose cell breaks the rule of a count (or is missing) are left out."""
    values, odd = checked(table[column], Column(column, "count"))
    for reason in dict.fromkeys(cell.error.key for cell in odd):
        cells = [cell for cell in odd if cell.error.key == reason]
        aside.put([cell.place for cell in cells], column, reason, [cell.value for cell in cells])
    if not missing:
        aside.put(np.isnan(values), column, "missing", table[column])
    return values


def counted(aside: Aside) -> All:
    """Return each reason and how many rows it holds, the most frequent first."""
    return All(tuple(said("journeys.counted", why=why, n=n) for why, n in aside.said()), "words.semicolon")


def as_codes(pieces: Any) -> tuple[list[str], Ints]:
    """Return the distinct names of touches, trimmed and sorted, and the place of each touch (-1: no name)."""
    places, raw = pd.factorize(pieces)
    trimmed = [" ".join(str(piece).split()) for piece in raw]
    names = sorted({name for name in trimmed if name})
    place = {name: at for at, name in enumerate(names)} | {"": -1}
    return names, np.array([place[name] for name in trimmed], dtype=np.int64)[places]


MARK = ">"
COLUMNS = ("user", "time", "channel", "converted")
"""Those of a table with a row a touch."""


def value_column(value: Any) -> str | None:
    """Return the column to credit: the one named, `value` where asked by true, none where by false."""
    if isinstance(value, bool | np.bool_):
        return "value" if value else None
    return None if value is None else worded(value)


def read_paths(table: Any, value: Any = None, separator: str = MARK) -> Paths:
    """Read a table of paths, whichever of the two shapes it has; see `cmkit.attribute`."""
    separator = as_text("separator", separator)
    rows, value = opened(table, also={"date": "time"}), value_column(value)
    given, value, aside = rows.table, None if value is None else rows.column(value), rows.aside.copied()
    by_touch = "path" not in given and sum(name in given for name in COLUMNS) >= 2
    for column in [*(COLUMNS if by_touch else ("path", "conversions")), *([] if value is None else [value])]:
        if column not in given:
            hint, present = did_you_mean(column, rows.columns), tuple(rows.columns)
            raise errors.MissingColumnError("missing_path_column", column=column, hint=hint, present=present)
    paths = _from_touches(given, aside, value) if by_touch else _from_rows(given, aside, value, separator)
    if not len(paths.lengths):
        why = All(tuple(why for why, _ in paths.aside.said()), "words.semicolon")
        raise errors.EmptyTableError("no_usable_paths", n=len(given), reasons=why)
    return paths


def _from_rows(table: pd.DataFrame, aside: Aside, value: str | None, separator: str) -> Paths:
    conversions = numbers(aside, table, "conversions")
    nulls = numbers(aside, table, "nulls") if "nulls" in table else None
    worth = _worth(aside, table, value, conversions)
    texts = [cell if isinstance(cell, str) else "" for cell in table["path"].tolist()]
    names, codes, lengths = _split(texts, separator)
    owner = np.repeat(np.arange(len(table)), lengths)
    empty = np.bincount(owner[codes < 0], minlength=len(table)) > 0  # also where the cell is no text
    aside.put(empty & (lengths == 1), "path", "no_path", table["path"])
    aside.put(empty, "path", "empty_touch", table["path"])
    days = _days(aside, table["days"], owner, lengths, separator) if "days" in table else None
    kept = ~aside.bad
    aside.put((conversions + (0 if nulls is None else nulls)) == 0, "conversions", "nothing_counted")
    rows = np.arange(len(table))
    seen = np.bincount(codes[kept[owner]], minlength=len(names)) > 0  # with those that got nothing
    there = [name for name, seen_once in zip(names, seen, strict=True) if seen_once]
    paths = Paths(there, codes, lengths, conversions, nulls, worth, days, aside, rows).only(~aside.bad)
    return replace(paths, codes=(np.cumsum(seen) - 1)[paths.codes])


def _worth(aside: Aside, table: pd.DataFrame, value: str | None, conversions: Floats) -> Floats | None:
    if value is None:
        return None
    worth = numbers(aside, table, value, missing=True)
    aside.put(np.isnan(worth) & (conversions > 0), value, "missing")
    aside.put((worth > 0) & (conversions == 0), value, "value_unconverted", table[value])
    return np.nan_to_num(worth)


def _split(texts: list[str], separator: str) -> tuple[list[str], Ints, Ints]:
    mark = separator or MARK
    lengths = np.array([text.count(mark) for text in texts], dtype=np.int64) + 1
    return *as_codes(np.array(mark.join(texts).split(mark), dtype=object)), lengths


def _days(aside: Aside, column: pd.Series, owner: Ints, lengths: Ints, separator: str) -> Floats:
    """Return the days of each touch before the conversion; a path may have none, but not other ones."""
    # those of a path of one touch are often read as a number
    texts = ["" if pd.isna(cell) else str(cell) for cell in column.tolist()]
    pieces, places, counts = _split(texts, separator)
    found = pd.to_numeric(pd.Series([*pieces, None], dtype=object), errors="coerce")
    read = found.where(np.isfinite(found)).to_numpy(dtype=float)[places]
    of = np.repeat(np.arange(len(texts)), counts)
    blank = np.array([not text.strip() for text in texts], dtype=bool)
    wrong = np.bincount(of[~(read >= 0)], minlength=len(texts)) > 0
    fine = (counts == lengths) & ~blank
    aside.put(wrong & fine, "days", "days_unreadable", column)
    aside.put((counts != lengths) & ~blank, "days", "days_other_length", column)
    days = np.full(len(owner), np.nan)
    days[fine[owner]] = read[fine[of]]
    return days


def _from_touches(table: pd.DataFrame, aside: Aside, value: str | None) -> Paths:
    """Read a row a touch: those of a user up to one that `converted` are a path, those after it the next."""
    aside.put(table["user"].isna(), "user", "missing")
    seconds, dated = _times(aside, table["time"])
    channel = table["channel"]
    named = channel.map(lambda cell: isinstance(cell, str) and bool(cell.strip())).to_numpy(dtype=bool)
    aside.put(~named, "channel", "missing")
    converted = _converted(aside, table["converted"])
    worth, notes = _worth_of_touches(aside, table, value, converted)
    kept = np.flatnonzero(~aside.bad)
    users = pd.factorize(table["user"].iloc[kept])[0]
    order = kept[np.lexsort((seconds[kept], users))]  # stable: touches of one time stay in the table's order
    sorted_users = np.sort(users)
    others = np.append(sorted_users[1:] != sorted_users[:-1], True)[: len(users)]
    last = np.flatnonzero(converted[order] | others)  # at a conversion, and at the last touch of a user
    lengths = np.diff(last, prepend=-1)
    channels, codes = as_codes(channel.iloc[order].to_numpy(dtype=object))
    conversions = converted[order][last].astype(float)
    before = np.repeat(seconds[order][last], lengths) - seconds[order]
    return Paths(
        channels, codes, lengths, conversions, 1 - conversions,
        None if worth is None else worth[order][last] * conversions, before / 86_400.0 if dated else None,
        aside, order[last], notes + _all_converted(users, converted[kept]),
    )  # fmt: skip


def _times(aside: Aside, column: pd.Series) -> tuple[Floats, bool]:
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
    aside.put(column.isna(), "converted", "missing")
    if pd.api.types.is_numeric_dtype(column):
        marks = column.to_numpy(dtype=float, na_value=np.nan)
    else:
        plain = column.map(lambda cell: float(cell) if isinstance(cell, (bool, int, float)) else -1.0)
        marks = plain.to_numpy(dtype=float)
    aside.put(~np.isin(marks, (0, 1)), "converted", "not_yes_or_no", column)
    return np.asarray(marks == 1, dtype=bool)


def _worth_of_touches(
    aside: Aside, table: pd.DataFrame, value: str | None, converted: Flags
) -> tuple[Floats | None, tuple[Said, ...]]:
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
