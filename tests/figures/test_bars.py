"""What one would lose: bars from zero, with what is sure filled and what is not an outline."""

from __future__ import annotations

import math

from cmkit.figures.bars import Bar, Bars
from cmkit.figures.marks import WIDTH, Box, Line, Text


def boxes(*rows):
    return [mark for mark in marks(*rows) if isinstance(mark, Box)]


def marks(*rows):
    return Bars("Reach", rows, "People reached", "en").drawn().panels[0].marks


def test_a_bar_is_as_long_as_its_value():
    short, long = boxes(Bar("a", 10, 10, "10"), Bar("b", 40, 40, "40"))
    assert long.width == 4 * short.width
    assert long.x == short.x


def test_bounds_are_an_outline_beyond_what_is_sure_and_no_bound_is_none():
    sure, beyond = boxes(Bar("a", 10, 40, "10 to 40"))
    assert (sure.fill, beyond.fill) == ("met", "missed")
    assert sure.x + sure.width == beyond.x
    assert len(boxes(Bar("a", 10, math.nan, "at least 10"))) == 1


def test_a_loss_goes_left_of_zero():
    loss, gain = boxes(Bar("a", -10, -10, "−10"), Bar("b", 10, 10, "10"))
    zero = next(mark for mark in marks(Bar("a", -10, -10, "−10"), Bar("b", 10, 10, "10"))
                if isinstance(mark, Line)).x1  # fmt: skip
    assert loss.x + loss.width == gain.x == zero


def test_long_words_stay_on_the_canvas_and_no_rows_are_no_bars():
    words = [mark for mark in marks(Bar("name " * 40, 1, 1, "value " * 40)) if isinstance(mark, Text)]
    assert all(mark.x <= WIDTH for mark in words)
    assert any("…" in mark.words for mark in words)
    assert boxes() == []


def test_one_bar_is_as_tall_as_its_row_and_its_headings():
    assert Bars("Reach", (Bar("Result 1", 5000, 5000, "5,000"),), "Reach", "en").drawn().tall == 114
