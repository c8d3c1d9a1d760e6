"""What one would lose: influencers and ads counted in people, without adding up the same people twice."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.outreach.campaign import settled
from cmkit.given.people import Span, people, unit_cost

EXPORTS = Path(__file__).resolve().parents[3] / "data" / "exports"


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def posts(**columns):
    table = {
        "influencer": ["Ana", "Ana", "Bo"],
        "platform": ["instagram", "tiktok", "instagram"],
        "reach": [12000, 8000, 30000],
        "likes": [900, 400, 600],
        "comments": [40, 10, 20],
        "cost": [300, 300, 2500],
    }
    return pd.DataFrame(table | columns)


def row(table, name):
    return table[table.influencer == name].iloc[0]


# People are bounds


def test_two_views_by_three_people_are_three_people():
    """W7, Brandwatch: daily reach 3, 1, 2 sums to 6, and the true reach 3 lies within [3, 6]."""
    assert people([3, 1, 2]) == (3, 6)


def test_three_posts_to_the_same_followers_reach_them_once():
    """W8, everwall: 1,000 followers and 3 posts are a total reach of 3,000 and 1,000 people."""
    assert people([1000, 1000, 1000], audience=1000) == (1000, 1000)


@given(st.lists(st.sets(st.integers(0, 60)), min_size=1, max_size=6))
def test_the_people_truly_reached_are_always_within_the_bounds(groups):
    span = people([len(group) for group in groups], audience=61)
    assert span.low <= len(set().union(*groups)) <= span.high


@given(st.floats(0.01, 1e6), st.integers(1, 10**6), st.integers(0, 10**6))
def test_the_cost_by_person_is_within_what_the_bounds_of_people_give(cost, low, more):
    span = unit_cost(cost, Span(low, low + more), units=1000)
    assert span.low <= span.high
    assert span.high * low == pytest.approx(1000 * cost)


def test_a_missing_reach_leaves_the_most_unknown():
    assert people([500, math.nan]).low == 500
    assert math.isnan(people([500, math.nan]).high)
    assert people([500, math.nan], audience=900) == (500, 900)


# Influencers


def test_each_influencer_has_people_and_money_within_bounds():
    ana = row(cm.influencers(posts()).table, "Ana")
    assert (ana.posts, ana.reach_low, ana.reach_high) == (2, 12000, 20000)
    assert (ana.interactions, ana.engaged_low, ana.engaged_high) == (1350, 900, 1350)
    assert ana.engagement_rate == pytest.approx(1350 / 20000)
    assert (ana.cost_per_engaged_low, ana.cost_per_engaged_high) == pytest.approx((600 / 1350, 600 / 900))
    assert (ana.cost_per_thousand_low, ana.cost_per_thousand_high) == pytest.approx((30, 50))
    assert (ana.platform, ana.missing) == ("instagram, tiktok", [])


def test_all_together_are_never_a_sum_of_people():
    found = cm.influencers(posts())
    assert (found.total.reach_low, found.total.reach_high) == (30000, 50000)
    assert (cm.influencers(posts(), audience=35000).total.reach_high) == 35000
    assert "at least" not in found.text("en")
    assert "30,000 to 50,000" in found.text("en")
    assert "30\u202f000 à 50\u202f000" in found.text("fr")


def test_one_person_may_like_comment_and_share_so_interactions_of_a_post_are_not_its_least():
    """100 people who each like and comment are 200 interactions and 100 people."""
    found = cm.influencers(pd.DataFrame({"influencer": ["A"], "likes": [100], "comments": [100]}))
    assert (found.table.engaged_low[0], found.table.engaged_high[0]) == (100, 200)


def test_where_only_interactions_are_counted_the_assumption_is_said():
    found = cm.influencers(pd.DataFrame({"influencer": ["A", "A"], "interactions": [100, 30]}))
    assert (found.table.engaged_low[0], found.table.engaged_high[0]) == (100, 130)
    assert "supposes that each person acted once" in found.text("en")
    assert "supposes" not in cm.influencers(posts()).text("en")


def test_people_engaged_are_no_more_than_people_reached():
    few = cm.influencers(posts(reach=[1000, 50, 30000])).table
    assert row(few, "Ana").engaged_high == 1050


def test_more_people_acting_than_reached_is_told():
    found = cm.influencers(pd.DataFrame({"influencer": ["A"], "reach": [10], "likes": [50]}))
    assert "A: more people acted than are said to be reached" in found.text("en")


def test_one_kind_of_act_on_one_post_is_a_count_of_people():
    found = cm.influencers(pd.DataFrame({"influencer": ["A"], "likes": [50]}))
    assert "different people engaged: 50" in found.text("en")
    assert "are not" not in found.text("en")


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


def test_who_is_cheaper_is_said_only_where_bounds_do_not_meet():
    assert "Ana is surely cheaper than Bo" in cm.influencers(posts()).text("en")
    assert "do not say who is cheapest" in cm.influencers(posts(cost=[300, 300, 350])).text("en")


def test_targets_are_met_missed_or_open_within_bounds():
    table = cm.influencers(posts(target_reach=[15000, 15000, 20000])).table
    assert table.status.tolist() == ["open", "met"]
    assert row(table, "Ana").attained_low == pytest.approx(0.8)
    by_acts = cm.influencers(posts(target=[1000, 1000, 500])).table
    assert (by_acts.target.tolist(), by_acts.status.tolist()) == ([2000, 500], ["missed", "met"])


def test_a_bound_that_is_not_known_never_meets_a_target():
    assert settled(Span(math.nan, 40000), 5000) == "open"
    assert settled(Span(math.nan, 3000), 5000) == "missed"
    assert settled(Span(6000, math.nan), 5000) == "met"
    assert settled(Span(math.nan, math.nan), 5000) is None


def test_what_cannot_be_used_is_listed():
    found = cm.influencers(posts(influencer=["Ana", None, " "], likes=[900, 5, -3]))
    assert found.table.influencer.tolist() == ["Ana"]
    assert found.set_aside[["row", "column"]].values.tolist() == [
        [3, "likes"], [2, "influencer"], [3, "influencer"]
    ]  # fmt: skip
    assert "2 rows name no influencer" in found.text("en")


def test_french_headings_are_read():
    french = posts().rename(
        columns={"influencer": "Influenceur", "reach": "Portée", "likes": "J’aime", "cost": "Cachet"}
    )
    assert cm.influencers(french).table.equals(cm.influencers(posts()).table)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: cm.influencers(posts().drop(columns="influencer")), "influencer"),
        (lambda: cm.influencers(posts(), cost=500), "stated twice"),
        (lambda: cm.influencers(posts().drop(columns="cost"), cost={"Anna": 5}), "Known: Ana, Bo"),
        (lambda: cm.influencers(posts().drop(columns="cost"), cost=-5), "below zero"),
        (lambda: cm.influencers(posts().drop(columns="cost"), cost="500 €"), "not a number"),
        (lambda: cm.influencers(posts(), audience=100), "audience is 100"),
        (lambda: cm.influencers(posts(), audience={"Zoe": 100}), "Zoe"),
        (lambda: cm.influencers(posts(currency=["EUR", "USD", "EUR"])), "EUR"),
        (lambda: cm.influencers(posts(currency="EUR").drop(columns="cost"), cost=cm.Money(5, "USD")), "USD"),
        (lambda: cm.influencers(posts(target_raech=5)), "reach"),
        (lambda: cm.influencers(posts(target_reach=5, target=9)), "target_reach, target"),
        (lambda: cm.influencers(posts(influencer=[None, None, ""])), "nobody"),
        (lambda: cm.influencers(pd.DataFrame()), "no rows"),
        (lambda: cm.influencers("posts.csv"), "not a table"),
        (lambda: cm.influencers(posts(Influenceur=["a", "b", "c"], Créateur=["d", "e", "f"]).drop(
            columns="influencer")), "influencer"),
        (lambda: cm.organic_and_paid([]), "no rows"),
        (lambda: cm.organic_and_paid("posts.csv"), "not a table"),
        (lambda: cm.organic_and_paid(posts(), audience=10), "audience is 10"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(make, words):
    with pytest.raises(errors.CmkitError, match=words):
        make()


# Organic beside paid


def sides():
    organic = pd.DataFrame({"reach": [1000, 3000, 2000], "likes": [50, 60, 10], "shares": [5, 1, 2]})
    organic["boosted"] = [False, True, None]
    ads = pd.DataFrame(
        {"ad": ["a", "b"], "reach": [4000, 6000], "impressions": [9000, 8000], "likes": [40, 60],
         "link_clicks": [90, 80], "spend": [50.0, 120.0]}
    )  # fmt: skip
    return [organic, ads]


def test_organic_boosted_and_paid_stand_side_by_side():
    found = cm.organic_and_paid(sides())
    assert found.table.index.tolist() == ["organic", "boosted", "paid"]
    assert found.table.posts.tolist() == [2, 1, 2]
    assert found.table.loc["organic", ["reach_low", "reach_high"]].tolist() == [2000, 3000]
    assert found.table.cpc["paid"] == pytest.approx(1)
    assert found.table.cpm["paid"] == pytest.approx(10)
    assert "1 boosted post stands apart" in found.text("en")


def test_the_same_people_may_be_on_both_sides_so_reach_is_a_bound():
    found = cm.organic_and_paid(sides())
    assert found.reach == (6000, 16000)
    assert cm.organic_and_paid(sides(), audience=7000).reach == (6000, 7000)
    assert "reach is not added up" in found.text("en")
    assert "la portée ne s’additionne pas" in found.text("fr")


def test_interactions_are_those_that_every_side_counts():
    """Shares are counted on one side only: with them the organic rate would look better for nothing."""
    found = cm.organic_and_paid(sides())
    assert found.table.interactions.tolist() == [60, 60, 100]
    assert found.table.engagement_rate.tolist() == pytest.approx([60 / 3000, 0.02, 0.01])
    assert "(likes)" in found.text("en")


def test_no_rate_is_put_beside_another_over_another_base():
    organic, ads = sides()
    found = cm.organic_and_paid([organic, ads.drop(columns="reach")])
    assert found.table.engagement_rate.isna().all()
    assert "no common base" in found.text("en")
    assert found.table.missing["paid"] == ["reach"]


def test_a_post_with_a_spend_or_the_very_text_of_an_ad_is_boosted():
    organic, ads = sides()
    said = "Our new blend is here, read what it holds"
    organic = organic.drop(columns="boosted").assign(text=[said, "x", "x"], spend=[None, 0, 30])
    found = cm.organic_and_paid([organic, ads.assign(text=[said + " ", "x"])])
    assert found.table.posts.to_dict() == {"organic": 1, "boosted": 2, "paid": 2}
    assert "1 of them is known by its text" in found.text("en")


def test_organic_posts_that_cost_nothing_have_no_cost_by_interaction():
    table = pd.DataFrame({"reach": [100, 300], "likes": [5, 6], "spend": [0, 20]})
    assert math.isnan(cm.organic_and_paid(table).table.cost_per_interaction["organic"])


def test_one_side_alone_is_said():
    assert "only one side" in cm.organic_and_paid(sides()[1]).text("en")


def test_cells_set_aside_are_listed():
    aside = cm.organic_and_paid([sides()[0].assign(likes=[-1, 2, 3]), sides()[1]]).set_aside
    assert aside[["row", "column"]].values.tolist() == [[1, "likes"]]


def test_two_currencies_are_never_put_side_by_side():
    organic, ads = sides()
    with pytest.raises(errors.MoneyMismatchError):
        cm.organic_and_paid([ads.assign(currency="EUR"), ads.assign(currency="USD"), organic])


def test_the_made_campaign_is_read():
    exports = [cm.read(cm.sample("campaign_facebook_en.csv")), cm.read(EXPORTS / "meta_ads_en.csv")]
    found = cm.organic_and_paid(exports)
    assert found.table.posts.to_dict() == {"organic": 40, "paid": 12}
    assert found.table.spend["paid"] == pytest.approx(852.71)
    assert found.parts.currency == "EUR"


def test_real_exports_are_read_as_far_as_their_columns_go(real):
    pages = cm.read(real("meta_business_suite/oigetit_sa_facebook_posts_2025-03-18_2025-04-14.csv"))
    ads = cm.read(real("meta_ads/koszulkowy_ads_2026-01.csv"))
    found = cm.organic_and_paid([pages, ads])
    assert found.table.missing["paid"] == ["reach", "impressions"]
    assert found.table.cpc["paid"] == pytest.approx(0.58, abs=0.01)
    assert "PLN" in found.html("fr")


# As they show themselves


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_pages_are_in_one_language_and_run_nothing(lang):
    naughty = posts(influencer=["<script>alert(1)</script>", "b", "c"])
    for found in (cm.influencers(naughty), cm.organic_and_paid(sides())):
        html = found.html(lang)
        assert "<script>" not in html
        assert f'lang="{lang}"' in html
        assert found.text(lang) in found.plain(lang)
        assert repr(found) == found.plain()
