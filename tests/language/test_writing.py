"""Numbers as people write them: 10,66 % misread as 11 %, or 1.234 as one, changes the verdict."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import DATES, NUMBERS, WORDS, Column
from cmkit.language import sentences, writing
from cmkit.language.languages import languages, room
from cmkit.language.writing import Labelled, currency_of, decimals_of, label, labels, noun

LANGUAGES = pytest.mark.parametrize("lang", sentences.languages())


@pytest.fixture(autouse=True)
def unchosen(monkeypatch):
    monkeypatch.setattr(sentences, "_chosen", {})
    monkeypatch.setenv("CMKIT_LANG", "en")


def test_use_chooses_the_language_of_what_follows():
    cm.use("fr")
    assert writing.percent(0.1066) == "10,66\u00a0%"
    cm.use("en")
    assert writing.percent(0.1066) == "10.66%"


@pytest.mark.parametrize("lang", ["de", "FR", "", 3, "french"])
def test_another_language_is_refused_naming_the_known_ones(lang):
    with pytest.raises(errors.UnknownNameError, match="en, fr") as refused:
        cm.use(lang)
    assert f"“{lang}”" in str(refused.value)
    assert sentences.current() == "en"


def test_trap_french_percents_keep_their_decimals():
    """Babel's own French pattern turns 10,66 % into 11 %."""
    assert writing.percent(0.1066, "fr") == "10,66\u00a0%"
    assert writing.percent(0.0539, "en") == "5.39%"
    assert writing.percent(0.5, "fr", decimals=0) == "50\u00a0%"
    assert writing.percent(-0.015, "en") == "−1.50%"
    assert writing.percent(12.5, "fr") == "1\u202f250,00\u00a0%"


@pytest.mark.parametrize(("value", "english", "french"), [
    (0, "0", "0"),
    (483, "483", "483"),
    (1234.5, "1,234.5", "1\u202f234,5"),
    (1234567, "1,234,567", "1\u202f234\u202f567"),
    (0.126, "0.13", "0,13"),
    (-3, "−3", "−3"),
    (np.int64(7), "7", "7"),
    (np.float32(0.5), "0.5", "0,5"),
])
def test_numbers_take_each_language_s_signs(value, english, french):
    assert writing.number(value, "en") == english
    assert writing.number(value, "fr") == french


@pytest.mark.parametrize(
    "value", [None, math.nan, np.float64("nan"), np.float32("nan"), Decimal("nan"), pd.NA, pd.NaT]
)
@LANGUAGES
def test_what_is_missing_is_a_dash_and_never_a_word_of_python(value, lang):
    assert writing.is_missing(value)
    assert writing.number(value, lang) == writing.percent(value, lang) == writing.money(value, lang) == "–"
    for unit in writing.UNITS:
        assert writing.quantity(value, unit, lang) == "–"


@pytest.mark.parametrize("value", [0, 0.0, "", False, math.inf, np.int64(0), "nan"])
def test_zero_is_not_missing(value):
    assert not writing.is_missing(value)


def test_money_has_a_currency_only_where_one_is_stated():
    assert writing.money(1234.5, "en") == "1,234.50"
    assert writing.money(1234.5, "fr") == "1\u202f234,50"
    assert writing.money(1234.5, "fr", "EUR") == "1\u202f234,50\u00a0€"
    assert writing.money(1234.5, "en", "USD").endswith("1,234.50")


def test_a_minus_is_never_a_hyphen():
    """A hyphen is narrower than a plus, and a line may break after it."""
    assert writing.money(-5, "en", "EUR") == "−€5.00"
    assert writing.money(-5, "fr") == "−5,00"
    assert writing.scientific(-1.5e21, "en") == "−1.5E21"
    assert writing.scientific(1.5e-21, "en") == "1.5E−21"
    assert writing.rate(-0.00299, "fr") == "−0,299\u00a0%"
    assert writing.quantity(-3, "hours", "en") == "−3 h"


@pytest.mark.parametrize(("value", "english", "french"), [
    (0.1066, "10.66%", "10,66\u00a0%"),
    (0.02, "2.00%", "2,00\u00a0%"),
    (1.5, "150.00%", "150,00\u00a0%"),
    (0.00299, "0.299%", "0,299\u00a0%"),
    (0.000234, "0.0234%", "0,0234\u00a0%"),
    (0.005, "0.50%", "0,50\u00a0%"),
    (0.0099999, "1.00%", "1,00\u00a0%"),
    (0, "0.00%", "0,00\u00a0%"),
    (1e-15, "1E−15", "1E−15"),
    (None, "–", "–"),
])
def test_a_small_rate_never_reads_as_zero(value, english, french):
    assert (writing.rate(value, "en"), writing.rate(value, "fr")) == (english, french)
    assert writing.quantity(value, "ratio", "en") == english


@given(st.floats(1e-11, 1))
def test_a_rate_is_read_back_to_three_digits(value):
    read = float(writing.rate(value, "en").rstrip("%")) / 100
    assert read == pytest.approx(value, rel=0.006) or abs(read - value) <= 0.000051


@pytest.mark.parametrize(("value", "unit", "english", "french"), [
    (90, "minutes", "90 min", "90\u00a0min"),
    (1, "days", "1 day", "1\u00a0jour"),
    (0, "days", "0 days", "0\u00a0jour"),
    (1.5, "hours", "1.5 h", "1,5\u00a0h"),
    (30, "seconds", "30 s", "30\u00a0s"),
    (None, "days", "–", "–"),
])
def test_lengths_of_time_have_their_unit(value, unit, english, french):
    assert [writing.quantity(value, unit, lang) for lang in ("en", "fr")] == [english, french]


def test_days_are_written_out():
    assert writing.day(date(2026, 2, 1), "en") == "1 February 2026"
    assert writing.day(date(2026, 2, 1), "fr") == "1er février 2026"
    assert writing.day(date(2026, 2, 21), "fr") == "21 février 2026"


@pytest.mark.parametrize(("value", "unit", "english", "french"), [
    (533, "count", "533", "533"),
    (0.1066, "ratio", "10.66%", "10,66\u00a0%"),
    (0.35, "share", "35.00%", "35,00\u00a0%"),
    (2.5, "money", "2.50", "2,50"),
    (2.5, "money_per_thousand", "2.50", "2,50"),
    (60, "minutes", "60 min", "60\u00a0min"),
    (1.5, "seconds", "1.5 s", "1,5\u00a0s"),
    (3, "hours", "3 h", "3\u00a0h"),
    (42, "points", "42 pts", "42\u00a0pts"),
    (4.2, "times", "4.2×", "4,2\u00a0×"),
    (4.5, "score", "4.5", "4,5"),
])
def test_each_unit_is_written_in_both_languages(value, unit, english, french):
    assert writing.quantity(value, unit, "en").replace("\u00a0", " ") == english
    assert writing.quantity(value, unit, "fr") == french


@LANGUAGES
def test_every_unit_has_a_name_and_can_be_written(lang):
    names = {writing.unit_name(unit, lang) for unit in writing.UNITS}
    assert len(names) == len(writing.UNITS)
    for unit in writing.UNITS:
        assert writing.quantity(1, unit, lang)


def test_lists_are_joined_as_a_sentence_does():
    assert writing.join(["a", "b", "c"], "en") == "a, b and c"
    assert writing.join(["a", "b", "c"], "fr") == "a, b et c"
    assert writing.join(["a"], "fr") == "a"
    assert writing.join([], "en") == ""


@pytest.mark.parametrize(("label", "inside"), [
    ("Link clicks", "link clicks"), ("NPS", "NPS"), ("Équivalent publicitaire", "équivalent publicitaire"),
    ("J’aime", "j’aime"), ("", ""), ("X", "x"),
])
def test_labels_inside_a_sentence_keep_their_acronyms(label, inside):
    assert writing.in_sentence(label) == inside


@given(st.floats(-1e6, 1e6))
def test_a_percent_is_read_back_as_the_ratio_it_shows(value):
    french = writing.percent(value, "fr")
    digits = re.sub(r"[\u00a0\u202f%]", "", french).replace(",", ".").replace("−", "-")
    assert float(digits) == pytest.approx(100 * value, abs=0.0051)
    assert "\u00a0%" in french


@given(st.integers(-(10**12), 10**12))
def test_counts_lose_no_digit(value):
    for lang in sentences.languages():
        assert int(re.sub(r"[,\u202f]", "", writing.number(value, lang).replace("−", "-"))) == value


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("€", "EUR"), ("eur", "EUR"), ("euro", "EUR"), ("Euros", "EUR"), ("$", "USD"), ("US$", "USD"),
        ("$US", "USD"), ("dollars canadiens", "CAD"), ("CA$", "CAD"), ("£", "GBP"), ("£GB", "GBP"),
        ("F\u202fCFA", "XOF"), ("livres sterling", "GBP"), ("points", None), ("F", None), ("", None),
    ],
)  # fmt: skip
def test_a_currency_is_known_by_its_code_its_symbol_and_its_name(word, code):
    assert currency_of(word) == code


def test_how_many_decimals_a_currency_has_is_known():
    assert (decimals_of("EUR"), decimals_of("JPY"), decimals_of("KWD")) == (2, 0, 3)


class Wordless:
    def __str__(self):
        raise RuntimeError

    __repr__ = __str__


def test_half_a_character_is_no_text():
    assert writing.is_text("É’ 🎉")
    assert not writing.is_text("\ud800")
    assert not writing.is_text(5)


def test_a_signalling_nan_is_no_missing_value_but_one_to_refuse():
    """It cannot even be compared: decimal raises where a float would answer."""
    assert not writing.is_missing(Decimal("sNaN"))
    assert writing.is_missing(Decimal("NaN"))
    assert not writing.is_missing(Decimal("1.5"))


@pytest.mark.parametrize(
    ("amount", "currency", "english", "french"),
    [
        (0.0012345, None, "0.0012", "0,0012"), (0.0012345, "EUR", "€0.0012", "0,0012\u00a0€"),
        (-0.004, "EUR", "−€0.004", "−0,004\u00a0€"), (0.3, "JPY", "¥0.3", "0,3\u00a0JPY"),
        (0.01, "EUR", "€0.01", "0,01\u00a0€"), (1e-13, None, "0.00", "0,00"),
        (0, "EUR", "€0.00", "0,00\u00a0€"),
    ],
)  # fmt: skip
def test_a_small_amount_never_reads_as_zero(amount, currency, english, french):
    """A view that cost 0.0012 was said to cost 0.00."""
    assert (writing.money(amount, "en", currency), writing.money(amount, "fr", currency)) == (english, french)


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
