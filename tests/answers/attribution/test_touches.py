"""What one would lose: a table with a row a touch, read as paths, and every odd touch told."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors

TOUCHES = pd.DataFrame(
    {
        "user": ["u", "u", "v", "u", "w", "w", "u"],
        "time": [
            "2026-01-01", "2026-01-08", "2026-01-02", "2026-01-09", "2026-01-05", "2026-01-03", "2026-02-01",
        ],
        "channel": ["ads", "mail", "ads", "direct", "mail", "search", "ads"],
        "converted": [False, True, False, True, True, False, False],
        "value": [None, 40.0, None, 10.0, 5.0, None, None],
    }
)  # fmt: skip


def test_every_touch_that_cannot_be_used_is_listed_with_its_reason():
    table = pd.concat([TOUCHES] + [TOUCHES.tail(1)] * 4, ignore_index=True).astype(object)
    table.loc[7, "user"], table.loc[8, "time"] = None, "soon"
    table.loc[9, "channel"], table.loc[10, "converted"] = " ", "perhaps"
    with pytest.warns(errors.SetAsideWarning):
        found = cm.attribute(table, "last")
    listed = pd.DataFrame(found.attrs["set_aside"])
    assert listed["row"].tolist() == [8, 9, 10, 11]
    assert listed["reason"].tolist() == ["missing", "time_unreadable", "missing", "not_yes_or_no"]


def test_a_mark_of_the_user_instead_of_the_touch_is_noticed():
    marked = TOUCHES.assign(converted=TOUCHES["user"] == "u")
    assert "last touch only" in cm.attribute(marked, "last").attrs["notes"][0]


def test_a_value_without_a_conversion_is_told_in_the_language_in_use():
    stray = TOUCHES.assign(value=1.0)
    cm.use("fr")
    (note,) = cm.attribute(stray, "last", value=True).attrs["notes"]
    assert (
        note
        == "4 contacts ont une valeur dans value mais n’ont pas converti\u00a0: elle n’est pas attribuée."
    )
    assert "4 touches have a value" in cm.compare_models(stray, ["first"], value=True).text("en")
