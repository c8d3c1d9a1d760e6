"""Paths as they are given, a row a path or a row a touch, opened into one compact form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.attribution.paths import Floats, Ints, Paths, as_codes, numbers
from cmkit.answers.attribution.touches import COLUMNS, from_touches
from cmkit.given.rows import opened
from cmkit.language.facts import All
from cmkit.language.nearest import did_you_mean
from cmkit.language.writing import shown, worded
from cmkit.statements.aside import Aside

MARK = ">"


def value_column(value: Any) -> str | None:
    """Return the column to credit: the one named, `value` where asked by true, none where by false."""
    if isinstance(value, bool | np.bool_):
        return "value" if value else None
    return None if value is None else worded(value)


def read_paths(table: Any, value: Any = None, separator: str = MARK) -> Paths:
    """Read a table of paths, whichever of the two shapes it has; see `cmkit.attribute`."""
    if not isinstance(separator, str):
        raise errors.NotANumberError("not_text", name="separator", value=shown(separator))
    rows, value = opened(table, also={"date": "time"}), value_column(value)
    given, value, aside = rows.table, None if value is None else rows.column(value), rows.aside.copied()
    by_touch = "path" not in given and sum(name in given for name in COLUMNS) >= 2
    for column in [*(COLUMNS if by_touch else ("path", "conversions")), *([] if value is None else [value])]:
        if column not in given:
            hint, present = did_you_mean(column, rows.columns), tuple(rows.columns)
            raise errors.MissingColumnError("missing_path_column", column=column, hint=hint, present=present)
    paths = from_touches(given, aside, value) if by_touch else _from_rows(given, aside, value, separator)
    if not len(paths.lengths):
        why = All(tuple(why for why, _ in paths.aside.said()), "words.semicolon")
        raise errors.EmptyTableError("no_usable_paths", n=len(given), reasons=why)
    return paths


def _from_rows(table: pd.DataFrame, aside: Aside, value: str | None, separator: str) -> Paths:
    """Read a table with a row a path."""
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
    paths = Paths(names, codes, lengths, conversions, nulls, worth, days, aside, rows).only(kept)
    seen = np.bincount(paths.codes, minlength=len(names)) > 0
    there = [name for name, seen_once in zip(names, seen, strict=True) if seen_once]
    return replace(paths, channels=there, codes=(np.cumsum(seen) - 1)[paths.codes])


def _worth(aside: Aside, table: pd.DataFrame, value: str | None, conversions: Floats) -> Floats | None:
    """Return what each path was worth; a value must be there with a conversion, and only with one."""
    if value is None:
        return None
    worth = numbers(aside, table, value, missing=True)
    aside.put(np.isnan(worth) & (conversions > 0), value, "missing")
    aside.put((worth > 0) & (conversions == 0), value, "value_unconverted", table[value])
    return np.nan_to_num(worth)


def _split(texts: list[str], separator: str) -> tuple[list[str], Ints, Ints]:
    """Return the distinct names, the place of each touch among them, touches by path: all split at once."""
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
