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
from cmkit.answers.verdict.judging import (
    Whole,
    attained,
    hold,
    place,
    plain,
    ranks,
    shares,
    shown,
    status,
    statuses,
    whole,
)
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


TEN = pd.DataFrame({"result": [f"P{n}" for n in range(10)], "clicks": [50, 20, 10, 10, 5, 5, 0, 0, 0, 0]})


def together(table, objective="traffic", **goal):
    return whole(hold(pd.DataFrame(table), Objective(objective, **goal)))


def test_ten_posts_are_held_against_what_all_were_to_bring():
    verdict = cm.judge(TEN, cm.Objective("traffic", total=400))
    found = verdict.whole
    assert (found.value, found.target, found.attained, found.status) == (100, 400, 0.25, "missed")
    assert verdict.text("en").startswith(
        "All 10 results together: 100 of 400 (clicks): 25% of the target, missed."
    )
    assert verdict.text("fr").startswith(
        "Les 10 résultats ensemble\u00a0: 100 sur 400 (clics)\u00a0: 25\u00a0% de la cible, manqué."
    )
    assert verdict.table.status.isna().all()
    last = verdict.plain("en").splitlines()[11]
    assert last.split() == ["All", "together", "Clicks", "100", "400", "25%", "missed", "–", "–"]


def test_each_result_and_the_whole_are_judged_side_by_side():
    verdict = cm.judge(TEN, "traffic", target=20, total=100)
    assert verdict.table.status.tolist()[:3] == ["met", "met", "missed"]
    assert verdict.whole.status == "met"
    assert "Target of all results together: 100. Target of each result: 20." in verdict.text("en")


def test_without_a_total_the_whole_is_known_and_not_judged():
    found = together(TEN, target=400)
    assert (found.value, found.target, found.status) == (100, None, None)
    assert "All 10 results" not in cm.judge(TEN, "traffic", target=400).text("en")


def test_people_do_not_add_up():
    found = together({"reach": [12000, 8000]}, "visibility", total=15000)
    assert (found.span, found.status) == ((12000, 20000), None)
    assert math.isnan(found.value)
    assert "12,000 to 20,000 of 15,000 (reach): whether that is enough cannot be told." in cm.judge(
        {"reach": [12000, 8000]}, "visibility", total=15000
    ).text("en")
    assert together({"reach": [12000, 8000]}, "visibility", total=12000).status == "met"
    assert together({"reach": [12000, 8000]}, "visibility", total=25000).status == "missed"


def test_what_is_not_known_is_no_zero():
    table = {"clicks": [50, None]}
    assert (together(table, total=400).span.low, together(table, total=400).status) == (50, None)
    assert together(table, total=40).status == "met"
    assert math.isnan(together({"net_followers": [5, None]}, "notoriety", total=3).span.low)


def test_a_rate_of_the_whole_is_of_its_sums_and_a_cost_under_what_is_allowed():
    table = {"impressions": [1000, 0, 100], "link_clicks": [10, 0, 6]}
    assert together(table, kpi="ctr", total=0.01).value == pytest.approx(16 / 1100)
    ads = {"result": ["a", "b"], "spend": [500, 20], "link_clicks": [0, 2]}
    found = together(ads, kpi="cpc", total=300)
    assert (found.value, found.status) == (260, "met")
    assert "€260.00 (cost per link click): under the €300.00 allowed, met." in cm.judge(
        ads, Objective("traffic", kpi="cpc", total=300, currency="EUR")
    ).text("en")
    assert math.isinf(together({"spend": [5, 6], "link_clicks": [0, 0]}, kpi="cpc", total=3).value)


@pytest.mark.parametrize(
    ("table", "objective", "kpi", "why"),
    [
        ({"review_score": [4, 5]}, "image", "review_score", "verdict.why_no_sum"),
        ({"impressions": [9, 8], "reach": [4, 4]}, "visibility", "frequency", "verdict.why_people"),
        ({"impressions": [9, 8], "link_clicks": [4, None]}, "traffic", "ctr", "verdict.why_missing"),
    ],
)
def test_what_cannot_be_said_of_the_whole_is_refused_with_its_reason(table, objective, kpi, why):
    found = together(table, objective, kpi=kpi, total=3)
    assert (found.why.key, found.status) == (why, None)
    assert "cannot be said" in cm.judge(table, Objective(objective, kpi=kpi, total=3)).text("en")


def test_one_result_is_its_own_whole():
    assert together({"reach": [900]}, "visibility", total=1000).status == "near"
    assert Whole().value != Whole().value


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12), st.integers(1, 5000))
def test_the_whole_of_what_adds_up_is_its_sum(clicks, total):
    found = together({"clicks": clicks}, total=total)
    assert found.value == sum(clicks)
    assert (found.status == "met") == (sum(clicks) >= total)
    assert found.attained == pytest.approx(sum(clicks) / total)


@pytest.mark.parametrize("kpi", [None, "clicks", "ctr"])
def test_results_of_another_time_do_not_count_in_the_whole_which_says_so(kpi):
    """18 of 20 clicks were said to be near, of which 6 were won in the time of the objective."""
    table = {"date": ["2026-01-01", "2026-02-01T10:00:00+01:00", "2026-03-01"], "impressions": [100] * 3}
    clicks = {"link_clicks": [5, 6, 7], "clicks": [5, 6, 7]}
    goal = cm.Objective("traffic", kpi=kpi, total=20, start="2026-01-15", by="2026-02-28")
    found = cm.judge(table | clicks, goal)
    assert found.whole.value == (0.06 if kpi == "ctr" else 6)
    assert "2 results are dated outside this time" in found.text("en")
    assert found.table.value.notna().all()
    alone = cm.judge(table | clicks, cm.Objective("traffic", kpi=kpi, total=20, by="2025-12-31"))
    assert "none is dated in this time" in alone.text("en")


def test_a_result_without_a_date_may_count_in_the_whole_or_not():
    table = {"date": ["2026-01-20", None], "link_clicks": [5, 6]}
    goal = cm.Objective("traffic", total=20, start="2026-01-15")
    found = cm.judge(table, goal)
    assert found.whole.span.low == 5
    assert math.isnan(found.whole.value)
    assert "n’a pas de date" in found.text("fr")
    assert cm.judge({"link_clicks": [5, 6]}, goal).whole.value == 11
