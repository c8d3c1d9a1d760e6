"""The whole: without it ten posts that bring 100 of 400 clicks are ten posts that missed 400 each."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit.answers.verdict.judging import hold
from cmkit.answers.verdict.whole import Whole, whole
from cmkit.given.objective import Objective

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
