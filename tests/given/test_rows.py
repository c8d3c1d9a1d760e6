"""Opening results: if these fail, a row is misnamed, an engine is refused, or a bad cell goes unnoticed."""

from __future__ import annotations

import math

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.desk.sample import three_results
from cmkit.given.rows import (
    above_reach,
    as_pandas,
    checked_numbers,
    column_rule,
    opened_results,
    result_names,
    values_of,
)

THREE = three_results("en")


def test_names_come_from_the_table_and_posts_are_told_apart():
    assert result_names(pd.DataFrame({"reach": [1, 2]})).tolist() == ["Result 1", "Result 2"]
    assert result_names(pd.DataFrame({"reach": [1]}, index=["June"])).tolist() == ["June"]
    posts = pd.DataFrame({"text": ["Hi\nthere", "Hi there", None]})
    assert result_names(posts).tolist() == ["Hi there", "Hi there (2)", "Result 3"]
    assert len(result_names(pd.DataFrame({"text": ["x" * 500]}))[0]) == 60


def test_a_name_told_apart_never_meets_another():
    posts = pd.DataFrame({"text": ["a", "a", "a (2)", "a"]})
    assert len(set(result_names(posts))) == 4


def test_missing_names_are_numbered_and_given_ones_must_differ():
    assert result_names(pd.DataFrame({"result": ["June", None]})).tolist() == ["June", "Result 2"]
    with pytest.raises(errors.DuplicateNameError, match="June"):
        result_names(pd.DataFrame({"result": ["June", " June "]}))


def test_french_headings_are_understood_unless_the_column_is_there():
    french = THREE.rename(columns={"reach": "Portée", "likes": "J’aime", "clicks": "CLICS"})
    assert list(as_pandas(french)) == list(THREE)
    both = pd.DataFrame({"reach": [1], "Portée": [2]})
    assert list(as_pandas(both)) == ["reach", "Portée"]


@pytest.mark.parametrize("kind", ["polars", "lazy", "pyarrow", "duckdb"])
def test_any_engine_opens_as_the_same_table(kind):
    columns = THREE.to_dict("list")
    table = {
        "polars": lambda: pl.DataFrame(columns),
        "lazy": lambda: pl.LazyFrame(columns),
        "pyarrow": lambda: pa.table(columns),
        "duckdb": lambda: duckdb.from_arrow(pa.table(columns)),
    }[kind]()
    pd.testing.assert_frame_equal(as_pandas(table), THREE, check_dtype=False)
    judged = cm.judge(table, cm.Objective("traffic", target=400))
    assert judged.table.status.tolist() == ["missed", "met", "met"]


def test_the_given_table_is_left_as_it_was():
    before = THREE.copy()
    cm.judge(THREE, "traffic")
    pd.testing.assert_frame_equal(THREE, before)


def test_an_export_without_posts_says_what_it_is(real):
    daily = cm.read(real("meta_business_suite/oigetit_sa_daily_facebook_reach.csv"))
    with pytest.raises(errors.NotATableError, match="days, one a row"):
        cm.judge(daily, "visibility")


@pytest.mark.parametrize(
    ("bad", "rule"),
    [(-5, "negative"), (math.inf, "not_finite"), ("many", "not_a_number"), (True, "not_a_number")],
)
def test_a_bad_cell_is_left_missing_and_noted(bad, rule):
    results = opened_results(pd.DataFrame({"clicks": pd.Series([1, bad, None], dtype=object)}))
    numbers, notes = checked_numbers(results, ["clicks"])
    assert numbers.clicks.isna().tolist() == [False, True, True]
    assert [(note.result, note.rule) for note in notes] == [("Result 2", rule)]


def test_values_of_a_metric_equal_the_plain_function():
    numbers = THREE.drop(columns="result").astype(float)
    assert values_of(numbers, "engagement_rate").tolist() == [
        cm.engagement_rate(533, 5000),
        cm.engagement_rate(533, 5000),
        cm.engagement_rate(528, 9800),
    ]
    assert values_of(numbers, "conversation").tolist() == [3, 20, 2]


def test_interactions_above_reach_are_noted():
    results = opened_results(THREE.assign(reach=[500, 5000, 9800]))
    numbers, _ = checked_numbers(results, ["reach", "likes", "shares", "comments", "clicks"])
    assert [note.result for note in above_reach(results, numbers)] == ["Result 1"]


def test_the_rule_of_an_unknown_column_allows_any_number():
    assert column_rule("my_column").minimum is None
    assert column_rule("response_time").better == "lower"


def test_ads_go_by_their_name_and_twins_are_told_apart() -> None:
    """"Result 7" in the verdict on an ads export tells nobody which ad it was."""
    ads = pd.DataFrame({"ad": ["Summer", "Summer", "Winter"], "link_clicks": [1, 2, 3]})
    assert result_names(ads).tolist() == ["Summer", "Summer (2)", "Winter"]
