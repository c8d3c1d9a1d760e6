"""What one would lose: what `cm.organic_and_paid` takes, what it refuses in words, what it leaves out."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from tests.answers.outreach.made import posts, sides


def test_the_same_people_may_be_on_both_sides_so_reach_is_a_bound():
    found = cm.organic_and_paid(sides())
    assert found.reach == (6000, 16000)
    assert cm.organic_and_paid(sides(), audience=7000).reach == (6000, 7000)
    assert "reach is not added up" in found.text("en")
    assert "la portée ne s’additionne pas" in found.text("fr")


@pytest.mark.parametrize(("lang", "said"), [("en", "1 different person."), ("fr", "1 personne différente.")])
def test_one_person_is_said_as_one(lang, said):
    assert said in cm.organic_and_paid(sides()[1].assign(reach=[1, 0])).text(lang)
    assert said not in cm.organic_and_paid(sides()[1]).text(lang)


def test_cells_set_aside_are_listed():
    aside = cm.organic_and_paid([sides()[0].assign(likes=[-1, 2, 3]), sides()[1]]).set_aside
    assert aside[["row", "column"]].values.tolist() == [[1, "likes"]]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: cm.organic_and_paid([]), "no rows"),
        (lambda: cm.organic_and_paid(3), "not a table"),
        (lambda: cm.organic_and_paid("posts.csv"), "no file at posts.csv"),
        (lambda: cm.organic_and_paid(posts(), audience=10), "audience is 10"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(make, words):
    with pytest.raises(errors.CmkitError, match=words):
        make()


EXPORTS = Path(__file__).resolve().parents[3] / "data" / "exports"


def test_organic_boosted_and_paid_stand_side_by_side():
    found = cm.organic_and_paid(sides())
    assert found.table.index.tolist() == ["organic", "boosted", "paid"]
    assert found.table.posts.tolist() == [2, 1, 2]
    assert found.table.loc["organic", ["reach_low", "reach_high"]].tolist() == [2000, 3000]
    assert found.table.cpc["paid"] == pytest.approx(1)
    assert found.table.cpm["paid"] == pytest.approx(10)
    assert "1 boosted post stands apart" in found.text("en")


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


def test_two_currencies_are_never_put_side_by_side():
    organic, ads = sides()
    with pytest.raises(errors.MoneyMismatchError):
        cm.organic_and_paid([ads.assign(currency="EUR"), ads.assign(currency="USD"), organic])


def test_the_made_campaign_is_read():
    exports = [cm.read(cm.sample("campaign_facebook_en.csv")), cm.read(EXPORTS / "meta_ads_en.csv")]
    found = cm.organic_and_paid(exports)
    assert found.table.posts.to_dict() == {"organic": 37, "boosted": 3, "paid": 12}
    assert found.table.spend["paid"] == pytest.approx(852.71)
    assert found.parts.currency == "EUR"


def test_real_exports_are_read_as_far_as_their_columns_go(real):
    pages = cm.read(real("meta_business_suite/oigetit_sa_facebook_posts_2025-03-18_2025-04-14.csv"))
    ads = cm.read(real("meta_ads/koszulkowy_ads_2026-01.csv"))
    found = cm.organic_and_paid([pages, ads])
    assert found.table.missing["paid"] == ["reach", "impressions"]
    assert found.table.cpc["paid"] == pytest.approx(0.58, abs=0.01)
    assert "PLN" in found.html("fr")


def test_an_export_of_something_else_than_posts_or_ads_is_refused():
    with pytest.raises(errors.NotATableError):
        cm.organic_and_paid([cm.read(cm.sample("exports/ga4_canaux_fr.csv")), *sides()])


def test_the_same_posts_have_the_same_interactions_beside_the_paid_ones_as_among_influencers():
    """Clicks were dropped on one side: the three results had 508 interactions here and 533 there."""
    three = cm.three_results()
    both = cm.organic_and_paid(three).table.loc["organic"]
    assert both.interactions == cm.influencers(three.assign(influencer="A")).total.interactions
    assert both.engagement_rate == pytest.approx(both.interactions / three.reach.sum())


def test_clicks_alone_make_no_engagement_rate():
    organic, ads = sides()
    found = cm.organic_and_paid([organic.assign(link_clicks=5).drop(columns=["likes", "shares"]), ads])
    assert found.table.engagement_rate.isna().all()
    assert "No act but clicks" in found.text("en")


def test_one_side_alone_is_said():
    assert "only one side" in cm.organic_and_paid(sides()[1]).text("en")


def test_twenty_cells_set_aside_are_told_and_the_others_counted():
    found = cm.organic_and_paid(pd.DataFrame({"reach": range(30), "likes": [-1] * 30}))
    assert found.text("en").count("Set aside, row") == 20
    assert "10 more are set aside." in found.text("en")
    assert len(found.set_aside) == 30
