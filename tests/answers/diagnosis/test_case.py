"""What one would lose: knowing whether so few sales are news, and from how many visits they are."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit.answers.diagnosis.case import against, gaps, trials_to_tell
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


@pytest.mark.parametrize(
    ("rate", "chance", "surprising"), [(0.001, 0.368, False), (0.005, 0.0067, True), (0.02, 1.7e-9, True)]
)
def test_chance_of_no_sale_if_the_expected_rate_were_true(rate, chance, surprising):
    """W49: the chance of no sale in 1,000 visits under three true rates."""
    diagnosis = visits_without_sales(1000, 0, rate)
    assert diagnosis.chance == pytest.approx(chance, rel=0.02)
    assert diagnosis.surprising is surprising


def test_how_many_visits_it_takes_before_zero_is_news():
    table = visits_without_sales(1000).visits_before_news
    assert table.columns.tolist() == ["rate", "visits", "chance", "surprising"]
    assert dict(zip(table.rate, table.visits, strict=True)) == {0.001: 2995, 0.005: 598, 0.01: 299, 0.02: 149}
    assert visits_without_sales(1000, 0, 0.003).visits_before_news.rate.tolist() == [0.003]


@given(st.integers(0, 20), st.integers(1, 5000), st.floats(0.0005, 0.2))
def test_it_is_news_from_the_number_of_visits_told_and_not_before(sales, more, rate):
    visits = sales + more
    diagnosis = visits_without_sales(visits, sales, rate)
    needed = int(diagnosis.visits_before_news.visits[0])
    assert diagnosis.surprising == (visits >= needed)


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.05, 0.95))
def test_the_number_of_trials_told_does_tell(hits, more, bar):
    trials = hits + more
    needed = trials_to_tell(hits, trials, bar, 0.95)
    if against(hits, trials, bar, 0.95) == "unsure" and needed is not None:
        assert against(hits * needed / trials, needed, bar, 0.95) != "unsure"
        assert needed >= trials


def test_rows_of_equal_quality_are_not_called_weak_by_chance():
    """With a hundred alike pages, one in twenty would look weak at 95 % each."""
    import numpy as np

    rng = np.random.default_rng(7)
    weak = 0
    for _ in range(20):
        rows = pd.DataFrame({"sessions": [80] * 100, "engaged_sessions": rng.binomial(80, 0.5, 100)})
        weak += any(each.answer == "lower" for each in gaps(rows, "engaged_sessions", 0.95))
    assert weak <= 2


def test_the_rate_expected_may_be_typed_in_percent():
    assert visits_without_sales(300, 1, "2 %").text("en") == visits_without_sales(300, 1, 0.02).text("en")
