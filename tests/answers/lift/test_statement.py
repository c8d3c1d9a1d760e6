"""What one would lose: a test told as if it showed more than it does, or only in one language."""

from __future__ import annotations

import pytest

import cmkit as cm


@pytest.fixture
def found():
    return cm.lift(90_000, 1200, 10_000, 100, revenue_per_conversion=10, spend=600, margin=0.4)


def test_a_lift_shows_itself_everywhere_in_both_languages(found, tmp_path):
    assert "came on top" in found.html("en")
    assert found.plain("fr") == found.text("fr")
    assert "S’y ajoutent" in found.save(tmp_path / "lift.csv", "fr").read_text(encoding="utf-8-sig")
    assert found.figure("en").get_axes()


def test_a_sheet_holds_its_figures_as_numbers(found):
    sheet = found.sheets("en")["table"]
    assert sheet["Value"].tolist()[:2] == [900, 300]
    assert sheet["At least"].iloc[0] != sheet["At least"].iloc[0], (
        "the people who would have come are counted"
    )


def test_figures_that_cannot_be_told_are_left_out():
    assert len(cm.lift(90_000, 1200, 10_000, 100).sheets("en")["table"]) == 4
