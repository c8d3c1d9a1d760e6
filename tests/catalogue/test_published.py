"""Published examples that take a whole answer, and not one metric (those stand with their family)."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm


def test_e5_shares_of_a_whole_add_up_to_it():
    """E5 ignyteiq.com prints shares of credit of 53, 27, 13 and 3 %, which add up to 96."""
    paths = pd.DataFrame({"path": ["a", "b", "c", "d"], "conversions": [53, 27, 13, 3]})
    assert cm.attribute(paths, "linear")["share"].sum() == 1


def test_e9_pacing_is_computed_from_the_counts_and_not_from_rounded_shares():
    """E9 kpifrontier.com prints 95.9, of 64 % over 66.7 %; 320,000 of 500,000 on day 20 of 30 is 96.0."""
    objective = cm.Objective("traffic", target=500_000 * 20 / 30)
    verdict = cm.judge(pd.DataFrame({"result": ["day 20"], "clicks": [320_000]}), objective)
    assert verdict.table["attained"].iloc[0] == pytest.approx(0.96)
    assert pytest.approx(0.96) != 64 / 66.7
