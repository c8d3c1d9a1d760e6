"""The kinds of table that cmkit works on, each made from, and read back into, plain Python columns."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

Columns = dict[str, list[Any]]


def _float_pandas(columns: Columns) -> pd.DataFrame:
    numbers = {name: _numeric(values) for name, values in columns.items()}
    return pd.DataFrame(
        {n: [math.nan if v is None and numbers[n] else v for v in values] for n, values in columns.items()}
    )


def _numeric(values: list[Any]) -> bool:
    return all(v is None or isinstance(v, (int, float)) for v in values)


def _duckdb(columns: Columns) -> Any:
    table = pa.table(columns)
    return duckdb.from_arrow(table)


EAGER: dict[str, Callable[[Columns], Any]] = {
    "pandas": _float_pandas,
    "pandas_nullable": lambda columns: _float_pandas(columns).convert_dtypes(),
    "pandas_arrow": lambda columns: pa.table(columns).to_pandas(types_mapper=pd.ArrowDtype),
    "polars": lambda columns: pl.DataFrame(columns, strict=False),
    "pyarrow": pa.table,
}
LAZY: dict[str, Callable[[Columns], Any]] = {
    "polars_lazy": lambda columns: pl.DataFrame(columns, strict=False).lazy(),
    "duckdb": _duckdb,
}
KINDS = EAGER | LAZY


def spark_table(spark: Any, columns: Columns) -> Any:
    """Return a Spark DataFrame of these columns, integers as bigint and floats as double."""
    kinds = {n: next((type(v) for v in vs if v is not None), float) for n, vs in columns.items()}
    words = {int: "bigint", float: "double", str: "string"}
    schema = ", ".join(f"{n} {words[kind]}" for n, kind in kinds.items())
    return spark.createDataFrame(list(zip(*columns.values(), strict=True)), schema)


def as_columns(table: Any) -> Columns:
    """Read any table back: column name -> values, None where missing (null, NaN or NA)."""
    if type(table).__module__.startswith("pyspark"):
        return _plain({n: [row[n] for row in table.collect()] for n in table.columns})
    if isinstance(table, pd.DataFrame):
        return _plain({n: table[n].tolist() for n in table.columns})
    if isinstance(table, duckdb.DuckDBPyRelation):
        return _plain(table.to_arrow_table().to_pydict())
    if isinstance(table, pl.LazyFrame):
        table = table.collect()
    return _plain(table.to_dict(as_series=False) if isinstance(table, pl.DataFrame) else table.to_pydict())


def _plain(columns: Columns) -> Columns:
    return {n: [None if pd.isna(v) else v for v in values] for n, values in columns.items()}
