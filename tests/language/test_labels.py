"""What columns and metrics are called: "1 clicks" reads as a machine, a missing label as a mistake."""

from __future__ import annotations

import pytest

from cmkit import errors
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import DATES, NUMBERS, WORDS, Column
from cmkit.language.labels import Labelled, label, labels, noun
from cmkit.language.languages import languages, room

NAMES = {*NUMBERS, *WORDS, *DATES, *CATALOGUE}
UNCOUNTED = ("reach", "boosted_reach", "target")
"""Columns of counts whose label is no noun for one of them."""


@pytest.mark.parametrize("lang", languages())
def test_every_column_and_metric_has_a_label_and_no_label_is_left_over(lang):
    assert set(room("labels", lang)) == NAMES


@pytest.mark.parametrize("lang", languages())
def test_what_is_counted_has_a_form_for_one(lang):
    for column in NUMBERS.values():
        if column.unit == "count" and column.name not in UNCOUNTED:
            assert isinstance(room("labels", lang)[column.name], dict) or label(column.name, lang) == "J’aime"


@pytest.mark.parametrize(("name", "n", "lang", "said"), [
    ("clicks", 1, "en", "click"), ("clicks", 0, "en", "clicks"), ("clicks", 483, "en", "clicks"),
    ("clicks", 1, "fr", "clic"), ("clicks", 0, "fr", "clic"), ("clicks", 2, "fr", "clics"),
    ("likes", 1, "fr", "j’aime"), ("follows", 1, "fr", "nouvel abonné"), ("my_column", 1, "en", "my_column"),
    ("reach", 1, "en", "reach"), ("nps", 2, "en", "NPS"),
])
def test_a_noun_agrees_with_its_number(name, n, lang, said):
    assert noun(name, n, lang) == said


def test_a_label_is_that_of_several():
    assert label("clicks", "en") == "Clicks"
    assert labels("clicks") == ["Clicks", "Clics"]
    assert labels("my_column") == []
    assert label("ctr", "en") == "Click-through rate"


def test_a_word_of_the_user_s_own_is_its_own_label():
    assert label("my.column", "fr") == "my.column"
    assert label("reach", "fr") == "Portée"
    assert Column("my.column", "count").label("fr") == "my.column"


def test_labels_that_a_user_gave_go_before():
    class Own(Labelled):
        name = "own"
        given_labels = {"fr": "Le nôtre"}  # noqa: RUF012

    assert Own().label("fr") == Own().label("en") == "Le nôtre"


@pytest.mark.parametrize("name", ["clicks", "my_column"])
def test_another_language_is_refused(name):
    for ask in (label, Column(name, "count").label if name else label):
        with pytest.raises(errors.UnknownNameError, match="is not a language"):
            ask(name, "es") if ask is label else ask("es")
