"""Metrics of groups: complete rows are summed, then the same formula is applied; never a mean of rates."""

from __future__ import annotations

import functools
import operator
import warnings
from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw

from cmkit import errors
from cmkit.catalogue import CATALOGUE, Metric, column_of, find, is_rate
from cmkit.measuring import ONE, column_name, missing, needed, opened, row_input
from cmkit.quantity import check_columns, usable
from cmkit.texts import say


def pool(table: Any, *metrics: str, by: str | Sequence[str] | None = None, rows: bool = False) -> Any:
    """Return one row a group with each metric of the group as a whole: sums first, then the formula.

    Only rows where every input of a metric is known enter its sums. Tables in memory warn
    (`SetAsideWarning`) when rows are set aside; `rows=True` adds the number of rows of each group
    (`rows`) and, for each metric, of those that entered (`<metric>_rows`). Reach and followers are
    summed as the base of a rate, which is not a number of different people. Without `by` the whole
    table is one group. Groups come sorted; a missing key is a group too.

    Raises as `measure` does, and `NotAdditiveError` for a metric that reads a share or a score.

    >>> import pandas as pd
    >>> posts = pd.DataFrame({"interactions": [5, 1], "reach": [10, 100]})
    >>> round(float(pool(posts, "engagement_rate")["engagement_rate"][0]), 4)
    0.0545
    """
    frame = opened(table)
    keys = [by] if isinstance(by, str) else list(by or [])
    names = frame.collect_schema().names()
    for key in keys:
        if key not in names:
            raise missing(key, names, "by")
    wanted = {column_name(name): find(name) for name in metrics}
    inputs = needed(wanted.values(), names)
    frame = frame.select(dict.fromkeys([*keys, *inputs]))
    if isinstance(frame, nw.DataFrame):
        frame = check_columns(frame, {name: column_of(name) for name in inputs})
    sums = _Sums(frame)
    for name, found in wanted.items():
        sums.add(name, found, count=rows)
    return sums.by(keys, wanted, rows).to_native()


class _Sums:
    """The columns to add up: one for each input of a metric, masked by what the metric leaves out."""

    def __init__(self, frame: Any) -> None:
        self.frame = frame
        self.names: list[str] = frame.collect_schema().names()
        self.columns: dict[str, nw.Expr] = {}
        self.of: dict[str, dict[str, str]] = {}
        self.used: dict[str, str] = {}

    @functools.cached_property
    def holes(self) -> set[str]:
        """The columns that need a mask: all of a lazy frame, those with missing values of another."""
        if isinstance(self.frame, nw.LazyFrame):
            return set(self.names)
        return {name for name in self.names if self._has_holes(name)}

    def _has_holes(self, name: str) -> bool:
        series = self.frame[name]
        return bool(series.is_null().any() or (series.dtype.is_float() and series.is_nan().any()))

    def add(self, name: str, found: Metric, count: bool) -> None:
        """Plan the sums of one metric, and the count of its complete rows where it is wanted."""
        inputs = needed([found], self.names)
        masking = tuple(sorted(self.holes.intersection(inputs)))
        self.of[name] = {leaf: self._summed(leaf, masking, found) for leaf in self._leaves(found)}
        if count or (masking and not is_rate(found)):
            self.used[name] = self._plan("row", masking, nw.lit(1))
        if masking and isinstance(self.frame, nw.DataFrame):
            self._warn(found, masking)

    def _leaves(self, found: Metric) -> list[str]:
        """Return what is summed: columns, and metrics that add up; a rate is opened into its own inputs."""
        leaves: dict[str, None] = {}
        for name in found.inputs:
            additive = name in self.names or name == ONE or not is_rate(CATALOGUE[name])
            leaves |= dict.fromkeys([name] if additive else self._leaves(CATALOGUE[name]))
        return list(leaves)

    def _summed(self, leaf: str, masking: tuple[str, ...], found: Metric) -> str:
        if column_of(leaf).adds == "never":
            raise errors.NotAdditiveError("not_additive", column=leaf, metric=found.name)
        own = [leaf] if leaf in self.names or leaf == ONE else needed([CATALOGUE[leaf]], self.names)
        if isinstance(self.frame, nw.DataFrame):
            masking = tuple(name for name in masking if [name] != own)
        return self._plan(leaf, masking, self._row_input(leaf))

    def _row_input(self, leaf: str) -> nw.Expr:
        dtype = self.frame.collect_schema().get(leaf)
        exact = dtype == nw.Int64 and not self.frame.implementation.is_duckdb()
        return nw.col(leaf) if exact else row_input(leaf, self.frame, self.names)

    def _plan(self, what: str, masking: tuple[str, ...], value: nw.Expr) -> str:
        planned = "__".join([what, *masking]) + "__"
        self.columns[planned] = nw.when(self._complete(masking)).then(value) if masking else value
        return planned

    def _complete(self, masking: tuple[str, ...]) -> nw.Expr:
        dtypes = self.frame.collect_schema()
        return functools.reduce(operator.and_, (usable(n, dtypes[n], column_of(n)) for n in masking))

    def _warn(self, found: Metric, masking: tuple[str, ...]) -> None:
        total = len(self.frame)
        kept = self.frame.select(self._complete(masking).sum()).item()
        said = say("errors.set_aside", metric=found.name, n=total - kept, total=total, columns=", ".join(masking))
        warnings.warn(said, errors.SetAsideWarning, stacklevel=4)

    def by(self, keys: list[str], wanted: dict[str, Metric], rows: bool) -> Any:
        """Sum by group, then apply each formula to the sums."""
        masked = self.frame.select(*keys, *(value.alias(name) for name, value in self.columns.items()))
        totals = [nw.col(name).sum() for name in self.columns]
        size = [nw.len().alias("rows")] if rows else []
        grouped = masked.group_by(keys).agg(*totals, *size).sort(keys, nulls_last=True) if keys else masked.select(*totals, *size)
        grouped = grouped.with_columns(nw.col(name).cast(nw.Float64) for name in self.columns)
        values = [self._value(name, found).alias(name) for name, found in wanted.items()]
        counts = [nw.col(self.used[name]).cast(nw.Int64).alias(f"{name}_rows") for name in wanted] if rows else []
        return grouped.select(*keys, *values, *(["rows"] if rows else []), *counts)

    def _value(self, name: str, found: Metric) -> nw.Expr:
        value = _formula(found, self.of[name])
        if is_rate(found) or name not in self.used:
            return value
        return nw.when(nw.col(self.used[name]) > 0).then(value)


def _formula(found: Metric, sums: dict[str, str]) -> nw.Expr:
    """Apply a formula to sums; an input that is a rate is itself calculated from sums."""
    return found.formula(
        **{n: nw.col(sums[n]) if n in sums else _formula(CATALOGUE[n], sums) for n in found.inputs}
    )
