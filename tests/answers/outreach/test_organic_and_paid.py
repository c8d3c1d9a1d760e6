"""What one would lose: what `cm.organic_and_paid` takes, what it refuses in words, what it leaves out."""

from __future__ import annotations

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
