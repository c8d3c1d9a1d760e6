"""What one would lose: money won on top where money was never stated alike."""

from __future__ import annotations

import math

import cmkit as cm


def test_why_there_is_no_money_is_kept_without_a_language():
    assert cm.lift(9, 3, 9, 1).why.key == "returning.lift_no_money"
    assert cm.lift(9, 3, 9, 1, 5, 0).why.key == "returning.zero_cost"
    assert cm.lift(9, 3, 9, 1, 5, 10).why is None


def test_there_is_no_share_of_nothing():
    assert math.isnan(cm.lift(9000, 90, 1000, 0).relative)
