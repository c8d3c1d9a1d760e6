"""What one would lose: what a test shows, what it does not show, in words and in a picture."""

from __future__ import annotations

import math

import cmkit as cm
from cmkit.answers.lift.statement import HeldOut, bars, statement
from cmkit.statements.statement import Grid

FOUND = cm.lift(90_000, 1200, 10_000, 100, revenue_per_conversion=50, spend=3000, margin=0.4)


def test_what_is_not_known_has_no_row_in_the_sheet():
    bare = cm.lift(90_000, 1200, 10_000, 100)
    rows = {kind: next(p for p in made.statement.parts if isinstance(p, Grid)).rows
            for kind, made in (("money", FOUND), ("bare", bare))}  # fmt: skip
    assert (len(rows["money"]), len(rows["bare"])) == (6, 4)


def test_the_picture_sets_what_came_on_top_beside_what_would_have_come_anyway():
    anyway, added = bars(FOUND).rows
    assert (anyway.low, anyway.high) == (900, 900)
    assert (added.low, added.high) == tuple(FOUND.interval)
    assert added.said.text("en").startswith("300")


def test_a_value_says_the_same_without_the_class_that_shows_it():
    assert isinstance(FOUND, HeldOut)
    assert statement(FOUND).kind == "lift"
    assert "not both stated" in cm.lift(90_000, 1200, 10_000, 100).text("en")
    assert "margin" in cm.lift(90_000, 1200, 10_000, 100, 50, 3000).text("en")


def test_why_there_is_no_money_is_kept_without_a_language():
    assert cm.lift(9, 3, 9, 1).why.key == "returning.lift_no_money"
    assert cm.lift(9, 3, 9, 1, 5, 0).why.key == "returning.zero_cost"
    assert cm.lift(9, 3, 9, 1, 5, 10).why is None


def test_there_is_no_share_of_nothing():
    assert math.isnan(cm.lift(9000, 90, 1000, 0).relative)
