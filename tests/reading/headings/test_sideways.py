"""What one would lose: the numbers of a sheet that stands sideways, a measure a line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmkit.reading.headings.sideways import laid_out

ONE_POST: list[list[Any]] = [
    ["Post URL", "https://www.linkedin.com/posts/x-activity-7400000000000000001"], ["Post Date", "8/10/2026"],
    [], ["Impressions", 500.0], ["Members reached", 410.0], ["Post viewer demographics"],
    ["Category", "Value", "%"], ["Location", "Lyon", 0.2],
]  # fmt: skip


def numbered(rows: list[list[Any]]) -> list[tuple[int, list[Any]]]:
    return list(enumerate(rows, start=1))


def test_measures_one_under_the_other_become_a_row_and_the_table_below_stays():
    laid = laid_out(numbered(ONE_POST))
    assert laid[0] == (1, ["Post URL", "Post Date", "Impressions", "Members reached"])
    assert laid[1][1][2:] == [500.0, 410.0]
    assert [cells for _, cells in laid[3:]] == ONE_POST[5:]


def test_a_measure_of_zero_is_kept():
    laid = laid_out(numbered([["Impressions", 5.0], ["Comments", 0.0], ["Saves", 1.0]]))
    assert laid[1] == (1, [5.0, 0.0, 1.0])


@pytest.mark.parametrize("rows", [
    [["Date", "Views"], ["2026-01-01", 5.0]],
    [["Reach", 5.0], ["Reach", 6.0]],
    [["Somebody", 5.0], ["Reach", 6.0]],
    [["Reach", 6.0]],
    [],
])  # fmt: skip
def test_a_table_that_stands_upright_stays_as_it_is(rows: list[list[Any]]):
    assert laid_out(numbered(rows)) == numbered(rows)


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=5), st.floats()), max_size=4), max_size=8))
def test_no_cell_of_other_sheets_is_touched(rows: list[list[Any]]):
    laid = [cell for _, cells in laid_out(numbered(rows)) for cell in cells]
    assert all(any(cell is one for one in laid) for cells in rows for cell in cells if cell)
