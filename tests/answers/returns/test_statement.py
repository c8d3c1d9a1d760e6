"""What one would lose: three lines told wrong, a false bound, or minutes of waiting for a page."""

from __future__ import annotations

import math
import time

import numpy as np
import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.returns.statement import SHOWN
from cmkit.desk.lab import three_results
from cmkit.statements.shown import in_words

THREE = three_results("en")
TRAFFIC = cm.Objective("traffic", target=400)
HOLE = pd.DataFrame({"reach": [12_000, 8000, None], "clicks": [120, 80, 10], "views": [9, 9, 9]})
"""Three results, the reach of one of which is not known."""


def many(n):
    rng = np.random.default_rng(0)
    counts = {name: rng.integers(1, 500, n) for name in ("clicks", "likes", "comments", "shares")}
    money = {"spend": rng.random(n) * 100, "revenue": rng.random(n) * 300}
    return pd.DataFrame({"reach": rng.integers(1000, 20_000, n), **counts, **money})


def part(found, kind):
    return next(each for each in found.statement.parts if type(each).__name__ == kind)


def test_of_many_results_twenty_are_shown_and_the_rest_is_counted():
    found = cm.returns(many(25), TRAFFIC)
    assert "The first 20 are shown; 5 more results are in the table." in found.plain("en")
    assert [row.style for row in part(found, "Grid").rows] == [""] * SHOWN + ["total"]
    assert len(found.table) == 25


def test_a_sheet_holds_the_numbers_of_all_results():
    sheet = cm.returns(many(25), TRAFFIC, margin=0.5).sheets("fr")["table"]
    assert len(sheet) == 26
    assert sheet["ROI\u00a0: argent"].dtype == float
    assert sheet["ROE\u00a0: actions utiles à l’objectif"].iloc[:25].between(0, 1).all()


def test_what_is_not_known_is_an_empty_cell_of_a_sheet():
    sheet = cm.returns(THREE, TRAFFIC).sheets("en")["table"]
    assert sheet["ROI: money"].isna().all()
    assert sheet["ROA: attention per unit of money"].isna().all()


@pytest.mark.parametrize(("results", "bars"), [(THREE, 4), (THREE.drop(columns="clicks"), 4), (HOLE, 3)])
def test_the_picture_shows_the_acts_that_serve_else_attention(results, bars):
    found = cm.returns(results, TRAFFIC.name)
    drawn = in_words(part(found, "Picture").shown(), "en")
    assert len(drawn.rows) == bars
    assert drawn.title == ("ROE: acts that serve" if "clicks" in results else "ROA: attention")
    assert found.figure("fr").get_axes()


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
    assert said.count("Clicks is −1") == SHOWN
    assert "30 more" in said


def test_what_was_set_aside_has_a_sheet_of_its_own():
    left = cm.returns(THREE.assign(clicks=[-25, 483, 500]), TRAFFIC).sheets("fr")["set_aside"]
    assert left.columns[2:].tolist() == ["Ligne", "Colonne", "Valeur", "Pourquoi"]
    assert "vaut −25" in left.iloc[0, -1]
