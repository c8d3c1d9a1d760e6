"""A short row, or one with cells too many, would move its numbers under other headings."""

from __future__ import annotations

from datetime import datetime

import pytest

from cmkit.errors import UnreadableFileError
from cmkit.reading.files.grid import MOST_COLUMNS, block_grid, cell_text
from cmkit.reading.headings.headers import Block


def test_short_rows_are_filled_up_and_said_and_long_ones_keep_what_is_beyond() -> None:
    grid = block_grid(Block([], 1, ["a", "b"], [(2, ["1"]), (3, ["1", "2", "3", "4"])]), "t.csv")
    assert grid.cells.to_numpy().tolist() == [["1", "", ""], ["1", "2", "3 4"]]
    assert [note.key for note in grid.notes] == ["short_rows"]
    assert grid.lines().tolist() == [2, 3]


def test_a_cell_is_written_as_the_file_has_it() -> None:
    cells = ("x", 12.0, 1.5, None, float("nan"), datetime(2026, 1, 2, 3, 4))
    assert [cell_text(cell) for cell in cells] == ["x", "12", "1.5", "", "", "2026-01-02 03:04:00"]


def test_a_table_too_wide_for_memory_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        block_grid(Block([], 1, ["a"] * (MOST_COLUMNS + 1), []), "t.csv")
    assert caught.value.key == "too_wide"
