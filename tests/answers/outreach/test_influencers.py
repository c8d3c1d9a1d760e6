"""What one would lose: what `cm.influencers` takes, what it refuses in words, what it leaves out."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from tests.answers.outreach.made import posts


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
