"""The ledger as a value: what all cost, what came back, what is not known."""

from __future__ import annotations

import math

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
