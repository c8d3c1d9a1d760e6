"""What one would lose: steps in their order, walked either way with the same rates."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cmkit import errors
from cmkit.answers.plan.chains import Odds, amount_odds, backward, chain_of, forward, rate_odds, with_price

CHAIN = chain_of({"clicks": 0.01, "leads": 0.05, "sales": 0.2})


def last(found):
    return {step: float(drawn[-1]) for step, drawn in found.items()}


def test_a_price_of_any_step_walks_both_ways_from_it():
    chain = with_price(CHAIN, None, 0.5)
    assert last(forward(chain, 500, 0)) == pytest.approx(
        {"reach": 100_000, "clicks": 1000, "leads": 50, "sales": 10, "budget": 500}
    )
    assert list(forward(chain, 500, 0)) == ["reach", "clicks", "leads", "sales", "budget"]


def test_without_a_price_there_is_no_budget():
    assert "budget" not in backward(CHAIN, np.array([10.0]), 0)
    with pytest.raises(errors.MissingColumnError, match="reach"):
        forward(CHAIN, 500, 0)


def test_another_rate_leaves_the_chain_and_its_price_as_they_are():
    chain = with_price(CHAIN, 5, None)
    moved = chain.with_rate("sales", 0.4)
    assert (moved.price, moved.priced, moved.by_thousand) == (chain.price, "reach", True)
    assert (moved.rates["sales"].value, chain.rates["sales"].value) == (0.4, 0.2)


def test_the_first_step_of_a_chain_is_the_reach():
    chain = chain_of({"clicks": 0.01, "leads": (40, 500), "sales": 0.1})
    assert chain.steps == ("reach", "clicks", "leads", "sales")


def test_a_rate_may_be_named_or_not():
    assert rate_odds("sales", {"hits": 12, "trials": 400}) == rate_odds("sales", (12, 400))
    assert rate_odds("sales", {"low": 0.1, "high": 0.2}).kind == "range"
    assert rate_odds("sales", {"rate": 0.1}) == Odds(0.1)
    assert rate_odds("sales", Odds(0.3)) == Odds(0.3)


def test_draws_are_the_same_for_a_seed_and_a_place_and_never_zero():
    nothing = Odds(0.0, "counts", 300)
    assert (nothing.draws(0, 1) == nothing.draws(0, 1)).all()
    assert (nothing.draws(0, 1) != nothing.draws(0, 2)).any()
    assert nothing.draws(0, 1).min() > 0


def test_a_rate_that_is_moved_is_known_as_well_as_before():
    moved = Odds(0.2, "range", low=0.1, high=0.3).at(0.4)
    assert (moved.low, moved.high) == pytest.approx((0.2, 0.6))
    assert Odds(0.03, "counts", 400).at(0.06).trials == 400


@pytest.mark.parametrize("given", [0, -1, None, math.nan, (0, 5), (5, 4)])
def test_a_price_is_above_zero(given):
    with pytest.raises(errors.BadValueError, match="aov"):
        amount_odds("aov", given)


def test_a_rate_of_two_counts_or_two_bounds_and_a_price_of_two_bounds():
    measured = rate_odds("sales", (12, 400))
    assert (measured.value, measured.kind, measured.trials) == (0.03, "counts", 400)
    assert rate_odds("sales", (0.02, 0.04)).kind == "range"
    assert amount_odds("aov", (40, 60)).value == 50


def test_rates_may_be_typed_in_percent():
    assert rate_odds("sales", ("1 %", "2 %")) == rate_odds("sales", (0.01, 0.02))
