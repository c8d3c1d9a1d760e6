"""Steps as they are stated: a table with a row a step says what a mapping says."""

from __future__ import annotations

import pandas as pd

import cmkit as cm
from cmkit.answers.cycle.cycle import Cycle, cycle


def cells(made: Cycle, column: str) -> dict[str, object]:
    return made.table.set_index("step")[column].to_dict()


def test_a_table_with_a_row_a_step_says_the_same_as_a_mapping():
    rows = pd.DataFrame(
        {
            "Étape": ["Ventes", "notoriété"],
            "count": [50, 250_000],
            "target": [None, 300_000],
            "owner": [None, "A"],
        }
    )
    made = cycle(rows)
    assert cells(made, "count")["sales"] == 50
    assert cells(made, "status")["notoriety"] == "missed"
    assert cells(cycle(pd.DataFrame({"count": [9]}, index=["leads"])), "count")["leads"] == 9


def test_a_table_of_steps_is_read_whatever_made_it():
    """A Polars table of steps would otherwise be taken for posts without any count, and say nothing."""
    import polars as pl

    steps = pl.DataFrame({"step": ["leads", "ventes"], "count": [500, 50]})
    costs = pd.DataFrame({"step": ["leads", "sales"], "cost": [5000.0, 0.0]})
    assert cm.cycle(steps, costs).table.cost_per_unit.dropna().tolist() == [10.0, 0.0]
