"""What one would lose: a result that a table leaves out without a word, or numbers as texts in a sheet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.returns.grids import SHOWN
from cmkit.desk.sample import three_results
from cmkit.statements.picture import in_words

THREE = three_results("en")
TRAFFIC = cm.Objective("traffic", target=400)
HOLE = pd.DataFrame({"reach": [12_000, 8000, None], "clicks": [120, 80, 10], "views": [9, 9, 9]})
"""Three results, the reach of one of which is not known."""


def many(n):
    rng = np.random.default_rng(0)
    counts = {name: rng.integers(1, 500, n) for name in ("clicks", "likes", "comments", "shares")}
    money = {"spend": rng.random(n) * 100, "revenue": rng.random(n) * 300}
    return pd.DataFrame({"reach": rng.integers(1000, 20_000, n), **counts, **money})


def part(found, kind):
    return next(each for each in found.statement.parts if type(each).__name__ == kind)


def test_of_many_results_twenty_are_shown_and_the_rest_is_counted():
    found = cm.returns(many(25), TRAFFIC)
    assert "The first 20 are shown; 5 more results are in the table." in found.plain("en")
    assert [row.style for row in part(found, "Grid").rows] == [""] * SHOWN + ["total"]
    assert len(found.table) == 25


def test_a_sheet_holds_the_numbers_of_all_results():
    sheet = cm.returns(many(25), TRAFFIC, margin=0.5).sheets("fr")["table"]
    assert len(sheet) == 26
    assert sheet["ROI\u00a0: argent"].dtype == float
    assert sheet["ROE\u00a0: actions utiles à l’objectif"].iloc[:25].between(0, 1).all()


def test_what_is_not_known_is_an_empty_cell_of_a_sheet():
    sheet = cm.returns(THREE, TRAFFIC).sheets("en")["table"]
    assert sheet["ROI: money"].isna().all()
    assert sheet["ROA: attention per unit of money"].isna().all()


@pytest.mark.parametrize(("results", "bars"), [(THREE, 4), (THREE.drop(columns="clicks"), 4), (HOLE, 3)])
def test_the_picture_shows_the_acts_that_serve_else_attention(results, bars):
    found = cm.returns(results, TRAFFIC.name)
    drawn = in_words(part(found, "Picture").shown(), "en")
    assert len(drawn.rows) == bars
    assert drawn.title == ("ROE: acts that serve" if "clicks" in results else "ROA: attention")
    assert found.figure("fr").get_axes()
