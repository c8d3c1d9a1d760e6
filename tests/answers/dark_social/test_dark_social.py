"""What one would lose: how large social media's share can be, with the visits that come unlabelled."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors


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
        ({"x": 1}, None, 12, errors.NotANumberError), ({"x": 0}, 0, 0, errors.BadValueError),
        (pd.DataFrame({"network": ["x"]}), 5, 12, errors.MissingColumnError),
    ],
)  # fmt: skip
def test_visits_that_cannot_be_are_refused(sessions, direct, total, error):
    with pytest.raises(error):
        cm.dark_social(sessions, direct, total)


def test_the_answer_of_another_room_is_refused_in_a_sentence():
    with pytest.raises(errors.CmkitError):
        cm.dark_social(cm.plan({"clicks": 0.1}, sales=10), 5, 12)
