"""What one would lose: steps in their order, walked either way with the same rates."""

from __future__ import annotations

import numpy as np
import pytest

from cmkit import errors
from cmkit.answers.plan.chains import backward, chain_of, forward, with_price

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
