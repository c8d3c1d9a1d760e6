"""What one would lose: what a piece of evidence says of one hypothesis, and what it leaves open."""

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


@pytest.mark.parametrize(("engaged", "finding"), [(200, "supports"), (600, "clears")])
def test_social_visits_are_held_against_the_other_channels(engaged, finding):
    table = visits_without_sales(1000, evidence=channels(engaged)).hypotheses
    assert table.finding["targeting"] == finding


def test_an_engaged_session_rate_alone_is_not_held_against_an_average():
    """W9: 693 engaged of 1,810 sessions is 38.3 %."""
    table = diagnosed(sessions=1810, engaged_sessions=693).hypotheses
    assert table.finding["targeting"] == "unknown"
    assert "38.29% of 1,810 visits" in table.evidence["targeting"]


def test_carts_are_held_against_the_sales_expected_and_not_against_an_average():
    assert diagnosed(add_to_carts=5).hypotheses.finding["price"] == "supports"
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
    assert findings["content_too_long"] == findings["ergonomics"] == "supports"
    assert findings["checkout"] == "clears"
