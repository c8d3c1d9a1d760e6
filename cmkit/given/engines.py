"""Whatever users give, opened as pandas: frames of any engine, exports, files, lists, dictionaries."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import dataclass, replace
from decimal import InvalidOperation
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from cmkit import errors
from cmkit.catalogue import CATALOGUE, is_rate, measure
from cmkit.catalogue.columns import NUMBERS
from cmkit.catalogue.measure import computable
from cmkit.catalogue.pool import pool
from cmkit.language.said import said
from cmkit.language.writing import is_missing
from cmkit.statements.shown import Shown

MOST_ROWS = 200_000
"""A lazy table of more rows is no table of results: it is pooled first, by its own engine."""

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet", ".zip", ".xml")
"""How the name of a file ends that `cmkit.read` reads."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A table as pandas; of an export also its name, the `kind` of its rows, currency, `places` (lines)."""

    table: pd.DataFrame
    name: str = ""
    kind: str = ""
    currency: str | None = None
    places: Callable[[], pd.DataFrame] | None = None


def table_of(given: Any, key: str | None = None) -> Opened:
    """Open what was given as one table (see `opened`); a lazy one of many rows is pooled by `key` first."""
    if is_export(given):
        return _of_posts(given)
    if isinstance(given, (str, Path)):
        return _of_posts(_read(given))
    return Opened(_checked(_frame(given, key)))


def tables_of(given: Any) -> list[Opened]:
    """Open a list of what `table_of` takes, or an export: each of its tables of any kind, but empty ones."""
    if is_export(given):
        parts = [given] if given.table is not None else list(given.tables.values())
        return [_of_export(part) for part in parts if part.table is not None and len(part)]
    if isinstance(given, (str, Path)):
        return tables_of(_read(given))
    if isinstance(given, (list, tuple)) and not _are_rows(given):
        return [opened for each in given for opened in tables_of(each)]
    return [table_of(given)]


def is_export(given: Any) -> bool:
    """Tell whether this is an `Export`; none can be there before its module is."""
    module = sys.modules.get("cmkit.reading.export")
    return module is not None and isinstance(given, module.Export)


def is_path(given: Any) -> bool:
    """Tell whether this names a file, by what is there or by how its name ends."""
    if isinstance(given, Path):
        return True
    if not isinstance(given, str) or "\n" in given or len(given) > 4096 or not given:
        return False
    return given.lower().endswith(ENDINGS) or os.path.exists(given)


def _read(given: str | Path) -> Any:
    """Read the file that a path names."""
    if not is_path(given):
        raise errors.NotATableError("not_results", value=type(given).__name__)
    from cmkit.reading.read import read

    return read(given)


def _of_posts(export: Any) -> Opened:
    """Open the posts or ads of an export; raise for an export of other rows."""
    if export.posts is None:
        raise errors.NotATableError("no_posts", kind=said(export.label_key))
    return _of_export(export)


def _of_export(export: Any) -> Opened:
    currency = export.source.currency or None
    opened = Opened(export.table, export.name, export.kind, currency, lambda: export.places)
    return replace(opened, table=_checked(opened.table))


def _frame(given: Any, key: str | None = None) -> pd.DataFrame:
    """Return what was given as pandas, as it stands."""
    if isinstance(given, pd.DataFrame):
        return given
    if isinstance(given, Shown) and isinstance(table := getattr(given, "table", None), pd.DataFrame):
        return pd.DataFrame(table)
    if isinstance(given, Mapping):
        return _of_mapping(given)
    if isinstance(given, (list, tuple)) and _are_rows(given):
        return pd.DataFrame([dict(row) for row in given])
    if isinstance(given, pd.Series):
        return _of_series(given)
    return _of_engine(given, key)


def _are_rows(given: Any) -> bool:
    """Tell whether a list holds rows: dictionaries of cells."""
    return bool(given) and all(isinstance(row, Mapping) and not _nested(row) for row in given)


def _nested(given: Mapping[Any, Any]) -> bool:
    """Tell whether every value of a dictionary holds values itself."""
    return bool(given) and all(_many(value) for value in given.values())


def _many(value: Any) -> bool:
    return isinstance(value, Sized) and isinstance(value, Iterable) and not isinstance(value, (str, bytes))


def _of_mapping(given: Mapping[Any, Any]) -> pd.DataFrame:
    """Open a dictionary: of rows by name, of columns, or of the numbers of one row."""
    if not given:
        raise errors.EmptyTableError("empty_table")
    values = list(given.values())
    if all(isinstance(value, Mapping) for value in values):
        return pd.DataFrame([dict(row) for row in values], index=[str(name) for name in given])
    if _nested(given):
        lengths = {str(name): len(value) for name, value in given.items()}
        if len(set(lengths.values())) > 1:
            shown = ", ".join(f"{name} {n}" for name, n in lengths.items())
            raise errors.BadValueError("columns_lengths", lengths=shown)
        return pd.DataFrame({name: list(value) for name, value in given.items()})
    if any(_many(value) for value in values):
        raise errors.NotATableError("not_results", value=type(given).__name__)
    return pd.DataFrame([dict(given)])


def _of_series(given: pd.Series[Any]) -> pd.DataFrame:
    """Open a series: a column where it has a name, else the numbers of one row by their labels."""
    return given.to_frame() if given.name is not None else pd.DataFrame([given.to_dict()])


def _of_engine(given: Any, key: str | None) -> pd.DataFrame:
    """Open a frame or a series of any engine; a lazy one larger than results are is pooled by `key`."""
    try:
        series = nw.from_native(given, series_only=True)
    except TypeError:
        frame = _opened(given)
    else:
        frame = series.to_frame()
    return _collected(frame, key) if isinstance(frame, nw.LazyFrame) else _as_pandas(frame)


def _opened(given: Any) -> Any:
    try:
        return nw.from_native(given)
    except TypeError:
        raise errors.NotATableError("not_results", value=type(given).__name__) from None


def _collected(frame: nw.LazyFrame[Any], key: str | None) -> pd.DataFrame:
    """Collect a lazy table; one with more rows than results have is pooled by the key that was named."""
    rows = int(frame.select(nw.len().alias("rows")).collect()["rows"][0])
    if rows <= MOST_ROWS:
        return _as_pandas(frame.collect())
    if key is None or key not in frame.collect_schema().names():
        raise errors.NotATableError("too_long", n=rows, most=MOST_ROWS)
    return _pooled(frame, key)


def _pooled(frame: nw.LazyFrame[Any], key: str) -> pd.DataFrame:
    """Return a row a group of `key`: its posts, sums of what adds up, and every rate, from complete rows.

    Reach and other counts of people do not add up, so no sum of them stands there: only rates over them.
    A sum of a group in which a value is missing is missing too, since what is known of it is no total.
    """
    names = frame.collect_schema().names()
    added = [name for name in names if name in NUMBERS and NUMBERS[name].adds == "sum" and name != "posts"]
    alone = [name for name, found in CATALOGUE.items() if is_rate(found) and found.pools != "bounds"]
    rates = [name for name in alone if computable(name, names)]
    sums = [nw.col(name).cast(nw.Float64).sum() for name in added]
    holes = [nw.col(name).is_null().sum().alias(f"{name}__holes") for name in added]
    totals = _as_pandas(frame.group_by(key).agg(nw.len().alias("posts"), *sums, *holes).collect())
    for name in added:
        totals[name] = totals[name].astype(float).mask(totals.pop(f"{name}__holes") > 0)
    if rates:
        pooled = nw.from_native(pool(frame.to_native(), *rates, by=key)).collect()
        totals = totals.merge(_as_pandas(pooled), on=key)
    return totals.sort_values(key, ignore_index=True)


def _as_pandas(frame: nw.DataFrame[Any]) -> pd.DataFrame:
    return pd.DataFrame(frame.to_dict(as_series=False)) if len(frame) else pd.DataFrame(columns=frame.columns)


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    """Refuse a table without rows or columns, or with two columns of one name."""
    measure.opened(table)
    if table.empty:
        raise errors.EmptyTableError("empty_table")
    try:
        table.isna()
    except InvalidOperation:  # a signalling NaN, which pandas cannot compare
        return table.map(lambda cell: None if is_missing(cell) else cell)
    return table
