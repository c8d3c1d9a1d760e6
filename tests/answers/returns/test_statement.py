"""What one would lose: three lines told wrong, a false bound, or minutes of waiting for a page."""

from __future__ import annotations

import math
import time

import pytest

import cmkit as cm
from cmkit.answers.returns.grids import SHOWN
from cmkit.desk.sample import three_results
from tests.answers.returns.test_grids import HOLE, many

THREE = three_results("en")
TRAFFIC = cm.Objective("traffic", target=400)


@pytest.mark.parametrize(
    ("lang", "won", "each"),
    [("en", "at least 12,000 people reached", "at least 20 per unit of money"),
     ("fr", "au moins 12\u202f000 personnes touchées", "au moins 20 par unité monétaire")],
)  # fmt: skip
def test_a_missing_reach_leaves_no_upper_bound(lang, won, each):
    found = cm.returns(HOLE, TRAFFIC, cost=600)
    assert (found.roa.low, found.roa.per_money[0]) == (12_000, 20)
    assert math.isnan(found.roa.high)
    assert math.isnan(found.roa.per_money[1])
    assert math.isnan(found.roa.value)
    for said in (found.text(lang), found.html(lang), found.plain(lang)):
        assert won in said
        assert "20\u202f000" not in said
        assert "20,000" not in said
    assert each in found.text(lang)


def test_twenty_thousand_results_are_told_at_once():
    results = many(20_000)
    cm.returns(results.head(2), TRAFFIC).html("en")
    before = time.process_time()
    found = cm.returns(results, TRAFFIC, margin=0.3)
    shown = found.text("en"), found.html("fr")
    assert time.process_time() - before < 1, "0.3 s; 7.9 s where every line was made"
    assert all(shown)


def test_the_steps_from_roas_to_roi_are_a_table_on_a_page_and_a_sentence_in_a_text():
    found = cm.returns(THREE, TRAFFIC, cost=1000, revenue=5000, margin=0.4)
    assert "From ROAS to ROI: ROAS: 5×; ROI on margin, time not counted: 100.0%; ROI at" in found.text("en")
    assert "From ROAS to ROI, a step at a time" in found.html("en")
    assert "From ROAS to ROI:" not in found.html("en")
    assert found.sheets("en")["ladder"]["Value"].tolist()[:2] == [5, 1]


def test_every_number_shown_says_where_it_comes_from():
    found = cm.returns(THREE, TRAFFIC, cost=[100, 200, 300], revenue=[300, 400, 500], margin=0.5)
    assert found.roa.span.low.source.columns == ("reach",)
    assert found.roe.rates["rate"].source.columns == ("clicks", "reach")
    assert found.roi.rate_shown.source.formula == "roi"
    assert found.roe.plain_rate.source.formula == "engagement_rate"


def test_many_broken_cells_are_told_as_far_as_anybody_reads():
    said = cm.returns(many(50).assign(clicks=-1, sessions=5), "traffic").text("en")
    assert said.count("clicks is −1") == SHOWN
    assert "30 more" in said


def test_what_was_set_aside_has_a_sheet_of_its_own():
    left = cm.returns(THREE.assign(clicks=[-25, 483, 500]), TRAFFIC).sheets("fr")["set_aside"]
    assert left.columns[2:].tolist() == ["Ligne", "Colonne", "Valeur", "Pourquoi"]
    assert "vaut −25" in left.iloc[0, -1]
