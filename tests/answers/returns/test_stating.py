"""What one would lose: two currencies in one sum, or a cost that came from nobody knows where."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.desk.sample import three_results

THREE = three_results("en")
ADS = pd.DataFrame({"spend": [10.0, 30.0], "revenue": [50.0, 40.0], "link_clicks": [5, 9], "reach": [90, 80]})


def whole(**stated):
    return cm.returns(THREE, "traffic", **stated).roi


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
    with pytest.raises(errors.BadValueError, match=r"35% is written 0\.35"):
        whole(cost=1, revenue=2, margin=35)


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
