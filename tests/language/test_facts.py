"""What an answer says without a language: a fact written in one way here and another there is two numbers."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

import pytest

from cmkit import errors
from cmkit.language.facts import (
    LONGEST_TYPED,
    All,
    Capital,
    Day,
    Fact,
    Inside,
    Moment,
    Name,
    Number,
    Quoted,
    Rate,
    Sentences,
    Shared,
    Span,
    Typed,
    listed,
    written,
)  # fmt: skip

UNKNOWN = Number(math.nan)
POST = "Our summer sale starts today"


@pytest.mark.parametrize(("fact", "english", "french"), [
    (Span(Number(12000), Number(20000)), "12,000 to 20,000", "12\u202f000 à 20\u202f000"),
    (Span(Number(2), Number(2)), "2", "2"),
    (Span(Rate(0.10661), Rate(0.10662)), "10.66%", "10,66\u00a0%"),
    (Span(Number(500), UNKNOWN), "at least 500", "au moins 500"),
    (Span(UNKNOWN, Number(500)), "at most 500", "au plus 500"),
    (Span(UNKNOWN, UNKNOWN), "–", "–"),
    (Day(date(2026, 11, 25)), "25 November 2026", "25 novembre 2026"),
    (Name("link_clicks"), "Link clicks", "Clics sur un lien"),
    (Name("my_column"), "my_column", "my_column"),
    (Inside("link_clicks"), "link clicks", "clics sur un lien"),
    (Inside(Name("nps")), "NPS", "NPS"),
    (Capital(Inside("link_clicks")), "Link clicks", "Clics sur un lien"),
    (All(("a", "b", "c")), "a, b and c", "a, b et c"),
    (All((Number(1.5), "b"), "words.semicolon"), "1.5; b", "1,5\u00a0; b"),
    (Sentences(("One.", "", None, "Two.")), "One. Two.", "One. Two."),
    (Quoted("Result 1"), "Result 1", "Result 1"),
    (Quoted(POST), f"“{POST}”", f"«\u00a0{POST}\u00a0»"),
    (listed(["a", "b", "c"]), "a, b and c", "a, b et c"),
    (listed([f"R{n}" for n in range(9)]), "R0, R1 and 7 others", "R0, R1 et 7 autres"),
    (listed([POST] * 5), f"“{POST}”, “{POST}” and 3 others", None),
])
def test_each_fact_is_written_in_both_languages(fact, english, french):
    assert fact.text("en") == english
    assert french is None or fact.text("fr") == french


@pytest.mark.parametrize(("fact", "cell"), [
    (Span(Number(2), Number(2)), 2), (Span(Number(2), Number(5)), "2 to 5"), (Span(UNKNOWN, UNKNOWN), None),
    (Day(date(2026, 11, 25)), date(2026, 11, 25)), (Name("clicks"), "Clicks"),
])
def test_a_cell_holds_a_number_or_a_date_where_there_is_one(fact, cell):
    assert fact.cell("en") == cell


def test_a_fact_that_many_share_is_written_once_a_language():
    times = []

    class Slow(Fact):
        def text(self, lang):
            times.append(lang)
            return f"in {lang}"

    shared = Shared(Slow())
    assert [shared.text(lang) for lang in ("en", "en", "fr", "fr")] == ["in en", "in en", "in fr", "in fr"]
    assert times == ["en", "fr"]


@pytest.mark.parametrize(("fact", "french"), [
    (None, ""), ("as it is", "as it is"), (1234.5, "1\u202f234,5"), (True, "oui"), (False, "non"),
    (date(2026, 2, 1), "1er février 2026"), (Rate(0.5), "50,00\u00a0%"), (ValueError("plain"), "plain"),
])
def test_anything_that_an_answer_may_say_is_written(fact, french):
    assert written(fact, "fr") == french


def test_an_error_is_written_in_the_language_of_its_place():
    error = errors.EmptyTableError("empty_table")
    assert written(error, "fr") == error.in_language("fr") != written(error, "en")


def test_a_moment_has_its_clock_where_it_has_one():
    assert Moment(datetime(2026, 11, 25, 14, 5)).text("en") == "25 November 2026, 14:05"
    assert Moment(datetime(2026, 11, 25)).text("fr") == "25 novembre 2026"


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        ("many", "“many”", "«\u00a0many\u00a0»"), (True, "yes", "oui"), (None, "None", "None"),
        (float("nan"), "–", "–"),
        (0.001, "0.001", "0,001"), (-5, "−5", "−5"), (date(2026, 3, 31), "31 March 2026", "31 mars 2026"),
        (Decimal("1.5"), "1.5", "1,5"), (Decimal("sNaN"), "–", "–"),
        ([1, "a"], "(1, “a”)", "(1, «\u00a0a\u00a0»)"), (object(), "object", "object"),
    ],
)  # fmt: skip
def test_a_value_is_told_as_it_was_typed_without_a_code_name(value, english, french):
    assert (Typed(value).text("en"), Typed(value).text("fr")) == (english, french)


def test_a_long_text_is_cut_where_it_is_told():
    assert len(Typed("x y " * 100).text("en")) == LONGEST_TYPED + 2
