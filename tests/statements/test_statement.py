"""Parts of a statement: one that stands on a wrong surface is said twice there, or nowhere."""

from __future__ import annotations

import pytest

from cmkit.language.said import said
from cmkit.statements.statement import (
    ON_PAGE,
    SPOKEN,
    Block,
    Cell,
    Entries,
    Fold,
    Grid,
    Paragraph,
    Picture,
    Row,
    Sheet,
    Statement,
    cell_of,
    flat,
    heads,
    paragraphs,
)

INNER = (Paragraph("a"), Paragraph("b", where=ON_PAGE), Paragraph("c", where=SPOKEN))


@pytest.mark.parametrize("around", [Block(INNER), Fold("more", INNER)])
def test_blocks_and_folds_are_opened_where_nothing_folds(around):
    assert [part.said for part in flat([around], "text")] == ["a", "c"]
    assert list(flat([around], "html")) == [around]


def test_a_grid_is_no_sentence_a_list_of_entries_only_on_a_page_a_picture_nowhere_by_itself():
    parts = (Paragraph("a"), Grid((), ()), Entries(()), Picture(None), Sheet(lambda: Grid((), ())))
    surfaces, statement = ("text", "plain", "html"), Statement("x", parts)
    shown = {surface: [type(part) for part in statement.on(surface)] for surface in surfaces}
    assert shown == {
        "text": [Paragraph], "plain": [Paragraph, Grid], "html": [Paragraph, Grid, Entries],
    }  # fmt: skip


def test_a_long_table_shows_its_first_rows_and_every_total():
    rows = (Row(("a",)), Row(("b",)), Row(("all",), "total"))
    assert [row.cells[0] for row in Grid((), rows, most=1).seen] == ["a", "all"]
    assert Grid((), rows).seen == rows


def test_what_is_not_there_is_no_paragraph():
    assert [part.said for part in paragraphs(["One.", None], "note")] == ["One."]


def test_a_cell_is_itself_or_made_of_its_fact():
    cell = Cell("a", style="met")
    assert cell_of(cell) is cell
    assert cell_of("a") == Cell("a")


def test_headings_are_sentences_of_their_room_and_take_facts():
    first, second = heads("verdict", ["result", "value"], ["result"], n=2)
    assert (first.words, second.words) == (True, False)
    assert second.said == said("verdict.heading_value", n=2)
