"""What a follower costs, platform by platform."""

from __future__ import annotations

import math

import pandas as pd

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
