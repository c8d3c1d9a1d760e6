"""What one would lose: paths in one compact form, each at its place in the table as it was given."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cmkit.answers.attribution.opening import read_paths
from cmkit.answers.attribution.paths import counted, numbers
from cmkit.statements.aside import Aside

TABLE = pd.DataFrame({"reach": pd.Series([1, -2, None, "x", float("inf"), -3], dtype=object)})


def test_paths_know_their_touches_and_their_place_in_the_table():
    table = pd.DataFrame({"path": ["a > b", "", "b > c > c"], "conversions": [1, 4, 2], "worth": [5, 5, 9]})
    paths = read_paths(table, "worth")
    assert paths.rows.tolist() == [0, 2]
    assert paths.starts.tolist() == [0, 2]
    assert paths.owner.tolist() == [0, 0, 1, 1, 1]
    assert paths.weight.tolist() == [5, 9]
    assert paths.by_channel(paths.owner.astype(float)).tolist() == [0, 1, 2]
    assert len(paths.aside) == 1


def test_what_is_no_number_is_left_out_with_its_value():
    aside = Aside(len(TABLE))
    found = numbers(aside, TABLE, "reach")
    assert found[0] == 1
    assert aside.rows[["row", "value", "reason"]].iloc[[0, 2, 3]].values.tolist() == [
        [2, -2, "negative"], [4, "x", "not_a_number"], [5, float("inf"), "not_finite"],
    ]  # fmt: skip
    assert aside.counted()[0] == ("negative", 2)


def test_truth_values_are_no_numbers():
    aside = Aside(3)
    floats = numbers(
        aside, pd.DataFrame({"reach": pd.Series([True, 2.5, None], dtype=object)}), "reach", True
    )
    assert aside.bad.tolist() == [True, False, False]
    assert np.isnan(floats[[0, 2]]).all()


def test_reasons_are_counted_in_the_language_asked_for():
    aside = Aside(3)
    aside.put([0, 2], "reach", "negative")
    aside.put([1], "reach", "not_finite")
    assert counted(aside).text("en") == "reach is below zero (2); reach is infinite (1)"
    assert "\u00a0; " in counted(aside).text("fr")
    assert len(counted(aside).facts) == 2
