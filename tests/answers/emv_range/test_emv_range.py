"""What one would lose: an advertising equivalent that passes for money."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.emv_range.emv_range import EmvRange
from cmkit.desk.lab import three_results
from cmkit.statements.statement import Picture

LIKES = pd.DataFrame({"likes": [1000]})


def test_w45_a_thousand_likes_at_ten_cents():
    """W45 sproutsocial.com: 1,000 likes x 0.10 is 100; a cent for each makes it 10."""
    found = cm.emv_range(LIKES, {"Sprout's example": {"cpc_price": 0.10}, "a tenth": {"cpc_price": 0.01}})
    assert (found.low, found.high) == (10, 100)


def test_e1_a_cpm_is_the_price_of_a_thousand():
    """E1 calculator.academy: 20,000 impressions at 2.45, 2 % of them, are 0.98 and not 980."""
    found = cm.emv_range(pd.DataFrame({"impressions": [20_000]}), {"page": {"cpm_price": 2.45 * 0.02}})
    assert found.high == pytest.approx(0.98)


def test_the_list_makes_the_value_and_each_is_named():
    found = cm.emv_range(
        three_results("en"), {"low": {"cpc_price": 0.05}, "high": {"cpc_price": 2, "multiplier": 3}}
    )
    assert found.table.price_list.tolist() == ["low", "high"]
    assert found.high > 40 * found.low
    assert "low: " in found.text("en")
    assert "ne décide de rien" in found.text("fr")


def test_no_list_is_built_in():
    with pytest.raises(errors.BadValueError, match="none is built in"):
        cm.emv_range(LIKES, {})


@pytest.mark.parametrize(
    ("prices", "error"),
    [
        ({"cpc": 1}, errors.UnknownNameError),
        ({"cpc_price": -1}, errors.BadValueError),
        ({}, errors.BadValueError),
        (5, errors.BadValueError),
        ({"cpm_price": 1}, errors.MissingColumnError),
        ({"cpc_price": "x"}, TypeError),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(prices, error):
    with pytest.raises(error):
        cm.emv_range(LIKES, {"list": prices})


def test_it_does_not_add_up_with_money():
    found = cm.emv_range(LIKES, {"list": {"cpc_price": 1}})
    for put in (float, lambda each: each + 1, lambda each: sum([each])):
        with pytest.raises(errors.NotMoneyError):
            put(found)


def test_what_is_not_known_makes_each_value_a_least():
    known = pd.DataFrame({"likes": [1000, None]})
    found = cm.emv_range(known, {"a cent": {"cpc_price": 0.01}})
    assert found.low == 10
    assert "is not known for 1 result: each value is the least" in found.text("en")
    assert "inconnue pour 1 résultat" in found.text("fr")


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
    priced = EmvRange(pd.DataFrame({"value": [3.0, 1.0, 2.0]}))
    assert (priced.low, priced.high) == (1, 3)


def test_prices_are_typed_as_people_type_them_and_state_the_currency():
    found = cm.emv_range({"likes": [1000]}, {"a": {"cpc_price": "0,50 €"}, "b": {"cpc_price": 1}})
    assert (found.low, found.high, found.currency) == (500, 1000, "EUR")
    with pytest.raises(errors.MoneyMismatchError):
        cm.emv_range({"likes": [1]}, {"a": {"cpc_price": "1 €"}}, currency="USD")
