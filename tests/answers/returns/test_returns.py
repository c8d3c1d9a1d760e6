"""What one would lose: three returns that say the same thing whatever was asked."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.desk.lab import three_results

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


def test_a_broken_cell_is_set_aside_and_said():
    broken = THREE.assign(clicks=[-25, 483, 500])
    found = cm.returns(broken, TRAFFIC)
    assert found.notes[["result", "column"]].values.tolist() == [["Result 1", "clicks"]]
    assert "Clicks is −25" in found.text("en")


def test_engines_and_any_export_will_do():
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
