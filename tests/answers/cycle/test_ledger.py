"""The ledger as a value: published cost examples, rates with their intervals, targets judged."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle, cycle


def cells(made: Cycle, column: str) -> dict[str, object]:
    return made.table.set_index("step")[column].to_dict()


def test_w12_dosagecalculators_cost_per_thousand_per_click_and_per_acquisition():
    bought = {"notoriety": {"indicator": "impressions", "count": 250_000}}
    assert cells(cycle(bought, costs=500), "full_cost_per_unit")["notoriety"] == 2.0
    clicked = {"engagement": {"indicator": "link_clicks", "count": 1000}}
    assert cells(cycle(clicked, costs=500), "full_cost_per_unit")["engagement"] == 0.5
    sold = {"sales": {"indicator": "conversions", "count": 50}}
    made = cycle(sold, costs=1000)
    assert cells(made, "full_cost_per_unit")["sales"] == 20.0
    assert cells(made, "unit_cost_name")["sales"] == "cpa"
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


def test_targets_are_judged_and_bounds_may_leave_the_verdict_open(stated):
    assert cells(cycle(stated), "status")["notoriety"] == "missed"
    assert cells(cycle({"leads": {"count": 38, "target": 40}}), "status")["leads"] == "near"
    around = cycle({"notoriety": {"count": (4000, 9000), "target": 5000}})
    assert pd.isna(cells(around, "status")["notoriety"])
    above = cycle({"notoriety": {"count": (6000, 9000), "target": 5000}})
    assert cells(above, "status")["notoriety"] == "met"


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9), st.floats(0, 1e9))
def test_a_unit_cost_times_its_count_gives_the_cost_back(count, cost):
    each = cells(cycle({"leads": count}, costs={"leads": cost}), "cost_per_unit")["leads"]
    assert math.isnan(each) if count == 0 or cost == 0 else each * count == pytest.approx(cost)


def test_the_last_step_gives_revenue_over_investment_and_calls_it_roas(stated):
    made = cycle(stated, costs=5000)
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
    assert MADE.unit_cost(MADE.entries[0], full=True).low.source.formula == "cost_per_thousand_reached"
    free = cycle({"leads": 5})
    assert free.unit_cost(free.entries[3]) is None


def test_a_rate_that_is_no_share_has_no_interval():
    assert cycle({"influence": 5, "engagement": 533}).passages["influence"].within is None


def test_a_margin_gives_the_roi():
    made = cycle({"leads": 500, "sales": 50}, costs=500, revenue=1000, margin=0.4)
    assert made.roi == pytest.approx(-0.2)
    assert "ROI: −20.00%, that is 400.00 of margin (40% of the revenue) for this cost." in made.text("en")
    assert "ROI\u00a0: −20,00\u202f%, soit 400,00 de marge" in made.text("fr").replace("\u00a0%", "\u202f%")
    assert "an ROI needs the margin" not in made.text("en")
    assert math.isnan(cycle({"sales": 50}, costs=500, revenue=1000).roi)

STEPS = {"notoriety": 100_000, "influence": 900, "engagement": 2_400, "leads": 120, "sales": 12}
COSTS = {"notoriety": 800, "influence": 0, "engagement": 300, "leads": 100, "sales": 0}


def test_a_step_without_a_cost_of_its_own_does_not_cost_nothing():
    made = cycle(STEPS, COSTS)
    assert made.table.cost_per_unit.dropna().tolist() == pytest.approx([8, 0.125, 100 / 120])
    assert made.table.full_cost.tolist() == [800, 800, 1100, 1200, 1200]
    assert cells(made, "full_cost_per_unit")["sales"] == 100
    said = made.text("en")
    assert "cost per order, 100.00" in said
    assert "cost per order, 0.00" not in said
    assert "aucun coût propre" in made.plain("fr")


def test_a_cost_of_the_whole_is_no_steps_own():
    made = cycle(STEPS, 1200)
    assert made.table.cost_per_unit.isna().all()
    assert cells(made, "full_cost_per_unit")["sales"] == 100


def test_costs_of_some_steps_are_at_least_the_cost():
    """A known cost that is dropped is lost, an unknown one that counts for nothing is a false total."""
    made = cycle(STEPS, {"notoriety": 800}, revenue=1440)
    assert "Cost of all steps: at least 800.00." in made.text("en")
    assert "at most 1.8 times the cost" in made.text("en")
    assert math.isnan(made.revenue_per_cost)


money = st.one_of(st.none(), st.integers(0, 10**6))


@settings(deadline=None, max_examples=60)
@given(st.fixed_dictionaries(dict.fromkeys(STEPS, money)))
def test_own_costs_make_the_full_cost_and_no_total_is_told_twice(costs):
    stated = {step: cost for step, cost in costs.items() if cost is not None}
    made = cycle(STEPS, stated)
    if len(stated) == len(STEPS):
        assert made.table.full_cost.tolist()[-1] == pytest.approx(made.table.cost.sum()) == made.cost.amount
    assert made.spent().low == sum(stated.values()) or not stated
    assert made.text("en").count("Cost of all steps") == (1 if stated else 0)
    assert "Cost of the whole" not in made.text("en")


def test_steps_of_ones_own_are_a_chain_in_their_order():
    costs = {"impressions": 0, "clicks": 300, "visits": 0, "leads": 0}
    made = cycle({"impressions": 10_000, "clicks": 400, "visites": 200, "leads": 10}, costs)
    assert made.table.step.tolist() == ["impressions", "clicks", "visits", "leads"]
    assert made.table.rate.tolist()[:3] == [0.04, 0.5, 0.05]
    assert made.table.full_cost_per_unit.tolist()[3] == 30
    said = made.text("fr")
    assert "Impressions\u00a0: 10\u202f000. Passage à l’étape «\u00a0clics\u00a0»\u00a0: 4,00" in said
    assert "vente" not in said
    assert made.leaks({"clicks": 0.6}).wanted.tolist()[1] == 0.6
    with pytest.raises(errors.UnknownNameError):
        cycle({"impressions": 10_000, "clicks": 400}, {"shares": 300})


def test_a_step_may_be_called_as_one_likes_but_a_slip_of_the_hand_is_asked_about():
    assert cycle({"visits": 90, "rendez-vous": 12}).table.step.tolist()[1] == "rendez-vous"
    with pytest.raises(errors.UnknownNameError, match="Did you mean leads"):
        cycle({"visits": 90, "laeds": 12})


def test_a_cost_of_days_that_the_revenue_does_not_state_is_a_remark():
    cost = cm.Money(500, "EUR", period=("2025-01-01", "2025-03-31"))
    made = cycle({"sales": 50}, costs=cost, revenue=cm.Money(1000, "EUR"))
    assert made.revenue_per_cost == 2
    assert "the revenue days that are not stated: check that both are of the same days" in made.text("en")
    assert "non précisée" in made.text("fr")


def test_a_cost_and_a_revenue_of_two_years_are_refused():
    years = [(f"{year}-01-01", f"{year}-12-31") for year in (2024, 2025)]
    cost, revenue = (cm.Money(500, "EUR", period=year) for year in years)
    with pytest.raises(errors.MoneyMismatchError):
        cycle({"sales": 50}, costs=cost, revenue=revenue)


def per_thousand(cost: float, *bounds: float) -> tuple[float, float]:
    made = cycle({"notoriety": bounds}, costs=cost).table.iloc[0]
    return made.full_cost_per_unit_low, made.full_cost_per_unit_high


def test_money_by_person_turns_the_bounds_round():
    assert per_thousand(600, 12000, 20000) == (30, 50)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.01, 1e6), st.integers(1, 10**6), st.integers(0, 10**6))
def test_the_cost_by_person_is_within_what_the_bounds_of_people_give(cost, low, more):
    least, most = per_thousand(cost, low, low + more)
    assert least <= most
    assert most * low == pytest.approx(1000 * cost)
