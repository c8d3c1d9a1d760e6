"""Money as people type it: a factor of a thousand, or a euro taken for a dollar, is what one would lose."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmkit import errors
from cmkit.catalogue.columns import NUMBERS
from cmkit.given.amounts import read_amount, read_plain, tried
from cmkit.language.languages import languages
from cmkit.language.writing import decimals_of, money

CODES = ["EUR", "USD", "GBP", "CHF", "CAD", "JPY", "XOF", "MAD", "KWD", "SEK", "BRL", "CNY", None]


@pytest.mark.parametrize(
    ("text", "value", "currency", "vat", "per"),
    [
        ("1200", 1200, None, None, None),
        ("1 200 €", 1200, "EUR", None, None),
        ("1\u202f200,50\u00a0€", 1200.5, "EUR", None, None),
        ("1,200.50 EUR", 1200.5, "EUR", None, None),
        ("1.200,50 €", 1200.5, "EUR", None, None),
        ("€1,200", 1200, "EUR", None, None),
        ("1.200 €", 1200, "EUR", None, None),
        ("12.5 €", 12.5, "EUR", None, None),
        ("1200 EUR HT", 1200, "EUR", "excluded", None),
        ("1 200 € TTC", 1200, "EUR", "included", None),
        ("1 200 € hors taxes", 1200, "EUR", "excluded", None),
        ("$1,200 excl. VAT", 1200, "USD", "excluded", None),
        ("1200 EUR/month", 1200, "EUR", None, "month"),
        ("1 200 € / mois", 1200, "EUR", None, "month"),
        ("1 200 € HT par mois", 1200, "EUR", "excluded", "month"),
        ("€1,200 a month", 1200, "EUR", None, "month"),
        ("12 k€", 12000, "EUR", None, None),
        ("18,7K", 18700, None, None, None),
        ("1 200 MAD", 1200, "MAD", None, None),
        ("1200 euros", 1200, "EUR", None, None),
        ("KWD 1.200", 1.2, "KWD", None, None),
        ("-5 €", -5, "EUR", None, None),
        ("−€5", -5, "EUR", None, None),
        ("(5 €)", -5, "EUR", None, None),
    ],
)
def test_an_amount_is_understood_as_it_is_typed(text, value, currency, vat, per):
    assert read_amount("cost", text) == (value, currency, vat, per)


@pytest.mark.parametrize("text", ["1.200", "1,200", "1,200 KWD", "1.234M€", "1.200 HT"])
def test_a_lone_mark_that_nothing_decides_is_refused_with_both_readings(text):
    with pytest.raises(errors.BadValueError) as refused:
        read_amount("cost", text)
    assert refused.value.key == "two_readings"
    one, other = refused.value.facts["first"], refused.value.facts["second"]
    assert float(one) == 1000 * float(other)
    assert one in refused.value.in_language("en")
    assert other in refused.value.in_language("fr")


def test_other_cells_of_its_column_settle_a_lone_mark():
    assert read_amount("cost", "1.200", ",").value == 1200
    assert read_amount("cost", "1.200", ".").value == 1.2


@pytest.mark.parametrize(
    "text",
    ["five", "12 %", "5²", "12 34", "EUR 5 USD", "5 XYZ", "1200 €/an", "3 apples", "1:30", "٣", "5,,2"],
)
def test_what_is_no_amount_is_refused_in_a_sentence(text):
    with pytest.raises(errors.NotANumberError) as refused:
        read_amount("cost", text)
    assert text in refused.value.in_language("en")
    assert tried("cost", text) is None


@pytest.mark.parametrize("text", ["", " ", "–", "n/a", "null"])
def test_an_empty_amount_is_missing_and_no_zero(text):
    assert math.isnan(read_amount("cost", text).value)
    assert tried("cost", text) is None


AMOUNTS = st.floats(-1e12, 1e12).map(lambda amount: round(amount, 2))


@given(AMOUNTS, st.sampled_from(CODES), st.sampled_from(sorted(languages())))
def test_what_cmkit_writes_is_read_back_as_itself(amount, currency, lang):
    decimals = decimals_of(currency) if currency else 2
    shown = money(amount, lang, currency)
    if decimals == 3 and lang == "fr":  # "1,234 KWD" reads two ways
        assert (found := tried("cost", shown)) is None or found.value == pytest.approx(amount)
        return
    read = read_amount("cost", shown)
    assert read.value == pytest.approx(amount, abs=0.51 if decimals == 0 else 1e-6)
    assert read.currency == currency


def test_numbers_of_columns_are_read_by_their_unit():
    assert read_plain("1 200", NUMBERS["reach"]) == 1200
    assert read_plain("18,7K", NUMBERS["reach"]) == 18700
    assert read_plain("40 %", NUMBERS["margin_rate"]) == 0.4
    assert read_plain("1 200 €", NUMBERS["spend"]) == 1200
    assert read_plain("1:30", NUMBERS["duration_s"]) == 90
    assert math.isnan(read_plain("", NUMBERS["reach"]))


@pytest.mark.parametrize(
    ("text", "column"),
    [("40 %", "reach"), ("5 €", "reach"), ("many", "reach"), ("5 € par mois", "spend")],
)
def test_a_number_in_the_unit_of_another_column_is_refused(text, column):
    with pytest.raises(errors.CmkitError):
        read_plain(text, NUMBERS[column])
