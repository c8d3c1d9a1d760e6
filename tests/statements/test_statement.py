"""What one would lose: a part on the wrong surface, a total left out, a heading not kept by key."""

from __future__ import annotations

from cmkit.language.said import Said
from cmkit.statements import statement as parts
from cmkit.statements.statement import (
    Block,
    Cell,
    Fold,
    Grid,
    Paragraph,
    Row,
    Statement,
    flat,
    heads,
    paragraphs,
)


def test_a_page_and_a_terminal_show_the_first_rows_and_every_total():
    rows = (Row(("a",)), Row(("b",)), Row(("all",), "total"))
    assert [row.cells[0] for row in Grid((), rows, most=1).seen] == ["a", "all"]
    assert Grid((), rows).seen == rows


def test_only_a_page_keeps_blocks_and_folds_and_a_part_stands_where_it_says():
    block = Block((Paragraph("a"), Paragraph("b", where=parts.ON_PAGE), Fold("more", (Paragraph("c"),))))
    assert [part.said for part in Statement("any", (block,)).on("text")] == ["a", "c"]
    assert list(flat([block], "html")) == [block]


def test_a_sentence_a_paragraph_and_none_for_nothing():
    assert [part.said for part in paragraphs(["One.", None, "Two."], "note")] == ["One.", "Two."]


def test_headings_are_kept_by_key_and_say_which_columns_hold_words():
    result, value = heads("verdict", ["result", "value"], ["result"], kpi="reach")
    assert (result.words, value.words) == (True, False)
    assert value.said == Said("verdict.heading_value", {"kpi": "reach"})


def test_a_fact_alone_is_a_cell():
    cell = Cell("a", style="met")
    assert (parts.cell_of(cell), parts.cell_of("a")) == (cell, Cell("a"))
