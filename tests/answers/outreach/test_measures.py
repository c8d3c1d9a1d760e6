"""What one would lose: a number that can be traced to its columns, bounds that stay bounds."""

from __future__ import annotations

import math

from cmkit.answers.outreach.measures import Ground, bar, label, measured, missing

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
