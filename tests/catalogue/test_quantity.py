"""One formula on every kind of argument: what a lesson computes with numbers, an audit computes on Spark."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as main_narwhals
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmkit import errors
from cmkit.catalogue import CATALOGUE, FUNCTIONS, column_of
from cmkit.catalogue.columns import NUMBERS
from cmkit.catalogue.quantity import as_number, broken_rule, ratio

Columns = dict[str, list[Any]]
Run = Callable[[str, Columns], list[Any]]
"""How one kind computes: a metric and plain columns in, a plain list out, None where missing."""


def plain(values: Any) -> list[Any]:
    return [None if pd.isna(value) else float(value) for value in values]


def about(values: list[Any]) -> Any:
    """Compare floats closely, and what is missing exactly."""
    return [None if value is None else pytest.approx(value, rel=1e-12) for value in values]


def call(metric: str, arguments: dict[str, Any]) -> Any:
    prices = {c: 2.0 for c, value in CATALOGUE[metric].constants.items() if math.isnan(value)}
    return FUNCTIONS[metric](**arguments, **prices)


def on_floats(metric, columns):
    rows = zip(*columns.values(), strict=True)
    return plain(call(metric, dict(zip(columns, row, strict=True))) for row in rows)


def on_arrays(metric, columns):
    return plain(call(metric, {n: np.array(v, dtype=float) for n, v in columns.items()}))


def on_lists(metric, columns):
    return plain(call(metric, columns))


def on_pandas(dtype):
    def run(metric, columns):
        made = call(metric, {n: pd.Series(v, dtype=dtype(v)) for n, v in columns.items()})
        assert isinstance(made, pd.Series)
        assert made.name == metric
        return plain(made)

    return run


def whole(values):
    return all(value is None or value == int(value) for value in values)


def on_polars(metric, columns):
    made = call(metric, {n: pl.Series(v, strict=False) for n, v in columns.items()})
    assert isinstance(made, pl.Series)
    assert not made.is_nan().any(), "missing is null on Polars, never NaN"
    return plain(made)


def on_polars_lazy(metric, columns):
    frame = pl.DataFrame(columns, strict=False).lazy()
    made = frame.select(call(metric, {n: pl.col(n) for n in columns})).collect()
    assert made.columns == [metric]
    assert not made[metric].is_nan().any(), "missing is null on Polars, never NaN"
    return plain(made[metric])


def on_pyarrow(metric, columns):
    kinds = pa.table(columns).schema
    chunks = {n: pa.chunked_array([v[:1], v[1:]], kinds.field(n).type) for n, v in columns.items()}
    made = call(metric, chunks)
    assert isinstance(made, pa.ChunkedArray)
    return plain(made.to_pylist())


def on_narwhals(metric, columns):
    frame = nw.from_native(pl.DataFrame(columns, strict=False).lazy())
    made = frame.select(call(metric, {n: nw.col(n) for n in columns})).collect().to_native()
    return plain(made[metric])


def on_narwhals_pandas(metric, columns):
    frame = nw.from_native(pd.DataFrame(columns, dtype=float))
    return plain(frame.select(call(metric, {n: nw.col(n) for n in columns})).to_native()[metric])


def on_duckdb(metric, columns):
    table = duckdb.from_arrow(pa.table(columns))
    made = table.select(call(metric, {n: duckdb.ColumnExpression(n) for n in columns}))
    assert made.columns == [metric]
    return plain(row[0] for row in made.fetchall())


KINDS: dict[str, Run] = {
    "float": on_floats,
    "numpy": on_arrays,
    "list": on_lists,
    "pandas float64": on_pandas(lambda values: "float64"),
    "pandas Int64": on_pandas(lambda values: "Int64" if whole(values) else "Float64"),
    "pandas Arrow": on_pandas(lambda values: "int64[pyarrow]" if whole(values) else "double[pyarrow]"),
    "Polars Series": on_polars,
    "Polars LazyFrame": on_polars_lazy,
    "PyArrow": on_pyarrow,
    "narwhals on Polars": on_narwhals,
    "narwhals on pandas": on_narwhals_pandas,
    "DuckDB": on_duckdb,
}
EVERY_KIND = pytest.mark.parametrize("run", KINDS.values(), ids=KINDS)
EVERY_METRIC = pytest.mark.parametrize("metric", CATALOGUE)


def sample(metric: str) -> Columns:
    """Return columns for a metric: two usual rows, one of zeros, and one for each input that is missing."""
    inputs = CATALOGUE[metric].inputs
    shares = {n for n in inputs if column_of(n).unit == "share"}
    rows: list[dict[str, Any]] = [
        {n: 0.25 if n in shares else 40 + i for i, n in enumerate(inputs)},
        {n: 0.5 if n in shares else 7 + 5 * i for i, n in enumerate(inputs)},
        dict.fromkeys(inputs, 0),
    ]
    rows += [rows[0] | {n: None} for n in inputs]
    return {n: [row[n] for row in rows] for n in inputs}


def expected(metric: str) -> list[float | None]:
    """Compute by the bare formula on plain numbers, and put missing where zero or an unknown forbids it."""
    columns = sample(metric)
    prices = {c: 2.0 for c, value in CATALOGUE[metric].constants.items() if math.isnan(value)}
    results = []
    for row in zip(*columns.values(), strict=True):
        known = dict(zip(columns, row, strict=True))
        value = None if None in row else CATALOGUE[metric].value(**known, **prices)
        results.append(None if value is None or math.isnan(value) else value)
    return results


@EVERY_KIND
@EVERY_METRIC
def test_every_metric_is_the_same_on_every_kind(run, metric):
    """A figure that depends on the library that computed it cannot be defended."""
    assert run(metric, sample(metric)) == about(expected(metric))


def test_every_metric_is_the_same_on_spark_with_ansi_rules(spark):
    """Spark with ANSI rules raises on division by zero, and would stop the whole job."""
    from pyspark.sql import functions

    assert spark.conf.get("spark.sql.ansi.enabled") == "true"
    for metrics in (list(CATALOGUE)[i::4] for i in range(4)):
        rows = max(len(sample(m)[CATALOGUE[m].inputs[0]]) for m in metrics)
        columns = {
            f"{m}__{n}": [None if v is None else float(v) for v in values] + [None] * (rows - len(values))
            for m in metrics for n, values in sample(m).items()
        }
        schema = ", ".join(f"{name} double" for name in columns)
        frame = spark.createDataFrame(list(zip(*columns.values(), strict=True)), schema)
        made = frame.select(*(
            call(m, {n: functions.col(f"{m}__{n}") for n in CATALOGUE[m].inputs}) for m in metrics
        )).collect()
        for m in metrics:
            want = expected(m)
            assert plain(row[m] for row in made)[: len(want)] == about(want), m


def on_spark(spark):
    from pyspark.sql import functions

    def run(metric, columns):
        schema = ", ".join(f"{n} double" for n in columns)
        rows = [[None if v is None else float(v) for v in row] for row in zip(*columns.values(), strict=True)]
        frame = spark.createDataFrame(rows, schema)
        made = frame.select(call(metric, {n: functions.col(n) for n in columns}))
        return plain(row[metric] for row in made.collect())

    return run


# The traps, each once: what the engines do on their own is in the docstring.


@EVERY_KIND
def test_trap_zero_division_is_missing(run):
    """Python raises; NumPy, pandas, Polars and DuckDB give inf."""
    assert run("ctr", {"link_clicks": [3, 0, 3], "impressions": [0, 0, 6]}) == [None, None, 0.5]
    assert run("cpm", {"spend": [3, 3], "impressions": [0, 1000]}) == [None, 3]
    assert run("be_roas", {"margin_rate": [0, 0.25]}) == [None, 4]


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "pandas Int64"])
def test_trap_nan_is_missing_and_not_a_value(kind):
    """Polars, DuckDB and Spark hold NaN for greater than any number, so NaN passes for a good base."""
    if kind == "pandas Arrow":
        run = on_pandas(lambda values: "double[pyarrow]")
    else:
        run = KINDS[kind]
    columns = {"engaged_sessions": [1.0, math.nan, 1.0, 1.0], "sessions": [math.nan, 2.0, None, 2.0]}
    assert run("bounce_rate", columns) == [None, None, None, 0.5]


def test_trap_nan_is_missing_on_spark(spark):
    columns = {"engaged_sessions": [1.0, math.nan, 1.0, 1.0], "sessions": [math.nan, 2.0, None, 2.0]}
    assert on_spark(spark)("bounce_rate", columns) == [None, None, None, 0.5]


def test_trap_zero_division_on_spark_does_not_stop_the_job(spark):
    assert on_spark(spark)("ctr", {"link_clicks": [3, 0, 3], "impressions": [0, 0, 6]}) == [None, None, 0.5]


OVERFLOWING = {
    "numpy": lambda n: np.array([n], dtype="uint8"),
    "pandas uint8": lambda n: pd.Series([n], dtype="uint8"),
    "pandas UInt8": lambda n: pd.Series([n], dtype="UInt8"),
    "pandas Arrow": lambda n: pd.Series([n], dtype="uint8[pyarrow]"),
    "Polars": lambda n: pl.Series([n], dtype=pl.UInt8),
    "PyArrow": lambda n: pa.chunked_array([[n]], pa.uint8()),
}


@pytest.mark.parametrize("column", OVERFLOWING.values(), ids=OVERFLOWING)
def test_trap_small_integers_do_not_overflow(column):
    """In UInt8, 200 + 200 + 200 is 88, and over 100 it is 0.88 instead of 6."""
    total = FUNCTIONS["public_interactions"](column(200), column(200), column(200))
    assert plain(total) == [600]
    assert plain(FUNCTIONS["er_weighted"](*[column(200)] * 5, column(100))) == [18]


def test_trap_small_integers_do_not_overflow_in_expressions(spark):
    table = pl.DataFrame({"n": [200], "base": [100]}, schema=dict.fromkeys(("n", "base"), pl.UInt8))
    weigh = FUNCTIONS["er_weighted"]
    assert table.lazy().select(weigh(*[pl.col("n")] * 5, pl.col("base"))).collect().item() == 18
    relation = duckdb.sql("select 200::utinyint n, 100::utinyint base")
    n, base = duckdb.ColumnExpression("n"), duckdb.ColumnExpression("base")
    assert relation.select(weigh(*[n] * 5, base)).fetchall() == [(18,)]
    row = spark.sql("select cast(100 as tinyint) n, cast(50 as tinyint) base")
    assert row.select(weigh(*[row.n] * 5, row.base)).collect()[0][0] == 18


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "int64[pyarrow]"])
def test_trap_nullable_pandas_gives_na_and_keeps_its_kind(dtype):
    """Nullable pandas keeps inf, and `float(pd.NA)` raises."""
    made = FUNCTIONS["ctr"](pd.Series([1, None, 1], dtype=dtype), pd.Series([4, 4, 0], dtype=dtype))
    assert made[0] == 0.25
    assert made[1] is pd.NA
    assert made[2] is pd.NA
    assert math.isnan(FUNCTIONS["ctr"](pd.NA, 4))


def test_trap_main_narwhals_is_not_taken_for_a_number():
    """The main namespace's expressions are the parent class of stable.v2's, and would miss the dispatch."""
    frame = main_narwhals.from_native(pl.DataFrame({"a": [1, 1], "b": [4, 0]}))
    made = frame.select(FUNCTIONS["ctr"](main_narwhals.col("a"), main_narwhals.col("b"))).to_native()
    assert made["ctr"].to_list() == [0.25, None]


@EVERY_KIND
def test_trap_constants_are_no_columns(run, monkeypatch):
    """A weight taken for a column would be looked for in the table."""
    columns = {"interactions": [70, 7], "followers": [100, 0]}
    assert run("er_daily", columns) == [0.7, None]
    weekly = FUNCTIONS["er_daily"]
    monkeypatch.setitem(FUNCTIONS, "er_daily", lambda **values: weekly(**values, days=7))
    assert run("er_daily", columns) == [0.1, None]


@EVERY_KIND
def test_what_a_metric_cannot_be_is_missing(run):
    """Twenty engaged sessions of ten: a bounce rate of -100 % would rank that page the best."""
    twice = {"engaged_sessions": [20, 10, 0], "sessions": [10, 10, 10]}
    assert run("bounce_rate", twice) == [None, 0, 1]
    assert run("completion", {"completed_views": [20, 10], "video_starts": [10, 10]}) == [None, 1]
    assert run("frequency", {"impressions": [5, 10, 25], "reach": [10, 10, 10]}) == [None, 1, 2.5]
    assert run("audience_growth", {"net_followers": [-20, -10], "followers_start": [10, 10]}) == [None, -1]


@pytest.mark.parametrize("metric", [name for name, found in CATALOGUE.items() if found.most is not None])
@given(st.data())
def test_no_metric_leaves_the_range_that_it_declares(metric, data):
    found = CATALOGUE[metric]
    kinds = {"share": st.floats(0, 1), "ratio": st.floats(0, 1)}
    numbers = {name: kinds.get(column_of(name).unit, st.integers(0, 9)) for name in found.inputs}
    value = FUNCTIONS[metric](**data.draw(st.fixed_dictionaries(numbers)))
    assert math.isnan(value) or found.range[0] <= value <= found.range[1]


@EVERY_KIND
def test_a_negative_base_gives_no_ratio(run):
    """More unfollows than follows: a negative cost a follower would rank the worst first."""
    assert run("cost_per_follower", {"spend": [10, 10], "net_followers": [-5, 5]}) == [None, 2]


# What is refused.

CHECKED = {
    "number": lambda v: v,
    "list": lambda v: [1, v],
    "numpy": lambda v: np.array([1, v]),
    "pandas": lambda v: pd.Series([1, v]),
    "Polars": lambda v: pl.Series([1, v], strict=True),
    "PyArrow": lambda v: pa.chunked_array([[1, v]]),
}
CHECKED_KINDS = pytest.mark.parametrize("column", CHECKED.values(), ids=CHECKED)


@CHECKED_KINDS
def test_negative_counts_are_refused_by_name_and_value(column):
    """LinkedIn's API gives negative likes: a rate made of them is silently wrong."""
    with pytest.raises(errors.BadValueError, match=r"link_clicks.*-3"):
        FUNCTIONS["ctr"](column(-3), 100)
    assert plain(np.atleast_1d(FUNCTIONS["audience_growth"](-3, 100))) == [-0.03]


@pytest.mark.parametrize("value", [math.inf, -math.inf])
@pytest.mark.parametrize("kind", [k for k in CHECKED if k not in ("Polars", "PyArrow")])
def test_infinite_numbers_are_refused(kind, value):
    with pytest.raises(errors.BadValueError, match="inf"):
        FUNCTIONS["roi"](CHECKED[kind](value), 100)


@pytest.mark.parametrize("column", [
    pl.Series([1.0, math.inf]),
    pa.chunked_array([[1.0, math.inf]]),
    pd.Series([1.0, math.inf], dtype="Float64"),
], ids=["Polars", "PyArrow", "pandas Float64"])
def test_infinite_numbers_are_refused_in_typed_columns_with_their_row(column):
    with pytest.raises(errors.BadValueError, match=r"\(gain\) is inf \(row 2\)"):
        FUNCTIONS["roi"](column, 100)


def test_a_number_too_large_for_a_float_is_refused():
    with pytest.raises(errors.BadValueError, match="inf"):
        FUNCTIONS["ctr"](10**400, 5)


@pytest.mark.parametrize("text", ["1 234", "2,5 %", "", "n/a"])
def test_trap_numbers_as_text_are_refused_and_sent_to_read(text):
    """Only cm.read turns text into numbers; a guess here would read 1.234 as one or as a thousand."""
    arrow = pa.chunked_array([[text]])
    for column in (text, [text], np.array([text]), pd.Series([text]), pl.Series([text]), arrow):
        with pytest.raises(errors.NotANumberError, match=r"link_clicks.*cm\.read"):
            FUNCTIONS["ctr"](column, 100)


@pytest.mark.parametrize("value", [True, np.True_, pd.Timestamp(0), object(), pd.DataFrame({"a": [1]})])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(errors.NotANumberError, match="link_clicks"):
        FUNCTIONS["ctr"](value, 100)


@pytest.mark.parametrize("column", [
    pd.Series([True]), pd.Series(pd.to_datetime(["2026-01-01"])), pl.Series([True]), np.array([True]),
    np.array(["2026-01-01"], dtype="datetime64[D]"),
], ids=["pandas bool", "pandas date", "Polars bool", "numpy bool", "numpy date"])
def test_columns_that_are_no_numbers_are_refused_with_their_row(column):
    with pytest.raises(errors.NotANumberError, match=r"\(row 1\)"):
        FUNCTIONS["ctr"](column, 100)


def test_shares_above_one_are_refused_in_columns():
    with pytest.raises(errors.BadValueError, match=r"margin_rate\) is 25 \(row 2\)"):
        FUNCTIONS["be_roas"](pd.Series([0.25, 25]))


def test_columns_of_other_lengths_are_refused():
    """NumPy and Polars would stretch a column of one to any length."""
    for one, two in ((pd.Series([1]), pd.Series([1, 2])), ([1], [1, 2]), (pl.Series([1]), pl.Series([1, 2]))):
        with pytest.raises(errors.BadValueError, match="link_clicks 1, impressions 2"):
            FUNCTIONS["ctr"](one, two)


def test_series_labelled_otherwise_are_refused():
    """Sorting one column and not the other would pair each post with another's reach."""
    clicks = pd.Series([1, 2], index=["a", "b"])
    with pytest.raises(errors.BadValueError, match="reset_index"):
        FUNCTIONS["ctr"](clicks, pd.Series([10, 20], index=["b", "a"]))
    made = FUNCTIONS["ctr"](clicks, pd.Series([10, 40], index=["a", "b"]))
    assert made.to_dict() == {"a": 0.1, "b": 0.05}


@pytest.mark.parametrize(("one", "two"), [
    (pd.Series([1]), pl.Series([1])), (pd.Series([1]), [1]), (pl.col("a"), duckdb.ColumnExpression("a")),
    (pl.col("a"), np.array([1])),
], ids=["pandas and Polars", "pandas and list", "Polars and DuckDB", "Polars and numpy"])
def test_kinds_that_do_not_mix_are_refused(one, two):
    with pytest.raises(errors.NotANumberError, match="one kind"):
        FUNCTIONS["ctr"](one, two)


# Numbers beside columns, and what stays small.


@pytest.mark.parametrize("base", [4, np.int64(4), np.float32(4), np.array(4)])
def test_a_number_may_stand_beside_a_column(base):
    assert plain(FUNCTIONS["ctr"](pd.Series([1, 2]), base)) == [0.25, 0.5]
    assert FUNCTIONS["ctr"](pl.Series([1, 2]), base).to_list() == [0.25, 0.5]
    assert pl.DataFrame({"a": [1]}).select(FUNCTIONS["ctr"](pl.col("a"), base)).item() == 0.25
    assert plain(FUNCTIONS["ctr"]([1, 2], base)) == [0.25, 0.5]
    assert FUNCTIONS["ctr"](1, base) == 0.25


@pytest.mark.parametrize("nothing", [None, math.nan, pd.NA])
def test_a_missing_number_beside_a_column_is_missing(nothing):
    assert FUNCTIONS["ctr"](pl.Series([1, 2]), nothing).to_list() == [None, None]
    assert plain(FUNCTIONS["ctr"](pd.Series([1, 2]), nothing)) == [None, None]
    assert pl.DataFrame({"a": [1]}).select(FUNCTIONS["ctr"](pl.col("a"), nothing)).item() is None
    relation = duckdb.sql("select 1 a").select(FUNCTIONS["ctr"](duckdb.ColumnExpression("a"), nothing))
    assert relation.fetchall() == [(None,)]
    assert plain(FUNCTIONS["ctr"]([1, 2], nothing)) == [None, None]


def test_text_beside_an_expression_is_refused():
    with pytest.raises(errors.NotANumberError, match="impressions"):
        FUNCTIONS["ctr"](pl.col("a"), "many")


def test_empty_columns_give_empty_columns():
    for empty in (pd.Series([], dtype=float), pl.Series([], dtype=pl.Float64), np.array([]), []):
        assert len(FUNCTIONS["ctr"](empty, empty)) == 0


def test_columns_without_any_number_are_all_missing():
    assert plain(FUNCTIONS["ctr"](pd.Series([None, None]), 4)) == [None, None]
    assert plain(FUNCTIONS["ctr"](pl.Series([None, None]), 4)) == [None, None]
    assert plain(FUNCTIONS["ctr"]([None, None], 4)) == [None, None]


def test_arrays_of_two_dimensions_keep_their_shape():
    made = FUNCTIONS["ctr"](np.array([[1, 2], [3, 4]]), np.array([[4, 4], [0, 4]]))
    np.testing.assert_array_equal(made, [[0.25, 0.5], [np.nan, 1]])


def test_arguments_are_left_as_they_are():
    clicks = pd.Series([1, 2], index=[7, 8], name="mine")
    made = FUNCTIONS["ctr"](clicks, 4)
    assert made.index.tolist() == [7, 8]
    assert clicks.name == "mine"
    assert clicks.dtype == "int64"


@given(st.integers(0, 10**12), st.integers(-10, 10**12))
def test_ratio_divides_above_zero_and_there_alone(part, base):
    made = ratio(float(part), float(base))
    assert made == part / base if base > 0 else math.isnan(made)


@given(st.floats(allow_nan=False), st.sampled_from(sorted(NUMBERS)))
def test_as_number_takes_what_keeps_the_rule_and_nothing_else(value, name):
    column = NUMBERS[name]
    if broken_rule(value, column):
        with pytest.raises(errors.BadValueError, match=name):
            as_number(value, column)
    else:
        assert as_number(value, column) == value


def test_a_rule_is_named_when_it_is_broken():
    assert broken_rule(-5, NUMBERS["clicks"]) == "negative"
    assert broken_rule(-5, NUMBERS["net_followers"]) is None
    assert (ratio(533, 5000), as_number(25, NUMBERS["clicks"])) == (0.1066, 25.0)
