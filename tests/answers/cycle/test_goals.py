"""Sub-objectives: each has its own target and verdict, and one without a value is said to be open."""

from __future__ import annotations

import pandas as pd

import cmkit as cm
from cmkit.answers.cycle.cycle import cycle


def test_sub_objectives_have_their_own_target_and_verdict():
    goals = [
        {"name": "net_followers", "target": 500, "value": 430},
        cm.Objective("notoriety", target=200_000, kpi="impressions"),
        {"name": "cpm", "target": 5, "value": 4},
    ]
    made = cycle({"notoriety": {"indicator": "impressions", "count": 250_000, "goals": goals}})
    assert made.goals.status.tolist() == ["missed", "met", "met"]
    assert made.goals.value.tolist() == [430, 250_000, 4]
    assert "Net new followers, 430 for 500 wanted (missed)" in made.text("en")


def test_a_sub_objective_without_a_value_is_listed_and_not_judged():
    made = cycle({"leads": {"count": 5, "goals": [{"name": "calls back", "target": 10}]}})
    assert pd.isna(made.goals.status[0])
    assert "calls back" in made.missing.what.tolist()
