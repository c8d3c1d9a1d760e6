"""What one would lose: what to check first, and whose job it is."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit.answers.diagnosis.hypotheses import HYPOTHESES
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales
from cmkit.language.languages import room

SIX = {"price", "slow_site", "ergonomics", "missing_information", "content_too_long", "targeting"}
PRACTICE = {"tracking", "landing_page", "checkout", "stock", "trust", "device"}


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def diagnosed(**evidence):
    return visits_without_sales(1000, 0, 0.02, evidence)


def test_the_six_hypotheses_of_the_brief_and_those_of_practice_are_there_with_an_owner_each():
    table = visits_without_sales(1000).hypotheses
    assert set(table.index) == SIX | PRACTICE
    assert table["rank"].tolist() == list(range(1, 13))
    assert (table.finding == "unknown").all()
    owners = {key for key in room("diagnosis", "en") if key.startswith("owner_")}
    assert owners == {f"owner_{each.owner}" for each in HYPOTHESES}
    assert (table.map(lambda cell: str(cell).strip()) != "").all(axis=None)


def test_targeting_is_the_community_managers_part_and_nothing_else_is():
    table = visits_without_sales(1000).hypotheses
    assert table.index[table.owner == "community manager"].tolist() == ["targeting"]
    assert table.owner["landing_page"] == "web"
    said = visits_without_sales(1000).text("fr")
    assert "(le ciblage) relève du community manager. La page d’arrivée" in said


def test_without_evidence_the_tracking_is_checked_first_for_it_voids_the_rest():
    assert visits_without_sales(1000).hypotheses.index[0] == "tracking"


def test_what_the_evidence_supports_comes_first_and_what_it_clears_last():
    diagnosis = diagnosed(load_seconds=6.2, shop_orders=0, checkouts=60, form_starts=60, form_submissions=50)
    findings = diagnosis.hypotheses.finding
    assert findings["slow_site"] == findings["checkout"] == "supports"
    assert findings["tracking"] == findings["ergonomics"] == "clears"
    assert findings.tolist() == sorted(findings, key=["supports", "unknown", "clears"].index)


def test_sales_that_the_shop_has_and_analytics_do_not_come_before_anything():
    diagnosis = diagnosed(load_seconds=9, shop_orders=7)
    assert diagnosis.hypotheses.index[0] == "tracking"
    assert "7; sales counted: 0" in diagnosis.hypotheses.evidence["tracking"]


def test_what_concerns_more_visits_comes_before_what_concerns_fewer():
    assert diagnosed(in_stock=0.4, form_starts=200, form_submissions=2).hypotheses.index[0] == "ergonomics"
    assert diagnosed(in_stock=0, form_starts=200, form_submissions=2).hypotheses.index[0] == "stock"


def test_sources_that_disagree_conclude_nothing_and_both_are_told():
    diagnosis = visits_without_sales(1000, 0, None, [{"load_seconds": 6}, {"load_seconds": 1.2}])
    row = diagnosis.hypotheses.loc["slow_site"]
    assert row.finding == "unknown"
    assert "disagrees" in row.evidence
    assert "6 s" in row.evidence
    assert "1.2 s" in row.evidence
