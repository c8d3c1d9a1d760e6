"""Names keep what tells them apart, and never take more room than they are given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from cmkit.figures.fitting import fitted, shortened, told_apart, width

LATIN = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="\x7f"), min_size=1, max_size=60
)


@given(LATIN, st.floats(30, 300))
def test_a_fitted_name_is_within_its_room(words, room):
    assert width(fitted(words, room, 11), 11) <= room or len(fitted(words, room, 11)) <= 1


@given(LATIN)
def test_a_name_with_room_enough_is_left_as_it_is(words):
    assert fitted(words, width(words, 11), 11) == words


def test_no_space_stands_before_or_after_the_ellipsis():
    for longest in range(4, 40):
        short = shortened("Jeu concours du lundi 12 janvier à Paris", longest)
        assert " …" not in short
        assert "… " not in short
        assert len(short) <= longest


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "Publication du 12 janvier",
        "What the objective says: notoriety",
        "10,66\u00a0%",
        "1\u202f234\u202f567,00\u00a0€",
    ],
)
def test_the_width_is_about_what_matplotlib_draws(words, bold):
    """Too small, texts would meet; too large, bars would be short for nothing."""
    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")
    drawn = TextPath((0, 0), words, size=11, prop=font).get_extents().width
    assert drawn <= width(words, 11, bold) * 1.02
    assert width(words, 11, bold) <= drawn * 1.2


def test_names_that_differ_after_a_long_common_start_stay_apart():
    names = [f"Publication de la campagne de printemps, jour {n}, avec un jeu concours" for n in range(20)]
    assert len(set(told_apart(names, 120, 10.5))) == 20


def test_names_are_shortened_in_the_middle_and_a_start_they_share_is_left_out():
    assert (round(width("483", 10), 1), width("", 10)) == (19.5, 0)
    assert shortened("Publication du lundi 12 janvier", 16) == "Publicati…anvier"
    assert fitted("Publication du lundi 12 janvier", 100, 10) == "Publicatio…janvier"
    names = ["Publication du 12 janvier, suite", "Publication du 13 janvier, suite"]
    assert told_apart(names, 80, 10) == ["…12 jan…suite", "…13 jan…suite"]


def test_a_name_that_was_cut_at_its_end_is_not_cut_in_its_middle_too():
    assert shortened("A text that was cut where it was too lo…", 12) == "A text that…"
    assert shortened("A text that was cut and is there twice… (2)", 14) == "A text th… (2)"
