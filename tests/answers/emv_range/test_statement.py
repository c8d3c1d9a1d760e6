"""What one would lose: a range that is read as money won, or a list whose value is not shown."""

from __future__ import annotations

import pandas as pd

import cmkit as cm
from cmkit.answers.emv_range.statement import Priced
from cmkit.statements.statement import Picture

FOUND = cm.emv_range(
    pd.DataFrame({"likes": [1000]}), {"low": {"cpc_price": 0.01}, "high": {"cpc_price": 0.1}}, "EUR"
)


def test_each_list_has_its_value_in_the_sentence_in_the_sheet_and_in_the_picture():
    assert "low: €10.00; high: €100.00" in FOUND.text("en")
    assert FOUND.sheets("en")["table"].iloc[:, 1].tolist() == [10, 100]
    drawn = next(part.shown for part in FOUND.statement.parts if isinstance(part, Picture))
    assert [(bar.name, bar.high) for bar in drawn.rows] == [("low", 10), ("high", 100)]


def test_a_value_knows_the_formula_that_it_comes_from():
    assert FOUND.amount(10).source.formula == "emv"
    assert (FOUND.low, FOUND.high) == (10, 100)


def test_the_range_goes_from_the_cheapest_list_to_the_dearest():
    priced = Priced(pd.DataFrame({"value": [3.0, 1.0, 2.0]}))
    assert (priced.low, priced.high) == (1, 3)
