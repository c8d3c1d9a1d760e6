"""The word that was meant: a hint that is far off, or half in another language, helps nobody."""

from __future__ import annotations

import pytest

from cmkit.language import sentences
from cmkit.language.nearest import alike, did_you_mean, nearest, unknown


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setattr(sentences, "_chosen", {"lang": "en"})


@pytest.mark.parametrize(("word", "close"), [
    ("trafic", "traffic"), ("Trafic", "traffic"), ("visbility", "visibility"), ("zzz", ""), ("", ""),
])
def test_nearest_gives_the_word_that_was_meant_or_none(word, close):
    assert nearest(word, ["traffic", "visibility", "image"]) == close


def test_the_hint_is_said_in_the_language_of_its_sentence():
    hint = did_you_mean("trafic", ["traffic"])
    assert hint.text("en") == " Did you mean traffic?"
    assert hint.text("fr") == " Vouliez-vous dire traffic\u00a0?"
    assert did_you_mean("zzz", ["traffic"]) == ""


def test_unknown_names_the_word_the_nearest_and_the_known():
    error = unknown("objective", "trafic", ["traffic", "image"])
    assert str(error) == (
        "“trafic” is not an objective that cmkit knows. Did you mean traffic? Known: traffic, image."
    )
    assert "Did you mean" not in str(unknown("objective", "zzz", ["traffic"]))


def test_unknown_is_wholly_in_the_language_asked_for():
    """« 'trafic' n’est pas an objective » was half in each."""
    assert unknown("objective", "trafic", ["traffic", "image"]).in_language("fr") == (
        "«\u00a0trafic\u00a0» n’est pas un objectif que cmkit connaît. Vouliez-vous dire traffic\u00a0? "
        "Possibles\u00a0: traffic, image."
    )


def test_unknown_keeps_a_long_list_short():
    said = str(unknown("column", "zzz", [f"column_{n}" for n in range(50)]))
    assert "column_11, ..." in said
    assert "column_12" not in said


def test_unknown_takes_what_is_no_text():
    assert "3 is not a column" in str(unknown("column", 3, ["a", "b"]))


def test_words_that_are_alike_come_with_how_much():
    assert alike("vews", ["reach", "views"]) == [(pytest.approx(8 / 9), "views")]


def test_a_page_of_text_is_no_mistyped_word():
    """Comparing 50,000 characters with every known word would take seconds."""
    assert nearest("clicks" * 10_000, ["clicks"]) == ""
