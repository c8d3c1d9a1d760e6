"""What one would lose: a rate taken for surer than what it was measured on."""

from __future__ import annotations

import math

import pytest

from cmkit import errors
from cmkit.answers.plan.odds import Odds, amount_odds, rate_odds


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
