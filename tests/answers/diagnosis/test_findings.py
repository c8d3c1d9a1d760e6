"""What one would lose: what a piece of evidence says of one hypothesis, its numbers, what it leaves open."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def diagnosed(**evidence):
    return visits_without_sales(1000, 0, 0.02, evidence)


def channels(social_engaged, social=1000):
    return pd.DataFrame(
        {"channel": ["Organic Social", "Email"], "sessions": [social, 1000],
         "engaged_sessions": [social_engaged, 600], "orders": [0, 20]}
    )  # fmt: skip


@pytest.mark.parametrize(("engaged", "finding"), [(200, "shared"), (600, "clears")])
def test_social_visits_are_held_against_the_other_channels(engaged, finding):
    table = visits_without_sales(1000, evidence=channels(engaged)).hypotheses
    assert table.finding["targeting"] == finding
    pages = pd.DataFrame({"page": ["/a", "/b"], "sessions": [600, 1400], "engaged_sessions": [300, 700]})
    devices = pages.rename(columns={"page": "device"})
    alone = visits_without_sales(1000, 0, None, [channels(engaged), pages, devices, {"load_seconds": 1}])
    assert alone.hypotheses.finding["targeting"] == finding.replace("shared", "supports")


def test_a_source_is_not_told_social_for_letters_of_its_host():
    """"t.co" stands in "microsoft.com"."""
    given = channels(200).assign(channel=["lm.facebook.com / referral", "microsoft.com / referral"])
    found = visits_without_sales(1000, evidence=given).hypotheses
    assert "lm.facebook.com" in found.evidence["targeting"]
    assert "microsoft" not in found.evidence["targeting"]


def test_an_engaged_session_rate_alone_is_not_held_against_an_average():
    """W9: 693 engaged of 1,810 sessions is 38.3 %."""
    table = diagnosed(sessions=1810, engaged_sessions=693).hypotheses
    assert table.finding["targeting"] == "unknown"
    assert "38.29% of 1,810 visits" in table.evidence["targeting"]


def test_carts_are_held_against_the_sales_expected_and_not_against_an_average():
    assert diagnosed(add_to_carts=5).hypotheses.finding["price"] == "shared"
    assert diagnosed(add_to_carts=80).hypotheses.finding["price"] == "clears"
    assert diagnosed(add_to_carts=20).hypotheses.finding["price"] == "unknown"
    alone = visits_without_sales(1000, evidence={"add_to_carts": 5}).hypotheses
    assert "State the expected rate" in alone.evidence["price"]


def test_events_are_read_for_forms_checkouts_and_scrolls():
    events = pd.DataFrame(
        {"event": ["page_view", "scroll", "form_start", "form_submit", "begin_checkout", "purchase"],
         "events": [5000, 200, 300, 12, 100, 60]}
    )  # fmt: skip
    findings = visits_without_sales(1000, evidence=events).hypotheses.finding
    assert findings["content_too_long"] == findings["ergonomics"] == "shared"
    assert findings["checkout"] == "clears"


def test_what_too_few_visits_cannot_decide_says_how_many_it_would_take():
    table = visits_without_sales(1000, evidence=channels(10, social=25)).hypotheses
    assert table.finding["targeting"] == "unknown"
    assert "too few visits to tell (25)" in table.evidence["targeting"]


def test_a_weak_landing_page_is_named_with_the_share_of_visits_it_concerns():
    pages = pd.DataFrame({"page": ["/box", "/shop", "(not set)"], "sessions": [600, 1400, 10]})
    pages["engaged_sessions"] = [100, 900, 0]
    table = visits_without_sales(1000, evidence=pages).hypotheses
    assert table.index[0] == "landing_page"
    assert "/box: 16.67% engaged visits" in table.evidence["landing_page"]
    assert "30.00% of the visits compared" in table.evidence["landing_page"]


@pytest.mark.parametrize("column", ["device", "Device category", "segment"])
def test_a_device_that_does_not_sell_is_found(column):
    devices = pd.DataFrame({column: ["desktop", "mobile"], "sessions": [2000, 8000], "orders": [80, 8]})
    table = visits_without_sales(1000, evidence=devices).hypotheses
    assert table.index[0] == "device"
    assert "mobile" in table.evidence["device"]


def test_countries_are_not_taken_for_devices():
    rows = pd.DataFrame({"segment": ["FR", "BE"], "sessions": [2000, 8000], "orders": [80, 8]})
    assert visits_without_sales(1000, evidence=rows).hypotheses.finding["device"] == "unknown"


def test_a_number_says_which_column_of_which_source_it_comes_from():
    evidence = {"form_starts": 60, "form_submissions": 5}
    found = visits_without_sales(1000, 0, None, [evidence, {"load_seconds": 2}]).found
    (said,) = next(each.said for each in found if each.hypothesis.name == "ergonomics")
    source = said.said.facts["n"].source
    assert (source.columns, source.file.text("en")) == (("form_submissions",), "source 1")
    assert said.said.facts["rate"].source.columns == ("form_submissions", "form_starts")


def test_one_form_is_said_as_one():
    one = visits_without_sales(1000, 0, None, {"form_starts": 1, "form_submissions": 1})
    assert "Of 1 form started, 1 is sent" in one.text("en")
    assert "Sur 1 formulaire commencé, 1 est envoyé" in one.text("fr")
