"""What one would lose: sums that tell nothing from zero, and rates that are pooled."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from cmkit.answers.outreach.counting import acts_of, rate, total


def test_nothing_known_is_not_zero():
    assert math.isnan(total(pd.Series([math.nan])))
    assert math.isnan(rate(pd.Series([1.0]), pd.Series([math.nan])))
    assert math.isnan(rate(pd.Series([1.0]), None))


def test_a_rate_is_a_sum_over_a_sum_of_the_rows_that_know_both():
    acts, reach = pd.Series([10.0, 5.0, math.nan]), pd.Series([100.0, math.nan, 900.0])
    assert rate(acts, reach) == pytest.approx(0.1)


def test_a_count_of_interactions_goes_before_its_parts_and_link_clicks_stand_in_for_clicks():
    assert acts_of(pd.DataFrame({"interactions": [9], "likes": [5]})) == ["interactions"]
    assert acts_of(pd.DataFrame({"likes": [5], "link_clicks": [2]})) == ["likes", "link_clicks"]
    assert acts_of(pd.DataFrame({"clicks": [3], "link_clicks": [2]})) == ["clicks"]
