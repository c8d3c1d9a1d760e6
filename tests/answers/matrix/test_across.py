"""What one would lose: every objective side by side, with its winners, over the same results."""

from __future__ import annotations

from cmkit.answers.matrix.across import across
from cmkit.answers.verdict.judging import hold
from cmkit.desk.sample import three_results
from cmkit.given.objective import Objective


def test_objectives_stand_side_by_side_after_the_rate():
    found = across({"traffic": hold(three_results("en"), Objective("traffic"))}, {})
    assert list(found.table) == ["rate", "traffic"]
    assert found.winners == {"rate": ["Result 1", "Result 2"], "traffic": ["Result 3"]}
    assert found.reversal_counts == {"traffic": 2}
    assert found.moves("rate") == {}
