"""Results as they are judged: any table opened as pandas, its rows named, its numbers checked."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.catalogue import CATALOGUE, column_of
from cmkit.catalogue.columns import NUMBERS, Column, by_heading
from cmkit.catalogue.measure import computable, evaluate, opened
from cmkit.catalogue.quantity import as_number
from cmkit.language.nearest import did_you_mean
from cmkit.language.sentences import say

NAMES = ("result", "name", "post", "text", "post_id", "ad")
LONGEST_NAME = 60


@dataclass(frozen=True)
class Results:
    """A table as pandas, and the name of each of its rows: opened once, held against any objective."""

    table: pd.DataFrame
    names: pd.Series


@dataclass(frozen=True)
class Note:
    """What is to be known of one cell: the rule it breaks and, where it was set aside, the error."""

    result: str
    column: str
    value: Any
    rule: str
    error: errors.CmkitError | None = None


def opened_results(results: Any, name: str | None = None) -> Results:
    """Open results (any table, or an export); `name` is the column that names them."""
    if isinstance(results, Results):
        return results
    table = as_pandas(results)
    return Results(table, result_names(table, name))


def as_pandas(results: Any) -> pd.DataFrame:
    """Return any table (or an export that was read) as pandas, rows numbered from 0 unless named.

    >>> as_pandas(pd.DataFrame({"reach": [1]})).columns.tolist()
    ['reach']
    """
    if hasattr(results, "set_aside"):
        if results.posts is None:
            raise errors.NotATableError("no_posts", kind=results.kind)
        results = results.posts
    frame = opened(results)
    if hasattr(frame, "collect"):
        frame = frame.collect()
    native = frame.to_native()
    table = native if isinstance(native, pd.DataFrame) else pd.DataFrame(frame.to_dict(as_series=False))
    if table.empty:
        raise errors.EmptyTableError("empty_table")
    return table.rename(columns=_spoken_headings(table))


def _spoken_headings(table: pd.DataFrame) -> dict[Any, str]:
    """Read headings that are cmkit's labels ("Portée"), unless the column is there under its name."""
    known = by_heading([c for c in table.columns if isinstance(c, str)])
    return {heading: name for heading, name in known.items() if heading != name and name not in table.columns}


def result_names(table: pd.DataFrame, column: str | None = None) -> pd.Series:
    """Return the name of each result: a named column, the index where it holds words, or "Result 1".

    Names that a person gave must differ (`DuplicateNameError`); posts named by their text, and
    ads by their name, are told apart by a number.
    """
    if column is not None and column not in table.columns:
        hint = did_you_mean(column, [str(c) for c in table.columns])
        raise errors.MissingColumnError("missing_name_column", column=column, hint=hint)
    chosen = column or next((c for c in NAMES if c in table.columns), None)
    if chosen is None:
        words = not pd.api.types.is_numeric_dtype(table.index)
        given = table.index.to_series() if words else pd.Series(pd.NA, index=table.index)
    else:
        given = table[chosen]
    names = [_short(value) if not pd.isna(value) else "" for value in given]
    named = [name or say("judging.result_n", number=row + 1) for row, name in enumerate(names)]
    if chosen in ("text", "post", "ad"):
        return pd.Series(_told_apart(named))
    twice = (
        [name for name in dict.fromkeys(named) if named.count(name) > 1]
        if len(set(named)) < len(named)
        else []
    )
    if twice:
        raise errors.DuplicateNameError("duplicate_results", names=", ".join(twice[:5]))
    return pd.Series(named)


def _short(value: object) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…"


def _told_apart(names: list[str]) -> list[str]:
    taken, counts = set(names), {name: itertools.count(2) for name in names}
    apart: dict[str, None] = {}
    for name in names:
        free = name
        while free in apart or (free != name and free in taken):
            free = f"{name} ({next(counts[name])})"
        apart[free] = None
    return list(apart)


def columns_of(table: pd.DataFrame) -> list[str]:
    """Return the names of the columns as text.

    >>> columns_of(pd.DataFrame({"reach": [1]}))
    ['reach']
    """
    return [str(column) for column in table.columns]


def checked_numbers(results: Results, columns: list[str]) -> tuple[pd.DataFrame, list[Note]]:
    """Return the `columns` as floats, and a note for each cell that could not be used (left missing)."""
    notes: list[Note] = []
    checked = {}
    for name in columns:
        rule = column_rule(name)
        checked[name] = [math.nan] * len(results.table)
        for row, value in enumerate(results.table[name].tolist()):
            try:
                checked[name][row] = as_number(value, rule)
            except errors.CmkitError as error:
                notes.append(Note(results.names[row], name, value, error.key, error))
    return pd.DataFrame(checked, index=results.names.index), notes


def column_rule(name: str) -> Column:
    """Return the rule of a column or metric; any number will do in a column of the user's own.

    >>> column_rule("cpc").better, column_rule("my_column").better
    ('lower', 'higher')
    """
    if name in NUMBERS or name in CATALOGUE:
        return column_of(name)
    return Column(name, "count", minimum=None)


def values_of(numbers: pd.DataFrame, kpi: str) -> pd.Series:
    """Return a column, or the values of a metric over the columns."""
    if kpi in numbers:
        return numbers[kpi]
    ones = np.ones(len(numbers))
    read = {name: numbers[name].to_numpy() for name in columns_of(numbers)}
    return pd.Series(
        evaluate(CATALOGUE[kpi], list(read), lambda name: read.get(name, ones)), index=numbers.index
    )


def above_reach(results: Results, numbers: pd.DataFrame) -> list[Note]:
    """Note the results with more interactions than people reached: possible, but to be known."""
    columns = columns_of(numbers)
    if "reach" not in columns or not computable("interactions", columns):
        return []
    acted = values_of(numbers, "interactions")
    rows = numbers.index[acted > numbers["reach"]]
    return [Note(results.names[row], "interactions", acted[row], "above_reach") for row in rows]
