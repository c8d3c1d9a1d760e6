"""What one would lose: bars that end where the values are, and the best of many results."""

from __future__ import annotations

import pandas as pd

from cmkit.answers.verdict.judging import hold
from cmkit.answers.verdict.picture import MOST, best_first, prepare
from cmkit.given.objective import Objective


def test_bars_end_at_their_value_on_an_axis_from_zero():
    table = pd.DataFrame({"result": ["a", "b"], "clicks": [25, 500]})
    shown = prepare(hold(table, Objective("traffic", target=500)))
    assert ([row.by_kpi.end for row in shown.rows], shown.target) == ([0.05, 1.0], 1.0)


def test_of_many_results_the_best_are_shown_and_the_rest_is_counted():
    assert best_first(pd.DataFrame({"rank": [3, 1, 2]}), 2)["rank"].tolist() == [1, 2]
    shown = prepare(hold(pd.DataFrame({"clicks": range(30)}), Objective("traffic")))
    assert len(shown.rows) == MOST
    assert "30" in shown.more.text("en")
