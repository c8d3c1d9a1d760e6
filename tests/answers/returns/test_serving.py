"""What one would lose: acts that serve another objective than the one asked for."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.desk.lab import three_results

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


def test_the_kpi_that_the_objective_chose_serves_everywhere():
    """A page said "162 of 300 clicks" and then counted link clicks, known for 14 posts of 339."""
    posts = THREE.assign(link_clicks=[5, None, None], views=[10_000, 6000, 9000])
    goal = cm.Objective("traffic", target=300, kpi="clicks")
    page = cm.answer_the_boss(posts, goal, cost=3600, target_for="whole")
    assert page.returns.roe.acts == ("clicks",)
    assert (page.returns.roe.done, page.returns.roa.achieved) == (1008, 1008)
    assert "clicks" in page.steps.what.tolist()
    assert "link_clicks" not in page.steps.what.tolist()
    for lang in ("en", "fr"):
        assert "link clicks" not in page.text(lang)
        assert "clics sur un lien" not in page.text(lang)
    assert cm.returns(posts, cm.Objective("visibility", kpi="views")).roa.unit == "views"
    saves = cm.returns(posts.assign(saves=[1, 2, 3]), cm.Objective("image", kpi="saves"))
    assert saves.roe.acts == ("saves",)
    assert cm.returns(posts, goal, engagement="shares").roe.acts == ("shares",)


def test_acts_of_several_columns_known_in_part_are_a_least():
    some = pd.DataFrame({"reach": [100, 200], "comments": [4, 6], "saves": [1, None]})
    line = cm.returns(some, "image", engagement=["comments", "saves"]).roe
    assert (line.done, line.total.low) == (5, 11)
    assert math.isnan(line.total.high)
