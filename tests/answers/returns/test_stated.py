"""What one would lose: what is to be known of the money that was stated."""

from __future__ import annotations

import datetime

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
