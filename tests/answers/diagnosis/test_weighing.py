"""What one would lose: rows held against the others, named with the visits they concern."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales
from cmkit.language.facts import Source


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def channels(social_engaged, social=1000):
    return pd.DataFrame(
        {"channel": ["Organic Social", "Email"], "sessions": [social, 1000],
         "engaged_sessions": [social_engaged, 600], "orders": [0, 20]}
    )  # fmt: skip


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
    assert said.said.facts["n"].source == Source(("form_submissions",), file="evidence[0]")
    assert said.said.facts["rate"].source.columns == ("form_submissions", "form_starts")


def test_one_form_is_said_as_one():
    one = visits_without_sales(1000, 0, None, {"form_starts": 1, "form_submissions": 1})
    assert "Of 1 form started, 1 is sent" in one.text("en")
    assert "Sur 1 formulaire commencé, 1 est envoyé" in one.text("fr")
