"""Sheets: if these fail, a number cannot be calculated with, or a table writes over another."""

from __future__ import annotations

import math

from cmkit.language.facts import Number, Rate, Span
from cmkit.statements import sheets
from cmkit.statements.aside import Aside
from cmkit.statements.statement import Cell, Grid, Head, Left, Paragraph, Row, Sheet, Statement

UNKNOWN = Number(math.nan)
GRID = Grid(
    (Head(""), Head("Rate", "of reach")),
    (
        Row(("A", Rate(0.1066))),
        Row(("B", Cell(UNKNOWN, (Number(5),)))),
        Row(("C", Span(Number(2), Number(5)))),
    ),
    most=1,
)


def test_numbers_stay_numbers_and_all_rows_are_there():
    table = sheets.frame(GRID, "en")
    assert list(table) == [" ", "Rate (of reach)"]
    assert table.iloc[0, 1] == 0.1066
    assert table.iloc[:, 1].isna().tolist() == [False, True, False]
    assert table.iloc[2, 1] == "2 to 5"


def test_tables_of_one_name_stand_beside_each_other_and_a_made_one_is_made():
    parts = (GRID, GRID, Sheet(lambda: GRID), Paragraph("One."), Paragraph("Two."))
    found = sheets.sheets(Statement("x", parts), "en")
    assert list(found) == ["table", "table_2", "table_3", "sentences"]
    assert found["sentences"].iloc[:, 0].tolist() == ["One.", "Two."]


def test_what_was_set_aside_is_a_sheet_where_anything_was():
    aside = Aside(2)
    assert "set_aside" not in sheets.sheets(Statement("x", (Left(aside.table),)), "fr")
    aside.put([0], "reach", "negative", values=[-5])
    left = sheets.sheets(Statement("x", (Left(aside.table),)), "fr")["set_aside"]
    assert left.columns[2:].tolist() == ["Ligne", "Colonne", "Valeur", "Pourquoi"]
    assert left["Pourquoi"][0].startswith("portée")
    assert left["Colonne"].tolist() == ["Portée"]


def test_a_sheet_has_a_title_in_words_and_one_of_the_users_own_keeps_its_name():
    assert sheets.title("set_aside", "en") == "Set aside"
    assert sheets.title("mine", "en") == "mine"
