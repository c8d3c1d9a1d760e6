"""The matrix and the tipping points: without them a reader could believe one winner fits every objective."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.matrix.matrix import matrix
from cmkit.answers.matrix.tipping_points import last_targets
from cmkit.answers.verdict.judging import status
from cmkit.desk.sample import three_results
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


def test_reversals_are_the_pairs_in_the_other_order():
    found = matrix(three_results("en"))
    assert found.reversals[found.reversals.objective == "traffic"].values.tolist() == [
        ["traffic", "Result 1", "Result 3"],
        ["traffic", "Result 2", "Result 3"],
    ]
    assert found.moves("traffic") == {"Result 1": "down", "Result 2": "down", "Result 3": "up"}
    assert "image" not in set(found.reversals.objective)


def test_an_objective_without_its_columns_is_listed_not_dropped():
    found = matrix(three_results("en"))
    assert set(found.unjudged) == {"notoriety", "leads", "sales"}
    assert "net_followers" in str(found.unjudged["notoriety"])


def test_the_matrix_shows_itself_marked_and_escaped():
    html = matrix(three_results("en").assign(result=["<script>x</script>", "b", "c"])).html("en")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert html.count('class="wins"') == 5
    assert "▲" in html
    assert "trafic" in matrix(three_results("fr")).html("fr")


def test_the_matrix_reads_in_both_languages():
    found = matrix(three_results("en"))
    assert "traffic (clicks): Result 3 comes first." in found.text("en")
    assert "trafic (clics)\u00a0: Result 3 arrive en tête." in found.text("fr")
    assert "Result 3" in repr(found)


def test_without_a_rate_there_is_nothing_to_reverse():
    found = matrix(pd.DataFrame({"link_clicks": [1, 2]}))
    assert list(found.table) == ["traffic"]
    assert found.reversals.empty


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
    for state, target in last_targets(value, Objective("traffic", **goal), better).items():
        step = max(abs(target), 1) * 1e-6 * sign
        if baseline is not None and (target - baseline) * sign <= abs(step) * 2:
            continue
        if not math.isclose(target, 0, abs_tol=1e-3):
            assert status(value, Objective("traffic", target=target - step, **goal), better) == state
            assert status(value, Objective("traffic", target=target + step, **goal), better) != state
