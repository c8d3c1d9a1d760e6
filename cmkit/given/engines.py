"""Whatever users give, opened as pandas: frames of any engine, exports, files, lists, dictionaries."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from cmkit import errors
from cmkit.catalogue import CATALOGUE, is_rate, measure
from cmkit.catalogue.columns import NUMBERS
from cmkit.catalogue.measure import computable
from cmkit.catalogue.pool import pool
from cmkit.given.amounts import MONEY
from cmkit.given.names import meaning
from cmkit.language.facts import Inside
from cmkit.language.said import said
from cmkit.statements.shown import Shown

MOST_ROWS = 200_000
"""A lazy table of more rows is no table of results: it is pooled first, by its own engine."""

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet", ".zip", ".xml")
"""How the name of a file ends that `cmkit.read` reads."""


IN_ROWS = ("channels", "pages", "daily")
"""The kinds of export, besides posts and ads, whose rows can be judged one by one."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A table as pandas; of an export also its name, the kind of its rows, currency, lines, stated period."""

    table: pd.DataFrame
    name: str = ""
    kind: str = ""
    currency: str | None = None
    places: Callable[[], pd.DataFrame] | None = None
    period: tuple[Any, Any] | None = None


def table_of(given: Any, key: str | None = None) -> Opened:
    """Open what was given as one table (see `opened`); a lazy one of many rows is pooled by `key` first."""
    export = _export(given)
    if export is None:
        return Opened(_checked(_frame(given, key)))
    if export.kind == "unknown" and any(map(meaning, export.original)):
        return Opened(_checked(export.original.reset_index(drop=True)), places=lambda: export.places)
    if export.posts is None and (export.kind not in IN_ROWS or export.table is None):
        raise errors.NotATableError("no_posts", kind=said(export.label_key))
    return _of_export(export)


def tables_of(given: Any) -> list[Opened]:
    """Open a list of what `table_of` takes, or an export: each of its tables of any kind, but empty ones."""
    if (export := _export(given)) is not None:
        parts = [export] if export.table is not None else list(export.tables.values())
        return [_of_export(part) for part in parts if part.table is not None and len(part)]
    if isinstance(given, (list, tuple)) and not are_rows(given):
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


def _export(given: Any) -> Any:
    """Return an export, or the one that a path names; None for anything else."""
    if is_export(given):
        return given
    if not isinstance(given, (str, Path)):
        return None
    if not is_path(given):
        raise errors.NotATableError("not_results", value=type(given).__name__)
    from cmkit.reading.read import read

    return read(given)


def _of_export(export: Any) -> Opened:
    said = export.source.currency or None, lambda: export.places, export.source.period
    return Opened(_checked(export.table), export.name, export.kind, *said)


def _frame(given: Any, key: str | None = None) -> pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        return given
    if isinstance(given, Shown) and isinstance(table := getattr(given, "table", None), pd.DataFrame):
        # A target and amounts stand beside any answer; results hold something that was counted.
        if not any(name in NUMBERS and NUMBERS[name].unit not in MONEY for name in {*table} - {"target"}):
            raise errors.NotATableError("not_results", value=type(given).__name__)
        return pd.DataFrame(table)
    if isinstance(given, Mapping):
        return _of_mapping(given)
    if are_rows(given):
        return pd.DataFrame([dict(row) for row in given])
    if isinstance(given, pd.Series):  # a column where it has a name, else the numbers of one row
        return given.to_frame() if given.name is not None else pd.DataFrame([given.to_dict()])
    return _of_engine(given, key)


def are_rows(given: Any) -> bool:
    """Tell whether this is a list of rows, a dictionary each."""
    listed = isinstance(given, (list, tuple)) and bool(given)
    return listed and all(isinstance(row, Mapping) and not _nested(row) for row in given)


def _nested(given: Mapping[Any, Any]) -> bool:
    return bool(given) and all(map(_many, given.values()))


def _many(value: Any) -> bool:
    return isinstance(value, Sized) and isinstance(value, Iterable) and not isinstance(value, (str, bytes))


def _of_mapping(given: Mapping[Any, Any]) -> pd.DataFrame:
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


def _of_engine(given: Any, key: str | None) -> pd.DataFrame:
    try:
        frame = nw.from_native(given, allow_series=True)
    except TypeError:
        raise errors.NotATableError("not_results", value=type(given).__name__) from None
    if not isinstance(frame, nw.LazyFrame):
        return _as_pandas(frame.to_frame() if isinstance(frame, nw.Series) else frame)
    rows = int(frame.select(nw.len().alias("rows")).collect()["rows"][0])
    if rows <= MOST_ROWS:
        return _as_pandas(frame.collect())
    if key is None or key not in frame.collect_schema().names():
        raise errors.NotATableError("too_long", n=rows, most=MOST_ROWS)
    return _pooled(frame, key)


def _pooled(frame: nw.LazyFrame[Any], key: str) -> pd.DataFrame:
    """Return a row a group of `key`: sums of what every row has, never of people, and every rate."""
    names = frame.collect_schema().names()
    added = [name for name in names if name in NUMBERS and NUMBERS[name].adds == "sum" and name != "posts"]
    rates = [name for name, found in CATALOGUE.items() if is_rate(found) and computable(name, names)]
    sums = [nw.col(name).cast(nw.Float64).sum() for name in added]  # wide integers would wrap
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
    """Refuse a table without rows or columns, with two columns of one name, or headings on two rows."""
    if table.columns.nlevels > 1:
        raise errors.NotATableError("headings_on_levels", n=table.columns.nlevels)
    measure.opened(table)
    for name, dtype in table.dtypes.items():
        if dtype.kind == "O":
            _compared(table[name])
    if table.empty:
        raise errors.EmptyTableError("empty_table")
    return table


def _compared(column: pd.Series[Any]) -> None:
    """Refuse a column with a signalling NaN of `decimal`: pandas cannot even tell what is missing there."""
    try:
        column.isna()
    except ArithmeticError:
        raise errors.NotANumberError("signalling", column=Inside(str(column.name))) from None
