"""What one would lose: influencers counted in people and money, without adding up the same people twice."""

from __future__ import annotations

import math
import time

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.outreach.campaign import settled
from tests.answers.outreach.made import posts, row


def test_each_influencer_has_people_and_money_within_bounds():
    ana = row(cm.influencers(posts()).table, "Ana")
    assert (ana.posts, ana.reach_low, ana.reach_high) == (2, 12000, 20000)
    assert (ana.interactions, ana.engaged_low, ana.engaged_high) == (1350, 900, 1350)
    assert ana.engagement_rate == pytest.approx(1350 / 20000)
    assert (ana.cost_per_engaged_low, ana.cost_per_engaged_high) == pytest.approx((600 / 1350, 600 / 900))
    assert (ana.cost_per_thousand_low, ana.cost_per_thousand_high) == pytest.approx((30, 50))
    assert (ana.platform, ana.missing) == ("instagram, tiktok", [])


def test_one_person_may_like_comment_and_share_so_interactions_of_a_post_are_not_its_least():
    """100 people who each like and comment are 200 interactions and 100 people."""
    found = cm.influencers(pd.DataFrame({"influencer": ["A"], "likes": [100], "comments": [100]}))
    assert (found.table.engaged_low[0], found.table.engaged_high[0]) == (100, 200)


def test_people_engaged_are_no_more_than_people_reached():
    few = cm.influencers(posts(reach=[1000, 50, 30000])).table
    assert row(few, "Ana").engaged_high == 1050


def test_a_fee_written_on_the_first_post_only_is_the_influencers_cost_and_the_gap_is_listed():
    found = cm.influencers(posts(cost=[600, None, 2500]))
    assert row(found.table, "Ana").cost == 600
    assert row(found.table, "Ana").missing == [("cost", 1)]
    assert "Ana, missing: cost (1 post)." in found.text("en")


def test_the_fee_and_the_money_behind_the_posts_add_up_to_the_cost():
    found = cm.influencers(posts(cost=None, fee=[600, None, 2500], spend=[50, 50, 0]))
    assert found.table.cost.tolist() == [700, 2500]


def test_costs_may_be_given_by_influencer_or_for_the_whole():
    table = posts().drop(columns="cost")
    found = cm.influencers(table, cost={"Ana": cm.Money(600, "EUR"), "Bo": cm.Money(2500, "EUR")})
    assert found.total.cost == 3100
    assert "€3,100.00" in found.text("en")
    whole = cm.influencers(table, cost=3100)
    assert whole.total.cost == 3100
    assert whole.table.cost.isna().all()
    assert math.isnan(cm.influencers(table, cost={"Ana": 600}).total.cost)


def test_targets_are_met_missed_or_open_within_bounds():
    table = cm.influencers(posts(target_reach=[15000, 15000, 20000])).table
    assert table.status.tolist() == ["open", "met"]
    assert row(table, "Ana").attained_low == pytest.approx(0.8)
    by_acts = cm.influencers(posts(target=[1000, 1000, 500])).table
    assert (by_acts.target.tolist(), by_acts.status.tolist()) == ([2000, 500], ["missed", "met"])


def test_a_bound_that_is_not_known_never_meets_a_target():
    low, high = pd.Series([math.nan, math.nan, 6000, math.nan]), pd.Series([40000, 3000, math.nan, math.nan])
    assert settled(low, high, pd.Series([5000.0] * 4)) == ["open", "missed", "met", None]


def test_a_target_of_nothing_is_met_and_one_that_is_not_stated_is_not_held_against_anybody():
    ones = pd.Series([0.0, 1.0])
    assert settled(ones, ones, pd.Series([0.0, math.nan])) == ["met", None]


def test_three_thousand_influencers_are_counted_at_once():
    """One by one they took half a minute."""
    rows = range(20_000)
    many = pd.DataFrame({"influencer": [f"i{n % 3000}" for n in rows], "reach": rows, "likes": 5, "cost": 1})
    start = time.perf_counter()
    assert len(cm.influencers(many).table) == 3000
    assert time.perf_counter() - start < 5


def test_a_bound_above_the_target_settles_and_bounds_around_it_do_not():
    target = pd.Series([15000, 15000])
    assert settled(pd.Series([12000, 16000]), pd.Series([20000, math.nan]), target) == ["open", "met"]
