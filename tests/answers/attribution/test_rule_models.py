"""What one would lose: rules that share a path as published, and days that count where they are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.attribution import rule_models


def credits(table, model, **more):
    answer = cm.attribute(table, model, **more)
    return dict(zip(answer["channel"], answer["credit"], strict=True))


def test_time_decay_of_a_published_example():
    """W31, adriennevermorel and mbuzz: half-life 7; 1, .5, .25, .125, .0625 after 0, 7, 14, 21, 28 days."""
    weights = [1, 0.5, 0.25, 0.125, 0.0625]
    assert rule_models.decay(np.array([0, 7, 14, 21, 28]), 7).tolist() == weights
    one = pd.DataFrame({"path": ["e>d>c>b>a"], "conversions": [1], "days": ["28>21>14>7>0"]})
    shares = {name: weight / sum(weights) for name, weight in zip("abcde", weights, strict=True)}
    assert credits(one, "time_decay") == pytest.approx(shares)
    assert cm.attribute(one, "time_decay").attrs["half_life"] == 7


def test_position_gives_40_20_40_and_halves_and_all():
    table = pd.DataFrame({"path": ["a > b > c > d", "a > b", "e"], "conversions": [10, 10, 10]})
    assert credits(table, "position") == pytest.approx({"a": 9, "b": 6, "c": 1, "d": 4, "e": 10})


@pytest.mark.parametrize("direct", ["direct", "(direct) / (none)", "Accès direct", "Direct"])
def test_a_direct_visit_is_passed_over_unless_there_is_nothing_else(direct):
    table = pd.DataFrame({"path": [f"a > b > {direct}", f"{direct} > {direct}"], "conversions": [3, 2]})
    assert credits(table, "last_non_direct") == {"a": 0, "b": 3, direct: 2}


def test_a_path_without_days_is_left_out_of_time_decay_alone():
    table = pd.DataFrame({"path": ["a > b", "b"], "conversions": [1, 2], "days": ["3 > 0", None]})
    with pytest.warns(errors.SetAsideWarning):
        found = cm.attribute(table, "time_decay")
    assert found.attrs["total"] == 1
    left = pd.DataFrame(found.attrs["set_aside"])
    assert left[["row", "column", "reason"]].values.tolist() == [[2, "days", "no_days"]]
    assert cm.attribute(table, "first").attrs["set_aside"]["row"] == []
    both = cm.compare_models(table, ["first", "time_decay"])
    assert both.set_aside["reason"].tolist() == ["no_days"]
