"""What one would lose: an ROI printed where there is no money, or money that cannot be compared."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.desk.lab import three_results

THREE = three_results("en")
AMOUNT = st.floats(0.01, 1e9)


def whole(**stated):
    return cm.returns(THREE, "traffic", **stated).roi


def test_without_money_there_is_no_roi_and_it_says_what_to_report():
    roi = whole()
    assert math.isnan(roi.value)
    assert "money back for money in" in roi.reason
    assert "ROA, ROE and what each step cost" in roi.instead
    assert math.isnan(whole(cost=600).value)
    assert math.isnan(whole(revenue=600, margin=0.3).value)


@settings(max_examples=40, deadline=None)
@given(
    cost=AMOUNT, revenue=AMOUNT, margin=st.floats(0.01, 1), hours=st.floats(0, 1000), price=st.floats(0, 200)
)
def test_roi_is_margin_less_full_cost_over_full_cost(cost, revenue, margin, hours, price):
    roi = whole(cost=cost, revenue=revenue, margin=margin, hours=hours, hourly_cost=price)
    paid = cost + hours * price
    assert roi.value == pytest.approx((revenue * margin - paid) / paid)
    assert roi.full
    assert roi.roas == pytest.approx(revenue / cost)
    assert roi.break_even == pytest.approx(1 / margin)


def test_w17_revenue_over_spend_is_a_roas_and_no_roi():
    """W17 joptimisemonsite.fr: 15,000 on 3,000 is a ROAS of 5, which it also calls 400 %."""
    roi = whole(cost=3000, revenue=15_000)
    assert roi.roas == 5
    assert math.isnan(roi.value)
    assert "revenue is not gain" in roi.reason
    said = cm.returns(THREE, "traffic", cost=3000, revenue=15_000).text("en")
    assert "10× with a margin of 10%, 5× with a margin of 20%, 3.33× with a margin of 30% and 2×" in said


@pytest.mark.parametrize(("revenue", "cost", "roas"), [(2_000_000, 500_000, 4), (800_000, 1_000_000, 0.8)])
def test_w20_a_roas_of_400_percent_is_not_called_roi(revenue, cost, roas):
    """W20 ficilcom.jp: 400 % and 80 %; at a margin of 20 % both lose money."""
    assert whole(cost=cost, revenue=revenue).roas == roas
    assert whole(cost=cost, revenue=revenue, margin=0.2).value < 0


def test_w21_a_gain_stated_as_money():
    """W21 iomfrance: a gain of 150,000 on 23,000 is an ROI of 5.52."""
    assert round(whole(cost=23_000, margin=cm.Money(150_000)).value, 2) == 5.52


def test_w47_the_roe_of_calculatorultra_is_an_roi():
    """W47 calculatorultra.com calls 5,000 on 2,000 a "ROE" of 150 %: here money never makes a ROE."""
    found = cm.returns(THREE, "traffic", cost=2000, margin=cm.Money(5000))
    assert found.roi.value == 1.5
    assert found.roe.value == pytest.approx(1008 / 19_800)


def test_e2_seven_thousand_of_sales_on_two_thousand():
    """E2 affiliatemarketingbuzz.com prints a "350 % ROI": that is the ROAS, and no ROI without a margin."""
    roi = whole(cost=2000, revenue=7000)
    assert roi.roas == 3.5
    assert math.isnan(roi.value)
    assert whole(cost=2000, revenue=7000, margin=1).value == 2.5


def test_e3_and_e4_roas_and_roi_keep_their_names():
    """E3 marketingoptimizer.com and E4 accounting.mandela.ac.za swap the two."""
    ladder = cm.returns(THREE, "traffic", cost=3000, revenue=9000, margin=1).ladder.set_index("step")
    assert ladder.value["roas"] == 3
    assert ladder.value["roi_margin"] == 2


def test_the_ladder_says_what_each_step_lacks():
    found = cm.returns(THREE, "traffic", cost=1000, revenue=5000, margin=0.4)
    ladder = found.ladder.set_index("step")
    assert list(found.ladder.columns) == ["step", "value", "low", "high", "unit", "reason"]
    assert ladder.value["roas"] == 5
    assert ladder.value["roi_margin"] == 1
    assert math.isnan(ladder.value["roi_full"])
    assert "time spent is not counted" in ladder.reason["roi_full"]
    assert "held out" in ladder.reason["roi_incremental"]
    assert "le temps passé n’est pas compté" in found.rungs("fr").reason[2]


def test_the_ladder_to_its_end():
    lift = cm.lift(90_000, 1200, 10_000, 100, revenue_per_conversion=50)
    found = cm.returns(
        THREE, "traffic", cost=3000, revenue=60_000, margin=0.4, hours=50, hourly_cost=30, lift=lift
    )
    ladder = found.ladder.set_index("step")
    assert ladder.value["roi_full"] == pytest.approx((24_000 - 4500) / 4500)
    assert ladder.value["roi_incremental"] == pytest.approx((300 * 50 * 0.4 - 4500) / 4500)
    assert ladder.low["roi_incremental"] < ladder.value["roi_incremental"] < ladder.high["roi_incremental"]
    assert set(ladder.reason) == {""}


def test_time_not_counted_is_said():
    found = cm.returns(THREE, "traffic", cost=1000, revenue=5000, margin=0.4)
    assert not found.roi.full
    assert "too flattering if time was spent" in found.text("en")
    assert any("time is a cost" in caveat for caveat in found.caveats)
    no_price = cm.returns(THREE, "traffic", cost=1000, revenue=5000, margin=0.4, hours=10)
    assert not no_price.roi.full
    assert any("without what an hour costs" in caveat for caveat in no_price.caveats)


def test_time_alone_is_a_cost():
    assert whole(hours=10, hourly_cost=30, margin=cm.Money(600)).value == 1


@pytest.mark.parametrize(
    ("cost", "gain", "word"),
    [({"vat": "HT"}, {}, "VAT"), ({"vat": "HT"}, {"vat": "TTC"}, "VAT"),
     ({"period": ("2026-01-01", "2026-01-31")}, {"period": ("2026-01-01", "2026-03-31")}, "same days")],
)  # fmt: skip
def test_money_that_cannot_be_compared_gives_no_number(cost, gain, word):
    roi = whole(cost=cm.Money(600, "EUR", **cost), revenue=cm.Money(900, "EUR", **gain), margin=0.8)
    assert math.isnan(roi.value)
    assert math.isnan(roi.roas)
    assert word in roi.reason


def test_what_is_not_stated_of_the_vat_of_an_amount_is_said():
    reason = whole(cost=cm.Money(600, vat="HT"), revenue=cm.Money(900), margin=0.8).reason
    assert "without VAT" in reason
    assert "not stated" in reason


def test_a_cost_of_zero_divides_nothing():
    found = cm.returns(THREE, "traffic", cost=0, revenue=100, margin=1)
    assert math.isnan(found.roi.value)
    assert math.isnan(found.roa.value)
    assert "zero" in found.roi.reason
    assert "zero" in found.roa.reason


def test_real_ads(real):
    export = cm.read(real("meta_ads/koszulkowy_ads_2026-01.csv"))
    found = cm.returns(export, "sales", margin=0.4)
    assert found.currency == "PLN"
    assert found.roi.roas == pytest.approx(export.posts.revenue.sum() / export.posts.spend.sum())
    assert found.roe.acts == ("conversions",)


@pytest.mark.parametrize(
    ("stated", "error", "said"),
    [
        ({"cost": {1, 2, 3}}, errors.BadValueError, "no order"),
        ({"cost": [1, -2, 3]}, errors.BadValueError, r"\(cost\) is -2 \(row 2\)"),
        ({"cost": [1, "2 apples", 3]}, errors.NotANumberError, "row 2"),
        ({"cost": "600 apples"}, errors.NotANumberError, "600 apples"),
        ({"cost": 9, "revenue": 20, "margin": "30% or so"}, errors.NotANumberError, "30% or so"),
        ({"cost": 9, "revenue": 20, "margin": cm.Money(50)}, errors.BadValueError, "more than the revenue"),
        ({"hours": "likes", "hourly_cost": 9}, errors.BadValueError, "does not count hours"),
        ({"lift": 5}, errors.NotANumberError, "what cm.lift"),
        ({"cost": [cm.Money(1, vat="HT"), cm.Money(1, vat="TTC"), 1]}, errors.MoneyMismatchError, "VAT"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(stated, error, said):
    with pytest.raises(error, match=said):
        whole(**stated)


def test_a_price_times_a_column_is_money_whatever_its_name():
    """In pandas a column times a price keeps the column's name."""
    assert whole(cost=THREE["clicks"] * 0.5).cost.amount == 504


def test_hours_by_result():
    found = cm.returns(THREE, "traffic", hours=[1, 2, 3], hourly_cost=cm.Money(10, "EUR"))
    assert [line.cost.amount for line in found.table.roi] == [10, 20, 30]
    assert found.roi.time == cm.Money(60, "EUR")
    assert found.roi.full


def test_more_acts_than_people_is_said():
    odd = pd.DataFrame({"reach": [10], "clicks": [50], "likes": [0], "shares": [0], "comments": [0]})
    assert "more interactions than people reached" in cm.returns(odd, "traffic").text("en")
