"""What one would lose: an amount of another result, likes taken for money, two currencies in one sum."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.returns.means import is_one
from cmkit.desk.lab import three_results

THREE = three_results("en")
ADS = pd.DataFrame({"spend": [10.0, 30.0], "revenue": [50.0, 40.0], "link_clicks": [5, 9], "reach": [90, 80]})


def whole(**stated):
    return cm.returns(THREE, "traffic", **stated).roi


@pytest.mark.parametrize("name", ["cost", "revenue", "hourly_cost", "hours"])
def test_a_negative_amount_is_refused_by_name(name):
    with pytest.raises(errors.BadValueError, match=rf"{name}\)? is -5"):
        whole(**{name: -5})


@pytest.mark.parametrize("bad", ["600 apples", True, math.inf, pd.Timestamp("2026-01-01")])
def test_what_is_no_amount_is_refused(bad):
    with pytest.raises(errors.CmkitError):
        whole(cost=bad)


@pytest.mark.parametrize(
    "column", ["likes", "clicks", "J’aime", "reach", "followers", "fans", "engagement_rate"]
)
def test_likes_and_followers_are_no_money(column):
    with pytest.raises(errors.NotMoneyError, match="money back for money in"):
        whole(cost=100, revenue=column, margin=0.5)


def test_a_column_of_likes_is_no_money_either():
    with pytest.raises(errors.NotMoneyError):
        whole(cost=100, revenue=THREE["likes"])
    with pytest.raises(errors.NotMoneyError):
        whole(cost=100, margin="likes")


def test_emv_is_no_revenue():
    priced = cm.emv_range(THREE, {"a cent": {"cpc_price": 0.01}})
    for given_as in (priced, "emv"):
        with pytest.raises(errors.NotMoneyError, match="nobody earned it"):
            whole(cost=100, revenue=given_as)
    with pytest.raises(errors.NotMoneyError):
        whole(cost=100, margin=priced)


@pytest.mark.parametrize(
    "cost",
    [[100, 200, 300], (100, 200, 300), np.array([100, 200, 300]), pd.Series([100, 200, 300]),
     {"Result 1": 100, "Result 2": 200, "Result 3": 300},
     pd.Series({"Result 3": 300, "Result 1": 100, "Result 2": 200}),
     [cm.Money(100, "EUR"), cm.Money(200, "EUR"), cm.Money(300, "EUR")]],
    ids=["list", "tuple", "array", "series", "mapping", "labelled", "money"],
)  # fmt: skip
def test_amounts_by_result_in_any_form(cost):
    found = cm.returns(THREE, "traffic", cost=cost)
    assert [line.cost.amount for line in found.table.roi] == [100, 200, 300]
    assert found.roi.cost.amount == 600


def test_amounts_that_do_not_fit_the_results_are_refused():
    with pytest.raises(errors.BadValueError, match="2 values for 3 results"):
        whole(cost=[1, 2])
    with pytest.raises(errors.UnknownNameError, match="Did you mean Result 1"):
        whole(cost={"Resul 1": 3})
    with pytest.raises(errors.MissingColumnError, match="Did you mean"):
        cm.returns(ADS, "traffic", cost="spnd")


def test_a_cost_that_is_not_known_is_no_zero():
    found = cm.returns(THREE, "traffic", cost=[100, None, 300], revenue=900, margin=0.5)
    assert math.isnan(found.roi.value)
    assert any("cost of 1 result of 3 is not known" in caveat for caveat in found.caveats)
    assert found.table.roi[0].cost.amount == 100


def test_two_currencies_are_an_error():
    with pytest.raises(errors.MoneyMismatchError, match=r"EUR.*USD"):
        whole(cost=cm.Money(600, "EUR"), revenue=cm.Money(900, "USD"), margin=0.3)
    with pytest.raises(errors.MoneyMismatchError):
        whole(cost=cm.Money(600, "EUR"), hours=3, hourly_cost=cm.Money(30, "CHF"))
    with pytest.raises(errors.MoneyMismatchError):
        whole(cost=[cm.Money(1, "EUR"), cm.Money(1, "USD"), cm.Money(1, "EUR")])


def test_a_currency_on_one_side_is_said():
    found = cm.returns(THREE, "traffic", cost=cm.Money(600, "EUR"), revenue=900, margin=0.8)
    assert found.roi.value == pytest.approx(0.2)
    assert any("(EUR) is stated on one side only" in caveat for caveat in found.caveats)


def test_vat_in_the_revenue_is_said():
    stated = {"cost": cm.Money(600, "EUR", "TTC"), "revenue": cm.Money(1200, "EUR", "TTC"), "margin": 0.6}
    assert any(
        "VAT, which is not the company" in caveat for caveat in cm.returns(THREE, "traffic", **stated).caveats
    )


def test_a_margin_above_one_is_no_share():
    with pytest.raises(errors.BadValueError, match=r"35% or 3,500%.*write 0\.35"):
        whole(cost=1, revenue=2, margin=35)


@pytest.mark.parametrize(
    ("cost", "paid"),
    [("1 200 €", 1200), ("1,200.50 EUR", 1200.5), ("€1,200", 1200), (["100 €", 200, "300 EUR"], 600),
     ("1200 EUR HT", 1200)],
)  # fmt: skip
def test_money_is_typed_as_people_type_it(cost, paid):
    found = whole(cost=cost, revenue="3 000 €", margin="40 %", hours="0", hourly_cost="30 €")
    assert found.cost == cm.Money(paid, "EUR", vat=found.cost.vat)
    assert found.gain == cm.Money(1200, "EUR")


def test_an_amount_by_month_is_taken_for_the_months_of_the_results():
    dated = THREE.assign(date=["2026-01-02", "2026-02-02", "2026-03-02"])
    assert cm.returns(dated, "traffic", cost="1200 EUR/month").roi.cost == cm.Money(3600, "EUR")
    with pytest.raises(errors.BadValueError):
        whole(cost="1200 EUR/month")


def test_a_broken_cell_of_a_column_of_money_is_set_aside_as_any_other():
    found = cm.returns(ADS.assign(spend=[-10.0, 30.0]), "traffic")
    assert found.cost.text("en") == "at least 30.00"
    assert "Ad spend is −10" in found.text("en")


def test_columns_of_ads_are_taken_and_said():
    found = cm.returns(ADS, "traffic", margin=0.5)
    assert found.roi.value == pytest.approx((45 - 40) / 40)
    assert [round(line.value, 2) for line in found.table.roi] == [1.5, -0.33]
    assert any("column of ad spend" in caveat for caveat in found.caveats)
    assert any("column of revenue" in caveat for caveat in found.caveats)


def test_a_revenue_that_is_not_known_makes_a_lower_bound():
    found = cm.returns(ADS.assign(revenue=[50.0, None]), "traffic", margin=0.5)
    assert found.roi.roas == 50 / 40
    assert any("lower bound" in caveat for caveat in found.caveats)


def test_a_cost_below_the_ad_spend_is_questioned():
    found = cm.returns(ADS, "traffic", cost=5)
    assert any("is it all that was paid" in caveat for caveat in found.caveats)


def test_an_export_brings_its_currency():
    found = cm.returns(cm.read(cm.sample("exports/meta_ads_en.csv")), "sales", margin=0.4)
    assert found.currency == "EUR"
    assert "€" in found.text("en")
    with pytest.raises(errors.MoneyMismatchError):
        cm.returns(cm.read(cm.sample("exports/meta_ads_en.csv")), "sales", revenue=cm.Money(1, "USD"))


def test_an_amount_for_the_whole_is_told_from_one_a_result():
    assert [is_one(each) for each in (600, "spend", [100, 200])] == [True, False, False]
