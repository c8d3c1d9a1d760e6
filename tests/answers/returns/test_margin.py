"""What one would lose: a share of the revenue read as an amount of money, or the other way round."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors

TWO = cm.three_results("en").head(2)
SOLD = {"cost": [100, 100], "revenue": [400, 800]}


@pytest.mark.parametrize(
    ("margin", "gain"),
    [([0.5, 0.2], 360), ([200, 160], 360), ([cm.Money(200), cm.Money(0.5)], 200.5), ([0, 0], 0),
     ([0.5, 1], 1000), ([-50, 200], 150), ({"Result 1": 0.5, "Result 2": 0.2}, 360),
     (pd.Series([0.5, 0.2], name="margin_rate"), 360)],
)  # fmt: skip
def test_shares_and_money_are_told_apart(margin, gain):
    found = cm.returns(TWO, "traffic", margin=margin, **SOLD)
    assert found.roi.gain.amount == pytest.approx(gain) if gain else found.roi.gain.amount == 0
    assert found.roi.value == pytest.approx((gain - 200) / 200)


@pytest.mark.parametrize("margin", [[0.5, 200], [1, 1], [0, 1], [0.5, cm.Money(3)]])
def test_what_may_be_either_is_refused(margin):
    with pytest.raises(errors.BadValueError, match="may be a share of the revenue as well as an amount"):
        cm.returns(TWO, "traffic", margin=margin, **SOLD)


@pytest.mark.parametrize("heading", ["margin", "marge", "Marge brute"])
def test_a_margin_column_is_money_for_each_result_and_is_used(heading):
    found = cm.returns(TWO.assign(**{heading: [200, 100]}), "traffic", cost=[50, 50])
    assert found.roi.value == 2
    assert [line.value for line in found.table.roi] == [3, 1]
    assert "from the column of the margin" in found.text("en")
    assert cm.returns(TWO.assign(**{heading: [0.5, 200]}), "traffic", cost=[50, 50]).roi.gain.amount == 200.5


def test_columns_of_cost_and_revenue_are_used():
    found = cm.returns(TWO.assign(coût=[50, 50], CA=[400, 400], marge=[200, 100]), "traffic")
    assert (found.roi.value, found.roi.roas) == (2, 8)


def test_a_column_of_shares_is_used():
    found = cm.returns(TWO.assign(margin_rate=[0.5, 0.2]), "traffic", **SOLD)
    assert found.roi.gain.amount == 360


def test_a_margin_column_that_may_be_shares_is_left_and_said():
    table = TWO.assign(margin=[0.5, 0.2])
    found = cm.returns(table, "traffic", **SOLD)
    assert found.roi.gain is None
    assert "may be shares as well as amounts" in found.text("en")
    with pytest.raises(errors.BadValueError):
        cm.returns(table, "traffic", margin="margin", **SOLD)


def test_a_margin_known_for_one_of_several_results_gives_bounds():
    """Printed -33.3 % exactly before."""
    stated = {"cost": 300, "margin": [200, None]}
    alone = cm.returns(TWO, "traffic", **stated).roi
    assert alone.at_least
    assert alone.text("en") == "at least −33.3%"
    both = cm.returns(TWO, "traffic", revenue=[500, 300], **stated)
    assert both.roi.span == pytest.approx((-1 / 3, 500 / 300 - 1))
    assert "is taken to lie between nothing and the revenue" in both.text("en")
    rates = cm.returns(TWO, "traffic", revenue=[500, 300], cost=300, margin=[0.4, None]).roi
    assert rates.span == pytest.approx((-1 / 3, 500 / 300 - 1))


def test_shares_of_each_result_bound_the_margin_on_a_revenue_of_the_whole():
    roi = cm.returns(TWO, "traffic", revenue=1000, cost=100, margin=[0.2, 0.5]).roi
    assert roi.span == pytest.approx((1, 4))
    assert math.isnan(roi.value)
