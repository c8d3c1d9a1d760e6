"""What one would lose: acts that serve another objective than the one asked for."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.desk.sample import three_results

THREE = three_results("en")
TRAFFIC = cm.Objective("traffic", target=400)


@pytest.mark.parametrize(
    ("objective", "acts", "done"),
    [("traffic", ("clicks",), 1008), ("visibility", ("shares",), 16), ("image", ("comments",), 25),
     ("notoriety", ("shares",), 16)],
)  # fmt: skip
def test_each_objective_counts_its_own_acts(objective, acts, done):
    found = cm.returns(THREE, objective)
    assert (found.roe.acts, found.roe.done) == (acts, done)


def test_what_serves_and_is_not_there_is_said():
    found = cm.returns(THREE, "sales")
    assert math.isnan(found.roe.value)
    assert "orders" in found.roe.reason
    assert "ROE, retour sur engagement\u00a0: non calculé" in found.text("fr")


def test_likes_do_not_serve_traffic_even_when_asked():
    with pytest.raises(errors.RefusedKpiError, match="not decided by likes"):
        cm.returns(THREE, TRAFFIC, engagement="likes")
    assert cm.returns(THREE, TRAFFIC, engagement=["clicks", "comments"]).roe.done == 1033


def test_a_missing_value_is_no_zero():
    some = pd.DataFrame({"reach": [100, 200, None], "clicks": [10, None, 30]})
    found = cm.returns(some, "traffic", cost=[1, 1, 1])
    assert (found.roe.done, found.roe.over) == (10, 100)
    assert "attention of 1 result of 3 is not known" in found.text("en")
    assert "left out of the ROE" in found.text("en")
    assert "no value is known" in found.table.roe[1].reason
