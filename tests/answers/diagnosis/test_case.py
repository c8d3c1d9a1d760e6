"""What one would lose: knowing whether so few sales are news, and from how many visits they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
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
