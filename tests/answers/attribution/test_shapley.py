"""What one would lose: what each channel adds, exact where it can be and drawn where it cannot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.attribution.shapley import shapley_of


def credits(table, model, **more):
    answer = cm.attribute(table, model, **more)
    return dict(zip(answer["channel"], answer["credit"], strict=True))


def test_shapley_of_a_published_example():
    """W28, README of Marketing Attribution Models: O 7.667, F 8.167, D 3.167, sum 19."""
    worth = {"O": 7, "F": 6, "D": 4, ("O", "F"): 15, ("O", "D"): 7, ("F", "D"): 9, ("O", "F", "D"): 19}
    found = shapley_of(worth)
    assert {name: round(value, 3) for name, value in found.items()} == {"D": 3.167, "F": 8.167, "O": 7.667}
    assert sum(found.values()) == pytest.approx(19)


def test_beyond_twelve_channels_shapley_is_drawn_and_the_seed_decides():
    """The estimate stays near the exact value: all channels are alike here, so each is due the same."""
    names = [f"c{n}" for n in range(14)]
    counts = {"conversions": [70] + [1] * 14, "nulls": [30] + [9] * 14}
    table = pd.DataFrame({"path": [" > ".join(names), *names]} | counts)
    drawn = cm.attribute(table, "shapley", samples=4000, seed=1)
    assert drawn.attrs["way"] == "sampled"
    assert drawn.attrs["samples"] == 4000
    pd.testing.assert_frame_equal(drawn, cm.attribute(table, "shapley", samples=4000, seed=1))
    assert not drawn.equals(cm.attribute(table, "shapley", samples=4000, seed=2))
    assert drawn["credit"].to_numpy() == pytest.approx(np.full(14, 6), rel=0.15)
    assert drawn["credit"].sum() == 84
