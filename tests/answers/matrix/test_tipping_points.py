"""What one would lose: from which target a verdict changes, told as a row a change."""

from __future__ import annotations

import pandas as pd

from cmkit.answers.matrix.tipping_points import COLUMNS, last_targets, tipping_points
from cmkit.answers.verdict.judging import hold
from cmkit.desk.sample import three_results
from cmkit.given.objective import Objective


def test_a_value_is_met_up_to_itself_and_near_a_little_further():
    assert last_targets(450, Objective("traffic"), "higher") == {"met": 450, "near": 500.0}


def test_a_change_of_status_and_of_winner_have_the_same_columns():
    points = tipping_points(hold(three_results("en"), Objective("traffic", target=400)))
    assert list(points) == COLUMNS
    assert points.kind.unique().tolist() == ["status", "winner"]


def test_one_result_alone_has_no_other_winner():
    alone = pd.DataFrame({"clicks": [450], "reach": [9000], "likes": [10]})
    points = tipping_points(hold(alone, Objective("traffic", target=400)))
    assert points.kind.tolist() == ["status", "status"]
