"""The picture of a statement: its own, or bars of numbers that its table holds, never of nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Name, Number, Span
from cmkit.statements.picture import drawn, figure, in_words
from cmkit.statements.statement import Grid, Head, Paragraph, Picture, Row, Statement

GRID = Grid(
    (Head("Result"), Head("Status"), Head(Name("clicks"))),
    (
        Row(("A", "met", Number(25))),
        Row(("B", "met", Span(Number(2), Number(5)))),
        Row(("C", "met", Number(math.nan))),
    ),
)


def words(statement: Statement, lang: str) -> str:
    shown = figure(statement, lang)
    return " ".join(text.get_text() for axes in shown.axes for text in axes.texts)


def test_bars_are_of_the_first_numbers_and_leave_out_what_is_not_known():
    said = words(Statement("x", (GRID,), title="Clicks of May"), "fr")
    assert "Clicks of May" in said
    assert "Clics" in said
    assert "25" in said
    assert "2 à 5" in said
    assert "C" not in said.split()


def test_its_own_picture_goes_first_and_is_made_only_when_it_is_asked_for():
    made = []

    def picture() -> Bars:
        made.append(1)
        return Bars(Name("reach"), (Bar("A", 1.0, 1.0, Number(1)),))

    statement = Statement("x", (GRID, Picture(picture)))
    assert made == []
    assert "Portée" in words(statement, "fr")
    assert made == [1]


def test_an_answer_without_a_table_shows_its_first_sentence():
    assert "Nothing to draw" in words(Statement("x", (Paragraph("Nothing to draw"),)), "en")


def test_a_picture_is_described_for_who_does_not_see_it():
    assert drawn(Statement("x", (GRID,), title="Clicks of May"), "en").described


@dataclass(frozen=True)
class Part:
    name: object
    rows: tuple[object, ...] = ()
    lang: str = ""


def test_facts_are_written_however_deep_they_stand_and_the_language_is_kept():
    spoken = in_words(Part(Name("reach"), (Part(Number(1234)), "as it is", 2.5)), "fr")
    assert spoken == Part("Portée", (Part("1\u202f234", (), "fr"), "as it is", 2.5), "fr")
