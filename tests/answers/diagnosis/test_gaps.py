"""What one would lose: comparisons that call nothing weak by chance, and a number that does tell."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit.answers.diagnosis.gaps import against, gaps, trials_to_tell


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.05, 0.95))
def test_the_number_of_trials_told_does_tell(hits, more, bar):
    trials = hits + more
    needed = trials_to_tell(hits, trials, bar, 0.95)
    if against(hits, trials, bar, 0.95) == "unsure" and needed is not None:
        assert against(hits * needed / trials, needed, bar, 0.95) != "unsure"
        assert needed >= trials


def test_rows_of_equal_quality_are_not_called_weak_by_chance():
    """With a hundred alike pages, one in twenty would look weak at 95 % each."""
    import numpy as np

    rng = np.random.default_rng(7)
    weak = 0
    for _ in range(20):
        rows = pd.DataFrame({"sessions": [80] * 100, "engaged_sessions": rng.binomial(80, 0.5, 100)})
        weak += any(each.answer == "lower" for each in gaps(rows, "engaged_sessions", 0.95))
    assert weak <= 2
