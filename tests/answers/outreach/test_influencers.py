"""What one would lose: what `cm.influencers` takes, what it refuses in words, what it leaves out."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from tests.answers.outreach.made import posts, sides


def test_french_headings_are_read():
    french = posts().rename(
        columns={"influencer": "Influenceur", "reach": "Portée", "likes": "J’aime", "cost": "Cachet"}
    )
    assert cm.influencers(french).table.equals(cm.influencers(posts()).table)


def test_what_cannot_be_used_is_listed():
    found = cm.influencers(posts(influencer=["Ana", None, " "], likes=[900, 5, -3]))
    assert found.table.influencer.tolist() == ["Ana"]
    assert found.set_aside[["row", "column", "reason"]].values.tolist() == [
        [2, "influencer", "names_nobody"], [3, "likes", "negative"], [3, "influencer", "names_nobody"]
    ]  # fmt: skip
    assert set(found.set_aside.columns) == set(cm.organic_and_paid(posts()).set_aside.columns)
    assert "2 rows name no influencer" in found.text("en")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: cm.influencers(posts().drop(columns="influencer")), "influencer"),
        (lambda: cm.influencers(posts(), cost=500), "stated twice"),
        (lambda: cm.influencers(posts().drop(columns="cost"), cost={"Anna": 5}), "Known: Ana, Bo"),
        (lambda: cm.influencers(posts().drop(columns="cost"), cost=-5), "below zero"),
        (lambda: cm.influencers(posts().drop(columns="cost"), cost="much"), "not an amount"),
        (lambda: cm.influencers(posts(), audience=100), "audience is 100"),
        (lambda: cm.influencers(posts(), audience={"Zoe": 100}), "Zoe"),
        (lambda: cm.influencers(posts(currency=["EUR", "USD", "EUR"])), "EUR"),
        (lambda: cm.influencers(posts(currency="EUR").drop(columns="cost"), cost=cm.Money(5, "USD")), "USD"),
        (lambda: cm.influencers(posts(target_raech=5)), "reach"),
        (lambda: cm.influencers(posts(target_reach=5, target=9)), "target_reach, target"),
        (lambda: cm.influencers(posts(influencer=[None, None, ""])), "nobody"),
        (lambda: cm.influencers(pd.DataFrame()), "no rows"),
        (lambda: cm.influencers(posts(Influenceur=["a", "b", "c"], Créateur=["d", "e", "f"]).drop(
            columns="influencer")), "influencer"),
        (lambda: cm.influencers(posts(Couverture=1, **{"People reached": 2}).drop(columns="reach")), "reach"),
        (lambda: cm.influencers(3), "not a table"),
        (lambda: cm.influencers("posts.csv"), "no file at posts.csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(make, words):
    with pytest.raises(errors.CmkitError, match=words):
        make()


def test_all_together_are_never_a_sum_of_people():
    found = cm.influencers(posts())
    assert (found.total.reach_low, found.total.reach_high) == (30000, 50000)
    assert (cm.influencers(posts(), audience=35000).total.reach_high) == 35000
    assert "at least" not in found.text("en")
    assert "30,000 to 50,000" in found.text("en")
    assert "30\u202f000 à 50\u202f000" in found.text("fr")


def test_where_only_interactions_are_counted_the_assumption_is_said():
    found = cm.influencers(pd.DataFrame({"influencer": ["A", "A"], "interactions": [100, 30]}))
    assert (found.table.engaged_low[0], found.table.engaged_high[0]) == (100, 130)
    assert "supposes that each person acted once" in found.text("en")
    assert "supposes" not in cm.influencers(posts()).text("en")


def test_more_people_acting_than_reached_is_told():
    found = cm.influencers(pd.DataFrame({"influencer": ["A"], "reach": [10], "likes": [50]}))
    assert "A: more people acted than are said to be reached" in found.text("en")


def test_one_kind_of_act_on_one_post_is_a_count_of_people():
    found = cm.influencers(pd.DataFrame({"influencer": ["A"], "likes": [50]}))
    assert "different people engaged: 50" in found.text("en")
    assert "are not" not in found.text("en")


def test_who_is_cheaper_is_said_only_where_bounds_do_not_meet():
    assert "Ana is surely cheaper than Bo" in cm.influencers(posts()).text("en")
    assert "do not say who is cheapest" in cm.influencers(posts(cost=[300, 300, 350])).text("en")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_pages_are_in_one_language_and_run_nothing(lang):
    naughty = posts(influencer=["<script>alert(1)</script>", "b", "c"])
    for found in (cm.influencers(naughty), cm.organic_and_paid(sides())):
        html = found.html(lang)
        assert "<script>" not in html
        assert f'lang="{lang}"' in html
        assert found.text(lang) in found.plain(lang)
        assert repr(found) == found.plain()


def test_platforms_are_written_as_people_write_them():
    found = cm.influencers(posts(platform=["tiktok", "linkedin", "my own"]))
    assert "Ana (TikTok, LinkedIn)" in found.plain("en")
    assert "Bo (my own)" in found.plain("en")


def crowd(n):
    return pd.DataFrame({"influencer": [f"i{k}" for k in range(n)], "reach": range(1000, 1000 + n)})


def test_a_page_shows_the_first_fifty_influencers_and_all_together_a_sheet_shows_each():
    found = cm.influencers(crowd(120))
    page = found.plain("en")
    assert "i49" in page
    assert "i50" not in page
    assert "All together" in page
    assert "70 influencers more in the table." in page
    assert len(found.sheets("en")["table"]) == 121


def test_sheets_keep_numbers_and_list_what_was_set_aside_in_the_language_asked_for():
    sheets = cm.influencers(posts(likes=[900, -4, 600])).sheets("fr")
    assert sheets["table"]["Publications"].tolist() == [2, 1, 3]
    assert "j’aime vaut −4" in sheets["set_aside"]["Pourquoi"][0]


def test_the_picture_is_of_people_as_bounds():
    """The first numbers of the table are posts, which say nothing of who reached whom."""
    drawn = next(part.shown() for part in cm.influencers(posts()).statement.parts if hasattr(part, "shown"))
    assert [(bar.low, bar.high) for bar in drawn.rows] == [(12000, 20000), (30000, 30000), (30000, 50000)]
    assert drawn.measured.text("en") == "People reached"
    both = next(part.shown for part in cm.organic_and_paid(sides()).statement.parts if hasattr(part, "shown"))
    assert [(bar.low, bar.high) for bar in both.rows][-1] == (6000, 16000)


def test_the_picture_of_many_influencers_says_that_it_shows_the_first():
    drawn = next(part.shown() for part in cm.influencers(crowd(60)).statement.parts if hasattr(part, "shown"))
    assert drawn.measured.text("en") == "People reached: the first 20 of 60"
    assert drawn.rows[0].name.text("en") == "i59"
    assert len(drawn.rows) == 20


@pytest.mark.parametrize("make", [lambda: cm.influencers(posts()), lambda: cm.organic_and_paid(sides())])
def test_every_number_of_the_table_knows_its_columns(make):
    grid = make().statement.parts[0]
    ends = [
        end
        for row in grid.rows
        for cell in row.cells[1:]
        for end in ((cell.low, cell.high) if hasattr(cell, "low") else (cell,))
    ]
    assert all(end.source is not None for end in ends)
