"""What a follower costs, platform by platform."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.cycle.cycle import cycle


def test_cost_per_fan_and_per_follower_by_platform():
    platforms = {
        "facebook": {"fans": 120, "cost": 300},
        "twitter": {"follows": 40, "spend": 100},
        "x": {"spend": 1},
    }
    costs = cycle({"leads": 1}, platforms=platforms).platforms.set_index("platform")
    assert costs.cost_per_follower.dropna().to_dict() == {"facebook": 2.5, "twitter": 2.5}
    posts = pd.DataFrame(
        {"platform": ["a", "b", "a"], "follows": [5, 0, 5], "spend": [10, 3, 10], "shares": [1, 1, 1]}
    )
    assert cycle(posts).platforms.cost_per_follower.tolist()[0] == 2
    assert math.isnan(cycle(posts).platforms.cost_per_follower.tolist()[1])


def test_what_a_platform_cost_keeps_its_currency_and_two_are_refused():
    spent = {"tiktok": {"net_followers": 40, "spend": cm.Money(100, "EUR")}}
    assert "€2.50 each" in cycle({"leads": 1}, platforms=spent).text("en")
    with pytest.raises(errors.MoneyMismatchError, match="USD"):
        cycle({"leads": 1}, costs=cm.Money(5, "USD"), platforms=spent)
