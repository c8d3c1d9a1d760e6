"""What one would lose: numbers that are no numbers left out once, counted by reason, in any language."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.attribution.floats import as_floats, counted, numbers, reasons, warn
from cmkit.statements.aside import Aside

TABLE = pd.DataFrame({"reach": pd.Series([1, -2, None, "x", float("inf"), -3], dtype=object)})


def test_what_is_no_number_is_left_out_with_its_value():
    aside = Aside(len(TABLE))
    found = numbers(aside, TABLE, "reach")
    assert found[0] == 1
    assert aside.rows[["row", "value", "reason"]].iloc[[0, 2, 3]].values.tolist() == [
        [2, -2, "negative"], [4, "x", "not_a_number"], [5, float("inf"), "infinite"],
    ]  # fmt: skip
    assert aside.counted()[0] == ("negative", 2)


def test_truth_values_are_no_numbers():
    floats, text = as_floats(pd.Series([True, 2.5, None], dtype=object))
    assert text.tolist() == [True, False, False]
    assert np.isnan(floats[[0, 2]]).all()


def test_reasons_are_counted_in_the_language_asked_for():
    aside = Aside(3)
    aside.put([0, 2], "reach", "negative")
    aside.put([1], "reach", "infinite")
    assert counted(aside).text("en") == "reach is below zero (2); reach is infinite (1)"
    assert "\u00a0; " in counted(aside).text("fr")
    assert len(reasons(aside)) == 2


def test_a_warning_says_how_many_were_left_out_and_why():
    aside = Aside(3)
    warn(aside)
    aside.put([1], "reach", "negative")
    cm.use("fr")
    with pytest.warns(errors.SetAsideWarning, match="1 ligne a été écartée"):
        warn(aside)
