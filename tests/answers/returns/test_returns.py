"""What one would lose: three returns that say the same thing whatever was asked."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.desk.sample import three_results

THREE = three_results("en")
TRAFFIC = cm.Objective("traffic", target=400)


def test_the_tie_on_the_rate_is_broken_by_the_engagement_that_serves():
    """Articles' table: 10.66, 10.66 and 5.39 % by the rate; 0.50, 9.66 and 5.10 % for traffic."""
    found = cm.returns(THREE, TRAFFIC)
    assert [round(line.rate, 4) for line in found.table.roe] == [0.1066, 0.1066, 0.0539]
    assert [round(line.value, 4) for line in found.table.roe] == [0.005, 0.0966, 0.0510]
    assert "Result 1: 10.66% by the engagement rate, but a ROE of 0.50%" in found.text("en")
    assert "Result 1 and Result 2 would come first (10.66%); by ROE it is Result 2 (9.66%)" in found.text(
        "en"
    )


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


def test_reach_is_never_added_up():
    """W7 Brandwatch: 3, 1 and 2 people a day are between 3 and 6 people."""
    days = pd.DataFrame({"reach": [3, 1, 2], "shares": [1, 0, 1]})
    found = cm.returns(days, "visibility", cost=6)
    assert (found.roa.low, found.roa.high) == (3, 6)
    assert found.roa.per_money == (0.5, 1)
    assert math.isnan(found.roa.value)
    assert "several times" in found.roa.reason
    assert cm.returns(days, "visibility", cost=6, audience=4).roa.high == 4


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=9), st.floats(0.01, 1e6))
def test_the_bounds_hold_every_possible_number_of_people(reaches, cost):
    found = cm.returns(pd.DataFrame({"reach": reaches, "shares": 1}), "visibility", cost=cost)
    assert max(reaches) == found.roa.low <= found.roa.high == sum(reaches)
    assert found.roe.value == pytest.approx(len(reaches) / sum(reaches))
    assert found.roe.low <= found.roe.value * (1 + 1e-9)
    assert found.roe.value <= found.roe.high * (1 + 1e-9)


def test_an_audience_below_a_reach_cannot_be():
    with pytest.raises(errors.BadValueError, match="9800 people"):
        cm.returns(THREE, TRAFFIC, audience=9000)


def test_visits_that_paid_attention_come_first_for_traffic():
    visits = pd.DataFrame({"sessions": [1810], "engaged_sessions": [693], "reach": [9000]})
    assert cm.returns(visits, "traffic").roa.unit == "engaged_sessions"
    assert cm.returns(visits, "visibility").roa.unit == "reach"
    assert cm.returns(visits, "traffic", attention="sessions").roa.low == 1810
    assert round(cm.returns(visits, "traffic").roe.value, 3) == 0.383, "W9 bbccss.com"


def test_likes_are_no_attention():
    with pytest.raises(errors.BadValueError, match="does not count attention"):
        cm.returns(THREE, TRAFFIC, attention="likes")


def test_likes_do_not_serve_traffic_even_when_asked():
    with pytest.raises(errors.RefusedKpiError, match="not decided by likes"):
        cm.returns(THREE, TRAFFIC, engagement="likes")
    assert cm.returns(THREE, TRAFFIC, engagement=["clicks", "comments"]).roe.done == 1033


def test_attained_of_each_result_and_of_the_whole():
    found = cm.returns(THREE, TRAFFIC)
    assert [line.attained for line in found.table.roa] == [0.0625, 1.2075, 1.25]
    assert (found.roa.achieved, found.roa.expected, found.roa.attained) == (1008, 1200, 0.84)
    assert "2 results of 3 reach the target" in found.text("en")


def test_a_target_of_the_whole_is_held_against_the_whole():
    found = cm.returns(THREE, cm.Objective("traffic", target=1008), target_for="whole")
    assert found.roa.attained == 1
    assert math.isnan(found.table.roa[0].attained)
    with pytest.raises(errors.UnknownNameError, match="Did you mean whole"):
        cm.returns(THREE, TRAFFIC, target_for="hole")


def test_a_rate_is_attained_from_sums():
    goal = cm.Objective("traffic", kpi="ctr", target=0.1)
    ads = pd.DataFrame({"link_clicks": [10, 10], "impressions": [100, 300], "spend": [1, 1]})
    assert cm.returns(ads, goal).roa.attained == pytest.approx(0.5)


def test_attention_is_said_not_to_be_an_outcome():
    for lang, words in (("en", "Attention is not an outcome"), ("fr", "n’est pas un résultat final")):
        assert words in cm.returns(THREE, TRAFFIC).text(lang)


def test_every_number_is_kept_in_a_tidy_table():
    figures = cm.returns(THREE, TRAFFIC, cost=600).figures
    assert list(figures.columns) == ["result", "line", "figure", "value", "unit"]
    assert set(figures.line) == {"ROA", "ROE", "ROI"}
    clicks = figures[(figures.figure == "acts") & (figures.result != "whole")]
    assert clicks.value.tolist() == [25, 483, 500]
    assert set(clicks.unit) == {"clicks"}


def test_a_missing_value_is_no_zero():
    some = pd.DataFrame({"reach": [100, 200, None], "clicks": [10, None, 30]})
    found = cm.returns(some, "traffic", cost=[1, 1, 1])
    assert (found.roe.done, found.roe.over) == (10, 100)
    assert "attention of 1 result of 3 is not known" in found.text("en")
    assert "left out of the ROE" in found.text("en")
    assert "no value is known" in found.table.roe[1].reason


def test_a_broken_cell_is_set_aside_and_said():
    broken = THREE.assign(clicks=[-25, 483, 500])
    found = cm.returns(broken, TRAFFIC)
    assert found.notes[["result", "column"]].values.tolist() == [["Result 1", "clicks"]]
    assert "clicks is -25" in found.text("en")


def test_any_table_and_any_export_will_do():
    pl = pytest.importorskip("polars")
    assert cm.returns(pl.from_pandas(THREE), TRAFFIC).roe.done == 1008
    posts = cm.returns(cm.read(cm.sample("campaign_facebook_fr.csv")), TRAFFIC, cost=cm.Money(1500, "EUR"))
    assert posts.roe.acts == ("link_clicks",)
    assert len(posts.table) == 40
    assert posts.html("fr").count("<tr>") < 40


def test_a_notebook_shows_it_escaped_in_both_languages():
    found = cm.returns(THREE.assign(result=["<b>x</b>", "y", "z"]), TRAFFIC, cost=600)
    assert "&lt;b&gt;x" in found.html("en")
    assert "<b>x" not in found.html("fr")
    assert "retour sur attention" in found.html("fr")
    assert "ROI, return on investment: not computed" in repr(found)
    assert found._repr_html_().startswith("<style>")


@pytest.mark.parametrize("bad", [None, 5, "roi"])
def test_what_is_no_objective_is_refused(bad):
    with pytest.raises(errors.UnknownNameError, match="not an objective"):
        cm.returns(THREE, bad)


@pytest.mark.parametrize(
    ("asked", "hint"), [({"attention": "raech"}, "reach"), ({"engagement": "cliks"}, "clicks")]
)
def test_a_misspelt_column_is_told_its_name(asked, hint):
    with pytest.raises(errors.MissingColumnError, match=f"Did you mean {hint}"):
        cm.returns(THREE, TRAFFIC, **asked)


@pytest.mark.parametrize("results", [
    pd.DataFrame({"a": [1]}), pd.DataFrame({"reach": [None, None], "clicks": [None, None]}),
    pd.DataFrame({"reach": [0, 0], "clicks": [0, 0]}), pd.DataFrame({"reach": ["x"], "clicks": ["y"]}),
], ids=["nothing", "missing", "zeros", "text"])  # fmt: skip
def test_nothing_to_count_gives_reasons_and_no_number(results):
    found = cm.returns(results, "traffic", cost=5)
    assert math.isnan(found.roe.value)
    assert found.roe.reason
    assert "nan" not in found.text("en") + found.text("fr")
