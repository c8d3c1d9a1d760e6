"""Judging: if these fail, a verdict hands the user a wrong rank, a wrong status, or a silent hole."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.verdict.judging import attained, hold, place, plain, ranks, shares, shown, status, statuses
from cmkit.given.objective import Objective
from cmkit.language.facts import Number

THREE = pd.DataFrame(
    {
        "result": ["Result 1", "Result 2", "Result 3"],
        "reach": [5000, 5000, 9800],
        "likes": [500, 25, 20],
        "shares": [5, 5, 6],
        "comments": [3, 20, 2],
        "clicks": [25, 483, 500],
    }
)
"""The table of the brief (seed 000)."""


def judged(target=None, table=THREE, objective="traffic", **settings):
    return hold(table, Objective(objective, target=target, **settings))


def test_the_three_results_for_traffic():
    table = judged(400).table
    assert list(table.columns) == [
        "result",
        "kpi",
        "value",
        "target",
        "attained",
        "status",
        "rank",
        "rank_by_rate",
    ]
    assert table.kpi.unique().tolist() == ["clicks"]
    assert table.value.tolist() == [25, 483, 500]
    assert table.attained.tolist() == [0.0625, 1.2075, 1.25]
    assert table.status.tolist() == ["missed", "met", "met"]
    assert table["rank"].tolist() == [3, 2, 1]
    assert table.rank_by_rate.tolist() == [1, 1, 3]


def test_the_engagement_rates_are_those_published():
    assert [round(rate, 4) for rate in judged().rates] == [0.1066, 0.1066, 0.0539]


def test_the_winner_changes_with_the_objective():
    winners = {
        objective: judged(objective=objective).table.set_index("result")["rank"].idxmin()
        for objective in ("traffic", "visibility", "image")
    }
    assert winners == {"traffic": "Result 3", "visibility": "Result 3", "image": "Result 2"}


@pytest.mark.parametrize(
    ("value", "settings", "expected"),
    [
        (400, {"target": 400}, "met"),
        (360, {"target": 400}, "near"),
        (359.9, {"target": 400}, "missed"),
        (340, {"target": 400, "near": 0.85}, "near"),
        (0, {"target": 0}, "met"),
        (-1, {"target": 0}, "missed"),
        (-20, {"target": -30}, "met"),
        (-31, {"target": -30}, "missed"),
        (10, {"target": 10, "baseline": -20}, "met"),
        (7, {"target": 10, "baseline": -20}, "near"),
        (6, {"target": 10, "baseline": -20}, "missed"),
        (math.nan, {"target": 10}, None),
        (10, {}, None),
    ],
)
def test_status_where_more_is_better(value, settings, expected):
    assert status(value, Objective("traffic", **settings)) == expected


@pytest.mark.parametrize(
    ("value", "settings", "expected"),
    [
        (0.5, {"target": 0.5}, "met"),
        (0.4, {"target": 0.5}, "met"),
        (0.55, {"target": 0.5}, "near"),
        (0.56, {"target": 0.5}, "missed"),
        (0, {"target": 0.5}, "met"),
        (0, {"target": 0}, "met"),
        (1, {"target": 0}, "missed"),
    ],
)
def test_status_where_less_is_better(value, settings, expected):
    assert status(value, Objective("traffic", **settings), "lower") == expected


@pytest.mark.parametrize(
    ("value", "target", "baseline", "share"),
    [(42, 45, 32, 0.77), (6, 5, 8, 0.67), (400, 500, None, 0.80), (3, 6, None, 0.5)],
)
def test_published_grades(value, target, baseline, share):
    """W38: rework.withgoogle.com and clawhub scoring (3 of 6; NPS 32 to 45, got 42; churn 8 to 5, got 6)."""
    goal = Objective("traffic", target=target, baseline=baseline)
    assert round(attained(value, goal, "lower" if target < value else "higher"), 2) == share


def test_a_target_without_a_share_gives_none():
    assert math.isnan(attained(5, Objective("traffic", target=0)))
    assert math.isnan(attained(5, Objective("traffic", target=-3)))
    assert math.isnan(attained(0, Objective("traffic", target=3), "lower"))


def test_a_baseline_already_beyond_the_target_is_refused():
    with pytest.raises(errors.BadValueError, match="already passed"):
        judged(40, baseline=50)


def test_a_negative_baseline_counts_the_way_made():
    results = pd.DataFrame({"result": ["a", "b"], "net_sentiment": [0.0, 0.4]})
    table = judged(0.4, results, "image", baseline=-0.4).table
    assert table.attained.tolist() == [0.5, 1.0]
    assert table.status.tolist() == ["missed", "met"]


def test_ties_share_a_rank_and_missing_values_have_none():
    assert ranks(pd.Series([5.0, 5.0, 2.0, math.nan]), "higher").tolist()[:3] == [1, 1, 3]
    assert ranks(pd.Series([5.0, 5.0, 2.0, math.nan]), "higher").isna().tolist() == [
        False,
        False,
        False,
        True,
    ]
    assert ranks(pd.Series([5.0, 5.0, 2.0]), "lower").tolist() == [2, 2, 1]


def test_a_kpi_where_less_is_better_ranks_the_smallest_first():
    ads = pd.DataFrame({"result": ["a", "b"], "spend": [100, 100], "link_clicks": [50, 200]})
    table = judged(1, ads, kpi="cpc").table
    assert table.value.tolist() == [2.0, 0.5]
    assert table["rank"].tolist() == [2, 1]
    assert table.status.tolist() == ["missed", "met"]


def test_link_clicks_without_any_value_leave_the_decision_to_clicks():
    results = THREE.assign(link_clicks=[None, None, None])
    found = judged(400, results)
    assert found.kpi.name == "clicks"
    assert found.passed_over == ("link_clicks",)


def test_a_result_without_the_kpi_is_not_judged_and_not_a_zero():
    results = THREE.assign(clicks=[25, None, 500])
    table = judged(400, results).table
    assert math.isnan(table.value[1])
    assert pd.isna(table.status[1])
    assert pd.isna(table["rank"][1])
    assert table["rank"].tolist()[::2] == [2, 1]


@pytest.mark.parametrize(
    ("bad", "rule"),
    [(-5, "negative"), (math.inf, "not_finite"), ("many", "not_a_number"), ("1.234", "two_readings")],
)
def test_a_bad_number_is_noted_and_the_rest_is_judged(bad, rule):
    results = THREE.astype({"clicks": object})
    results.loc[1, "clicks"] = bad
    found = judged(400, results)
    (note,) = found.notes
    assert (note.result, note.column, note.value, note.rule) == ("Result 2", "clicks", bad, rule)
    assert found.table.status.tolist()[::2] == ["missed", "met"]
    assert math.isnan(found.table.value[1])


def test_interactions_above_reach_are_allowed_but_noted():
    found = judged(400, THREE.assign(reach=[500, 5000, 9800]))
    assert [(n.result, n.column, n.value, n.rule) for n in found.notes] == [
        ("Result 1", "interactions", 533.0, "above_reach")
    ]
    assert found.table.status.tolist() == ["missed", "met", "met"]


def test_bad_tables_are_refused_by_name():
    with pytest.raises(errors.EmptyTableError):
        judged(table=THREE.iloc[:0])
    with pytest.raises(errors.DuplicateNameError, match="Result 1"):
        judged(table=THREE.assign(result=["Result 1", "Result 1", "x"]))
    with pytest.raises(errors.NotATableError, match="list"):
        judged(table=[1, 2])
    with pytest.raises(errors.MissingColumnError, match="none of the columns"):
        judged(table=THREE[["result", "likes"]])
    with pytest.raises(errors.MissingColumnError, match="Did you mean result"):
        hold(THREE, Objective("traffic"), name="resul")


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=20), st.floats(0.01, 1e9))
def test_status_rank_and_share_agree(values, target):
    """A better value never has a worse status nor a worse rank."""
    results = pd.DataFrame({"clicks": values})
    table = judged(target, results).table.sort_values("value", ascending=False)
    order = {"met": 0, "near": 1, "missed": 2}
    assert table.status.map(order).is_monotonic_increasing
    assert table["rank"].is_monotonic_increasing
    assert ((table.value >= target) == (table.status == "met")).all()
    assert np.allclose(table.attained * target, table.value)


@given(st.permutations(range(3)))
def test_the_order_of_the_rows_does_not_matter(order):
    table = judged(400, THREE.iloc[order]).table.set_index("result")
    pd.testing.assert_frame_equal(table.loc[THREE.result], judged(400).table.set_index("result"))


def test_judge_and_hold_give_the_same_table():
    pd.testing.assert_frame_equal(cm.judge(THREE, "traffic").table, judged().table)


def test_many_values_at_once_have_the_share_status_and_rank_of_each():
    goal = Objective("traffic", target=400)
    values = [25.0, 380.0, 483.0]
    assert shares(np.array(values), goal).tolist() == [attained(value, goal) for value in values]
    assert statuses(np.array(values), goal).tolist() == ["missed", "near", "met"]
    assert ranks(pd.Series(values), "higher").tolist() == [3, 2, 1]


def test_money_spent_for_no_click_is_the_worst_cost_and_not_a_gap():
    """500 spent for nothing once was "not judged", and the one click for 400 came last."""
    ads = pd.DataFrame({"result": ["a", "b", "c"], "spend": [500, 400, 0], "link_clicks": [0, 1, 0]})
    table = judged(450, ads, kpi="cpc").table
    assert table.value.tolist()[:2] == [math.inf, 400]
    assert table["rank"].tolist()[:2] == [2, 1]
    assert table.status.tolist()[:2] == ["missed", "met"]
    assert pd.isna(table["rank"][2]), "nothing spent for nothing is no cost"


def test_sales_take_conversions_before_they_fall_back_to_revenue():
    ads = pd.DataFrame({"result": ["a"], "conversions": [3], "revenue": [20519.16]})
    found = judged(1, ads, "ventes")
    assert (found.kpi.name, found.table.attained[0]) == ("conversions", 3)


def test_which_post_a_result_is_stays_in_the_table():
    posts = THREE.assign(post_id=[1, 2, 3], permalink=["x", "y", "z"], platform="facebook", likes=4)
    table = judged(400, posts).table
    assert list(table.columns)[8:] == ["post_id", "permalink", "platform"]
    assert table.post_id.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("columns", "rate"),
    [
        ({"views": 900, "likes": 5, "shares": 1, "comments": 1}, "public_er_views"),
        ({"followers": 900, "likes": 5, "shares": 1, "comments": 1}, "public_er_followers"),
        ({"reach": 900, "views": 990, "likes": 5, "shares": 1, "comments": 1}, "public_engagement_rate"),
        ({"views": 900, "likes": 5}, None),
    ],
)
def test_the_rate_beside_the_objective_is_the_best_that_the_table_allows(columns, rate):
    assert judged(table=pd.DataFrame({"link_clicks": [1, 2], **columns})).rate == rate


def test_a_rate_that_few_results_have_gives_way_to_one_that_most_have():
    table = THREE.assign(reach=[None, None, 9800], impressions=[900, 900, 900])
    assert judged(table=table).rate == "er_impressions"
    assert judged(table=table.assign(reach=[None, 5000, 9800])).rate == "engagement_rate"


def said(value, share, better="higher", lang="en", **goal):
    found = place(Objective("image", **goal), better, value, share, Number)
    return found and found.text(lang).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("value", "share", "better", "goal", "words"),
    [
        (42, 10 / 13, "higher", {"target": 45, "baseline": 32}, "77% of the way from 32 to 45"),
        (44.95, 0.9962, "higher", {"target": 45, "baseline": 32}, "99.62% of the way from 32 to 45"),
        (30, -2 / 13, "higher", {"target": 45, "baseline": 32}, "further from 45 than the start, 32"),
        (6, 2 / 3, "lower", {"target": 5, "baseline": 8}, "67% of the way from 8 to 5"),
        (7.5, 4 / 3, "lower", {"target": 10}, "under the 10 allowed"),
        (10, 1, "lower", {"target": 10}, "just the 10 allowed"),
        (12, 5 / 6, "lower", {"target": 10}, "over the 10 allowed"),
        (20, 0.5, "higher", {"target": 40}, "50% of the target"),
        (-6, -0.15, "higher", {"target": 40}, None),
        (6, 0.15, "higher", {}, None),
    ],
)
def test_where_a_value_stands(value, share, better, goal, words):
    assert said(value, share, better, **goal) == words


def test_it_is_said_in_french():
    assert said(42, 10 / 13, lang="fr", target=45, baseline=32) == "77 % du chemin de 32 à 45"
    assert said(7.5, 4 / 3, "lower", "fr", target=10) == "sous les 10 permis"


def test_a_cell_is_a_share_only_where_a_number_says_it():
    assert shown(Objective("image", target=40), "higher", 20, 0.5, Number).text("en") == "50%"
    assert shown(Objective("image", target=40), "higher", -6, -0.15, Number).text("en") == "–"
    limit = Objective("image", target=10)
    assert shown(limit, "lower", 7.5, 4 / 3, Number).text("en") == "under the 10 allowed"
    assert not plain(Objective("image", target=45, baseline=32), "higher")


def test_no_room_prints_a_share_below_zero():
    table = pd.DataFrame({"result": ["a", "b"], "clicks": [25, 30], "reach": [900, 800]})
    goal = Objective("traffic", target=400, baseline=100)
    paid = [call(table, goal, cost=90) for call in (cm.returns, cm.answer_the_boss)]
    for answer in (cm.judge(table, goal), *paid):
        for words in (answer.text("en"), answer.plain("en"), answer.html("en")):
            assert not re.search(r"[-−]\d[\d.,]*%", words)
        assert "further from" in answer.text("en")
