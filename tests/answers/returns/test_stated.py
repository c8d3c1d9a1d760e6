"""What one would lose: what is to be known of the money that was stated."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors

THREE = cm.three_results("en")
JANUARY = ("2026-01-01", "2026-01-31")
DATED = THREE.assign(date=pd.to_datetime(["2026-01-03", "2026-01-12", "2026-02-20"]))


def caveats(results=THREE, **stated):
    return " ".join(cm.returns(results, "traffic", **stated).caveats)


def test_a_period_on_one_side_only_is_said():
    said = caveats(cost=cm.Money(600, period=JANUARY), revenue=900, margin=0.5)
    assert "of a stated period (1 January 2026 to 31 January 2026), the other of none" in said
    both = {"cost": cm.Money(600, period=JANUARY), "revenue": cm.Money(900, period=JANUARY)}
    assert "of a stated period" not in caveats(**both, margin=0.5)


def test_results_of_other_days_than_the_money_are_said():
    assert "results of 3 January 2026 to 20 February 2026" in caveats(
        DATED, cost=cm.Money(600, period=JANUARY)
    )
    assert "is of" not in caveats(DATED, cost=cm.Money(600, period=("2026-01-01", "2026-03-31")))


@pytest.mark.parametrize("dates", [DATED["date"], [datetime.date(2026, 1, 3)] * 3, ["2026-01-03"] * 3])
def test_money_of_no_day_of_the_results_is_refused(dates):
    """A cost of 2024 over clicks of 2026 is no cost per click."""
    with pytest.raises(errors.MoneyMismatchError, match="no day is in both"):
        cm.returns(THREE.assign(date=dates), "traffic", cost=cm.Money(6, period=("2024-01-01", "2024-12-31")))


def test_a_gain_of_another_year_than_the_cost_gives_no_number():
    cost, gain = (cm.Money(6, period=(f"{year}-01-01", f"{year}-12-31")) for year in (2024, 2025))
    found = cm.returns(THREE, "traffic", cost=cost, revenue=gain, margin=0.5)
    assert not found.roi.span.known
    assert "not of the same days" in found.roi.reason


def test_hours_without_a_cost_say_that_media_is_not_in_it():
    found = cm.returns(THREE, "traffic", margin=cm.Money(900), hours=10, hourly_cost=30)
    assert "300.00 of time alone; what was paid for media is not in it" in found.text("en")
    assert "what was paid, beside the time, is not stated" in found.text("en")
    assert "de temps seul" in found.text("fr")
    free = cm.returns(THREE, "traffic", margin=cm.Money(900), cost=0, hours=10, hourly_cost=30)
    assert "media" not in free.text("en")


def test_hours_known_for_some_results_are_a_least():
    found = cm.returns(THREE, "traffic", cost=100, margin=cm.Money(900), hours=[1, None, 2], hourly_cost=10)
    assert found.cost.text("en") == "at least 130.00"
    assert "The hours of 1 result of 3 are not known" in found.text("en")


def test_a_currency_that_is_stated_once_is_never_dropped():
    euros = cm.Money(900, "EUR")
    for cost, revenue in ((600, euros), (euros, 600)):
        found = cm.returns(THREE, "traffic", cost=cost, revenue=revenue, margin=0.5)
        assert {found.roi.cost.currency, found.roi.revenue.currency, found.roi.gain.currency} == {"EUR"}
        assert "per €1.00" in found.text("en")
    goal = cm.Objective("traffic", currency="EUR")
    assert "for €600.00, which is 16.33 to 33 per €1.00" in cm.returns(THREE, goal, cost=600).text("en")


def test_a_column_of_currencies_names_the_currency_of_the_amounts():
    found = cm.returns(THREE.assign(spend=[1, 2, 3], currency="USD"), "traffic")
    assert found.currency == "USD"


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


@pytest.mark.parametrize("given", [[40, 20], [40, None], {"a": 40, "b": 20}, ["40", "20"], [1, 40]])
def test_margins_that_may_be_percents_or_amounts_are_refused_with_both_readings(given):
    named = TWO.assign(result=["a", "b"])
    with pytest.raises(errors.BadValueError, match="40%") as refused:
        cm.returns(named, "traffic", margin=given, **SOLD)
    assert "amounts (40.00)" in str(refused.value)
    assert "40,00" in refused.value.in_language("fr")
    meant = [each and f"{each} %" for each in [40, 20]]
    assert cm.returns(named, "traffic", margin=meant, **SOLD).roi.gain.amount == 320
    assert cm.returns(named, "traffic", margin=[cm.Money(40), 20], **SOLD).roi.gain.amount == 60


@pytest.mark.parametrize("kind", [float, np.float64, np.float32, Decimal])
def test_a_share_is_a_share_whatever_kind_of_number_holds_it(kind):
    """Shares of numpy were read as amounts: an ROI of -99.5 % in the place of +80 %."""
    roi = cm.returns(TWO, "traffic", margin=[kind("0.5"), kind("0.25")], **SOLD).roi
    assert roi.gain.amount == 400


def test_shares_of_each_result_bound_the_margin_on_a_revenue_of_the_whole():
    roi = cm.returns(TWO, "traffic", revenue=1000, cost=100, margin=[0.2, 0.5]).roi
    assert roi.span == pytest.approx((1, 4))
    assert math.isnan(roi.value)
