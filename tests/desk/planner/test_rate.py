"""A slider for a rate: it shows the rate as it is, and tells only what a person moved."""

from __future__ import annotations

import pytest

from cmkit.answers.plan.odds import Odds
from cmkit.desk.planner.rate import RateSlider, ends


@pytest.fixture
def moves():
    return []


@pytest.fixture
def slider(moves):
    return RateSlider("clicks", Odds(0.03, "counts", 400), "fr", moves.append)


@pytest.mark.parametrize(
    ("rate", "powers"),
    [(0.02, (-5, 0)), (1.0, (-5, 0)), (16.5, (-5, 3)), (0.0, (-5, 0)), (3e-8, (-8, 0))],
)
def test_a_rate_can_be_moved_up_to_all_and_beyond_only_where_it_is_beyond(rate, powers):
    assert ends(rate) == powers


def test_the_rate_is_written_with_what_it_rests_on(slider):
    assert slider.says.value == "<b>3,00\u00a0% (12 sur 400)</b>"


def test_showing_another_rate_is_nobodys_move(slider, moves):
    before = slider.slider.value
    slider.show(Odds(0.3))
    assert slider.slider.value == before + 100
    assert moves == []


def test_a_move_is_told_as_a_rate_never_above_the_end(slider, moves):
    slider.slider.value = 300
    slider.slider.value = slider.slider.max
    assert moves == [pytest.approx(0.01), 1.0]


def test_a_rate_of_nothing_stands_at_the_start_and_does_not_break(slider):
    slider.show(Odds(0.0))
    assert slider.slider.value == 0
