"""What one would lose: evidence of any kind read or refused with a reason, two sources never mixed."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def diagnosed(**evidence):
    return visits_without_sales(1000, 0, 0.02, evidence)


def test_two_sources_are_never_mixed_in_one_rate():
    """Checkouts of one file over the orders of another would be a rate of nothing."""
    events = pd.DataFrame({"event": ["begin_checkout"], "events": [400]})
    days = pd.DataFrame({"channel": ["Email"], "sessions": [900], "orders": [1]})
    assert visits_without_sales(1000, 0, None, [events, days]).hypotheses.finding["checkout"] == "unknown"


def test_evidence_that_cannot_be_used_is_listed_with_its_reason():
    table = pd.DataFrame({"page": ["/a", "/b"], "sessions": [100, -5], "engaged_sessions": [50, 20]})
    diagnosis = visits_without_sales(
        1000, 0, None, [table, {"sesions": 5, "form_starts": None}, pd.DataFrame({"colour": ["red"]})]
    )
    aside = diagnosis.set_aside
    assert aside.file.tolist() == ["source 1", "source 2", "source 2", "source 3", "source 1"]
    assert aside.columns.tolist() == ["file", "line", "row", "column", "value", "reason", "why"]
    reasons = ["negative", "unknown_name", "evidence_missing", "evidence_no_columns", "evidence_silent"]
    assert aside.reason.tolist() == reasons
    assert aside.loc[0, ["row", "column", "value"]].tolist() == [2, "sessions", -5]
    assert aside.loc[1, ["column", "value"]].tolist() == ["sesions", 5]
    assert "sessions" in aside.why[1]
    assert all(said in diagnosis.text() for said in [*aside.file, *aside.why])
    assert "Set aside, row 2 (source 1, sessions): sessions is −5" in diagnosis.text("en")
    assert "Mis de côté (source n°\u00a02, formulaires commencés)" in diagnosis.text("fr")


def test_what_is_said_of_the_evidence_holds_no_code():
    """A reader of the page asked what load_seconds, evidence[1] and True were."""
    odd = {"load_seconds": "many", "in_stock": True, "form_starts": 3, "form_submissions": 9}
    pages = pd.DataFrame({"page": ["/a"], "sessions": [5], "engaged_sessions": [9]})
    for evidence in (None, odd, [odd, pages]):
        for lang in ("en", "fr"):
            made = visits_without_sales(1000, 0, 0.02, evidence)
            for said in (made.text(lang), made.html(lang)):
                words = re.sub(r"<[^>]*>", " ", said)
                assert not re.search(r"\w_\w|\bevidence\[|'many'|\bTrue\b|\bNone\b", words)


def test_numbers_may_be_stated_under_the_headings_that_people_use():
    made = diagnosed(**{"Temps de chargement": 6.2}).hypotheses
    assert made.finding["slow_site"] == "supports"


def test_a_part_larger_than_its_whole_is_told_and_makes_no_share():
    diagnosis = diagnosed(form_starts=3, form_submissions=5)
    assert diagnosis.hypotheses.finding["ergonomics"] == "unknown"
    assert "forms submitted is 5 and forms started is 3" in diagnosis.set_aside.why[0]
    social = pd.DataFrame({"channel": ["Organic Social"], "sessions": [500], "engaged_sessions": [600]})
    assert "engaged sessions is 600" in visits_without_sales(1000, 0, None, social).set_aside.why[0]


def test_evidence_that_speaks_of_nothing_is_told():
    posts = pd.DataFrame({"post_id": ["a"], "link_clicks": [40], "reach": [900]})
    aside = visits_without_sales(1000, 0, None, [posts, {"load_seconds": 2}]).set_aside
    assert aside.file.tolist() == ["source 1"]


@pytest.mark.parametrize("evidence", [[], {}, None, [None]])
def test_no_evidence_at_all_is_no_evidence(evidence):
    if evidence == [None]:
        with pytest.raises(errors.NotATableError):
            visits_without_sales(1000, evidence=evidence)
    else:
        assert (visits_without_sales(1000, evidence=evidence).hypotheses.finding == "unknown").all()


def test_the_made_exports_are_read():
    from pathlib import Path

    made = Path(__file__).resolve().parents[3] / "data" / "exports"
    files = ["ga4_landing_pages_en.csv", "ga4_canaux_fr.csv", "ga4_snapshot_en.csv", "meta_ads_en.csv"]
    diagnosis = visits_without_sales(1000, 0, 0.02, [cm.read(made / name) for name in files])
    findings = diagnosis.hypotheses.finding
    assert findings["tracking"] == findings["landing_page"] == findings["targeting"] == "clears"
    assert findings["price"] == "clears"


@pytest.mark.parametrize(
    ("path", "name", "finding", "words"),
    [
        ("ga4/koszulkowy_exploration_landing_pages_2025-12.csv", "tracking", "supports", "26.43% of visits"),
        ("ga4/nstem_traffic_acquisition_channels_excel_resaved.csv", "targeting", "unknown", "(25)"),
        ("ga4/plan_your_recovery_pages_and_screens.csv", "missing_information", "clears", "2.31%"),
        ("ga4/ecuagen_es_reports_snapshot.csv", "content_too_long", "clears", "Of 53 page views, 39"),
        ("meta_ads/koszulkowy_ads_2026-01.csv", "checkout", "shared", "5,518 checkouts"),
    ],
)
def test_real_exports_say_what_their_columns_allow(real, path, name, finding, words):
    row = visits_without_sales(1000, 0, 0.01, cm.read(real(path))).hypotheses.loc[name]
    assert row.finding == finding
    assert words in row.evidence


@pytest.mark.parametrize(
    "answer", [lambda: cm.plan({"clicks": 0.1}, sales=10), lambda: cm.visits_without_sales(9)]
)
def test_the_answer_of_another_room_is_refused_in_a_sentence(answer):
    with pytest.raises(errors.NotATableError, match="is not evidence"):
        visits_without_sales(1000, evidence=answer())


def test_rows_of_pages_or_channels_are_one_table_and_numbers_by_hand_a_source_each():
    """Each row was a source of its own, so that no page could be held against the others."""
    rows = [{"canal": "ig / story", "sessions": 400, "engaged_sessions": 40},
            {"canal": "google / organic", "sessions": 600, "engaged_sessions": 450}]  # fmt: skip
    found = visits_without_sales(1000, evidence=rows).hypotheses
    assert found.finding["targeting"] == "shared"
    assert "it concerns 40.00% of the visits compared" in found.evidence["targeting"]
    by_hand = [{"load_seconds": 5}, {"in_stock": 1}]
    assert "source 2" in visits_without_sales(1000, evidence=by_hand).text("en")


def test_a_heading_that_is_a_number_is_set_aside_in_words():
    assert len(visits_without_sales(10, 0, 0.1, {1: 2}).set_aside) == 1
