"""What one would lose: sales that would have come anyway, counted as brought by the campaign."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.lift.lift import COUNTS, bars
from cmkit.statements.statement import Grid


def test_w34_illumins_baseline():
    """W34 support.illumin.com: 100 of 10,000 held out convert; of 90,000 exposed 900 would have anyway."""
    assert cm.lift(90_000, 900, 10_000, 100).baseline == 900
    assert cm.lift(90_000, 900, 10_000, 100).incremental == 0
    assert cm.lift(90_000, 900, 10_000, 100).zero_inside


def test_the_interval_is_that_of_the_difference_times_the_exposed():
    """Newcombe 1998, method 10: 56 of 70 against 48 of 80 is 0.0524 to 0.3339."""
    low, high = cm.lift(70, 56, 80, 48).interval
    assert (round(low / 70, 4), round(high / 70, 4)) == (0.0524, 0.3339)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.data())
def test_the_interval_holds_what_was_seen(users, held, data):
    conversions = data.draw(st.integers(0, users))
    others = data.draw(st.integers(0, held))
    found = cm.lift(users, conversions, held, others)
    assert found.interval.low <= found.incremental + 1e-6
    assert found.incremental <= found.interval.high + 1e-6
    assert found.baseline + found.incremental == pytest.approx(conversions, abs=1e-6 * users)


def test_money_comes_with_its_interval():
    found = cm.lift(90_000, 1200, 10_000, 100, revenue_per_conversion=50, spend=3000, margin=0.4)
    assert found.iroas == 5
    assert found.roi == pytest.approx(1)
    assert found.iroas_interval.low == pytest.approx(found.interval.low * 50 / 3000)
    assert found.roi_interval.low < found.roi < found.roi_interval.high
    assert "Incremental ROAS: 5×" in found.text("en")
    assert "hors de l’intervalle" in found.text("fr")


def test_a_test_that_shows_nothing_says_so_and_how_small_it_was():
    found = cm.lift(9000, 100, 1000, 10)
    assert "Zero is inside the interval" in found.text("en")
    assert "too small" in found.text("en")
    assert found.detectable > found.incremental


def test_a_campaign_that_kept_people_from_buying_is_said():
    assert "wrong side" in cm.lift(90_000, 500, 10_000, 100).text("en")


def test_what_could_be_shown_shrinks_with_the_size_of_the_test():
    small, large = cm.lift(1000, 10, 1000, 10), cm.lift(100_000, 1000, 100_000, 1000)
    assert large.detectable / 100_000 < small.detectable / 1000
    assert cm.lift(1000, 3, 1000, 0).detectable > 0


def test_without_money_there_is_no_iroas():
    found = cm.lift(90_000, 1200, 10_000, 100)
    assert math.isnan(found.iroas)
    assert "not both stated" in found.reason
    vat = cm.lift(9, 3, 9, 1, cm.Money(5, vat="HT"), cm.Money(5))
    assert math.isnan(vat.iroas)
    assert "VAT" in vat.reason
    assert math.isnan(cm.lift(9, 3, 9, 1, 5, 0).iroas)


@pytest.mark.parametrize(
    "counts",
    [(10, 12, 10, 1), (10, 1, 10, 12), (10, 1, 0, 0), (0, 0, 10, 1), (-1, 0, 10, 1)],
)
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(errors.BadValueError):
        cm.lift(*counts)


def test_a_count_that_is_missing_is_refused_by_its_name():
    """It was said to be below zero, which it is not: a test may well bring nobody."""
    with pytest.raises(errors.NotANumberError, match="exposed_conversions"):
        cm.lift(10, None, 10, 1)


def test_two_currencies_are_refused():
    with pytest.raises(errors.MoneyMismatchError):
        cm.lift(10, 1, 10, 1, cm.Money(5, "EUR"), cm.Money(5, "USD"))


def test_the_figures_stand_in_a_table():
    table = cm.lift(90_000, 1200, 10_000, 100).table
    assert list(table.columns) == ["figure", "value", "low", "high", "unit"]
    assert table.set_index("figure").value["relative"] == pytest.approx(1 / 3)


FOUND = cm.lift(90_000, 1200, 10_000, 100, revenue_per_conversion=50, spend=3000, margin=0.4)


def test_what_is_not_known_has_no_row_in_the_sheet():
    bare = cm.lift(90_000, 1200, 10_000, 100)
    rows = {kind: next(p for p in made.statement.parts if isinstance(p, Grid)).rows
            for kind, made in (("money", FOUND), ("bare", bare))}  # fmt: skip
    assert (len(rows["money"]), len(rows["bare"])) == (6, 4)


def test_the_picture_sets_what_came_on_top_beside_what_would_have_come_anyway():
    anyway, added = bars(FOUND).rows
    assert (anyway.low, anyway.high) == (900, 900)
    assert (added.low, added.high) == tuple(FOUND.interval)
    assert added.said.text("en").startswith("300")


def test_what_is_not_stated_is_named():
    assert FOUND.statement.kind == "lift"
    assert "not both stated" in cm.lift(90_000, 1200, 10_000, 100).text("en")
    assert "margin" in cm.lift(90_000, 1200, 10_000, 100, 50, 3000).text("en")


def test_why_there_is_no_money_is_kept_without_a_language():
    assert cm.lift(9, 3, 9, 1).why.key == "returning.lift_no_money"
    assert cm.lift(9, 3, 9, 1, 5, 0).why.key == "returning.zero_cost"
    assert cm.lift(9, 3, 9, 1, 5, 10).why is None


def test_there_is_no_share_of_nothing():
    assert math.isnan(cm.lift(9000, 90, 1000, 0).relative)


def test_what_is_typed_is_understood():
    typed = cm.lift("90 000", "1 200", "10,000.0", 100, "50 €", "1 000 €", margin="40 %")
    plain = cm.lift(90000, 1200, 10000, 100, cm.Money(50, "EUR"), cm.Money(1000, "EUR"), margin=0.4)
    assert typed.text("en") == plain.text("en")


def test_the_level_may_be_typed_in_percent():
    """It came out as a raw TypeError."""
    asked = dict(zip(COUNTS, (9000, 120, 1000, 10), strict=True))
    assert cm.lift(**asked, level="90 %").text("en") == cm.lift(**asked, level=0.9).text("en")
