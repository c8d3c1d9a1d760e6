"""What limits a verdict: if these fail, chance is sold as a ranking and a hole as a result."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.verdict.judging import hold
from cmkit.answers.verdict.remarks import TINY, noise, remarks, tiny_bases
from cmkit.given.objective import Objective


def held(table, objective="traffic", **goal):
    return hold(pd.DataFrame(table), Objective(objective, **goal))


def told(table, objective="traffic", lang="en", **goal):
    return cm.judge(table, Objective(objective, **goal)).text(lang)


def test_ten_and_eleven_of_a_thousand_cannot_be_told_apart():
    table = {"result": ["a", "b"], "impressions": [1000, 1000], "link_clicks": [10, 11]}
    assert "a cannot be told apart from b, whose own rate may be anything from 0.55% to 1.96%" in told(
        table, kpi="ctr"
    )
    assert "a ne se distingue pas de b" in told(table, lang="fr", kpi="ctr")
    rates = pd.DataFrame({"reach": [1000, 1000], "likes": [10, 11], "shares": 0, "comments": 0, "clicks": 0})
    assert "Chance alone could change their order" in told(rates, "visibility")


def test_rates_far_apart_and_ties_need_no_word():
    assert "Chance" not in told({"impressions": [1000, 1000], "link_clicks": [10, 90]}, kpi="ctr")
    judged = held({"impressions": [1000, 1000], "link_clicks": [10, 10]}, kpi="ctr")
    assert list(noise(judged, "ctr", judged.table["rank"])) == []


def test_a_count_has_no_noise_of_its_own():
    judged = held({"link_clicks": [10, 11]})
    assert list(noise(judged, "link_clicks", judged.table["rank"])) == []


def test_a_rate_on_a_tiny_base_is_marked():
    table = {"result": ["a", "b"], "impressions": [12, 9000], "link_clicks": [6, 90]}
    assert "the click-through rate of a rests on a base (impressions) below 100" in told(table, kpi="ctr")
    assert "of 12" in cm.judge(table, Objective("traffic", kpi="ctr")).plain("en")
    assert list(tiny_bases(held(table, kpi="ctr"), "ctr")) == [0]
    assert tiny_bases(held(table), None) == {}
    assert TINY == 100


def test_of_many_results_it_is_said_how_few_make_the_most_and_how_many_have_nothing():
    views = [400, 200, 100, 50, 40, *[10] * 21, 0, 0]
    text = told({"views": views}, "visibility")
    assert "The 5 results with most of it make 79% of the whole (views)." in text
    assert "7% of the results have 0 views" in text
    assert "font 79\u00a0% du tout (vues)" in told({"views": views}, "visibility", "fr")
    assert "with most of it" not in told({"reach": views}, "visibility"), "people do not add up"
    assert "with most of it" not in told({"views": views[:8]}, "visibility")


def test_attention_noticed_is_told_from_attention_remembered():
    table = {"reach": [900, 800], "saves": [3, 4]}
    both = "Attention noticed: reach (900 to 1,700). Attention remembered: saves (7)."
    assert both in told(table, "visibility")
    alone = told({"reach": [900, 800]}, "visibility", "fr")
    assert "ne disent rien\u00a0: enregistrements, spectateurs déjà venus, recherches de" in alone
    assert "Attention" not in told({"link_clicks": [1]})


@pytest.mark.parametrize(("spent", "key"), [(9, "verdict.within_budget"), (90, "verdict.over_budget")])
def test_the_budget_is_compared_with_what_was_spent(spent, key):
    found = remarks(held({"link_clicks": [1], "spend": [spent]}, budget=20))
    assert key in [each.key for each in found]


def test_acts_above_the_people_reached_are_no_share_of_them():
    rates = pd.DataFrame({"reach": [10, 9], "likes": [11, 30], "shares": 0, "comments": 0, "clicks": 0})
    judged = held(rates, "visibility")
    assert list(noise(judged, "engagement_rate", judged.table.rank_by_rate)) == []
    assert tiny_bases(judged, "engagement_rate") == {}
