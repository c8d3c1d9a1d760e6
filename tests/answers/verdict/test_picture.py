"""What the picture of a verdict shows: a bar too long or an arrow turned around is a wrong verdict."""

from __future__ import annotations

import pandas as pd

from cmkit.answers.verdict.judging import hold
from cmkit.answers.verdict.picture import MOST, best_first, made_of, prepare
from cmkit.desk.lab import three_results
from cmkit.given.objective import Objective


def shown(table, **goal):
    return prepare(hold(table, Objective("traffic", **goal)))


def test_bars_go_from_zero_along_an_axis_that_holds_the_target():
    picture = shown(pd.DataFrame({"result": ["a", "b"], "clicks": [25, 500]}), target=1000)
    assert [row.by_kpi.end for row in picture.rows] == [0.025, 0.5]
    assert (picture.target, picture.kpi_zero) == (1.0, 0.0)


def test_an_axis_holds_what_is_below_zero():
    table = pd.DataFrame({"result": ["a", "b"], "net_sentiment": [-0.2, 0.6]})
    picture = prepare(hold(table, Objective("image")))
    assert picture.kpi_zero == 0.25
    assert [round(row.by_kpi.end, 2) for row in picture.rows] == [0, 1]


def test_the_two_rankings_and_how_the_objective_moves_each_result():
    rows = shown(three_results("en"), target=400).rows
    assert [(row.rank_by_rate, row.rank, row.move) for row in rows] == [
        ("1=", "3", "down"), ("1=", "2", "down"), ("3", "1", "up"),
    ]  # fmt: skip
    assert [row.status for row in rows] == ["missed", "met", "met"]
    assert sorted(row.place for row in rows) == [0, 1, 2]


def test_a_result_without_a_value_has_no_place_no_rank_and_no_status():
    row = shown(three_results("en").assign(clicks=[None, 483, 500]), target=400).rows[0]
    assert (row.place, row.rank, row.status, row.move) == (None, "", "", "same")


def test_of_many_results_the_best_and_the_worst_are_shown_and_the_rest_is_counted():
    picture = shown(pd.DataFrame({"link_clicks": range(50)}), target=40)
    assert len(picture.rows) == MOST
    assert picture.more.text("en") == "The 10 best and the 10 worst; 30 others."
    assert [row.by_kpi.text.value for row in picture.rows] == [*range(49, 39, -1), *range(9, -1, -1)]
    assert picture.gap == 10
    assert (shown(three_results("en")).more, shown(three_results("en")).gap) == ("", 0)
    assert shown(pd.DataFrame({"link_clicks": range(MOST)})).gap == 0


def test_results_without_a_value_are_not_among_the_worst():
    few = shown(pd.DataFrame({"link_clicks": [*range(12), *[None] * 30]}), target=4)
    assert (len(few.rows), few.gap, few.more.text("en")) == (12, 0, "30 others have no value.")
    assert len(shown(pd.DataFrame({"link_clicks": [None] * 30, "clicks": [None] * 30})).rows) == 1
    picture = shown(pd.DataFrame({"link_clicks": [*range(30), *[None] * 30]}), target=4)
    assert [row.by_kpi.text.value for row in picture.rows] == [*range(29, 19, -1), *range(9, -1, -1)]


def test_money_spent_for_nothing_has_no_bar_and_is_last():
    ads = pd.DataFrame({"result": ["a", "b"], "spend": [500, 20], "link_clicks": [0, 2]})
    row = shown(ads, kpi="cpc", target=12).rows[0]
    assert (str(row.by_kpi.end), row.rank, row.status) == ("nan", "2", "missed")
    assert row.by_kpi.text.text("fr") == "0 clic sur un lien"


def test_the_best_come_first_only_where_there_are_too_many():
    table = pd.DataFrame({"rank": [3, None, 1, 2]})
    assert best_first(table, 2)["rank"].tolist() == [1, 2]
    assert best_first(table, 4) is table


def test_a_rate_is_one_over_the_other():
    assert made_of("engagement_rate").text("fr") == "interactions / portée"
