"""What one would lose: attention named as nobody would say it, or a bound told as a number."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit.answers.returns.words import ON_SITE, SEEN, attention, bounded, least, names, per_money
from cmkit.language.facts import Number


@pytest.mark.parametrize("unit", [*SEEN, *ON_SITE])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_attention_is_counted_in_has_words_of_its_own(unit, lang):
    assert attention(unit).text(lang)
    assert "_" not in attention(unit).text(lang)


def test_a_return_is_counted_for_one_unit_of_its_currency():
    assert per_money("EUR").text("fr") == "pour 1,00\u00a0€"
    assert per_money(None).text("fr") == "par unité monétaire"


def test_columns_are_named_by_their_labels():
    assert names(["link_clicks", "shares"]).text("fr") == "clics sur un lien et partages"


def test_one_of_a_unit_is_said_as_one():
    one = cm.three_results("en").head(1).assign(reach=1, shares=1)
    assert attention("reach", 1).text("en") == "person reached"
    said = {"en": ("1 person reached", "(1 share)"), "fr": ("1 personne touchée", "(1 partage)")}
    for lang, words in said.items():
        assert all(each in cm.returns(one, "visibility").plain(lang) for each in words)
    assert "0 personne touchée" in cm.returns(one.assign(reach=0), "visibility").plain("fr")


def test_a_bound_is_said_and_a_number_stands_once():
    assert bounded(Number, (2, 2)).text("en") == "2"
    assert bounded(Number, (2, float("nan"))).text("fr") == "au moins 2"
    assert least(Number(2), "at_most").text("en") == "at most 2"
    assert least(Number(2), "").text("en") == "2"
