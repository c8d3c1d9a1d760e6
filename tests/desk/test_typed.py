"""Numbers as people type them: the value meant, or a mark with the reason; never a number guessed."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cmkit.catalogue.columns import column
from cmkit.desk.typed import Typed, typed, written
from cmkit.given.numbers import column_rule

CLICKS, SPEND, CHURN = column("clicks"), column("spend"), column("churn")


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1 234", "fr", 1234), ("1\u00a0234,5", "fr", 1234.5), ("1\u202f234", "fr", 1234),
        ("12,5", "fr", 12.5),
        ("12.5", "fr", 12.5), ("1,234.5", "en", 1234.5), ("1234", "en", 1234), ("1,234", "en", 1234),
        ("  25 ", "en", 25), ("0", "fr", 0), ("25,", "fr", 25),
    ],
)
def test_a_number_typed_in_ones_own_language_is_read(text, lang, value):
    assert typed(text, CLICKS, lang).value == value
    assert not typed(text, CLICKS, lang).reason


@pytest.mark.parametrize("text", ["", "   ", "\u00a0"])
def test_an_empty_cell_is_a_missing_value_and_no_fault(text):
    assert typed(text, CLICKS, "en").value is None
    assert not typed(text, CLICKS, "en").reason


BAD = ["48O", "abc", "12 34 x", "12 34", "1_000", "inf", "--5", "1e5", "12 €", "<script>", "1:30", "1,2,3"]


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_not_a_number_keeps_its_text_and_says_so(text, lang):
    read = typed(text, CLICKS, lang)
    assert read.value == text
    assert text in read.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5), ("12.5", 12.5), ("18,7K", 18_700), ("18.7k", 18_700), ("1,234.5", 1234.5),
        ("1.234.567", 1_234_567), ("2 M", 2_000_000), ("1'234", 1234),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_number_is_understood_as_in_the_cell_of_a_file(text, value, lang):
    assert typed(text, CLICKS, lang) == Typed(value)


@pytest.mark.parametrize("text", ["n/a", "-", "nan"])
def test_what_a_file_writes_where_a_value_is_not_known_is_a_missing_value(text):
    assert typed(text, CLICKS, "fr") == Typed(None)


@pytest.mark.parametrize(("text", "lang"), [("1.234", "fr"), ("1,234", "fr"), ("1.234", "en")])
def test_what_reads_as_a_thousand_or_as_one_and_a_bit_is_never_guessed(text, lang):
    read = typed(text, CLICKS, lang)
    assert read.value == text
    assert written(1234, lang) in read.reason
    assert written(1.234, lang) in read.reason


def test_three_decimals_are_fine_in_a_rate_and_ambiguous_in_an_amount():
    assert typed("1.234", column_rule("roi"), "en").value == 1.234
    assert "1,200" in typed("1.200", SPEND, "en").reason
    assert typed("1.20", SPEND, "en").value == 1.2


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1 200 €", "fr", 1200),
        ("1 200,5 EUR", "fr", 1200.5),
        ("1 200 € HT", "fr", 1200),
        ("€1,200", "fr", 1200),
        ("1.200 €", "en", 1200),
        ("€1,200", "en", 1200),
        ("$1,200.5", "en", 1200.5),
    ],
)
def test_an_amount_is_typed_as_people_write_money(text, lang, value):
    assert typed(text, SPEND, lang) == Typed(value)


def test_a_negative_count_is_marked_and_keeps_its_value():
    assert typed("-5", CLICKS, "en").value == -5
    assert typed("−5", CLICKS, "fr").reason


@pytest.mark.parametrize("number", ["9" * 30, "1" + " 000" * 20])
def test_a_number_beyond_all_measure_is_marked_instead_of_breaking_the_verdict(number):
    assert typed(number, CLICKS, "fr").reason
    assert typed(written(float("inf"), "fr"), CLICKS, "fr").reason


def test_percents_are_read_in_shares_only():
    assert typed("35 %", CHURN, "fr").value == typed("35%", CHURN, "en").value == 0.35
    assert typed("35 %", CLICKS, "fr").reason
    assert typed("35", CHURN, "en").reason


FLOATS = st.floats(-1e15, 1e15, exclude_min=True, exclude_max=True)


@example(2.5782840900739463e-12, "en")
@example(-1.234, "fr")
@example(12.5, "en")
@given(FLOATS.filter(lambda n: n == 0 or abs(n) > 1e-15), st.sampled_from(["en", "fr"]))
def test_a_number_that_is_shown_is_read_back_exactly(number, lang):
    """Else loading a table would change it."""
    read = typed(written(number, lang), column("margin"), lang)
    assert read.value == number


@given(st.text(max_size=12), st.sampled_from(["en", "fr"]))
def test_nothing_typed_breaks_the_bench_or_gives_an_unmarked_text(text, lang):
    read = typed(text, CLICKS, lang)
    if isinstance(read.value, str):
        assert read.reason
    elif read.value is not None:
        assert math.isfinite(read.value) or read.reason
