"""The matrix and the tipping points: without them a reader could believe one winner fits every objective."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.matrix.matrix import COLUMNS, last_near, matrix
from cmkit.answers.verdict.judging import status
from cmkit.desk.lab import three_results
from cmkit.given.objective import Objective


def test_who_wins_where_among_the_three_results():
    found = matrix(three_results("en"))
    assert found.winners == {
        "rate": ["Result 1", "Result 2"],
        "traffic": ["Result 3"],
        "visibility": ["Result 3"],
        "image": ["Result 2"],
    }
    assert found.table["traffic"].tolist() == [3, 2, 1]
    assert found.values["traffic"].tolist() == [25, 483, 500]
    assert found.kpis == {
        "rate": "engagement_rate",
        "traffic": "clicks",
        "visibility": "reach",
        "image": "conversation",
    }


def test_an_objective_without_its_columns_is_listed_not_dropped():
    found = matrix(three_results("en"))
    assert set(found.unjudged) == {"notoriety", "leads", "sales"}
    assert "net new followers" in str(found.unjudged["notoriety"])


def test_nothing_judgeable_raises_with_what_is_missing():
    with pytest.raises(errors.MissingColumnError, match="cannot be judged"):
        matrix(pd.DataFrame({"result": ["a"]}))


def test_tipping_points_of_the_three_results():
    points = cm.judge(three_results("en"), Objective("traffic", target=400)).tipping_points("en")
    second = points[(points.result == "Result 2") & (points.kind == "status")]
    assert second.before.tolist() == ["met", "near"]
    assert second.target.round(2).tolist() == [483, 536.67]
    winners = points[points.kind == "winner"]
    assert winners[["objective", "after"]].values.tolist() == [
        ["rate", "Result 1 and Result 2"],
        ["image", "Result 2"],
    ]
    assert points.sentence[0] == "Result 1 is met up to a target of 25, then near."


@given(
    st.floats(-100, 1000),
    st.sampled_from(["higher", "lower"]),
    st.floats(0.5, 0.99),
    st.none() | st.floats(-50, 50),
)
def test_a_status_holds_up_to_its_last_target_and_changes_after(value, better, near, baseline):
    if better == "lower" and value < 0:
        return
    goal = {"near": near, "baseline": baseline}
    sign = 1 if better == "higher" else -1
    last, can_be_near = last_near(value, Objective("traffic", **goal), better)
    for state, target in {"met": value, **({"near": last} if can_be_near and last != value else {})}.items():
        step = max(abs(target), 1) * 1e-6 * sign
        if baseline is not None and (target - baseline) * sign <= abs(step) * 2:
            continue
        if not math.isclose(target, 0, abs_tol=1e-3):
            assert status(value, Objective("traffic", target=target - step, **goal), better) == state
            assert status(value, Objective("traffic", target=target + step, **goal), better) != state


def test_where_nothing_tips_the_table_keeps_its_columns():
    alone = pd.DataFrame({"result": ["a"], "link_clicks": [None]})
    points = cm.judge(alone, Objective("traffic", target=4)).tipping_points("en")
    assert list(points) == COLUMNS
    assert points.empty


def test_a_change_of_status_is_said_in_the_language_asked_for():
    points = cm.judge(three_results("fr"), Objective("traffic", target=400)).tipping_points("fr")
    assert "25" in points.sentence[0]
    assert "atteint" in points.sentence[0]
