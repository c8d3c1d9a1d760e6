"""Video and media as published: what a thousand impressions or a completed view costs."""

from __future__ import annotations

import pytest

from cmkit.catalogue import FUNCTIONS

M = FUNCTIONS


@pytest.mark.parametrize(("source", "metric", "values", "printed"), [
    ("W12 dosagecalculators.com, CPM", "cpm", (500, 250_000), 2.00),
])
def test_published_example(source, metric, values, printed):
    assert round(M[metric](*values), len(str(printed).partition(".")[2])) == printed, source


def test_e7_completed_views_are_60_percent_of_15000():
    """E7 freeonlinecal.com shows 7,500 completed views and 0.133, which takes 9,000."""
    completed = 0.60 * 15_000
    assert M["vtr"](completed, 15_000) == 0.6
    assert round(M["cpcv"](1200, completed), 4) == 0.1333
    assert M["cpcv"](1200, 7500) == 0.16
