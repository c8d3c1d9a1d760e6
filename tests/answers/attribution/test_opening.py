"""What one would lose: paths read the same from both shapes, and every row that cannot be used listed."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.attribution.opening import counted, numbers, read_paths
from cmkit.given.rows import opened
from cmkit.statements.aside import Aside, Origin

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
SAME = pd.DataFrame(
    {
        "path": ["ads > mail", "direct", "ads", "ads", "search>mail"],
        "conversions": [1, 1, 0, 0, 1],
        "nulls": [0, 0, 1, 1, 0],
        "value": [40.0, 10.0, 0, 0, 5.0],
        "days": ["7 > 0", "0", None, None, "2 > 0"],
    }
)


@pytest.mark.parametrize("value", [None, "value"])
@pytest.mark.parametrize("model", ["first", "last", "linear", "position", "time_decay", "markov", "shapley"])
def test_both_shapes_give_the_same_credit(model, value):
    one, other = cm.attribute(TOUCHES, model, value=value), cm.attribute(SAME, model, value=value)
    pd.testing.assert_frame_equal(one, other)


def test_polars_gives_the_same_credit_as_pandas():
    pd.testing.assert_frame_equal(cm.attribute(pl.from_pandas(SAME), "markov"), cm.attribute(SAME, "markov"))


def test_every_row_that_cannot_be_used_is_listed_with_its_reason():
    bad = [
        ("", 1, 0, "0", "no_path"), (None, 1, 0, "0", "no_path"),
        ("a >  > b", 1, 0, "2 > 1 > 0", "empty_touch"), ("a", -1, 0, "0", "negative"),
        ("a", "three", 0, "0", "not_a_number"), ("a", math.inf, 0, "0", "not_finite"),
        ("a", None, 0, "0", "missing"), ("a", 0, 0, "0", "nothing_counted"),
        ("a > b", 1, 0, "3", "days_other_length"),
        ("a > b", 1, 0, "3 > soon", "days_unreadable"),
        ("a > b", 1, 0, "-3 > 0", "days_unreadable"),
    ]  # fmt: skip
    rows = [("a > b", 2, 1, "3 > 0"), *(row[:4] for row in bad)]
    table = pd.DataFrame(rows, columns=["path", "conversions", "nulls", "days"])
    table = table.astype({"conversions": object})
    with pytest.warns(errors.SetAsideWarning, match="11"):
        found = cm.attribute(table, "first")
    listed = pd.DataFrame(found.attrs["set_aside"])
    assert listed["reason"].tolist() == [row[4] for row in bad]
    assert listed["row"].tolist() == list(range(2, 13))
    assert listed["value"].tolist()[3:5] == [-1, "three"]
    assert found.attrs["total"] == 2


def test_a_missing_column_gives_the_nearest_word():
    with pytest.raises(errors.MissingColumnError, match="convesions"):
        cm.attribute(pd.DataFrame({"path": ["a"], "convesions": [1]}))
    with pytest.raises(errors.MissingColumnError, match="revenuee"):
        cm.attribute(SAME.assign(revenuee=1), value="revenue")
    with pytest.raises(errors.NotATableError):
        cm.attribute("a > b")
    with pytest.raises(errors.EmptyTableError):
        cm.attribute(pd.DataFrame({"path": [""], "conversions": [1]}))


def test_names_are_trimmed_and_kept_in_any_script():
    paths = read_paths(pd.DataFrame({"path": ["  Été  >é>日本 語 "], "conversions": [1]}))
    assert paths.channels == ["Été", "é", "日本 語"]


def test_value_true_is_the_column_called_value():
    for found in (cm.attribute(SAME, "linear", True), cm.attribute(TOUCHES, "linear", value=True)):
        pd.testing.assert_frame_equal(found, cm.attribute(SAME, "linear", "value"))
        assert found.attrs["value"] == "value"
    pd.testing.assert_frame_equal(cm.attribute(SAME, "linear", False), cm.attribute(SAME, "linear"))
    assert cm.compare_models(SAME, ["first", "last"], value=True).value == "value"


def test_a_column_that_is_no_text_and_is_not_there_is_refused_in_a_sentence():
    with pytest.raises(errors.MissingColumnError, match="no column 1"):
        cm.attribute(SAME, "linear", value=1)


@pytest.mark.parametrize(
    ("word", "model"),
    [
        ("shapley_value", "shapley"),
        ("décroissance temporelle", "time_decay"),
        ("premier clic", "first"),
        ("dernier clic", "last"),
        ("last interaction", "last"),
        ("chaîne de Markov", "markov"),
        ("position 40/20/40", "position"),
        ("dernier clic non direct", "last_non_direct"),
    ],
)
def test_models_go_by_the_names_people_and_cmkit_itself_write(word, model):
    pd.testing.assert_frame_equal(cm.attribute(SAME, word), cm.attribute(SAME, model))


def test_the_reasons_why_no_row_can_be_used_are_said_in_the_language_asked_for():
    with pytest.raises(errors.EmptyTableError) as caught:
        cm.attribute(pd.DataFrame({"path": ["", "a"], "conversions": [1, -2]}))
    assert "conversions is below zero; path names no channel" in caught.value.in_language("en")
    assert "\u00a0; " in caught.value.in_language("fr")


def test_what_is_set_aside_says_its_file_and_line():
    """Rows go by the file they came from, not only by their number."""
    rows = opened(pd.DataFrame({"path": ["a", "b"], "conversions": [1, -2]}))
    rows.aside.origin = Origin(
        rows.labels, "may.csv", lambda: pd.DataFrame({"file": "may.csv", "line": [5, 9]})
    )
    left = read_paths(rows).aside.table("en")
    assert left[["file", "line", "row"]].values.tolist() == [["may.csv", 9, 2]]


def test_a_column_without_a_name_is_refused():
    with pytest.raises(errors.MissingColumnError):
        cm.attribute(pd.DataFrame({"path": ["a > b"], "conversions": [1]}), value="")


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


TABLE = pd.DataFrame({"reach": pd.Series([1, -2, None, "x", float("inf"), -3], dtype=object)})


def test_paths_know_their_touches_and_their_place_in_the_table():
    table = pd.DataFrame({"path": ["a > b", "", "b > c > c"], "conversions": [1, 4, 2], "worth": [5, 5, 9]})
    paths = read_paths(table, "worth")
    assert paths.rows.tolist() == [0, 2]
    assert paths.starts.tolist() == [0, 2]
    assert paths.owner.tolist() == [0, 0, 1, 1, 1]
    assert paths.weight.tolist() == [5, 9]
    assert paths.by_channel(paths.owner.astype(float)).tolist() == [0, 1, 2]
    assert len(paths.aside) == 1


def test_what_is_no_number_is_left_out_with_its_value():
    aside = Aside(len(TABLE))
    found = numbers(aside, TABLE, "reach")
    assert found[0] == 1
    assert aside.rows[["row", "value", "reason"]].iloc[[0, 2, 3]].values.tolist() == [
        [2, -2, "negative"], [4, "x", "not_a_number"], [5, float("inf"), "not_finite"],
    ]  # fmt: skip
    assert aside.said()[0][1] == 2


def test_truth_values_are_no_numbers():
    aside = Aside(3)
    floats = numbers(
        aside, pd.DataFrame({"reach": pd.Series([True, 2.5, None], dtype=object)}), "reach", True
    )
    assert aside.bad.tolist() == [True, False, False]
    assert np.isnan(floats[[0, 2]]).all()


def test_reasons_are_counted_in_the_language_asked_for():
    aside = Aside(3)
    aside.put([0, 2], "reach", "negative")
    aside.put([1], "reach", "not_finite")
    assert counted(aside).text("en") == "reach is below zero (2); reach is infinite (1)"
    assert "\u00a0; " in counted(aside).text("fr")
    assert len(counted(aside).facts) == 2
