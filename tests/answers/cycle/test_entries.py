"""Steps as they are stated: a table with a row a step says what a mapping says."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle, cycle
from cmkit.answers.cycle.entries import Entry


def cells(made: Cycle, column: str) -> dict[str, object]:
    return made.table.set_index("step")[column].to_dict()


def test_a_table_with_a_row_a_step_says_the_same_as_a_mapping():
    rows = pd.DataFrame(
        {
            "Étape": ["Ventes", "notoriété"],
            "count": [50, 250_000],
            "target": [None, 300_000],
            "owner": [None, "A"],
        }
    )
    made = cycle(rows)
    assert cells(made, "count")["sales"] == 50
    assert cells(made, "status")["notoriety"] == "missed"
    assert cells(cycle(pd.DataFrame({"count": [9]}, index=["leads"])), "count")["leads"] == 9


def test_a_table_of_steps_is_read_whatever_made_it():
    """A Polars table of steps would otherwise be taken for posts without any count, and say nothing."""
    import polars as pl

    steps = pl.DataFrame({"step": ["leads", "ventes"], "count": [500, 50]})
    costs = pd.DataFrame({"step": ["leads", "sales"], "cost": [5000.0, 0.0]})
    table = cm.cycle(steps, costs).table
    assert table.cost_per_unit.dropna().tolist() == [10.0]
    assert table.full_cost_per_unit.dropna().tolist() == [10.0, 100.0]


def test_what_is_stated_stands_over_what_was_filled_in_and_leaves_the_rest():
    posts = pd.DataFrame({"reach": [5000], "shares": [9], "link_clicks": [40]})
    made = cycle([posts, {"notoriety": {"owner": "Zoé"}, "influence": 12}])
    assert cells(made, "count")["notoriety"] == 5000
    assert cells(made, "owner")["notoriety"] == "Zoé"
    assert cells(made, "count")["influence"] == 12


def test_a_count_says_which_column_and_file_it_comes_from():
    low = Entry("notoriety", "reach", 5000, 5000, source="posts.csv").span.low
    assert (low.source.columns, low.source.rows, low.source.file) == (("reach",), ("notoriety",), "posts.csv")


def test_an_interval_open_above_is_written_as_at_least():
    assert Entry("notoriety", "reach", 12000, math.nan).span.text("en") == "at least 12,000"


def test_an_objective_that_is_none_is_refused_and_not_passed_over():
    goal = {"name": "shares", "target": 5, "objective": "traffic"}
    with pytest.raises(errors.BadValueError, match="sub-objective"):
        cycle({"influence": {"count": 3, "goals": [goal]}})


def test_sub_objectives_have_their_own_target_and_verdict():
    goals = [
        {"name": "net_followers", "target": 500, "value": 430},
        cm.Objective("notoriety", target=200_000, kpi="impressions"),
        {"name": "cpm", "target": 5, "value": 4},
    ]
    made = cycle({"notoriety": {"indicator": "impressions", "count": 250_000, "goals": goals}})
    assert made.goals.status.tolist() == ["missed", "met", "met"]
    assert made.goals.value.tolist() == [430, 250_000, 4]
    assert "Net new followers, 430 for 500 wanted (missed)" in made.text("en")


def test_a_sub_objective_without_a_value_is_listed_and_not_judged():
    made = cycle({"leads": {"count": 5, "goals": [{"name": "calls back", "target": 10}]}})
    assert pd.isna(made.goals.status[0])
    assert "calls back" in made.missing.what.tolist()


@pytest.mark.parametrize(
    "given", [{"leads": -5}, {"leads": "many"}, {"leads": True}, {"leads": {"cost": -1}}]
)
def test_a_refusal_names_the_step_and_what_it_holds_in_the_language_of_the_page(given):
    with pytest.raises(errors.CmkitError) as refused:
        cycle(given)
    assert "de l’étape «\u00a0leads\u00a0» vaut" in refused.value.in_language("fr")


def test_counts_and_rates_are_read_as_people_type_them():
    made = cycle({"leads": {"count": "1 200", "target_rate": "15 %"}, "sales": "60"})
    assert made.table["count"].tolist()[3:] == [1200, 60]
    assert made.leaks().wanted.tolist() == [0.15]


def test_cost_per_fan_and_per_follower_by_platform():
    platforms = {
        "facebook": {"fans": 120, "cost": 300},
        "twitter": {"follows": 40, "spend": 100},
        "x": {"spend": 1},
    }
    costs = cycle({"leads": 1}, platforms=platforms).platforms.set_index("platform")
    assert costs.cost_per_follower.dropna().to_dict() == {"facebook": 2.5, "twitter": 2.5}
    posts = pd.DataFrame(
        {"platform": ["a", "b", "a"], "follows": [5, 0, 5], "spend": [10, 3, 10], "shares": [1, 1, 1]}
    )
    assert cycle(posts).platforms.cost_per_follower.tolist()[0] == 2
    assert math.isnan(cycle(posts).platforms.cost_per_follower.tolist()[1])


def test_what_a_platform_cost_keeps_its_currency_and_two_are_refused():
    spent = {"tiktok": {"net_followers": 40, "spend": cm.Money(100, "EUR")}}
    assert "€2.50 each" in cycle({"leads": 1}, platforms=spent).text("en")
    with pytest.raises(errors.MoneyMismatchError, match="USD"):
        cycle({"leads": 1}, costs=cm.Money(5, "USD"), platforms=spent)
