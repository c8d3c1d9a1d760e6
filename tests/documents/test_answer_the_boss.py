"""What one would lose: a page that a boss understands, that opens anywhere and does not promise money."""

from __future__ import annotations

import math
import re

import pytest

import cmkit as cm
from cmkit import errors
from cmkit.desk.sample import three_results

THREE = three_results("en").assign(spend=[100.0, 200.0, 300.0])
GOAL = cm.Objective("traffic", target=400)


def test_the_page_speaks_of_attention_and_engagement_before_money():
    """Articles: if your boss asks for ROI, speak of ROA and ROE first."""
    for lang in ("en", "fr"):
        said = cm.answer_the_boss(THREE, GOAL).text(lang)
        assert said.index("(ROA)") < said.index("(ROE)") < said.index("(ROI)")


def test_without_money_it_says_so_and_what_it_would_take():
    said = cm.answer_the_boss(THREE, GOAL).text("en")
    assert "There is no ROI to give here: no revenue is stated" in said
    for need in ("hours spent", "revenue of the orders", "margin on these sales", "held out at random"):
        assert need in said
    assert "A target" not in said.split("What it would take")[1]


def test_with_money_on_both_sides_it_gives_the_roi_and_no_more_needs():
    page = cm.answer_the_boss(
        THREE, GOAL, revenue=3000, margin=0.5, hours=10, hourly_cost=30,
        lift=cm.lift(90_000, 1200, 10_000, 100, 50, 600, 0.5),
    )  # fmt: skip
    said = page.text("en")
    assert "ROI 66.7%" in said
    assert "300.00 of time" in said
    assert "What it would take" not in said
    assert "300 came on top" in said


def test_each_step_has_its_cost():
    steps = cm.answer_the_boss(THREE, GOAL).steps.set_index("what")
    assert steps.cheapest["clicks"] == pytest.approx(600 / 1008)
    assert (steps.low["reach"], steps.high["reach"]) == (9800, 19_800)
    assert steps.dearest["reach"] == pytest.approx(1000 * 600 / 9800)
    free = cm.answer_the_boss(three_results("en"), GOAL).steps
    assert free.cheapest.isna().all()


def test_cost_per_lead_as_published():
    """W14 develogics: 5,000 EUR for 500 leads is 10; W15 firstinspires 60, gamesdata 20."""
    for cost, leads, each in ((5000, 500, 10), (3000, 50, 60), (2000, 100, 20)):
        steps = cm.answer_the_boss(pd_leads(leads), "leads", cost=cost).steps
        assert steps.set_index("what").cheapest["leads"] == each


def pd_leads(leads):
    import pandas as pd

    return pd.DataFrame({"leads": [leads], "sessions": [10 * leads]})


def test_reaches_that_were_added_up_are_not_called_people():
    html = cm.answer_the_boss(THREE, GOAL).html("en")
    assert "9,800 to 19,800" in html
    assert "19,800 people" not in html


def test_the_page_is_whole_escaped_and_calls_nobody(tmp_path):
    named = THREE.assign(result=["<script>x</script>", "b", "c"])
    saved = cm.answer_the_boss(named, GOAL).save(tmp_path / "page.html", "fr")
    page = saved.read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "<script" not in page
    assert not re.search(r"https?://|src=|@import|url\(", page)
    assert "&lt;script&gt;" in page


def test_a_page_is_not_written_over(tmp_path):
    page = cm.answer_the_boss(THREE, GOAL)
    path = page.save(tmp_path / "page.html")
    with pytest.raises(errors.UnwrittenFileError, match="there already"):
        page.save(path)
    assert page.save(path, "fr", force=True) == path
    with pytest.raises(errors.UnwrittenFileError, match="html"):
        page.save(tmp_path / "page.pdf")
    with pytest.raises(errors.UnwrittenFileError):
        page.save(tmp_path / "no" / "page.html")


@pytest.mark.parametrize("objective", ["traffic", "visibility", "image", "notoriety", "leads", "sales"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_objective_has_a_page_without_holes(objective, lang):
    for results in (THREE, cm.read(cm.sample("exports/meta_ads_en.csv"))):
        html = cm.answer_the_boss(results, objective).html(lang)
        assert not re.search(r"\bnan\b|\bNone\b|\{|Reason\(", html.split("</style>")[-1])


def test_the_returns_behind_the_page_are_at_hand():
    page = cm.answer_the_boss(THREE, GOAL)
    assert page.returns.roe.done == 1008
    assert math.isnan(page.returns.roi.value)
    assert page._repr_html_() == page.html()
    assert repr(page) == page.text()
