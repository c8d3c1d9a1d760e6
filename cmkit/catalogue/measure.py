"""Metrics on a table, one column more a metric (`measure`).

Any table that narwhals knows goes in, and comes back as the same kind: pandas, Polars (eager, lazy),
PyArrow, DuckDB, PySpark.
"""

import functools
import math
import operator
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from cmkit import errors
from cmkit.catalogue import CATALOGUE, Metric, column_of, find
from cmkit.catalogue.columns import Column, by_heading
from cmkit.catalogue.quantity import Table, check_columns
from cmkit.language.said import did_you_mean, said

ONE = "posts"
"""The column that a table of posts need not have: each row is one post."""


def measure(table: Table, *metrics: str) -> Any:
    """Return the table with one column more a metric (missing where an input is missing).

    `table` is a pandas, Polars or PyArrow table, a Polars LazyFrame, a DuckDB relation or a Spark
    DataFrame; the same kind comes back. An export, the path of one, a dictionary of columns or a list of
    dictionaries (a row each) is opened first, and comes back as pandas. `metrics` are names of the
    catalogue (`cmkit.metrics()`). An input that the table lacks is read from its own formula where it has
    one: `interactions` from likes, shares, comments and clicks; each row counts as one post.

    Raises `UnknownNameError`, `MissingColumnError`, `EmptyTableError`, and for tables in memory
    `BadValueError` or `NotANumberError` with the first bad row. Lazy tables (LazyFrame, DuckDB,
    Spark) cannot be looked through beforehand: there a negative or infinite value gives a missing
    result. So does, on every kind, what a metric cannot be: more completed views than starts.

    >>> import pandas as pd
    >>> posts = pd.DataFrame({"interactions": [533, 528], "reach": [5000, 0]})
    >>> measure(posts, "engagement_rate")["engagement_rate"].tolist()
    [0.1066, nan]
    """
    frame = opened(table)
    wanted = {column_name(name): find(name) for name in metrics}
    schema = frame.collect_schema()
    inputs = needed(wanted.values(), list(schema))
    rules = {name: column_of(name) for name in inputs}
    clean = check_columns(frame if isinstance(frame, nw.LazyFrame) else frame.select(inputs), rules)
    if isinstance(clean, nw.LazyFrame):
        values = {name: _row_value(m, schema) for name, m in wanted.items()}
        tests = {name: all_usable(needed([m], list(schema)), schema, rules) for name, m in wanted.items()}
        return frame.with_columns(nw.when(tests[n]).then(values[n]).alias(n) for n in wanted).to_native()
    made = clean.with_columns(_row_value(m, clean.schema).alias(name) for name, m in wanted.items())
    return frame.with_columns(made[name] for name in wanted).to_native()


def opened(table: Any) -> nw.DataFrame[Any] | nw.LazyFrame[Any]:
    """Return the table as narwhals sees it; raise for what is not a table, or has no rows."""
    try:
        frame: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(table)
    except TypeError:
        raise errors.NotATableError("not_a_table", value=type(table).__name__) from None
    except nw.exceptions.DuplicateError:
        twice = [str(c) for c in table.columns[table.columns.duplicated()]]
        raise errors.DuplicateNameError("columns_twice", names=", ".join(twice)) from None
    if isinstance(frame, nw.DataFrame) and len(frame) == 0:
        raise errors.EmptyTableError("empty_table")
    return frame


def leaves(found: Metric, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield the columns that a metric reads, and whether each is among `names`."""
    # A metric that is not is opened into its own inputs; posts (`ONE`) are not read where no column has them.
    for name in found.inputs:
        if name in names or not (name in CATALOGUE or name == ONE):
            yield name, name in names
        elif name != ONE:
            yield from leaves(CATALOGUE[name], names)


def needed(metrics: Iterable[Metric], names: Sequence[str]) -> list[str]:
    """Return the columns, among `names`, that the metrics read, in order; raise for one that is missing."""
    read = [(each, *leaf) for each in metrics for leaf in leaves(each, names)]
    for each, name, there in read:
        if not there:
            raise missing(name, names, each.name)
    return list(dict.fromkeys(name for _, name, _ in read))


def computable(metric: str, names: Sequence[str]) -> bool:
    """Tell whether a table with these columns has all that a metric needs."""
    return all(there for _, there in leaves(find(metric), names))


def missing(column: str, names: Sequence[str], wanted_for: str) -> errors.MissingColumnError:
    """Return the error for a column that `wanted_for` needs, with the nearest of the columns there are."""
    spoken = [heading for heading, known in by_heading(names).items() if known == column]
    hint = did_you_mean(column, names) or (said("errors.did_you_mean", word=spoken[0]) if spoken else "")
    present = ", ".join(map(str, names))
    return errors.MissingColumnError(
        "missing_column", column=column, wanted_for=wanted_for, hint=hint, present=present
    )


def column_name(asked: str) -> str:
    """Return the name of the column made for a metric: the alias it was asked by, or its own name."""
    found = find(asked)
    return asked if asked in found.also else found.name


def evaluate(found: Metric, names: Sequence[str], read: Callable[[str], Any]) -> Any:
    """Return the value of a metric over its inputs, each taken by `read`: columns, arrays or sums."""
    return found.value(**inputs_of(found, names, read))


def inputs_of(found: Metric, names: Sequence[str], read: Callable[[str], Any]) -> dict[str, Any]:
    """Take a metric's inputs by `read`; one that is not among `names` is evaluated from its own formula."""
    return {
        name: read(name) if name in names or name == ONE else evaluate(CATALOGUE[name], names, read)
        for name in found.inputs
    }


def _row_value(found: Metric, schema: Mapping[str, Any]) -> nw.Expr:
    def read(name: str) -> nw.Expr:
        if name not in schema:
            return nw.lit(1.0)
        floats = nw.col(name).cast(nw.Float64)
        return nw.when(~floats.is_nan()).then(floats).alias(name) if schema[name].is_float() else floats

    expression: nw.Expr = evaluate(found, list(schema), read)
    return expression


def all_usable(names: Iterable[str], schema: Mapping[str, Any], columns: Mapping[str, Column]) -> nw.Expr:
    """Return the condition under which the columns `names` are all known, finite and within their rules."""
    return functools.reduce(operator.and_, (_usable(name, schema[name], columns[name]) for name in names))


def _usable(name: str, dtype: Any, column: Column) -> nw.Expr:
    """Return the test of one column; one test of the upper end leaves out NaN and infinity alike."""
    # For NaN compares as greater than any number on Polars, DuckDB and Spark.
    value, lowest = nw.col(name), column.minimum
    top = 1.0 if column.unit == "share" else sys.float_info.max
    if not dtype.is_float():  # comparing with a whole number spares engines a cast of the column
        above = ~value.is_null() if lowest is None else value >= math.ceil(lowest)
        return above & (value <= 1) if column.unit == "share" else above
    return (value >= (-top if lowest is None else lowest)) & (value <= top)
