"""Measuring: one column more a metric, on every kind of table, the same kind back."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit.catalogue import CATALOGUE, column_of
from cmkit.catalogue.measure import computable, evaluate, opened
from tests.kinds import EAGER, KINDS, LAZY, as_columns, spark_table


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> Any:
    return KINDS[request.param]


def measured(table: Any, *metrics: str) -> dict[str, list[Any]]:
    return as_columns(cm.measure(table, *metrics))


# What comes back ---------------------------------------------------------------------------------------


def test_the_same_kind_comes_back_with_its_columns_and_the_input_is_untouched(kind: Any) -> None:
    columns = {"result": ["a", "b"], "interactions": [533, 528], "reach": [5000, 9800]}
    posts = kind(columns)
    answer = cm.measure(posts, "engagement_rate")
    assert type(answer) is type(posts)
    assert as_columns(answer) == columns | {"engagement_rate": [0.1066, pytest.approx(0.0538775)]}
    assert as_columns(posts) == columns


def test_a_pandas_index_is_kept_even_with_repeats() -> None:
    posts = pd.DataFrame({"interactions": [1, 2], "reach": [4, 4]}, index=["x", "x"])
    answer = cm.measure(posts, "engagement_rate")
    assert answer.index.tolist() == ["x", "x"]
    assert answer["engagement_rate"].tolist() == [0.25, 0.5]


def test_an_alias_names_the_column_and_a_label_finds_the_metric(kind: Any) -> None:
    posts = kind({"interactions": [1], "reach": [4]})
    assert measured(posts, "er_reach")["er_reach"] == [0.25]
    assert measured(posts, "Taux d’engagement")["engagement_rate"] == [0.25]


def test_several_metrics_at_once(kind: Any) -> None:
    posts = kind({"link_clicks": [2], "impressions": [8], "spend": [4.0]})
    assert {n: measured(posts, "ctr", "cpc", "cpm")[n] for n in ("ctr", "cpc", "cpm")} == {
        "ctr": [0.25], "cpc": [2.0], "cpm": [500.0],
    }


# How inputs are read -----------------------------------------------------------------------------------


def test_interactions_are_read_from_their_four_columns_where_no_column_holds_them(kind: Any) -> None:
    posts = kind({"likes": [500], "shares": [5], "comments": [3], "clicks": [25], "reach": [5000]})
    assert measured(posts, "engagement_rate")["engagement_rate"] == [0.1066]


def test_a_column_comes_before_its_formula(kind: Any) -> None:
    """A platform's own count of interactions is never overruled by cmkit's sum."""
    acts = dict.fromkeys(("likes", "shares", "comments", "clicks"), 1)
    posts = kind({name: [value] for name, value in {**acts, "interactions": 10, "reach": 100}.items()})
    assert measured(posts, "engagement_rate")["engagement_rate"] == [0.1]


def test_a_metric_that_reads_a_metric(kind: Any) -> None:
    posts = kind({"mentions": [30], "rival_mentions": [70], "market_share": [0.25]})
    assert measured(posts, "esov")["esov"] == [pytest.approx(0.05)]


def test_each_row_is_one_post_where_no_column_counts_them(kind: Any) -> None:
    assert measured(kind({"comments": [3, 4]}), "conversation")["conversation"] == [3.0, 4.0]


def test_missing_numbers_give_missing_results(kind: Any) -> None:
    posts = kind({"interactions": [5, None, 7, 1], "reach": [10, 4, None, 0]})
    assert measured(posts, "engagement_rate")["engagement_rate"] == [0.5, None, None, None]


def test_trap_nan_is_not_null(kind: Any) -> None:
    posts = kind({"spend": [1.0, math.nan], "link_clicks": [2, 2]})
    assert measured(posts, "cpc")["cpc"] == [0.5, None]


def test_trap_zero_division_with_nothing_on_either_side(kind: Any) -> None:
    assert measured(kind({"spend": [0.0, 1.0], "link_clicks": [0, 0]}), "cpc")["cpc"] == [None, None]


def test_trap_pandas_nullable_keeps_its_own_missing_mark() -> None:
    posts = pd.DataFrame({"interactions": [5, None], "reach": [10, 10]}, dtype="Int64")
    answer = cm.measure(posts, "engagement_rate")["engagement_rate"]
    assert str(answer.dtype) == "Float64"
    assert answer.isna().tolist() == [False, True]


def test_numbers_kept_as_objects_are_read() -> None:
    """A column that pandas read beside an empty cell may hold objects: 5 and None are still numbers."""
    posts = pd.DataFrame({"interactions": pd.Series([5, None], dtype=object), "reach": [10, 10]})
    assert measured(posts, "engagement_rate")["engagement_rate"] == [0.5, None]


def test_a_column_without_any_value_gives_missing_results(kind: Any) -> None:
    posts = kind({"interactions": [None, None], "reach": [1, 2]})
    assert measured(posts, "engagement_rate")["engagement_rate"] == [None, None]


# What is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EAGER)
@pytest.mark.parametrize(("value", "shown"), [(-5.0, "-5"), (math.inf, "inf"), (-math.inf, "-inf")])
def test_a_number_outside_its_rule_is_named_with_its_row(kind: str, value: float, shown: str) -> None:
    posts = EAGER[kind]({"interactions": [1.0, value], "reach": [10.0, 10.0]})
    with pytest.raises(cm.errors.BadValueError) as caught:
        cm.measure(posts, "engagement_rate")
    said = caught.value.in_language("en")
    assert "interactions" in said
    assert shown in said
    assert "row 2" in said


@pytest.mark.parametrize("kind", EAGER)
@pytest.mark.parametrize("share", [35, 1.5])
def test_a_share_above_one_is_refused_whether_whole_or_not(kind: str, share: float) -> None:
    """35 for 35 % would give an excess share of voice of minus 3,450 points."""
    posts = EAGER[kind]({"mentions": [1], "rival_mentions": [1], "market_share": [share]})
    with pytest.raises(cm.errors.BadValueError, match="market_share"):
        cm.measure(posts, "esov")


@pytest.mark.parametrize("kind", LAZY)
@pytest.mark.parametrize("value", [-5.0, math.inf, -math.inf])
def test_a_lazy_table_gives_a_missing_result_for_a_bad_number(kind: str, value: float) -> None:
    posts = LAZY[kind]({"interactions": [1.0, value], "reach": [10.0, 10.0]})
    assert measured(posts, "engagement_rate")["engagement_rate"] == [0.1, None]


def test_what_may_be_negative_is_not_refused(kind: Any) -> None:
    """A net loss of followers is a fact, not a mistake."""
    posts = kind({"net_followers": [-5], "followers_start": [100]})
    assert measured(posts, "audience_growth")["audience_growth"] == [-0.05]


def test_text_where_a_number_should_be_is_refused(kind: Any) -> None:
    posts = kind({"interactions": ["1 234", "5"], "reach": [10, 10]})
    with pytest.raises(cm.errors.NotANumberError, match="interactions"):
        cm.measure(posts, "engagement_rate")


@pytest.mark.parametrize("kind", EAGER)
def test_the_text_itself_is_shown(kind: str) -> None:
    posts = EAGER[kind]({"interactions": ["5 k"], "reach": [10]})
    with pytest.raises(cm.errors.NotANumberError, match="5 k"):
        cm.measure(posts, "engagement_rate")


def test_a_missing_column_is_named_with_the_nearest_one(kind: Any) -> None:
    posts = kind({"interactions": [1], "reech": [10]})
    with pytest.raises(cm.errors.MissingColumnError, match=r"reach.*reech"):
        cm.measure(posts, "engagement_rate")


def test_a_french_heading_is_recognised_as_the_missing_column(kind: Any) -> None:
    posts = kind({"interactions": [1], "Portée": [10]})
    with pytest.raises(cm.errors.MissingColumnError, match=r"reach.*Portée"):
        cm.measure(posts, "engagement_rate")


def test_the_metric_that_was_asked_for_is_named_when_its_parts_are_missing(kind: Any) -> None:
    with pytest.raises(cm.errors.MissingColumnError, match=r"engagement_rate.*likes"):
        cm.measure(kind({"reach": [10]}), "engagement_rate")


def test_an_unknown_metric_names_the_nearest_one(kind: Any) -> None:
    with pytest.raises(cm.errors.UnknownNameError, match="engagement_rate"):
        cm.measure(kind({"reach": [1]}), "engagment_rate")


@pytest.mark.parametrize("kind", EAGER)
def test_an_empty_table_is_refused(kind: str) -> None:
    empty = EAGER[kind]({"interactions": [1], "reach": [1]})[:0]
    for work in (cm.measure, cm.pool):
        with pytest.raises(cm.errors.EmptyTableError):
            work(empty, "engagement_rate")


def test_two_columns_under_one_name_are_refused() -> None:
    posts = pd.DataFrame([[1, 2, 3]], columns=["reach", "reach", "interactions"])
    for work in (cm.measure, cm.pool):
        with pytest.raises(cm.errors.DuplicateNameError, match="reach"):
            work(posts, "engagement_rate")


@pytest.mark.parametrize("thing", [None, 3, [1, 2], "not a path", {1, 2}])
def test_what_is_not_a_table_is_refused(thing: object) -> None:
    for work in (cm.measure, cm.pool):
        with pytest.raises(cm.errors.NotATableError, match=type(thing).__name__):
            work(thing, "engagement_rate")


def test_an_export_its_path_a_dictionary_and_a_list_of_rows_are_opened(tmp_path: Any) -> None:
    """What `cm.read` gives, or what somebody types, is measured without pandas beside it."""
    path = tmp_path / "posts.csv"
    path.write_text("Reach,Interactions\n10,5\n100,1\n", encoding="utf-8")
    columns = {"Portée": [10, 100], "interactions": [5, 1]}
    rows = [{"reach": 10, "interactions": 5}, {"reach": 100, "interactions": 1}]
    for given_table in (cm.read(path, progress=False), path, str(path), columns, rows):
        assert cm.measure(given_table, "engagement_rate")["engagement_rate"].tolist() == [0.5, 0.01]
        assert cm.pool(given_table, "engagement_rate")["engagement_rate"].tolist() == [6 / 110]


def test_an_export_of_other_rows_than_posts_is_pooled_too() -> None:
    """A daily export of followers has no posts, and is one table."""
    daily = cm.read(b"Date,Follows,Unfollows\n2026-01-01,5,1\n2026-01-02,7,2\n", progress=False)
    assert daily.posts is None
    assert cm.pool(daily, "net_followers")["net_followers"].tolist() == [9.0]


# Properties --------------------------------------------------------------------------------------------

COUNT = st.none() | st.integers(0, 10**9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(COUNT, COUNT), min_size=1), st.sampled_from(["pandas", "polars", "pyarrow"]))
def test_each_row_is_the_plain_function(rows: list[Any], kind: str) -> None:
    interactions, reach = map(list, zip(*rows, strict=True))
    answer = measured(EAGER[kind]({"interactions": interactions, "reach": reach}), "engagement_rate")
    for value, row in zip(answer["engagement_rate"], rows, strict=True):
        plain = cm.engagement_rate(*row)
        assert value == plain or (value is None and math.isnan(plain))


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_metric_measures_one_row_as_its_plain_function_does(name: str) -> None:
    """A formula that only works on plain numbers would fail on the analyst's table."""
    inputs = CATALOGUE[name].inputs
    row = {n: 0.5 if column_of(n).unit == "share" else 40.0 + i for i, n in enumerate(inputs)}
    plain = getattr(cm, name)(**row)
    for table in (pd.DataFrame([row]), pl.LazyFrame([row])):
        (value,) = measured(table, name)[name]
        assert value == pytest.approx(plain) or (value is None and math.isnan(plain))


# Spark -------------------------------------------------------------------------------------------------


def test_spark_measures_as_the_others_do(spark: Any) -> None:
    """Under ANSI a division by zero stops the whole job unless it is guarded."""
    columns = {
        "interactions": [5, None, 7, 1, -2], "reach": [10, 4, None, 0, 5],
        "spend": [1.0, math.nan, 3.0, math.inf, 0.0], "link_clicks": [2, 2, 0, 1, 4],
    }
    posts = spark_table(spark, columns)
    answer = cm.measure(posts, "engagement_rate", "cpc")
    assert type(answer) is type(posts)
    assert as_columns(answer)["engagement_rate"] == [0.5, None, None, None, None]
    assert as_columns(answer)["cpc"] == [0.5, None, None, None, 0.0]


def test_spark_refuses_text_and_missing_columns(spark: Any) -> None:
    posts = spark_table(spark, {"interactions": ["5"], "reach": [10]})
    with pytest.raises(cm.errors.NotANumberError, match="interactions"):
        cm.measure(posts, "engagement_rate")
    with pytest.raises(cm.errors.MissingColumnError, match="link_clicks"):
        cm.pool(posts, "ctr")


def test_a_metric_is_computable_where_its_columns_are_and_from_whatever_is_read() -> None:
    assert opened(pd.DataFrame({"reach": [1]})).shape == (1, 1)
    assert not computable("engagement_rate", ["likes", "reach"])
    read = {"interactions": 5, "reach": 10}
    assert evaluate(CATALOGUE["engagement_rate"], list(read), read.get) == 0.5
