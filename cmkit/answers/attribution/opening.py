"""Paths as they are given, a row a path or a row a touch, opened into one compact form."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.attribution.floats import Floats, numbers, reasons
from cmkit.answers.attribution.paths import Ints, Paths
from cmkit.answers.attribution.touches import COLUMNS, from_touches
from cmkit.given.headings import meaning
from cmkit.given.rows import as_pandas
from cmkit.language.facts import All
from cmkit.language.nearest import did_you_mean
from cmkit.statements.aside import Aside

MARK = ">"


def value_column(value: Any) -> str | None:
    """Return the column to credit: the one named, `value` where asked by true, none where by false.

    >>> value_column("revenue"), value_column(True), value_column(False)
    ('revenue', 'value', None)
    """
    if isinstance(value, bool | np.bool_):
        return "value" if value else None
    return None if value is None else str(value)


def read_paths(table: Any, value: Any = None, separator: str = MARK) -> Paths:
    """Read a table of paths, whichever of the two shapes it has.

    - a row a path: `path` ("a > b > c"), `conversions`, and where known `nulls`, `days` ("14 > 7 > 0");
    - a row a touch: `user`, `time`, `channel`, `converted` (on the touch that led to it: true, or 1).

    `value` names the column to credit instead of conversions. Raises `NotATableError`,
    `EmptyTableError` (also where no row can be used) and `MissingColumnError`.

    >>> paths = read_paths(pd.DataFrame({"path": ["ads > mail"], "conversions": [2]}))
    >>> paths.channels, paths.codes.tolist()
    (['ads', 'mail'], [0, 1])
    """
    opened, value = as_pandas(table, {"date": "time"}), value_column(value)
    value = meaning(value) if value and value not in opened and meaning(value) in opened else value
    by_touch = "path" not in opened and sum(name in opened for name in COLUMNS) >= 2
    for column in [*(COLUMNS if by_touch else ("path", "conversions")), *([] if value is None else [value])]:
        if column not in opened:
            raise _missing(column, [str(name) for name in opened])
    paths = from_touches(opened, value) if by_touch else _from_rows(opened, value, separator)
    if not len(paths.lengths):
        why = All(reasons(paths.aside), "words.semicolon")
        raise errors.EmptyTableError("no_usable_paths", n=len(opened), reasons=why)
    return paths


def _missing(column: str, present: list[str]) -> errors.MissingColumnError:
    hint = did_you_mean(column, present)
    return errors.MissingColumnError(
        "missing_path_column", column=column, hint=hint, present=", ".join(present)
    )


def _from_rows(table: pd.DataFrame, value: str | None, separator: str) -> Paths:
    """Read a table with a row a path."""
    aside = Aside(table.index)
    conversions = numbers(aside, table, "conversions")
    nulls = numbers(aside, table, "nulls") if "nulls" in table else None
    worth = _worth(aside, table, value, conversions)
    texts = [cell if isinstance(cell, str) else "" for cell in table["path"].tolist()]
    names, codes, lengths = _split(texts, separator)
    owner = np.repeat(np.arange(len(table)), lengths)
    empty = np.bincount(owner[codes < 0], minlength=len(table)) > 0  # also where the cell is no text
    aside.put(empty & (lengths == 1), "path", "no_path", table["path"])
    aside.put(empty, "path", "empty_touch", table["path"])
    days = _days(aside, table["days"], conversions, owner, lengths, separator) if "days" in table else None
    kept = ~aside.bad
    aside.put((conversions + (0 if nulls is None else nulls)) == 0, "conversions", "nothing_counted")
    touches = kept[owner]
    channels, codes = _only_seen(names, codes[touches])
    return Paths(
        channels,
        codes,
        lengths[kept],
        conversions[kept],
        None if nulls is None else nulls[kept],
        None if worth is None else worth[kept],
        None if days is None else days[touches],
        aside,
        np.flatnonzero(kept),
    )


def _worth(aside: Aside, table: pd.DataFrame, value: str | None, conversions: Floats) -> Floats | None:
    """Return what each path was worth; a value must be there with a conversion, and only with one."""
    if value is None:
        return None
    worth = numbers(aside, table, value, missing=True)
    aside.put(np.isnan(worth) & (conversions > 0), value, "missing")
    aside.put((worth > 0) & (conversions == 0), value, "value_unconverted", table[value])
    return np.nan_to_num(worth)


def _split(texts: list[str], separator: str) -> tuple[list[str], Ints, Ints]:
    """Return the distinct names, the place of each touch among them (-1: no name), touches by path.

    All paths are split at once, and only the distinct pieces are trimmed: there are few of them.
    """
    mark = separator or MARK
    lengths = np.array([text.count(mark) for text in texts], dtype=np.int64) + 1
    pieces = np.array(mark.join(texts).split(mark), dtype=object)
    places, raw = pd.factorize(pieces)
    trimmed = [" ".join(str(piece).split()) for piece in raw]
    names = sorted({name for name in trimmed if name})
    place = {name: at for at, name in enumerate(names)} | {"": -1}
    return names, np.array([place[name] for name in trimmed], dtype=np.int64)[places], lengths


def _only_seen(names: list[str], codes: Ints) -> tuple[list[str], Ints]:
    """Return the names that are among the touches, and the touches as places among those."""
    seen = np.bincount(codes, minlength=len(names)) > 0
    return [name for name, there in zip(names, seen, strict=True) if there], (np.cumsum(seen) - 1)[codes]


def _days(
    aside: Aside, column: pd.Series, conversions: Floats, owner: Ints, lengths: Ints, separator: str
) -> Floats:
    """Return the days of each touch before the conversion; a path may have none, but not other ones."""
    texts = [_day_text(cell) for cell in column.tolist()]
    pieces, places, counts = _split(texts, separator)
    numbers = np.append(_day_numbers(pieces), np.nan)
    blank = np.array([not text.strip() for text in texts], dtype=bool)
    read = numbers[places]
    of = np.repeat(np.arange(len(texts)), counts)
    wrong = np.bincount(of[~(read >= 0)], minlength=len(texts)) > 0
    aside.put(wrong & ~blank & (counts == lengths), "days", "days_unreadable", column)
    aside.put((counts != lengths) & ~blank, "days", "days_other_length", column)
    days = np.full(len(owner), np.nan)
    fine = (counts == lengths) & ~blank
    days[fine[owner]] = read[fine[of]]
    return days


def _day_text(cell: Any) -> str:
    """Return the days of a path as text: those of a path of one touch are often read as a number."""
    return cell if isinstance(cell, str) else "" if cell is None or pd.isna(cell) else str(cell)


def _day_numbers(pieces: list[str]) -> Floats:
    numbers = []
    for piece in pieces:
        try:
            number = float(piece)
        except ValueError:
            number = np.nan
        numbers.append(number if np.isfinite(number) else np.nan)
    return np.array(numbers, dtype=float)
