"""What one would lose: the models that were computed, in order, beside the errors of those that were not."""

from __future__ import annotations

import pandas as pd

import cmkit as cm
from cmkit.answers.attribution.compared import Compared


def test_models_come_in_the_order_asked_for():
    made = cm.compare_models(
        pd.DataFrame({"path": ["a > b"], "conversions": [1]}), ["last", "markov", "first"]
    )
    assert isinstance(made, Compared)
    assert made.models == ["last", "first"]
    assert {name: error.key for name, error in made.refused.items()} == {"markov": "no_nulls"}
