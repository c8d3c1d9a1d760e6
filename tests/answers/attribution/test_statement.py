"""What one would lose: what models agree and disagree on, in any language at any time, as page and sheets."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.attribution.statement import Compared
from cmkit.language.facts import Source

PATHS = pd.read_csv(cm.sample("paths.csv"))
BUYERS = PATHS.loc[PATHS["conversions"] > 0, ["path", "conversions"]]


def test_what_is_left_out_and_set_aside_speaks_the_language_in_use_at_any_time():
    made = cm.compare_models(pd.concat([BUYERS, BUYERS.head(1).assign(conversions=-1)]))
    cm.use("fr")
    assert made.left_out["why"].str.contains("décroissance temporelle doit").tolist() == [True, False]
    assert "nombre négatif" in made.set_aside["why"].tolist()[0]
    cm.use("en")
    assert made.left_out["why"].str.contains("Time decay needs").tolist() == [True, False]
    assert "below zero" in made.set_aside["why"].tolist()[0]
    assert "Laissé de côté, Markov" in made.text("fr")


@pytest.mark.parametrize(("lang", "span"), [("en", "25.0% to 100.0%"), ("fr", "25,0\u00a0% à 100,0\u00a0%")])
def test_ranges_read_as_everywhere(lang, span):
    made = cm.compare_models(pd.DataFrame({"path": ["ads > mail", "mail"], "conversions": [3, 1]}))
    assert span in made.plain(lang)
    assert span in made.html(lang)


def test_one_conversion_and_one_day_are_said_as_one():
    table = pd.DataFrame({"path": ["a > b"], "conversions": [1], "days": ["2 > 0"]})
    made = cm.compare_models(table, ["first", "time_decay"], half_life=1)
    assert made.text("en").startswith("1 conversion to share out")
    assert "half-life 1 day " in made.plain("en")
    assert made.text("fr").startswith("1 conversion à répartir")


def test_a_share_says_where_it_comes_from_and_a_sheet_holds_it_as_a_number():
    made = cm.compare_models(PATHS, value=True)
    share = made.statement.parts[0].rows[0].cells[1].said
    assert share.source == Source(("value",), ("search",), "first")
    assert made.sheets("en")["table"]["first touch"].tolist() == made.table["first"].tolist()


def test_where_nothing_converted_there_is_no_share_and_no_bar():
    made = cm.compare_models(pd.DataFrame({"path": ["a"], "conversions": [0], "nulls": [3]}), ["first"])
    assert made.text("en").startswith("0 conversions to share out")
    assert "–" in made.plain("en")
    assert made.statement.parts[-1].shown.rows == ()


def test_the_picture_holds_the_least_and_the_most_each_channel_gets():
    made = cm.compare_models(PATHS)
    rows = made.statement.parts[-1].shown.rows
    assert [(bar.low, bar.high) for bar in rows] == made.table[["low", "high"]].apply(tuple, axis=1).tolist()


def test_of_many_channels_a_page_shows_the_first_and_says_how_many_more_there_are():
    many = pd.DataFrame({"path": [f"c{n} > d{n}" for n in range(60)], "conversions": range(1, 61)})
    made = cm.compare_models(many, ["first", "last"])
    assert "20 more rows are not shown." in made.html("en")
    assert "20 autres lignes ne sont pas affichées." in made.plain("fr")
    assert len(made.sheets("en")["table"]) == 120


def test_models_come_in_the_order_asked_for():
    made = cm.compare_models(
        pd.DataFrame({"path": ["a > b"], "conversions": [1]}), ["last", "markov", "first"]
    )
    assert isinstance(made, Compared)
    assert made.models == ["last", "first"]
    assert {name: error.key for name, error in made.refused.items()} == {"markov": "no_nulls"}


def test_a_setting_that_moves_nothing_that_one_can_see_is_not_said():
    still = pd.DataFrame({"path": ["a", "b"], "conversions": [3, 3], "nulls": [9, 9]})
    assert "Markov chain" not in cm.compare_models(still).text("en")
    moved = PATHS[["path", "conversions", "nulls"]]
    assert "A setting alone moves a share: looking back over 1, 2 and 3" in cm.compare_models(moved).text(
        "en"
    )
    assert "So does the memory of the Markov chain" in cm.compare_models(PATHS).text("en")
