"""What was left out: if these fail, a row is dropped silently, counted twice, or given a wrong reason."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmkit.language import sentences
from cmkit.language.facts import Inside
from cmkit.language.said import Said
from cmkit.statements.aside import COLUMNS, Aside, joined, told

MASKS = st.lists(st.lists(st.booleans(), min_size=6, max_size=6), max_size=5)


@settings(max_examples=30, deadline=None)
@given(MASKS, MASKS)
def test_a_row_is_left_out_once_for_its_first_reason(rows, cells):
    aside = Aside(6)
    first: dict[int, str] = {}
    for n, mask in enumerate(rows):
        aside.put(mask, f"column_{n}", "missing")
        for place in np.flatnonzero(mask):
            first.setdefault(int(place), f"column_{n}")
    for mask in cells:
        aside.note(mask, "reach", "negative")
    assert aside.bad.tolist() == [place in first for place in range(6)]
    assert dict(zip(aside.rows.row, aside.rows.column, strict=True)) == {
        place + 1: column for place, column in first.items()
    }
    noted = np.any(cells, axis=0) if cells else np.zeros(6, dtype=bool)
    assert aside.cells.row.tolist() == (np.flatnonzero(noted) + 1).tolist()
    assert len(aside) == len(first) + int(noted.sum()) == len(aside.table())
    assert sum(n for _, n in aside.said()) == len(aside)


def test_the_table_has_one_shape_even_where_nothing_was_left_out():
    aside = Aside(2)
    assert list(aside.table()) == COLUMNS
    assert not len(aside)
    aside.note([1], "reach", "negative", values=[1, -5])
    assert list(aside.rows) == list(aside.cells) == COLUMNS
    assert aside.rows.empty
    assert aside.table().dtypes.equals(aside.rows.dtypes)


def test_positions_and_masks_name_the_same_rows_with_their_values():
    by_mask, by_place = Aside(3), Aside(3)
    by_mask.put([False, True, True], "reach", "negative", values=[1, -5, -6])
    by_place.put([1, 2], "reach", "negative", values=[-5, -6])
    pd.testing.assert_frame_equal(by_mask.rows, by_place.rows)
    by_place.put([2, 0], "likes", "missing", values=["a", "b"])
    assert by_place.rows.value.tolist() == ["b", -5, -6]


def test_rows_go_by_their_label_and_by_their_line_where_known():
    lines = pd.DataFrame({"file": "may.csv", "line": [7, 9]})
    aside = Aside(pd.Index(["May", "June"]), file="may.csv", places=lines.copy)
    aside.put([1], "reach", "missing")
    assert aside.rows.iloc[0].drop("why").tolist() == ["may.csv", 9, "June", "reach", None, "missing"]
    assert Aside(1).table().line.isna().all()


def test_the_reason_is_said_in_the_language_asked_for_later():
    aside = Aside(1)
    aside.put([0], "reach", "negative")
    assert aside.table("en").why.tolist() == ["reach is below zero"]
    assert aside.table("fr").why.tolist() == ["portée\u00a0: nombre négatif"]
    with sentences.speaking("fr"):
        assert aside.rows.why.tolist() == ["portée\u00a0: nombre négatif"]


def test_a_sentence_of_another_room_takes_the_value_of_each_cell():
    aside = Aside(3)
    aside.note([0, 2], "reach", "negative", values=[-5, 1, -7], key="errors.negative")
    assert [why[:12] for why in aside.table("en").why] == ["reach is −5:", "reach is −7:"]
    assert aside.said() == [(Said("errors.negative", {"column": Inside("reach")}), 2)]


def test_a_value_of_any_kind_is_shown_and_a_long_one_cut():
    aside = Aside(3)
    aside.note([0, 1, 2], "reach", "not_a_number", values=["x" * 500, True, [1]], key="errors.not_a_number")
    assert all(len(why) < 250 for why in aside.table("en").why)
    assert aside.cells.value.tolist()[1] is True


def test_files_are_joined_in_their_order_each_row_with_its_own():
    may, june = Aside(2, file="may.csv"), Aside(3, file="june.csv")
    june.put([2], "reach", "missing")
    may.note([1], "likes", "negative")
    may.put([0], "reach", "missing")
    both = joined([may, june])
    assert both.table().file.tolist() == ["may.csv", "may.csv", "june.csv"]
    assert both.table().row.tolist() == [1, 2, 3]
    assert both.bad.tolist() == [True, False, False, False, True]
    assert [(why.key, n) for why, n in both.said()] == [("aside.missing", 2), ("aside.negative", 1)]
    assert [(why.key, n) for why, n in both.said(rows=True)] == [("aside.missing", 2)]
    assert joined([]).table().empty


@pytest.mark.parametrize("lang", sentences.languages())
def test_every_reason_has_its_sentence(lang):
    aside = Aside(1)
    for reason in sentences.room("aside", lang):
        aside.note([0], reason, reason)
    assert (aside.table(lang).why.str.len() > 5).all()


def test_two_hundred_thousand_rows_cost_nothing_until_they_are_listed():
    aside, start = Aside(200_000), time.process_time()
    aside.put(np.arange(200_000), "reach", "negative", values=np.full(200_000, -1.0))
    aside.said()
    assert time.process_time() - start < 0.5
    start = time.process_time()
    assert len(aside.rows) == 200_000
    assert time.process_time() - start < 5


def test_what_was_left_out_is_told_row_by_row_of_each_file_and_no_more_than_asked():
    may, june = Aside(3, file="may.csv"), Aside(3, file="june.csv")
    may.note([2], "likes", "not_a_number", values=["many"])
    may.note([0], "reach", "negative", values=[-5])
    june.put([1], "reach", "missing")
    both = joined([may, june])
    assert [each.text("en") for each in told(both)] == [
        "Set aside, row 1 (may.csv, reach): reach is below zero",
        "Set aside, row 3 (may.csv, likes): likes is not a number",
        "Set aside, row 2 (june.csv, reach): reach is missing",
    ]
    assert [each.text("en") for each in told(both, most=1)][1:] == ["2 more are set aside."]
    assert [each.text("fr") for each in told(both, rows=True)] == [
        "Mis de côté, ligne 2 (june.csv, portée) : portée : valeur manquante"
    ]
