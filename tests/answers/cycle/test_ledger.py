"""The ledger as a value: published cost examples, rates with their intervals, targets judged."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmkit.answers.cycle.cycle import Cycle, cycle

STATED = {
    "notoriety": {"indicator": "impressions", "count": 250_000, "target": 300_000, "owner": "CM"},
    "influence": 1200,
    "engagement": {"count": 9000, "target_rate": 0.06},
    "leads": {"count": 500, "target_rate": 0.2, "owner": "web"},
    "sales": {"count": 50, "revenue": 15_000},
}


def cells(made: Cycle, column: str) -> dict[str, object]:
    return made.table.set_index("step")[column].to_dict()


def test_w12_dosagecalculators_cost_per_thousand_per_click_and_per_acquisition():
    bought = {"notoriety": {"indicator": "impressions", "count": 250_000}}
    assert cells(cycle(bought, costs=500), "cost_per_unit")["notoriety"] == 2.0
    clicked = {"engagement": {"indicator": "link_clicks", "count": 1000}}
    assert cells(cycle(clicked, costs=500), "cost_per_unit")["engagement"] == 0.5
    sold = {"sales": {"indicator": "conversions", "count": 50}}
    made = cycle(sold, costs=1000)
    assert (cells(made, "cost_per_unit")["sales"], cells(made, "unit_cost_name")["sales"]) == (20.0, "cpa")
    rate = cycle({"notoriety": 50_000, "engagement": {"indicator": "link_clicks", "count": 500}})
    assert cells(rate, "rate")["notoriety"] == 0.01


@pytest.mark.parametrize(("cost", "leads", "each"), [(5000, 500, 10), (3000, 50, 60), (2000, 100, 20)])
def test_w14_develogics_and_w15_firstinspires_gamesdata_cost_per_lead(cost, leads, each):
    assert cells(cycle({"leads": leads}, costs={"leads": cost}), "cost_per_unit")["leads"] == each


def test_costs_of_steps_give_the_cost_of_each_and_of_all_that_came_before():
    made = cycle({"leads": 500, "sales": 50}, costs={"leads": 4000, "ventes": 1000})
    assert cells(made, "cost_per_unit")["sales"] == 20
    assert cells(made, "full_cost_per_unit")["sales"] == 100
    assert made.cost.amount == 5000


def test_a_rate_has_its_wilson_interval_and_more_of_the_next_step_is_no_share():
    made = cycle({"influence": 5, "engagement": 533, "sales": 10})
    row = made.table.set_index("step")
    assert row.rate["influence"] == 106.6
    assert math.isnan(row.rate_low["influence"])
    assert row.rate_low["engagement"] < 10 / 533 < row.rate_high["engagement"]
    assert "106.6 for each one" in made.text("en")


def test_a_step_without_a_count_is_passed_over_by_the_rate():
    made = cycle({"engagement": 1000, "leads": None, "sales": 10})
    assert cells(made, "to")["engagement"] == "sales"
    assert cells(made, "rate")["engagement"] == 0.01


def test_targets_are_judged_and_bounds_may_leave_the_verdict_open():
    assert cells(cycle(STATED), "status")["notoriety"] == "missed"
    assert cells(cycle({"leads": {"count": 38, "target": 40}}), "status")["leads"] == "near"
    around = cycle({"notoriety": {"count": (4000, 9000), "target": 5000}})
    assert pd.isna(cells(around, "status")["notoriety"])
    above = cycle({"notoriety": {"count": (6000, 9000), "target": 5000}})
    assert cells(above, "status")["notoriety"] == "met"


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9), st.floats(0, 1e9))
def test_a_unit_cost_times_its_count_gives_the_cost_back(count, cost):
    each = cells(cycle({"leads": count}, costs={"leads": cost}), "cost_per_unit")["leads"]
    assert math.isnan(each) if count == 0 else each * count == pytest.approx(cost)


def test_the_last_step_gives_revenue_over_investment_and_calls_it_roas():
    made = cycle(STATED, costs=5000)
    assert made.revenue_per_cost == 3
    assert "ROAS, not an ROI" in made.text("en")


def test_a_step_without_a_cost_leaves_the_full_cost_unknown_and_says_so():
    made = cycle({"leads": 500, "sales": 50}, costs={"leads": 4000})
    assert math.isnan(cells(made, "full_cost")["sales"])
    assert made.cost is None
    assert ("sales", "cost") in set(zip(made.missing.step, made.missing.what, strict=True))


def test_a_cost_of_a_step_that_was_not_stated_is_kept():
    made = cycle({"sales": 2}, costs={"influence": 300, "sales": 0})
    assert cells(made, "cost")["influence"] == 300
    assert made.cost.amount == 300


MADE = cycle({"notoriety": 5000, "leads": 50, "sales": 5}, costs=100)


def test_a_rate_says_which_two_counts_it_divides():
    passage = MADE.passages["notoriety"]
    rate = passage.said(passage.rate)
    assert rate.value == 0.01
    assert rate.source.columns == ("leads", "reach")


def test_a_cost_per_unit_says_which_metric_it_is():
    assert MADE.unit_cost(MADE.entries[0]).low.source.formula == "cost_per_thousand_reached"
    free = cycle({"leads": 5})
    assert free.unit_cost(free.entries[3]) is None


def test_a_rate_that_is_no_share_has_no_interval():
    assert cycle({"influence": 5, "engagement": 533}).passages["influence"].within is None
