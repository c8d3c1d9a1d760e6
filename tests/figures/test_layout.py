"""The columns stand side by side, whatever the words."""

from __future__ import annotations

import itertools

import pytest

from cmkit.figures.layout import LEAST_BAR, WIDTH, Row, Side, layout
from tests.figures.made_results import LONG, hard_pictures, picture, results

PICTURES = {(lang, name): shown for lang in ("en", "fr") for name, shown in hard_pictures(lang).items()}


@pytest.mark.parametrize("which", PICTURES, ids="-".join)
def test_columns_follow_each_other_from_left_to_right(which):
    place = layout(PICTURES[which])
    across = [
        0, place.names, place.rate[0], place.rate[1], place.rate_values, place.edges[1],
        place.kpi[0], place.kpi[1], place.kpi_values, place.status, place.edges[2],
        *place.ranks, WIDTH,
    ]  # fmt: skip
    assert all(a < b for a, b in itertools.pairwise(across))
    assert place.rate[1] - place.rate[0] >= LEAST_BAR * 0.9
    assert place.kpi[1] - place.kpi[0] >= LEAST_BAR * 0.9


def test_short_names_leave_their_room_to_the_bars():
    short, long = layout(picture(results(3), target=400)), layout(picture(results(3, LONG), target=400))
    assert short.names < long.names / 2
    assert short.rate[1] - short.rate[0] > 1.5 * (long.rate[1] - long.rate[0])


@pytest.mark.parametrize(
    ("rank", "leads"), [("1", True), ("1=", True), ("2", False), ("10", False), ("", False)]
)
def test_the_first_leads_alone_or_with_others(rank, leads):
    side = Side(0, 1, "1")
    assert Row("a", side, side, "", "", 0, 0, rank, "3", "same").leads_by_rate is leads
    assert Row("a", side, side, "", "", 0, 0, "3", rank, "same").leads is leads
