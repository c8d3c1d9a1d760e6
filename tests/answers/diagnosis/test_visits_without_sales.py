"""What one would lose: knowing whether "1,000 visits, no sale" is news, what to check, whose job it is."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def test_no_sale_in_a_thousand_visits():
    """W49: compatible with a rate up to 0.299 % (one-sided; 0.368 % two-sided)."""
    diagnosis = cm.visits_without_sales(1000)
    assert round(100 * diagnosis.upper_rate, 3) == 0.299
    assert round(100 * diagnosis.interval.high, 3) == 0.368
    assert (diagnosis.surprising, diagnosis.chance) == (None, None)
    assert "0.299%" in diagnosis.text("en")
    assert "0,299\u00a0%" in diagnosis.text("fr")


def test_a_diagnosis_answers_for_its_case():
    made = cm.visits_without_sales(1000, 0, 0.02)
    assert (made.case.visits, made.case.sales, made.case.expected_rate, made.case.level) == (
        1000,
        0,
        0.02,
        0.95,
    )
    assert (made.surprising, made.chance) == (made.case.surprising, made.case.chance)
    assert made.upper_rate < made.interval.high
    assert made.visits_before_news.visits.tolist() == [149]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((3, 1000), "swapped"), ((0,), "visits"), ((-5,), "below zero"), ((math.nan,), "visits"),
        ((10.5,), "whole number"), (("mille",), "visits"), ((None,), "visits"), ((math.inf,), "infinite"),
        ((1000, 0, 2), "2% is written 0.02"), ((1000, 0, 0), "above zero"), ((1000, 0, -0.1), "below zero"),
        ((1000, 0, "2 %"), "expected_rate"), ((1000, 0, math.nan), "expected_rate"),
        ((1000, 0, 0.02, None, 95), "level"), ((1000, 0, 0.02, "export.csv"), "cm.read"),
        ((1000, 0, 0.02, 3), "cm.read"), ((True,), "visits"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(arguments, words):
    with pytest.raises(errors.CmkitError, match=words):
        visits_without_sales(*arguments)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_says_all_of_it_and_runs_nothing(lang):
    pages = pd.DataFrame(
        {"page": ["<script>alert(1)</script>", "/b"], "sessions": [600, 1400], "engaged_sessions": [10, 900]}
    )
    diagnosis = visits_without_sales(1000, 0, 0.02, pages)
    html = diagnosis.html(lang)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    table = diagnosis.table(lang)
    assert all(name in html for name in table.hypothesis)
    assert f'lang="{lang}"' in html
    assert repr(diagnosis) == diagnosis.text()
