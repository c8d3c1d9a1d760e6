"""Metrics of groups: complete rows are summed, then the same formula is applied; never a mean of rates."""

from __future__ import annotations

import functools
import operator
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from cmkit import errors
from cmkit.catalogue import CATALOGUE, Metric, column_of, find, is_rate
from cmkit.catalogue.measure import ONE, all_usable, column_name, evaluate, missing, needed, opened
from cmkit.catalogue.quantity import check_columns

ROWS = "rows"


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
    names = frame.collect_schema().names()
    keys = _keys(by)
    for key in keys:
        if key not in names:
            raise missing(key, names, "by")
    wanted = {column_name(name): find(name) for name in metrics}
    frame = check_columns(frame, {name: column_of(name) for name in needed(wanted.values(), names)})
    frame, marks = _marked(frame, wanted)
    sums = _Sums(frame)
    values = [sums.value(found, marks[name]).alias(name) for name, found in wanted.items()]
    counts = {ROWS: "", **{f"{name}_{ROWS}": marks[name] for name in wanted}} if rows else {}
    counted = [sums.count(mark).alias(name) for name, mark in counts.items()]
    groups = sums.by(keys).select(*keys, *values, *counted)
    return nw.maybe_reset_index(groups.sort(keys, nulls_last=True) if keys else groups).to_native()


def _keys(by: Any) -> list[str]:
    if by is None or isinstance(by, str):
        return [] if by is None else [by]
    return list(dict.fromkeys(by)) if isinstance(by, Iterable) else [type(by).__name__]


def _marked(frame: Any, wanted: Mapping[str, Metric]) -> tuple[Any, dict[str, str]]:
    """Return the frame with a mark on the complete rows of each metric, and the name of each one's mark."""
    # Metrics that read the same columns share a mark; in memory, one whose columns miss nothing has "".
    schema = frame.collect_schema()
    lazy = isinstance(frame, nw.LazyFrame)
    inputs = {name: needed([found], list(schema)) for name, found in wanted.items()}
    holes = {name for name in set().union(*inputs.values()) if lazy or _has_holes(frame[name])}
    gaps = {name: tuple(sorted(holes.intersection(read))) for name, read in inputs.items()}
    marks = {columns: f"complete__{n}" for n, columns in enumerate(sorted(set(gaps.values()) - {()}))}
    rules = {name: column_of(name) for name in holes}
    complete = functools.partial(all_usable, columns=rules) if lazy else _all_known
    if marks:
        frame = frame.with_columns(complete(columns, schema).alias(mark) for columns, mark in marks.items())
    if not lazy:
        _warn_of(frame, {name: (columns, marks[columns]) for name, columns in gaps.items() if columns})
    return frame, {name: marks.get(columns, "") for name, columns in gaps.items()}


def _has_holes(series: nw.Series[Any]) -> bool:
    return bool(series.is_null().any() or (series.dtype.is_float() and series.is_nan().any()))


def _all_known(names: Sequence[str], schema: Mapping[str, Any]) -> nw.Expr:
    """Return the condition under which columns, whose range was checked, miss nothing."""
    values = {name: nw.col(name) for name in names}
    tests = (v.is_null() | v.is_nan() if schema[n].is_float() else v.is_null() for n, v in values.items())
    return ~functools.reduce(operator.or_, tests)


def _warn_of(frame: nw.DataFrame[Any], gaps: Mapping[str, tuple[Sequence[str], str]]) -> None:
    for name, (columns, mark) in gaps.items():
        left, total = len(frame) - frame[mark].sum(), len(frame)
        said = errors.CmkitError("set_aside", metric=name, n=left, total=total, columns=tuple(columns))
        warnings.warn(str(said), errors.SetAsideWarning, stacklevel=4)


class _Sums:
    """What is to be added up, under a name of its own: an input of a metric, over its marked rows."""

    def __init__(self, frame: Any) -> None:
        self.frame = frame
        self.schema = frame.collect_schema()
        self.names = list(self.schema)
        self.lazy = isinstance(frame, nw.LazyFrame)
        self.terms: dict[str, nw.Expr] = {}

    def value(self, found: Metric, mark: str) -> nw.Expr:
        """Return a metric's formula over its sums; missing where no row is complete."""
        sums = {name: self._sum(name, mark, found) for name in self._added(found)}
        value: nw.Expr = evaluate(found, list(sums), sums.__getitem__)
        if is_rate(found):
            return value
        if not mark:
            return value.cast(nw.Float64)
        return nw.when(self.count(mark) > 0).then(value.cast(nw.Float64))

    def count(self, mark: str) -> nw.Expr:
        """Return the number of marked rows, or of all."""
        if mark:
            self.terms[f"{ROWS}__{mark}"] = nw.col(mark).cast(nw.Int64)
        return nw.col(f"{ROWS}__{mark}").cast(nw.Int64)

    def _added(self, found: Metric) -> list[str]:
        """Return what is summed: columns, and metrics that add up; a rate is opened into its own inputs."""
        added: dict[str, None] = {}
        for name in found.inputs:
            opens = name not in self.names and name != ONE and is_rate(CATALOGUE[name])
            added |= dict.fromkeys(self._added(CATALOGUE[name]) if opens else [name])
        return list(added)

    def _sum(self, name: str, mark: str, found: Metric) -> nw.Expr:
        if column_of(name).adds == "never":
            raise errors.NotAdditiveError("not_additive", column=name, metric=found.name)
        known = name in self.names or name == ONE
        value = self._read(name) if known else evaluate(CATALOGUE[name], self.names, self._read)
        self.terms[f"{name}__{mark}"] = nw.when(nw.col(mark)).then(value) if mark else value
        return nw.col(f"{name}__{mark}")

    def _read(self, name: str) -> nw.Expr:
        if name not in self.names:
            return nw.lit(1)
        # Narrow integers wrap, and SQL engines add any up into decimals; wide ones are floats since checked.
        as_it_is = self.schema[name] == nw.Float64 or (not self.lazy and self.schema[name] == nw.Int64)
        return nw.col(name) if as_it_is else nw.col(name).cast(nw.Float64)

    def by(self, keys: Sequence[str]) -> Any:
        """Return the sums of each group."""
        terms = [value.alias(name) for name, value in self.terms.items()]
        if self.lazy:
            sums, frame = [term.sum() for term in terms], self.frame
        else:  # engines in memory add up columns, not expressions
            sums, frame = [nw.col(name).sum() for name in self.terms], self.frame.select(*keys, *terms)
        sums.append(nw.len().alias(f"{ROWS}__"))
        return frame.group_by(keys).agg(*sums) if keys else frame.select(*sums)
