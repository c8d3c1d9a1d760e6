"""A record set aside keeps its first reason: the one who looks for it must find the true one."""

from __future__ import annotations

import pandas as pd

from cmkit.reading.account.notes import note
from cmkit.reading.account.table import Table
from cmkit.reading.files.grid import block_grid
from cmkit.reading.headings.formats import Format
from cmkit.reading.headings.headers import Block


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
