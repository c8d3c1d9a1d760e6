"""What one would lose: a number that became text, a second table written over the first, cells left out."""

from __future__ import annotations

from cmkit.language.facts import Number, Rate
from cmkit.statements.aside import Aside
from cmkit.statements.sheets import sheets, title
from cmkit.statements.statement import Grid, Head, Left, Paragraph, Row, Sheet, Statement

GRID = Grid((Head("Result"), Head("Rate"), Head(None)), (Row(("A", Rate(0.25), Number(float("nan")))),))


def test_numbers_stay_numbers_and_a_heading_is_never_empty():
    (grid, sentences) = sheets(Statement("any", (GRID, Paragraph("Said."))), "fr").values()
    assert grid.to_dict("list") == {"Result": ["A"], "Rate": [0.25], " ": [None]}
    assert sentences.iloc[:, 0].tolist() == ["Said."]


def test_two_tables_of_one_name_are_two_sheets():
    statement = Statement("any", (GRID, Sheet(lambda: GRID), GRID))
    assert list(sheets(statement, "en")) == ["table", "table_2", "table_3", "sentences"]


def test_what_was_set_aside_has_its_sheet_where_there_is_any():
    aside = Aside(2)
    statement = Statement("any", (Left(aside.table),))
    assert "set_aside" not in sheets(statement, "en")
    aside.put([1], "reach", "negative")
    assert sheets(statement, "fr")["set_aside"].iloc[0, -1] == "portée\u00a0: nombre négatif"


def test_a_sheet_is_named_in_the_language_and_one_of_another_name_stays():
    assert title("sentences", "en") != title("sentences", "fr")
    assert title("mine", "fr") == "mine"
