"""A sentence kept must be the sentence said, in each language, with the form that its number takes."""

from __future__ import annotations

import pytest

from cmkit import errors
from cmkit.language.facts import Number, Rate
from cmkit.language.said import Said, said


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
