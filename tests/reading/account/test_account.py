"""A row that is nowhere, or a sum that does not come back, must be seen."""

from __future__ import annotations

import pandas as pd

import cmkit as cm
from cmkit.reading.account.account import Reconciliation
from cmkit.statements.aside import COLUMNS

DATA = b"Result,Reach,Clicks,Mood\nA,5,1,good\nB,many,few,bad\nC,-,3,fair\nTotal,10,6,\n"


def test_what_is_set_aside_has_the_one_shape_then_its_own_cells() -> None:
    aside = cm.read(DATA).set_aside
    assert list(aside) == [*COLUMNS, "table", "explanation", "Result", "Reach", "Clicks", "Mood"]
    first = aside.iloc[0]
    assert first[["line", "row", "column", "value", "reason"]].tolist() == [
        3,
        2,
        "reach",
        "many",
        "unreadable",
    ]
    assert first["why"] == first["explanation"] == "Reach is “many”, which is not a number."
    assert first["Mood"] == "bad"


def test_a_withheld_cell_is_no_row_set_aside() -> None:
    export = cm.read(DATA)
    assert export.withheld[["line", "column", "value", "reason"]].values.tolist() == [
        [4, "reach", "-", "withheld"]
    ]
    assert list(export.withheld) == COLUMNS
    assert 4 not in export.set_aside["line"].tolist()


def test_a_cell_that_cannot_be_used_is_listed_and_a_refused_number_is_accounted_for() -> None:
    export = cm.read(b"Result,Reach,Clicks\nA,5,1\nB,many,2\nC,10,-3\nD,-,3\n")
    assert export.cells_set_aside[["line", "row", "column", "value", "reason"]].values.tolist() == [
        [5, 4, "reach", "-", "withheld"],
        [3, 2, "reach", "many", "unreadable"],
        [4, 3, "clicks", "-3", "unreadable"],
    ]
    assert list(export.cells_set_aside) == COLUMNS
    assert (len(export.set_aside), export.reconcile().holds) == (0, True)
    assert export.reconcile().table.loc["clicks", ["in_file", "kept", "aside"]].tolist() == [3, 6, -3]


def test_nothing_set_aside_has_the_same_columns() -> None:
    assert list(cm.read(b"Result,Reach\nA,5\n").set_aside) == [*COLUMNS, "table", "explanation"]


def test_rows_and_sums_are_accounted_for_in_both_languages() -> None:
    account = cm.read(DATA).reconcile()
    assert account
    assert account.table.loc["clicks"].tolist() == [10, 4, 6, 6, True]
    assert account.shown("fr").loc["Clics", "Gardé"] == "4"
    for words in ("Dans le fichier", "Mis de côté", "oui"):
        assert words in account.plain("fr")
        assert words in account.html("fr")


def test_a_gap_is_seen() -> None:
    table = pd.DataFrame({"in_file": [5.0], "kept": [4.0], "aside": [0.0], "holds": [False]}, index=["reach"])
    assert not Reconciliation(table)
    assert "no" in Reconciliation(table).plain("en")
