"""The cycle filled from exports: counted to the end, nothing dropped in silence."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle, cycle
from cmkit.desk.sample import sample


def cells(made: Cycle, column: str) -> dict[str, object]:
    return made.table.set_index("step")[column].to_dict()


def test_it_fills_itself_from_posts_ads_and_analytics_and_says_what_it_left_out():
    names = ["campaign_facebook_en.csv", "exports/meta_ads_en.csv", "exports/ga4_canaux_fr.csv"]
    made = cycle([*(cm.read(sample(name)) for name in names), {"leads": {"count": 90, "owner": "Zoé"}}])
    table = made.table.set_index("step")
    assert table["count"].dropna().to_dict() == {
        "influence": 400,
        "engagement": 6614,
        "leads": 90,
        "sales": 54,
    }
    assert (table.count_low["notoriety"], table.count_high["notoriety"]) == (15_032, 166_333)
    assert (made.cost.amount, made.cost.currency) == (pytest.approx(852.71), "EUR")
    said = made.text("en")
    assert "it is not summed" in said
    assert "5 channels that are not social were left out" in said
    assert "also counts the step sales" in said
    assert "time, tools and content are not in it" in said


def test_reach_of_one_post_is_a_count():
    made = cycle(
        pd.DataFrame({"reach": [5000], "likes": [500], "shares": [5], "comments": [3], "clicks": [25]})
    )
    assert cells(made, "count")["notoriety"] == 5000
    assert cells(made, "count")["engagement"] == 533


def test_conversions_that_earned_nothing_are_leads_not_sales():
    made = cycle(pd.DataFrame({"channel": ["Organic Social", "Direct"], "conversions": [7, 90]}))
    assert cells(made, "count")["leads"] == 7
    assert "check what they count" in made.text("en")


def test_a_table_that_lacks_the_indicator_is_named():
    tables = [pd.DataFrame({"impressions": [100], "shares": [4]}), pd.DataFrame({"impressions": [50]})]
    made = cycle(tables)
    assert cells(made, "count")["notoriety"] == 150
    assert "is not counted in the step influence" in made.text("en")


def test_a_bad_cell_is_set_aside_and_named():
    made = cycle(pd.DataFrame({"impressions": [100, -5], "shares": [4, 1]}))
    assert cells(made, "count")["notoriety"] == 100
    assert "Set aside, row 2 (impressions): impressions is −5" in made.text("en")
    aside = made.set_aside
    assert list(aside) == ["file", "line", "row", "column", "value", "reason", "why"]
    assert aside[["row", "column", "value", "reason"]].values.tolist() == [[2, "impressions", -5, "negative"]]
    assert made.sheets("fr")["set_aside"].columns.tolist() == [
        "Fichier", "Ligne du fichier", "Ligne", "Colonne", "Valeur", "Pourquoi"
    ]  # fmt: skip


def test_a_bad_cell_is_named_by_its_own_row_where_channels_are_left_out():
    visits = pd.DataFrame({"channel": ["Direct", "Organic Social"], "conversions": [90, -7]})
    assert cycle(visits).set_aside.row.tolist() == [2]


def test_amounts_in_two_currencies_are_refused():
    posts = pd.DataFrame({"impressions": [100, 50], "spend": [5, 6], "currency": ["EUR", "USD"]})
    with pytest.raises(errors.MoneyMismatchError):
        cycle(posts)


def test_rows_without_an_amount_are_counted():
    ads = pd.DataFrame({"impressions": [100, 50], "spend": [5.0, None], "link_clicks": [3, 4]})
    assert "1 row of 2 has no ad spend; it is not in the sum" in cycle(ads).text("en")
    assert cycle(ads).cost.amount == 5
