"""What one would lose: an answer that shows itself in one language here and in another one there."""

from __future__ import annotations

import pytest

from cmkit import errors
from cmkit.language.facts import Number
from cmkit.language.sentences import speaking
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Paragraph, Statement


class Answer(Shown):
    @property
    def statement(self) -> Statement:
        return Statement("any", (Paragraph(Number(0.5)),))


def test_every_surface_speaks_the_language_in_use_or_the_one_asked_for():
    with speaking("fr"):
        assert repr(Answer()) == str(Answer()) == Answer().text() == "0,5"
        assert Answer().plain("en") == "0.5"
    assert "0,5" in Answer().html("fr")
    assert Answer().sheets("fr")["sentences"].iloc[0, 0] == "0,5"


def test_the_language_that_an_answer_was_asked_for_in_goes_before_the_one_in_use(tmp_path):
    answer = Answer()
    answer.own_lang = "fr"
    assert (answer.text(), answer.text("en")) == ("0,5", "0.5")
    assert "0,5" in answer._repr_html_()
    assert answer.save(tmp_path / "said.txt").read_text(encoding="utf-8") == "0,5\n"


def test_a_language_that_is_not_spoken_is_refused():
    with pytest.raises(errors.UnknownNameError):
        Answer().text("de")
