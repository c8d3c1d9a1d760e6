"""Cells by what their column holds: in a unit, in words, never as pandas or Python write them."""

from __future__ import annotations

import math
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from cmkit.errors import BadValueError
from cmkit.language.facts import Number, written
from cmkit.statements.known_cells import cell, cut


@pytest.mark.parametrize(
    ("value", "kind", "row", "words"),
    [
        (1234, "in count", {}, "1\u202f234"),
        (0.5, "in minutes", {}, "0,5\u00a0min"),
        (2.5, "passage", {}, "×\u00202,5"),
        (1.25, "percent", {}, "125\u00a0%"),
        (0.05, "measured", {"unit": "ratio"}, "5,00\u00a0%"),
        (4, "measured", {"unit": None, "kpi": "cpc"}, "4,00"),
        (265.7, "measured", {"unit": "count"}, "266"),
        (12.5, "measured", {}, "12,5"),
        ("many", "measured", {"column": "clicks"}, "many"),
        (2.4, "estimate", {}, "2,4"),
        (123456789012345, "words", {}, "123456789012345"),
        (True, "truth", {}, "Oui"),
        (np.False_, "truth", {}, "Non"),
        (math.nan, "in ratio", {}, "–"),
        (None, "status", {}, "–"),
        (pd.NA, "own", {}, "–"),
        (pd.NaT, "date", {}, "–"),
        ("", "missing", {}, "–"),
        (datetime(2026, 1, 5, 12, 28), "date", {}, "5 janvier 2026, 12:28"),
        (pd.Timestamp("2026-01-05"), None, {}, "5 janvier 2026"),
        ("reach/money", "unit", {}, "Portée / montant"),
        ("clicks + shares", "unit", {}, "Clics + partages"),
        ("acts/money", "unit", {}, "Actions / montant"),
        ("clicks", "name", {}, "Clics"),
        ("May: reach", "name", {}, "May\u00a0: Portée"),
        ("target, owner", "lacking", {}, "Cible, responsable"),
        ([("reach", 2), "clicks"], "lacking", {}, "Portée (2), clics"),
        ([], "lacking", {}, "–"),
        ("instagram, mine", "platform", {}, "Instagram, mine"),
        (Number(12), "words", {}, "12"),
    ],
)
def test_a_cell_is_written(value, kind, row, words):
    assert written(cell(value, kind, row), "fr") == words


def test_an_error_says_its_sentence_in_the_language_of_the_page():
    error = BadValueError("not_above_zero", name="visits", value="0", where="")
    assert written(cell(error, None, {}), "fr") == error.in_language("fr")


def test_a_text_is_one_line_and_is_cut():
    assert cut("one\n two") == "one two"
    assert cut("abcdef", 4) == "abc…"
