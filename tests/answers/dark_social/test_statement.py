"""What one would lose: bounds read in any language at any time, and their table as numbers."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit.answers.dark_social.statement import Bounds

FOUND = cm.dark_social({"linkedin": 86, "whatsapp": 4, "mine": 10}, direct=110, total=1000)


@pytest.mark.parametrize(
    ("lang", "first", "source"),
    [
        ("en", "between 10.0% and 21.0% of the visits", "1,000 visits or more each"),
        ("fr", "entre 10,0\u00a0% et 21,0\u00a0% des visites", "1\u202f000 visites ou plus chacune"),
    ],
)
def test_the_bounds_come_first_and_the_source_last(lang, first, source):
    lines = FOUND.text(lang).splitlines()
    assert first in lines[0]
    assert source in lines[-1]


def test_what_hides_all_and_what_was_not_measured_are_told_apart():
    said = FOUND.text("en")
    assert "WhatsApp hides all" in said
    assert "For mine the share" in said


def test_a_name_is_escaped():
    found = cm.dark_social({"<b>x</b>": 10}, direct=5, total=20)
    assert "&lt;b&gt;x" in found.html("en")


def test_the_sheet_holds_numbers_and_the_picture_the_three_shares():
    table = FOUND.sheets("en")["table"]
    assert table["Visits that name it"].tolist() == [86, 4, 10]
    assert table["Visits hidden in direct"].fillna(-1).tolist() == [pytest.approx(14), -1, -1]
    picture = FOUND.statement.parts[-1].shown
    assert [bar.high for bar in picture.rows] == [FOUND.low, FOUND.likely, FOUND.high]


def test_the_visits_that_name_a_network_are_added_up():
    found = cm.dark_social({"linkedin": 86, "facebook": 14}, direct=50, total=400)
    assert isinstance(found, Bounds)
    assert (found.seen, found.direct, found.total) == (100, 50, 400)
    assert found.low <= found.likely <= found.high
