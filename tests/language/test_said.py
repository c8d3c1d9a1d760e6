"""A sentence kept must be the sentence said, in each language, with the form that its number takes."""

from __future__ import annotations

import pytest

from cmkit import errors
from cmkit.language import sentences
from cmkit.language.facts import Number, Rate
from cmkit.language.said import Said, alike, did_you_mean, nearest, said, unknown


@pytest.fixture
def rows(monkeypatch, tmp_path):
    forms = {"en": ("{n} row of {rate}", "{n} rows of {rate}"), "fr": ("{n} ligne", "{n} lignes")}
    for lang, (one, other) in forms.items():
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "any.toml").write_text(
            f'rows = {{one = "{one}", other = "{other}"}}\nplain = "{{n_text}}"', encoding="utf-8"
        )
    monkeypatch.setenv("CMKIT_LOCALES", str(tmp_path))


@pytest.mark.parametrize("n", [1234, Number(1234)])
def test_a_number_chooses_the_form_and_is_written(rows, n):
    kept = said("any.rows", n=n, rate=Rate(0.5))
    assert kept.text("en") == "1,234 rows of 50.00%"
    assert kept.text("fr") == "1\u202f234 lignes"
    assert said("any.rows", n=0, rate="").text("fr") == "0 ligne"


def test_the_number_may_stand_as_it_is_written(rows):
    assert said("any.plain", n=1234).text("en") == "1,234"


def test_equal_sentences_are_one():
    assert said("verdict.status_met") == Said("verdict.status_met")
    assert len({said("any.rows", n=1), said("any.rows", n=1)}) == 1


def test_a_sentence_that_is_not_there_or_another_language_is_refused():
    with pytest.raises(errors.UnknownNameError, match="status_lost"):
        said("verdict.status_lost").text("en")
    with pytest.raises(errors.UnknownNameError, match="“es” is not a language"):
        said("verdict.status_met").text("es")


def test_a_sentence_is_kept_by_its_key_and_said_in_each_language():
    assert said("verdict.counts", counts="3").key == "verdict.counts"
    assert Said("verdict.status_met").text("fr") == "atteint"


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
