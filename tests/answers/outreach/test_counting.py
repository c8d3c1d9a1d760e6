"""What one would lose: sums that tell nothing from zero, rates that are pooled, people never added up."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from cmkit.answers.outreach.counting import Groups, acts_of, by_person

NUMBERS = pd.DataFrame(
    {
        "likes": [10.0, 5.0, math.nan, math.nan],
        "reach": [100.0, math.nan, 900.0, math.nan],
        "none": math.nan,
    }
)
TWO = Groups(NUMBERS, pd.Series(["a", "a", "a", "b"]))


def test_nothing_known_is_not_zero():
    assert TWO.total("likes").isna().tolist() == [False, True]
    assert TWO.total("another").isna().all()
    assert TWO.rate("likes", "none").isna().all()


def test_a_rate_is_a_sum_over_a_sum_of_the_rows_that_know_both():
    assert TWO.rate("likes", "reach")["a"] == pytest.approx(0.1)


def test_people_of_a_group_are_within_bounds_and_a_missing_count_leaves_the_most_unknown():
    found = TWO.people("reach", {"a": None, "b": 50.0})
    assert found.low["a"] == 900
    assert math.isnan(found.high["a"])
    assert found.high["b"] == 50
    assert TWO.lacking("reach").to_dict() == {"a": 1, "b": 1}


def test_money_by_person_goes_from_the_most_people_to_the_least():
    counts = pd.DataFrame({"low": [12000.0, math.nan], "high": [20000.0, 0.0]})
    assert by_person(pd.Series([600.0, 5.0]), counts, 1000).iloc[0].tolist() == [30, 50]
    assert by_person(pd.Series([600.0, 5.0]), counts).iloc[1].isna().all()


def test_a_count_of_interactions_goes_before_its_parts_and_link_clicks_stand_in_for_clicks():
    assert acts_of(pd.DataFrame({"interactions": [9], "likes": [5]})) == ["interactions"]
    assert acts_of(pd.DataFrame({"likes": [5], "link_clicks": [2]})) == ["likes", "link_clicks"]
    assert acts_of(pd.DataFrame({"clicks": [3], "link_clicks": [2]})) == ["clicks"]
