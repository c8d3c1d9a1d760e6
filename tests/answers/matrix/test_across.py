"""Who wins where: without it a reader could believe that one winner fits every objective."""

from __future__ import annotations

import pandas as pd

import cmkit as cm
from cmkit.answers.matrix.across import across
from cmkit.answers.verdict.judging import hold
from cmkit.desk.sample import three_results
from cmkit.given.objective import Objective


def test_reversals_are_the_pairs_in_the_other_order():
    found = cm.matrix(three_results("en"))
    assert found.reversals[found.reversals.objective == "traffic"].values.tolist() == [
        ["traffic", "Result 1", "Result 3"],
        ["traffic", "Result 2", "Result 3"],
    ]
    assert found.moves("traffic") == {"Result 1": "down", "Result 2": "down", "Result 3": "up"}
    assert "image" not in set(found.reversals.objective)


def test_without_a_rate_there_is_nothing_to_reverse():
    found = cm.matrix(pd.DataFrame({"link_clicks": [1, 2]}))
    assert list(found.table) == ["traffic"]
    assert found.reversals.empty


def test_judgements_stand_side_by_side_with_what_the_rate_says_first():
    judged = {name: hold(three_results("en"), Objective(name)) for name in ("traffic", "image")}
    found = across(judged, {})
    assert list(found.table) == list(found.values) == list(found.kpis) == ["rate", "traffic", "image"]
    assert found.table.index.tolist() == ["Result 1", "Result 2", "Result 3"]
    assert found.table["rate"].tolist() == [1, 1, 3]
    assert found.values["image"].tolist() == [3, 20, 2]
    assert found.net["traffic"].tolist() == [-1, -1, 2]
    assert found.moves("unknown") == {}


def test_a_result_without_a_value_wins_nowhere_and_overtakes_nobody():
    found = cm.matrix(three_results("en").assign(clicks=[25, 483, None]))
    assert found.winners["traffic"] == ["Result 2"]
    assert pd.isna(found.table["traffic"].iloc[2])
    assert found.net["traffic"].iloc[2] == 0
