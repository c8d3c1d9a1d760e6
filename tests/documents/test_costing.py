"""What one would lose: what each step cost."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.desk.sample import three_results

THREE = three_results("en").assign(spend=[100.0, 200.0, 300.0])
GOAL = cm.Objective("traffic", target=400)


def test_each_step_has_its_cost():
    steps = cm.answer_the_boss(THREE, GOAL).steps.set_index("what")
    assert steps.cheapest["clicks"] == pytest.approx(600 / 1008)
    assert (steps.low["reach"], steps.high["reach"]) == (9800, 19_800)
    assert steps.dearest["reach"] == pytest.approx(1000 * 600 / 9800)
    free = cm.answer_the_boss(three_results("en"), GOAL).steps
    assert free.cheapest.isna().all()


def test_cost_per_lead_as_published():
    """W14 develogics: 5,000 EUR for 500 leads is 10; W15 firstinspires 60, gamesdata 20."""
    for cost, leads, each in ((5000, 500, 10), (3000, 50, 60), (2000, 100, 20)):
        steps = cm.answer_the_boss(
            pd.DataFrame({"leads": [leads], "sessions": [10 * leads]}), "leads", cost=cost
        ).steps
        assert steps.set_index("what").cheapest["leads"] == each


def test_money_spent_for_nothing_is_the_worst_cost_and_no_dash():
    free = cm.answer_the_boss(THREE.assign(clicks=0), GOAL)
    assert "600.00 for none" in free.text("en")
    assert "600,00 pour aucun" in free.text("fr")


def test_a_kpi_that_is_counted_at_no_step_has_one_of_its_own():
    posts = THREE.assign(mentions=[1, 2, 3])
    steps = cm.answer_the_boss(posts, cm.Objective("notoriety", kpi="mentions")).steps.set_index("what")
    assert (steps.stage["mentions"], steps.cheapest["mentions"]) == ("notoriety", 100)
    assert "mentions" not in cm.answer_the_boss(posts, GOAL).steps.what.tolist()
