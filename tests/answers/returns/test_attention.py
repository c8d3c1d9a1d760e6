"""What one would lose: the reach of several posts added up, or likes counted as attention."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.desk.lab import three_results

THREE = three_results("en")
TRAFFIC = cm.Objective("traffic", target=400)
KNOWN_OR_NOT = st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), min_size=2, max_size=6)


def test_reach_is_never_added_up():
    """W7 Brandwatch: 3, 1 and 2 people a day are between 3 and 6 people."""
    days = pd.DataFrame({"reach": [3, 1, 2], "shares": [1, 0, 1]})
    found = cm.returns(days, "visibility", cost=6)
    assert (found.roa.low, found.roa.high) == (3, 6)
    assert found.roa.per_money == (0.5, 1)
    assert math.isnan(found.roa.value)
    assert "several times" in found.roa.reason
    assert cm.returns(days, "visibility", cost=6, audience=4).roa.high == 4


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=9), st.floats(0.01, 1e6))
def test_the_bounds_hold_every_possible_number_of_people(reaches, cost):
    found = cm.returns(pd.DataFrame({"reach": reaches, "shares": 1}), "visibility", cost=cost)
    assert max(reaches) == found.roa.low <= found.roa.high == sum(reaches)
    assert found.roe.value == pytest.approx(len(reaches) / sum(reaches))
    assert found.roe.low <= found.roe.value * (1 + 1e-9)
    assert found.roe.value <= found.roe.high * (1 + 1e-9)


def test_an_audience_below_a_reach_cannot_be():
    with pytest.raises(errors.BadValueError, match="9800 people"):
        cm.returns(THREE, TRAFFIC, audience=9000)


def test_visits_that_paid_attention_come_first_for_traffic():
    visits = pd.DataFrame({"sessions": [1810], "engaged_sessions": [693], "reach": [9000]})
    assert cm.returns(visits, "traffic").roa.unit == "engaged_sessions"
    assert cm.returns(visits, "visibility").roa.unit == "reach"
    assert cm.returns(visits, "traffic", attention="sessions").roa.low == 1810
    assert round(cm.returns(visits, "traffic").roe.value, 3) == 0.383, "W9 bbccss.com"


def test_likes_are_no_attention():
    with pytest.raises(errors.BadValueError, match="does not count attention"):
        cm.returns(THREE, TRAFFIC, attention="likes")


def test_attained_of_each_result_and_of_the_whole():
    found = cm.returns(THREE, TRAFFIC)
    assert [line.attained for line in found.table.roa] == [0.0625, 1.2075, 1.25]
    assert (found.roa.achieved, found.roa.expected, found.roa.attained) == (1008, 1200, 0.84)
    assert "2 results of 3 reach the target" in found.text("en")


def test_a_target_of_the_whole_is_held_against_the_whole():
    found = cm.returns(THREE, cm.Objective("traffic", target=1008), target_for="whole")
    assert found.roa.attained == 1
    assert math.isnan(found.table.roa[0].attained)
    with pytest.raises(errors.UnknownNameError, match="Did you mean whole"):
        cm.returns(THREE, TRAFFIC, target_for="hole")


def test_a_rate_is_attained_from_sums():
    goal = cm.Objective("traffic", kpi="ctr", target=0.1)
    ads = pd.DataFrame({"link_clicks": [10, 10], "impressions": [100, 300], "spend": [1, 1]})
    assert cm.returns(ads, goal).roa.attained == pytest.approx(0.5)


def test_a_target_is_given_beside_the_name_of_an_objective():
    found = cm.returns(THREE, "traffic", target=400)
    assert found.roa.attained == 0.84
    with pytest.raises(errors.BadValueError, match="give one"):
        cm.returns(THREE, TRAFFIC, target=300)


def test_a_total_is_the_target_of_the_whole_beside_that_of_each():
    found = cm.returns(THREE, cm.Objective("traffic", target=400, total=2016))
    assert (found.roa.expected, found.roa.attained) == (2016, 0.5)
    assert found.table.roa[2].attained == 1.25
    assert "Target: 2,016, all results together. Target: 400 for each result." in found.text("en")
    assert "2 results of 3 reach the target" in found.text("en")


@settings(max_examples=40, deadline=None)
@given(KNOWN_OR_NOT, st.integers(1, 10**6))
def test_what_is_attained_in_all_is_a_least_where_some_is_not_known(clicked, total):
    clicks = [value for value, _ in clicked]
    known = [math.nan if gone else float(value) for value, gone in clicked]
    table = pd.DataFrame({"reach": [10**7] * len(clicks), "clicks": known})
    line = cm.returns(table, cm.Objective("traffic", total=total)).roa
    gaps = any(map(math.isnan, known))
    if all(map(math.isnan, known)):
        assert math.isnan(line.attained)
    else:
        assert line.attained <= sum(clicks) / total * (1 + 1e-9)
        assert line.attained_span.exact != gaps


def test_a_balance_known_in_part_bounds_nothing():
    """What is not known of net followers may be below zero."""
    table = pd.DataFrame({"reach": [10, 10], "net_followers": [50, None]})
    whole = cm.returns(table, cm.Objective("notoriety", total=100))
    assert math.isnan(whole.roa.attained)
    assert "may be below zero: what was attained in all cannot be told" in whole.text("en")
    assert cm.returns(table, cm.Objective("notoriety", target=100)).roa.attained == 0.5, "of what is known"


def test_views_known_in_part_are_a_least():
    table = pd.DataFrame({"views": [50, None], "shares": [1, 1]})
    found = cm.returns(table, "visibility", cost=10)
    assert "at least 50 views for 10.00, which is at least 5 per unit of money" in found.text("en")
    assert "several results is not a number of people" not in found.text("en")


def test_reach_against_a_target_of_the_whole_is_within_bounds():
    found = cm.returns(THREE, cm.Objective("visibility", total=20_000))
    assert found.roa.attained_span == (0.49, 0.99)
    assert "9,800 to 19,800 (reach), 49% to 99% of 20,000" in found.text("en")
    assert math.isnan(found.roa.attained)


def test_a_rate_against_a_target_of_the_whole_counts_the_results_that_have_it():
    ads = pd.DataFrame({"link_clicks": [10, None], "impressions": [100, 300]})
    found = cm.returns(ads, cm.Objective("traffic", kpi="ctr", total=0.2))
    assert found.roa.attained == 0.5
