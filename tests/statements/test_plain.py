"""A statement without a page: if these fail, a terminal or a text file says less than the answer."""

from __future__ import annotations

import math

from cmkit.language.facts import Number, Rate, Span
from cmkit.statements import plain
from cmkit.statements.aside import Aside
from cmkit.statements.statement import (
    Card,
    Cards,
    Cell,
    Grid,
    Head,
    Items,
    Left,
    Pairs,
    Paragraph,
    Row,
    Sheet,
    Statement,
)  # fmt: skip

GRID = Grid(
    (Head("Result", words=True), Head("Clicks", "first month")),
    (Row(("A", Number(1234))), Row(("B", Cell(Number(5), (Number(0.5),), arrow="up")))),
    more="1 more row",
)
PARTS = (
    Paragraph("First."),
    GRID,
    Items(("one", Number(2)), heading="Why"),
    Cards((Card("Sales", Number(12), ("of 20", None)),)),
    Pairs((("short", Number(1)), ("longer", "x"))),
)
SAID = ["First.", "Why", "- one", "- 2", "Sales: 12, of 20", "short   1", "longer  x"]


def test_sentences_alone_leave_the_tables_out():
    assert plain.text(Statement("x", PARTS), "en").splitlines() == SAID


def test_a_terminal_shows_tables_first_then_the_sentences():
    table, said = plain.plain(Statement("x", PARTS), "en").split("\n\n")
    assert said.splitlines() == SAID
    assert [line.split() for line in table.splitlines()] == [
        ["Result", "Clicks", "(first", "month)"], ["A", "1,234"], ["B", "▲", "5", "0.5"],
        ["1", "more", "row"],
    ]  # fmt: skip


def test_what_is_told_in_order_keeps_its_order():
    lines = plain.plain(Statement("x", PARTS, in_order=True), "en").splitlines()
    assert lines[0] == "First."
    assert lines.index("1 more row") < lines.index("Why")


def test_a_table_without_rows_keeps_its_headings():
    assert plain.table(Grid(GRID.heads, ()), "en") == "Result  Clicks (first month)"


def test_numbers_are_those_of_the_language():
    assert "1\u202f234" in plain.table(GRID, "fr")


def test_a_wide_table_is_folded_and_each_part_names_its_rows(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    wide = Grid(tuple(Head(f"Column {n}") for n in range(12)), (Row(tuple(f"cell {n}" for n in range(12))),))
    parts = plain.table(wide, "en").split("\n\n")
    assert len(parts) > 1
    assert all(len(line) <= 80 for part in parts for line in part.splitlines())
    assert all("cell 0" in part for part in parts)


UNKNOWN = Number(math.nan)
RATES = Grid(
    (Head(""), Head("Rate", "of reach")),
    (
        Row(("A", Rate(0.1066))),
        Row(("B", Cell(UNKNOWN, (Number(5),)))),
        Row(("C", Span(Number(2), Number(5)))),
    ),
    most=1,
)


def test_numbers_stay_numbers_and_all_rows_are_there():
    table = plain.frame(RATES, "en")
    assert list(table) == [" ", "Rate (of reach)"]
    assert table.iloc[0, 1] == 0.1066
    assert table.iloc[:, 1].isna().tolist() == [False, True, False]
    assert table.iloc[2, 1] == "2 to 5"


def test_tables_of_one_name_stand_beside_each_other_and_a_made_one_is_made():
    parts = (RATES, RATES, Sheet(lambda: RATES), Paragraph("One."), Paragraph("Two."))
    found = plain.sheets(Statement("x", parts), "en")
    assert list(found) == ["table", "table_2", "table_3", "sentences"]
    assert found["sentences"].iloc[:, 0].tolist() == ["One.", "Two."]


def test_what_was_set_aside_is_a_sheet_where_anything_was():
    aside = Aside(2)
    assert "set_aside" not in plain.sheets(Statement("x", (Left(aside.table),)), "fr")
    aside.put([0], "reach", "negative", values=[-5])
    left = plain.sheets(Statement("x", (Left(aside.table),)), "fr")["set_aside"]
    assert left.columns[2:].tolist() == ["Ligne", "Colonne", "Valeur", "Pourquoi"]
    assert left["Pourquoi"][0].startswith("portée")
    assert left["Colonne"].tolist() == ["Portée"]


def test_a_sheet_has_a_title_in_words_and_one_of_the_users_own_keeps_its_name():
    assert plain.title("set_aside", "en") == "Set aside"
    assert plain.title("mine", "en") == "mine"
