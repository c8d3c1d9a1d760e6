"""What is drawn: legible in grey and by the colour-blind, and the same bars, lines and texts everywhere."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from cmkit.desk.lab import three_results
from cmkit.figures.marks import (
    COLOURS,
    WIDTH,
    Box,
    Line,
    Text,
    fitted,
    shortened,
    told_apart,
    width,
    writable,
)
from cmkit.figures.picture import height, panels
from tests.figures.made_results import picture, results

LEAST_GREY = 20
"""Of 100 levels of lightness (CIE L*), how far apart two statuses must be."""

SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}
"""How colours are seen, on linear RGB (Machado, Oliveira and Fernandes, 2009)."""


def linear(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lightness(rgb):
    luminance = min(max(sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), rgb, strict=True)), 0), 1)
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def seen(colour, sight):
    return [sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SIGHTS[sight]]


def marks(shown, kind):
    return [mark for panel in panels(shown) for mark in panel.marks if isinstance(mark, kind)]


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_three_statuses_differ_in_lightness_for_every_eye(sight):
    fills = [COLOURS["met"], COLOURS["near"], "#ffffff"]
    assert COLOURS["missed"] == "none"
    for one, other in itertools.combinations(fills, 2):
        assert abs(lightness(seen(one, sight)) - lightness(seen(other, sight))) >= LEAST_GREY


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
@pytest.mark.parametrize("fill", ["met", "near", "rate", "", "up", "down"])
def test_bars_and_lines_stand_out_on_a_light_and_on_a_dark_page(fill, page):
    assert abs(lightness(linear(COLOURS[fill])) - lightness(linear(page))) >= LEAST_GREY


def test_who_is_overtaken_is_dashed_and_not_only_another_colour():
    slopes = {mark.stroke: mark.dashed for mark in marks(picture(three_results("en"), target=400), Line)}
    assert (slopes["down"], slopes["up"]) == (True, False)


def test_the_three_results_have_their_bars_and_the_target_where_they_belong():
    shown = picture(three_results("en"), target=400)
    rate, kpi, _ = panels(shown)
    bars = [mark for mark in kpi.marks if isinstance(mark, Box)]
    assert [bar.fill for bar in bars] == ["missed", "met", "met"]
    assert [bar.width / bars[2].width for bar in bars] == [pytest.approx(0.05), pytest.approx(0.966), 1]
    line = next(mark for mark in kpi.marks if isinstance(mark, Line) and mark.dashed)
    assert line.x1 == line.x2 == pytest.approx(bars[2].x + 0.8 * bars[2].width)
    rates = [mark.width for mark in rate.marks if isinstance(mark, Box)]
    assert rates[0] == rates[1] == pytest.approx(rates[2] / 0.50541, rel=1e-3)


def test_a_value_of_zero_has_no_bar_and_a_tiny_one_can_be_seen():
    shown = picture(results(3).assign(clicks=[0, 1, 10**6]), target=10**6)
    assert sorted(round(bar.width, 1) for bar in marks(shown, Box) if bar.fill in ("met", "missed"))[0] == 1.5
    assert len([bar for bar in marks(shown, Box) if bar.fill in ("met", "missed")]) == 2


@pytest.mark.parametrize("target", [0, 1, 10**6, 9_000_000_000])
def test_the_words_of_the_target_are_never_cut(target):
    shown = picture(results(3), "fr", target=target)
    words = next(mark for mark in marks(shown, Text) if mark.words == shown.target_text)
    half = width(words.words, words.size, True) / 2
    assert words.words.endswith(f"{target:,}".replace(",", "\u202f"))
    assert panels(shown)[1].left <= words.x - half
    assert words.x + half <= panels(shown)[1].right


def test_the_picture_is_as_tall_as_its_rows():
    assert height(picture(results(2))) < 170
    assert height(picture(results(20))) < 640
    assert panels(picture(results(2)))[2].right == WIDTH


def test_what_a_picture_cannot_hold_is_marked():
    assert writable("a\x00b\x7f") == "a\ufffdb\ufffd"


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
