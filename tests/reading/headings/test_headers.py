"""A title taken for headings, or a second table taken for rows, would spoil every number under it."""

from __future__ import annotations

import cmkit as cm
from cmkit.reading.headings.headers import blocks, heading_row, known_cells


def test_headings_of_platforms_are_known() -> None:
    assert known_cells(["Post ID", "Permalink", "12"]) == 2


def test_lines_above_the_headings_are_kept_and_give_the_title() -> None:
    rows = [["# Report"], ["Result", "Reach"], ["A", "5"]]
    (block,) = blocks(enumerate(rows, start=1))
    assert (block.title, block.heading_line, block.records) == ("Report", 2, [(3, ["A", "5"])])


def test_an_empty_line_and_known_headings_begin_another_table() -> None:
    two = b"Result,Reach\nA,5\n\nCountry,Sessions\nFR,9\n"
    assert [len(one) for one in cm.read(two).tables.values()] == [1, 1]


def test_rows_of_numbers_are_no_headings() -> None:
    assert heading_row([["1", "2"], ["3", "4"]], first=True) is None


def test_lists_side_by_side_are_parted_where_their_headings_begin_again() -> None:
    rows = [["Post", "Likes", "", "Post", "Views"], ["a", 5, "", "b", 9], ["c", 4, "", "", ""]]
    left, right = blocks(enumerate(rows, start=1))
    assert (left.headings, left.records) == (["Post", "Likes"], [(2, ["a", 5]), (3, ["c", 4])])
    assert (right.headings, right.records) == (["Post", "Views"], [(2, ["b", 9])])


def test_three_lists_are_parted_too() -> None:
    rows = [["Post", "Likes", "", "Post", "Views", "", "Post", "Saves"], list("a1-b2-c3".replace("-", " "))]
    assert [one.headings[1] for one in blocks(enumerate(rows, start=1))] == ["Likes", "Views", "Saves"]


def test_sums_beside_a_table_and_a_column_without_a_heading_part_nothing() -> None:
    beside = [["Post", "Likes", "", "Total", "Likes"], ["a", "5", "", "all", "9"]]
    unnamed = [["Post", "Likes", "", "Post", "Views"], ["a", "5", "x", "a", "9"]]
    for rows in (beside, unnamed):
        assert len(blocks(enumerate(rows, start=1))) == 1
