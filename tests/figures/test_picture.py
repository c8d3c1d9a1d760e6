"""The data of the picture says what the verdict says: nothing is drawn that was not judged."""

from __future__ import annotations

import itertools
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmkit.desk.lab import three_results
from cmkit.figures.marks import WIDTH
from cmkit.figures.picture import LEAST_BAR, Row, Side, layout
from tests.figures.made_results import COUNTS, LONG, hard_pictures, opinions, picture, results


def test_the_three_results_are_told_as_the_article_tells_them():
    shown = picture(three_results("fr"), "fr", target=400)
    assert [row.name for row in shown.rows] == ["Résultat 1", "Résultat 2", "Résultat 3"]
    assert [row.by_rate.text for row in shown.rows] == ["10,66\u00a0%", "10,66\u00a0%", "5,39\u00a0%"]
    assert [round(row.by_rate.end, 4) for row in shown.rows] == [1, 1, 0.5054]
    assert [row.by_kpi.text for row in shown.rows] == ["25", "483", "500"]
    assert [row.by_kpi.end for row in shown.rows] == [0.05, 0.966, 1.0]
    assert [row.status_text for row in shown.rows] == ["manqué", "atteint", "atteint"]
    assert [(row.rank_by_rate, row.rank) for row in shown.rows] == [("1=", "3"), ("1=", "2"), ("3", "1")]
    assert [(row.place_by_rate, row.place) for row in shown.rows] == [(1, 2), (0, 1), (2, 0)]
    assert [row.move for row in shown.rows] == ["down", "down", "up"]
    assert (shown.target, shown.target_text) == (0.8, "cible 400")


def test_a_french_picture_has_french_words_and_spaces():
    shown = picture(three_results("fr"), "fr", target=4000)
    assert shown.kpi_title == "Ce que dit l’objectif\u00a0: trafic"
    assert shown.target_text == "cible 4\u202f000"
    assert (shown.rate_made_of, shown.kpi_name) == ("interactions / portée", "clics")
    assert shown.ranks_ends == ("selon le taux", "selon l’objectif")


def test_an_english_picture_has_english_words():
    shown = picture(three_results("en"), "en", target=4000)
    assert (shown.kpi_title, shown.target_text) == ("What the objective says: traffic", "target 4,000")
    assert (shown.rate_made_of, shown.kpi_name) == ("interactions / reach", "clicks")


def test_results_that_all_tie_share_the_first_rank_and_none_moves():
    shown = picture(results(4).assign(**dict.fromkeys(COUNTS, 10)), target=10)
    assert {(row.rank_by_rate, row.rank, row.move) for row in shown.rows} == {("1=", "1=", "same")}
    assert [row.place for row in shown.rows] == [0, 1, 2, 3]
    assert shown.ranks_key == ""


def test_a_missing_value_has_no_bar_and_moves_nobody():
    table = results(3).assign(
        reach=[10, 100, 1000], likes=1, shares=0, comments=0, clicks=[math.nan, 2.0, 1.0]
    )
    first, second, third = picture(table, target=2).rows
    assert math.isnan(first.by_kpi.end)
    assert (first.by_kpi.text, first.status, first.place, first.rank) == ("–", "", None, "")
    assert [row.move for row in (first, second, third)] == ["same", "same", "same"]


def test_values_below_zero_go_left_of_the_zero_line():
    shown = picture(opinions(), "en", "image", kpi="net_sentiment", target=0.2)
    assert shown.kpi_zero == pytest.approx(0.5)
    assert [(row.by_kpi.start, row.by_kpi.end) for row in shown.rows] == [
        (0.5, pytest.approx(0)), (0.5, 0.5), (0.5, pytest.approx(1))
    ]  # fmt: skip


def test_without_a_target_there_is_no_line_and_no_status():
    shown = picture(results(3))
    assert math.isnan(shown.target)
    assert (shown.target_text, {row.status for row in shown.rows}) == ("", {""})


def test_without_a_rate_the_picture_says_so():
    shown = picture(results(3)[["result", "clicks"]], "fr", target=10)
    assert shown.rate_made_of == shown.ranks_ends[0] == "aucun taux calculable"
    assert [row.place_by_rate for row in shown.rows] == [None] * 3


def test_the_direction_is_said_where_less_is_better():
    table = results(3).rename(columns={"clicks": "link_clicks"}).assign(spend=[9, 9, 9])
    assert picture(table, "fr", kpi="cpc", target=0.1).kpi_note == "moins, c’est mieux"
    assert picture(results(3), "fr").kpi_note == ""


def test_beyond_twenty_the_best_are_shown_and_the_rest_is_counted():
    shown = picture(results(261), "en", target=400)
    assert [int(row.rank.rstrip("=")) for row in shown.rows] == sorted(
        int(row.rank.rstrip("=")) for row in shown.rows
    )
    assert (len(shown.rows), shown.rows[0].place, shown.more) == (20, 0, shown.more)
    assert shown.more == "The 10 best and the 10 worst; 241 others."
    assert shown.rows[-1].rank.rstrip("=") != "20"


def test_a_result_moves_among_all_results_and_not_only_among_those_shown():
    """Rank 29 by rate and 14 by the objective is a gain, even where others of the 20 gain more."""
    for row in picture(results(261), "en", target=400).rows:
        before, after = int(row.rank_by_rate.rstrip("=")), int(row.rank.rstrip("="))
        assert abs(before - after) < 5 or row.move == ("up" if after < before else "down")


def test_a_tie_with_a_result_that_is_not_shown_is_still_a_tie():
    shown = picture(results(21).assign(clicks=5), target=5)
    assert {row.rank for row in shown.rows} == {"1="}


def test_a_number_too_long_to_be_read_is_a_power_of_ten():
    shown = picture(results(2).assign(clicks=[1.5e25, 3.0]), "en", target=2)
    assert [row.by_kpi.text for row in shown.rows] == ["1.5E25", "3"]


def test_a_name_with_characters_that_xml_cannot_hold_is_marked():
    shown = picture(pd.DataFrame({"result": ["a\x00b"], "clicks": [1]})).drawn()
    assert "a\ufffdb" in shown.svg()
    assert "a\ufffdb" in [text.get_text() for axes in shown.figure().axes for text in axes.texts]


COUNT = st.one_of(st.integers(0, 10**9), st.just(0), st.none())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*[COUNT] * 5), min_size=1, max_size=24), st.one_of(st.none(), st.integers(0, 10**9))
)
def test_bars_stay_on_their_axis_and_places_are_a_permutation(counts, target):
    table = pd.DataFrame(counts, columns=list(COUNTS)).astype(float)
    table["clicks"] = table["clicks"].fillna(1.0)
    shown = picture(table.assign(result=[f"R{n}" for n in range(len(table))]), target=target)
    for bar in [bar for row in shown.rows for bar in (row.by_rate, row.by_kpi)]:
        assert 0 <= bar.start <= 1
        assert math.isnan(bar.end) or 0 <= bar.end <= 1
    places = sorted(row.place for row in shown.rows)
    assert places == list(range(len(shown.rows)))
    by_rate = sorted(row.place_by_rate for row in shown.rows if row.place_by_rate is not None)
    assert by_rate == list(range(len(by_rate)))
    moves = {row.move for row in shown.rows}
    assert len(table) > len(shown.rows) or ("up" in moves) == ("down" in moves)


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
