"""What one would lose: an answer without a picture, or one whose bars are not its numbers."""

from __future__ import annotations

import math

from cmkit.figures.bars import Bars
from cmkit.language.facts import Number, Span
from cmkit.statements.picture import MOST, drawn, in_words
from cmkit.statements.statement import Grid, Head, Items, Paragraph, Picture, Row, Statement


def texts(*parts, title=None):
    """Return every text of the picture of a statement."""
    svg = drawn(Statement("any", parts, title), "en").svg()
    return [piece.split("<")[0] for piece in svg.split(">") if piece.split("<")[0].strip()]


def grid(*values):
    return Grid((Head("Result"), Head("Clicks")), tuple(Row((f"R{n}", v)) for n, v in enumerate(values)))


def test_facts_in_a_picture_are_written_in_the_language():
    assert in_words(Bars(title=Number(1234)), "en").title == "1,234"
    assert in_words(Bars(title=Number(0.5)), "fr").lang == "fr"
    assert in_words((Number(0.5), "as it is"), "fr") == ("0,5", "as it is")


def test_the_picture_of_an_answer_goes_before_bars_of_its_numbers():
    own = Picture(lambda: Bars(title=Number(1234)))
    assert "1,234" in texts(grid(Number(5)), own)


def test_bars_are_the_first_numbers_that_are_known():
    said = texts(Grid((), ()), grid(Number(5), Number(math.nan), Span(Number(1), Number(2))))
    assert "Clicks" in said
    assert {"R0", "R2"} <= set(said)
    assert "R1" not in said
    assert sum(each.startswith("R") for each in texts(grid(*map(Number, range(MOST + 5))))) == MOST


def test_without_numbers_a_picture_says_the_first_sentence():
    assert texts(Items(("listed",)), Paragraph("Said."))[0] == "Said."
    assert texts(Paragraph("Said."), title="Named")[0] == "Named"
