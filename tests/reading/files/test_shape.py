"""A line is told from a text by the shape of the rows around it."""

from __future__ import annotations

import pytest

from cmkit.reading.files.shape import Shape, usual_width

ROWS = [
    [str(10**9 + i), f"Un titre {i}", ("Photo", "Reel")[i % 2], f"2026-01-{i + 1:02}", f"{i},5%"]
    for i in range(20)
]
SHAPE = Shape(5, ROWS)


def test_a_row_is_told_by_its_days_and_numbers() -> None:
    assert SHAPE.fits(["1", "Hello", "Film", "2026-02-03", "7%"])
    assert SHAPE.fits(["1", "", "", "2026-02-03", "-"]), "what says nothing does not count"
    assert not SHAPE.fits(["1", "Hello", "Photo", "2026-02-03"])
    assert not SHAPE.fits(["one", "Hello", "Photo", "two", "7%"])
    assert not Shape(2, [["a", "b"]]).fits(["c", "d"]), "words alone tell nothing"


def test_closely_means_codes_too() -> None:
    assert SHAPE.fits_closely(["1", "Hello", "Film", "2026-02-03", "7%"])
    assert not SHAPE.fits_closely(["1", "Hello", "un film", "2026-02-03", "7%"])


def test_the_ends_of_a_row_are_told() -> None:
    assert SHAPE.begins(["1", "Hello"])
    assert not SHAPE.begins(["one", "Hello"])
    assert SHAPE.ends(["you", "Photo", "2026-02-03", "7%"])
    assert not SHAPE.ends(["you", "Photo", "two", "7%"])


@pytest.mark.parametrize(
    ("cells", "whole"),
    [
        (["1", "a", " b", "Photo", "2026-02-03", "7%"], ["1", "a, b", "Photo", "2026-02-03", "7%"]),
        (["1", "a", "Photo", "2026-02-03", "7", "5%"], None),
        (["1", "a", "Photo", "x", "y", "7%"], None),
    ],
)
def test_a_split_text_is_whole_where_there_is_one_way(cells: list[str], whole: list[str] | None) -> None:
    assert SHAPE.one_row(cells, ",") == whole


def test_one_number_that_lost_its_quotes_is_not_guessed() -> None:
    shape = Shape(3, [[f"Un titre {i}", "2026-01-01", str(i)] for i in range(9)])
    assert shape.one_row(["a", "2026-01-01", "1", "234"], ",") is None
    assert Shape(2, [["un titre", "5"]] * 3).one_row(["a", "1", "234"], ",") is None


def test_the_usual_width_is_that_of_most_rows() -> None:
    assert usual_width([["title"], ["a", "b"], ["c", "d"], ["e", "f", "g"]]) == 2
    assert usual_width([["title"]]) == 0
