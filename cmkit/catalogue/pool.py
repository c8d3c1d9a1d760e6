"""Metrics of groups: complete rows are summed, then the same formula is applied; never a mean of rates."""

import functools
import operator
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from cmkit import errors
from cmkit.catalogue import CATALOGUE, Metric, column_of, find, is_rate
from cmkit.catalogue.measure import ONE, all_usable, column_name, evaluate, missing, needed, opened
from cmkit.catalogue.quantity import Table, check_columns

ROWS = "rows"
CHAIN = "chain"
AT, BASE, BEGUN = "at__", "base__", "begun__"
SCOPE = ("platform", "account", "account_id")
"""Rows of other accounts do not go on from one another, whatever their numbers."""


def pool(table: Table, *metrics: str, by: str | Sequence[str] | None = None, rows: bool = False) -> Any:
    """Return one row a group with each metric of the group as a whole: sums first, then the formula.

    Takes what `measure` takes. Only rows where every input of a metric is known enter its sums. Tables in
    memory warn (`SetAsideWarning`) when rows are set aside; `rows=True` adds the number of rows of each
    group (`rows`) and, for each metric, of those that entered (`<metric>_rows`). Reach and followers are
    summed as the base of a rate, which is not a number of different people. Without `by` the whole
    table is one group. Groups come sorted; a missing key is a group too.

    Two kinds of metric are no rate of sums. `audience_growth`: a row that starts where another ended
    (start + net) goes on from it, dated or not, so that the base is the start of the first; where rows do
    not go on from one another the base is the sum of their starts, which tables in memory warn of, and
    `rows=True` gives (`audience_growth_base`). `frequency` and `cost_per_thousand_reached`: people do not
    add up over rows, so that each is two bounds, `<metric>_low` and `<metric>_high` (the reach is at most
    the sum, at least the greatest).

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
    rules = {name: column_of(name) for name in needed(wanted.values(), names)}
    frame = check_columns(frame, rules, summed=True)
    frame, marks = _marked(frame, wanted)
    sums = _Sums(frame)
    values = [each for name, found in wanted.items() for each in sums.values(name, found, marks[name])]
    counts = {ROWS: "", **{f"{name}_{ROWS}": marks[name] for name in wanted}} if rows else {}
    counted = [sums.count(mark).alias(name) for name, mark in counts.items()]
    bases = [nw.col(BASE).alias(f"{n}_base") for n, found in wanted.items() if rows and found.pools == CHAIN]
    grouped = sums.by(keys)
    groups = grouped.select(*keys, *values, *counted, *bases)
    if sums.chain and isinstance(grouped, nw.DataFrame):
        _warn_of_starts(grouped, [name for name, found in wanted.items() if found.pools == CHAIN])
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
    values = {name: nw.col(name) for name in names}
    tests = (v.is_null() | v.is_nan() if schema[n].is_float() else v.is_null() for n, v in values.items())
    return ~functools.reduce(operator.or_, tests)


def _warn_of(frame: nw.DataFrame[Any], gaps: Mapping[str, tuple[Sequence[str], str]]) -> None:
    for name, (columns, mark) in gaps.items():
        left, total = len(frame) - frame[mark].sum(), len(frame)
        said = errors.CmkitError("set_aside", metric=name, n=left, total=total, columns=tuple(columns))
        warnings.warn(str(said), errors.SetAsideWarning, stacklevel=5)


def _warn_of_starts(groups: nw.DataFrame[Any], names: Sequence[str]) -> None:
    several = groups.filter(nw.col(BEGUN) > 1)
    for name in names if len(several) else ():
        starts = int(several[BEGUN].sum())
        said = errors.CmkitError("starts_added", metric=name, n=len(several), starts=starts)
        warnings.warn(str(said), errors.SetAsideWarning, stacklevel=4)


class _Sums:
    """What is to be added up, under a name of its own: an input of a metric, over its marked rows."""

    def __init__(self, frame: Any) -> None:
        self.frame = frame
        self.schema = frame.collect_schema()
        self.names = list(self.schema)
        self.lazy = isinstance(frame, nw.LazyFrame)
        self.terms: dict[str, nw.Expr] = {}
        self.greatest: set[str] = set()  # the terms of which the greatest is kept, not the sum
        self.chain: tuple[nw.Expr, nw.Expr] | None = None  # where each row starts, and where it ends

    def values(self, name: str, found: Metric, mark: str) -> list[nw.Expr]:
        """Return what a metric gives, named: a value, or two bounds; missing where no row is complete."""
        sums = {each: self._sum(each, mark, found) for each in self._added(found)}
        base = found.inputs[-1]
        if found.pools == "sums":
            return [self._value(found, sums, mark).alias(name)]
        if found.pools == CHAIN:
            net, start = (self.terms[f"{each}__{mark}"] for each in found.inputs)
            self.chain = (start, start + net)
            return [self._value(found, sums | {base: nw.col(BASE)}, mark).alias(name)]
        top = f"{base}__{mark}__greatest"
        self.terms[top] = self.terms[f"{base}__{mark}"]
        self.greatest.add(top)
        ends = {"low": sums[base], "high": nw.col(top)}
        return [self._value(found, sums | {base: end}, mark).alias(f"{name}_{e}") for e, end in ends.items()]

    def _value(self, found: Metric, sums: Mapping[str, nw.Expr], mark: str) -> nw.Expr:
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
        if self.chain:
            return self._chained(keys, terms, *self.chain)
        if self.lazy:
            sums, frame = [self._whole(name, value) for name, value in self.terms.items()], self.frame
        else:  # engines in memory add up columns, not expressions
            sums, frame = self._wholes(), self.frame.select(*keys, *terms)
        sums.append(nw.len().alias(f"{ROWS}__"))
        return frame.group_by(keys).agg(*sums) if keys else frame.select(*sums)

    def _whole(self, name: str, value: nw.Expr) -> nw.Expr:
        return (value.max() if name in self.greatest else value.sum()).alias(name)

    def _wholes(self) -> list[nw.Expr]:
        return [self._whole(name, nw.col(name)) for name in self.terms]

    def _chained(self, keys: Sequence[str], terms: Sequence[nw.Expr], start: nw.Expr, end: nw.Expr) -> Any:
        """Return the sums of each group, and its base: the starts that no row of the group ends at.

        Each row is given twice, at its start and, without its numbers, at its end. Where more rows start
        than end, some begin there; so does one where rows only stay (the net is 0).
        """
        scope = [name for name in SCOPE if name in self.names and name not in keys]
        at, stays = nw.col(AT), (nw.col(AT) == nw.col("to__")).cast(nw.Int64)
        rows = self.frame.select(*keys, *scope, *terms, start.alias(AT), end.alias("to__"))
        nothing = (nw.when(nw.lit(False)).then(nw.col(name)).alias(name) for name in self.terms)
        ends = rows.select(*keys, *scope, *nothing, nw.col("to__").alias(AT), at.alias("to__"))
        moves = [nw.lit(1).alias("left__"), nw.lit(0).alias("come__"), stays.alias("stay__")]
        moved = [nw.lit(0).alias("left__"), nw.lit(1).alias("come__"), stays.alias("stay__")]
        both = nw.concat([rows.with_columns(*moves), ends.with_columns(*moved)])
        moves = [nw.col(name).sum() for name in ("left__", "come__", "stay__")]
        points = both.group_by(*keys, *scope, AT).agg(*self._wholes(), *moves)
        left, come = nw.col("left__"), nw.col("come__")
        begun = nw.when(left > come).then(left - come).otherwise(nw.lit(0))
        alone = (left > 0) & (left == come) & (2 * left == nw.col("stay__"))  # each counts at both its ends
        begun = nw.when(alone).then(nw.lit(1)).otherwise(begun)
        points = points.with_columns(nw.when(~at.is_null()).then(begun).otherwise(nw.lit(0)).alias(BEGUN))
        points = points.with_columns((nw.col(BEGUN) * at).alias(BASE), (left * at).alias("starts__"))
        sums = [*self._wholes(), *(nw.col(name).sum() for name in (BEGUN, BASE, "starts__", "left__"))]
        groups = points.group_by(keys).agg(*sums) if keys else points.select(*sums)
        # Rows that only go round (1000 + 40, 1040 - 40) begin nowhere, and have not grown.
        base = nw.when(nw.col(BEGUN) > 0).then(nw.col(BASE)).otherwise(nw.col("starts__"))
        base = nw.when(base > 0).then(base.cast(nw.Float64))
        return groups.with_columns(base.alias(BASE), nw.col("left__").alias(f"{ROWS}__"))
