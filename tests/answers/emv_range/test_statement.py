"""What one would lose: that a price list is an opinion, and its value no money."""

from __future__ import annotations

import pandas as pd

import cmkit as cm

LIKES = pd.DataFrame({"likes": [1000]})


def test_each_list_is_a_row_of_a_sheet_and_a_bar():
    found = cm.emv_range(LIKES, {"<b>": {"cpc_price": 0.1}, "dear": {"cpc_price": 1}}, "EUR")
    assert found.sheets("en")["table"]["Value"].tolist() == [100, 1000]
    assert found.figure("fr").get_axes()
    assert "<b>:" not in found.html("en")


def test_one_list_is_told_as_an_opinion():
    said = cm.emv_range(LIKES, {"one": {"cpc_price": 0.1}})
    assert "One list is an opinion" in said.plain("en")
    assert "une opinion" in said.html("fr")
