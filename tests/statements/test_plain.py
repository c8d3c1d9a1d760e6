"""What one would lose: a terminal in which tables run over its edge, or a sentence that is not there."""

from __future__ import annotations

import pytest

from cmkit.language.facts import Number
from cmkit.statements.plain import plain, table, text
from cmkit.statements.statement import Card, Cards, Cell, Grid, Head, Items, Pairs, Paragraph, Row, Statement

GRID = Grid((Head("Result", words=True), Head("Clicks", "a day")), (Row(("A", Number(1234))),), more="1 more")
PARTS = (
    Paragraph("Said."), GRID, Items(("one", "two"), "Listed"), Cards((Card("Clicks", Number(5), ("met",)),)),
    Pairs((("Name", "A"), ("Objective", "B"))),
)  # fmt: skip


def test_sentences_come_a_line_each_and_tables_are_left_out():
    assert text(Statement("any", PARTS), "en").splitlines() == [
        "Said.", "Listed", "- one", "- two", "Clicks: 5, met", "Name       A", "Objective  B",
    ]  # fmt: skip


def test_a_terminal_shows_tables_first_unless_parts_come_in_their_order():
    first, *_ = plain(Statement("any", PARTS), "en").splitlines()
    assert first.split() == ["Result", "Clicks", "(a", "day)"]
    assert plain(Statement("any", PARTS, in_order=True), "en").startswith("Said.\n\nResult")


def test_a_table_says_what_is_not_shown_and_what_stands_under_a_cell():
    grid = Grid((Head("Result"), Head("Rank")), (Row(("A", Cell(Number(1), ("of 2",), arrow="up"))),))
    assert table(grid, "en").splitlines()[1].split() == ["A", "▲", "1", "of", "2"]
    assert table(GRID, "en").splitlines()[-1] == "1 more"
    assert table(Grid((Head("Result"), Head("Rank")), ()), "en") == "Result  Rank"


@pytest.mark.parametrize("columns", [3, 30])
def test_a_wide_table_is_folded_and_each_block_names_its_rows(columns):
    heads = (Head("Result"), *(Head(f"A long heading {n}") for n in range(columns)))
    blocks = table(Grid(heads, (Row(("A", *map(Number, range(columns)))),)), "en").split("\n\n")
    assert all(block.split()[0] == "Result" for block in blocks)
    assert max(len(line) for block in blocks for line in block.split("\n")) <= 80
    assert (len(blocks) > 1) == (columns > 3)
