"""A short row, or one with cells too many, would move its numbers under other headings."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

from cmkit.errors import UnreadableFileError
from cmkit.reading.files.grid import MOST_COLUMNS, Table, block_grid, cell_text, note
from cmkit.reading.headings.formats import Format
from cmkit.reading.headings.headers import Block


def test_short_rows_are_filled_up_and_said_and_long_ones_keep_what_is_beyond() -> None:
    grid = block_grid(Block([], 1, ["a", "b"], [(2, ["1"]), (3, ["1", "2", "3", "4"])]), "t.csv")
    assert grid.cells.to_numpy().tolist() == [["1", "", ""], ["1", "2", "3 4"]]
    assert [note.key for note in grid.notes] == ["short_rows"]
    assert grid.lines().tolist() == [2, 3]


def test_a_cell_is_written_as_the_file_has_it() -> None:
    cells = ("x", 12.0, 1.5, None, float("nan"), datetime(2026, 1, 2, 3, 4))
    assert [cell_text(cell) for cell in cells] == ["x", "12", "1.5", "", "", "2026-01-02 03:04:00"]


@pytest.mark.parametrize(
    ("heading", "cells", "found"),
    [("Cost (EUR)", ("USD", "USD"), ["EUR"]), ("Cost", ("USD", "usd"), ["USD"]), ("Cost", ("", "x"), []),
     ("Cost", ("USD", "EUR"), ["EUR", "USD"]), ("Clicks", ("USD", "USD"), [])],
)  # fmt: skip
def test_the_currency_of_money_stands_in_its_heading_or_in_a_column(
    heading: str, cells: tuple[str, str], found: list[str]
) -> None:
    records = [(2 + n, ["5", cell]) for n, cell in enumerate(cells)]
    grid = block_grid(Block([], 1, [heading, "Currency code"], records), "t.csv")
    name = "clicks" if heading == "Clicks" else "spend"
    table = Table(grid, Format("x"), {0: name}, pd.Series(["", ""], dtype=object))
    assert table.currencies == found


def test_a_table_too_wide_for_memory_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        block_grid(Block([], 1, ["a"] * (MOST_COLUMNS + 1), []), "t.csv")
    assert caught.value.key == "too_wide"



def test_a_remark_keeps_its_key_and_speaks_both_languages() -> None:
    made = note("boosted", n=1200)
    assert (made.key, made.facts) == ("boosted", {"n": 1200})
    assert made.in_language("en").startswith("1,200 boosted posts")
    assert made.in_language("fr").startswith("1\u202f200 publications sponsorisées")


def test_the_same_remark_twice_is_one() -> None:
    assert len({note("no_zone"), note("no_zone"), note("boosted", n=1), note("boosted", n=2)}) == 3


def test_a_remark_is_its_sentence() -> None:
    assert str(note("no_post_id")) == "The file has no post id: none was made up."



def made() -> Table:
    grid = block_grid(
        Block(["Weekly"], 1, ["Result", "Views", "Vues"], [(2, ["A", "1", "2"]), (3, ["B", "3", "4"])]),
        "t.csv",
    )
    return Table(grid, Format("own"), {1: "views", 2: "views"}, pd.Series("", index=range(2), dtype=object))


def test_the_first_reason_stays() -> None:
    table = made()
    table.set_aside([True, False], "total")
    table.set_aside([True, True], "unreadable", lambda position: note("no_zone"))
    assert table.away.tolist() == ["total", "unreadable"]
    assert list(table.detail) == [1]


def test_headings_of_one_column_stand_together_and_a_table_is_called_by_its_title() -> None:
    table = made()
    assert (table.sources(["views"]), table.name) == ({"views": [1, 2]}, "Weekly")
