"""What one would lose: how large social media's share can be, read in any language, as numbers too."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.dark_social.dark_social import DarkSocial

FOUND = cm.dark_social({"linkedin": 86, "whatsapp": 4, "mine": 10}, direct=110, total=1000)


def test_dark_social_lies_between_what_is_named_and_all_that_is_direct():
    """metrics.md 2.5, rule 7: LinkedIn loses 14 % to direct, so 86 seen were 100."""
    found = cm.dark_social({"LinkedIn": 86, "facebook": 200, "whatsapp": 4}, direct=210, total=1000)
    assert (found.low, found.high) == (0.29, 0.5)
    assert found.likely == pytest.approx(0.304)
    assert found.table["to_direct"].tolist() == [0.14, 0, 1]
    assert "WhatsApp" in found.text("fr")
    assert "29,0" in found.html("fr")


def test_what_networks_hide_cannot_exceed_the_direct_visits():
    found = cm.dark_social(pd.DataFrame({"network": ["messenger"], "sessions": [100]}), direct=50, total=400)
    assert (found.low, found.likely, found.high) == (0.25, 0.375, 0.375)


@pytest.mark.parametrize(
    ("sessions", "direct", "total", "error"),
    [
        ({"x": 10}, 5, 12, errors.BadValueError), ({"x": -1}, 5, 12, errors.BadValueError),
        ({"x": "many"}, 5, 12, errors.NotANumberError), ({}, 5, 12, errors.EmptyTableError),
        ({"x": 1}, None, 12, errors.NotANumberError),
        ({"Direct Entry": 4, "x": 1}, 5, 12, errors.BadValueError), ({"x": 0}, 0, 0, errors.BadValueError),
        (pd.DataFrame({"network": ["x"]}), 5, 12, errors.MissingColumnError),
    ],
)  # fmt: skip
def test_visits_that_cannot_be_are_refused(sessions, direct, total, error):
    with pytest.raises(error):
        cm.dark_social(sessions, direct, total)


def test_the_answer_of_another_room_is_refused_in_a_sentence():
    with pytest.raises(errors.CmkitError):
        cm.dark_social(cm.plan({"clicks": 0.1}, sales=10), 5, 12)


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
    assert isinstance(found, DarkSocial)
    assert (found.seen, found.direct, found.total) == (100, 50, 400)
    assert found.low <= found.likely <= found.high
