"""What one would lose: euros added to dollars, a margin with VAT set against a cost without."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.given.money import Money, as_money, mismatches, one_currency, stated

AMOUNTS = st.floats(-1e9, 1e9)


@given(AMOUNTS, AMOUNTS)
def test_alike_amounts_add_and_subtract(a, b):
    one, other = Money(a, "eur", vat="TTC"), Money(b, "EUR", vat="included")
    assert (one + other).amount == a + b
    assert (one - other).amount == a - b


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (Money(1), []),
        (Money(1, "EUR"), []),
        (Money(1, "USD"), ["currency"]),
        (Money(1, vat="HT"), ["vat"]),
        (Money(1, period=("2026-04-01", "2026-06-30")), ["period"]),
        (Money(1, per="month"), ["per"]),
        (Money(1, "USD", "TTC", ("2026-04-01", "2026-06-30")), ["currency", "vat", "period"]),
    ],
)
def test_what_keeps_two_amounts_apart_is_named(other, found):
    one = Money(1, "EUR", period=("2026-01-01", "2026-03-31"))
    assert mismatches(one, other) == mismatches(other, one) == found
    if found:
        with pytest.raises(errors.MoneyMismatchError):
            one + other


@pytest.mark.parametrize("other", [5, 5.0, "5", None])
def test_money_and_a_bare_number_do_not_add(other):
    with pytest.raises(errors.MoneyMismatchError):
        Money(1) + other
    with pytest.raises(TypeError):
        other + Money(1)


def test_a_currency_of_one_side_only_is_kept_unstated_in_the_other():
    assert as_money("cost", 12) == Money(12)
    assert as_money("cost", None) is None
    assert as_money("cost", math.nan) is None
    assert as_money("gain", -3, minimum=None) == Money(-3)


@pytest.mark.parametrize(
    "call",
    [
        lambda: Money("twelve"),
        lambda: Money("1.200"),
        lambda: Money("5 €", "USD"),
        lambda: Money("5 € HT", vat="TTC"),
        lambda: Money(1, per="week"),
        lambda: Money(5, 5),
        lambda: Money(5) * "x",
        lambda: as_money("cost", "soon"),
        lambda: Money(math.inf),
        lambda: Money(math.nan),
        lambda: Money(1, vat="net"),
        lambda: Money(1, period=("2026-02-01", "2026-01-01")),
        lambda: Money(1, period="2026"),
        lambda: Money(1, period=("2026-13-01", "2026-14-01")),
        lambda: as_money("cost", -1),
        lambda: as_money("cost", Money(-1)),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_amounts_that_cannot_be_are_refused_in_a_sentence(call, lang):
    with pytest.raises(errors.CmkitError) as refused:
        call()
    assert len(refused.value.in_language(lang)) > 30


@pytest.mark.parametrize("word", ["€", "eur", "euros", " EUR "])
def test_a_currency_is_one_under_all_its_names(word):
    assert Money(5, word) == Money("5 €") == Money(5, "EUR")
    assert (Money(5, word) + Money(1, "EUR")).amount == 6


@pytest.mark.parametrize("given", [1200, "1200", "1 200", Decimal(1200), np.int64(1200), np.float64(1200)])
def test_an_amount_is_money_however_it_is_typed(given):
    assert as_money("cost", given) == Money(given) == Money(1200)
    assert as_money("cost", "1 200 € HT / mois") == Money(1200, "EUR", "HT", per="month")
    assert as_money("cost", "") is None


def test_there_is_one_currency_or_none_and_two_are_refused():
    assert (one_currency(["EUR", None]), one_currency([None, ""])) == ("EUR", None)
    with pytest.raises(errors.MoneyMismatchError, match="USD"):
        one_currency(["EUR", "USD"])


def test_what_is_stated_can_be_read():
    money = Money(1, period=(date(2026, 1, 1), "2026-03-31"))
    assert stated(money, "period") == "2026-01-01 – 2026-03-31"
    assert stated(money, "vat") == "?"


@pytest.mark.parametrize("currency", [3, 2.5, ["EUR"], {"EUR": 1}])
def test_a_currency_that_is_no_text_is_refused(currency):
    with pytest.raises(errors.CmkitError, match="text"):
        cm.Money(3, currency)
    with pytest.raises(errors.CmkitError, match="text"):
        cm.emv_range(cm.three_results("en"), {"one": {"cpc_price": 0.5}}, currency)
