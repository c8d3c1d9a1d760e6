"""What one would lose: a picture of three returns that shows the plain rate."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.desk.sample import three_results
from cmkit.statements.picture import in_words

THREE = three_results("en")
TRAFFIC = cm.Objective("traffic", target=400)
HOLE = pd.DataFrame({"reach": [12_000, 8000, None], "clicks": [120, 80, 10], "views": [9, 9, 9]})
"""Three results, the reach of one of which is not known."""


def part(found, kind):
    return next(each for each in found.statement.parts if type(each).__name__ == kind)


@pytest.mark.parametrize(("results", "bars"), [(THREE, 4), (THREE.drop(columns="clicks"), 4), (HOLE, 3)])
def test_the_picture_shows_the_acts_that_serve_else_attention(results, bars):
    found = cm.returns(results, TRAFFIC.name)
    drawn = in_words(part(found, "Picture").shown(), "en")
    assert len(drawn.rows) == bars
    assert drawn.title == ("ROE: acts that serve" if "clicks" in results else "ROA: attention")
    assert found.figure("fr").get_axes()
