"""Facts that are numbers: one that reads as zero, or loses its value in a sheet, misleads."""

from __future__ import annotations

import math

import pytest

from cmkit.language.measured import (
    Amount,
    Chance,
    Counted,
    Number,
    Quantity,
    Rate,
    Readable,
    Share,
    Source,
    Times,
    passing,
)  # fmt: skip


@pytest.mark.parametrize(("fact", "english", "french"), [
    (Number(1234.5), "1,234.5", "1\u202f234,5"),
    (Number(1234.567, 0), "1,235", "1\u202f235"),
    (Readable(33.333), "33.33", "33,33"),
    (Readable(0.00217), "0.0022", "0,0022"),
    (Readable(0), "0", "0"),
    (Readable(-0.00217), "−0.0022", "−0,0022"),
    (Share(0.1066), "10.66%", "10,66\u00a0%"),
    (Share(1.25, 0), "125%", "125\u00a0%"),
    (Share(1.25, whole=True), "125%", "125\u00a0%"),
    (Share(1.2075, whole=True), "120.75%", "120,75\u00a0%"),
    (Rate(0.1066), "10.66%", "10,66\u00a0%"),
    (Rate(0.00299), "0.299%", "0,299\u00a0%"),
    (Amount(1200, "EUR"), "€1,200.00", "1\u202f200,00\u00a0€"),
    (Amount(1200), "1,200.00", "1\u202f200,00"),
    (Quantity(0.1066, "ratio"), "10.66%", "10,66\u00a0%"),
    (Quantity(12, "minutes"), "12 min", "12\u00a0min"),
    (Quantity(2.5, "money", "EUR"), "€2.50", "2,50\u00a0€"),
    (Times(2.5), "× 2.5", "× 2,5"),
    (Times(123.456), "× 123.5", "× 123,5"),
    (Counted(1, "clicks"), "1 click", "1 clic"),
    (Counted(0, "clicks"), "0 clicks", "0 clic"),
    (Counted(483, "clicks"), "483 clicks", "483 clics"),
    (Chance(0.3677), "36.77%", "36,77\u00a0%"),
    (Chance(2e-9), "less than 0.01%", "moins de 0,01\u00a0%"),
])
def test_each_number_is_written_in_both_languages(fact, english, french):
    assert fact.text("en").replace("\u00a0min", " min") == english
    assert fact.text("fr") == french


@pytest.mark.parametrize("kind", [Number, Readable, Share, Rate, Amount, Quantity, Times])
def test_what_is_not_known_is_a_dash_and_an_empty_cell(kind):
    assert kind(math.nan).text("en") == "–"
    assert kind(math.nan).cell("en") is None


def test_a_sheet_calculates_with_the_number_itself():
    assert Rate(0.1066).cell("fr") == 0.1066


def test_a_number_keeps_where_it_comes_from():
    told = Number(25).of("clicks", rows=["Result 1"], formula="ctr", file="posts.csv")
    assert told.source == Source(("clicks",), ("Result 1",), "ctr", "posts.csv")
    assert told.text("en") == "25"
    assert Number(25).source is None


def test_a_step_passes_at_a_rate_or_so_many_times():
    """"250 %" of the people before would read as a mistake."""
    assert passing(0.02) == Rate(0.02)
    assert passing(1) == Rate(1)
    assert passing(2.5) == Times(2.5)
