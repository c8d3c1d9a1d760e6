"""What one would lose: a number that can be traced to its columns, bounds that stay bounds."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from cmkit.answers.outreach.measures import Ground, Groups, acts_of, bar, by_person, label, measured, missing

GROUND = Ground(("likes", "shares"), "impressions", ("fee", "spend"), "EUR")


def test_each_measure_knows_the_columns_that_it_is_made_of():
    found = measured({"cpc": 0.5}, "cpc", GROUND, ["paid"])
    assert (found.source.columns, found.source.rows, found.source.formula) == (
        ("fee", "spend", "link_clicks"), ("paid",), "cpc"
    )  # fmt: skip
    assert GROUND.columns("engagement_rate") == ("likes", "shares", "impressions")


def test_bounds_of_money_are_written_in_its_currency():
    row = {"cost_per_engaged_low": 1.5, "cost_per_engaged_high": 3.0}
    assert measured(row, "cost_per_engaged", GROUND).text("en") == "€1.50 to €3.00"
    row["cost_per_engaged_high"] = math.nan
    assert measured(row, "cost_per_engaged", GROUND).text("en") == "at least €1.50"


def test_a_bar_without_a_least_starts_at_zero():
    drawn = bar("Ana", {"reach_low": math.nan, "reach_high": 500.0}, "reach", GROUND)
    assert (drawn.low, drawn.high, drawn.said.text("en")) == (0, 500, "at most 500")


def test_what_is_missing_is_named_with_the_posts_that_lack_it():
    said = missing("Ana", [("reach", 0), ("promo_sales", 2)])
    assert said.text("en") == "Ana, missing: people reached, sales by promo code (2 posts)."
    assert label("fee").text("fr") == "Cachet"


def test_bounds_of_people_are_written_as_bounds():
    found = measured({"reach_low": 12000.0, "reach_high": 20000.0}, "reach", GROUND)
    assert found.text("en") == "12,000 to 20,000"


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
