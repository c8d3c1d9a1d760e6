"""Text to numbers: a silent factor of a thousand is what a user would lose here."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmkit.language.writing import number
from cmkit.reading.values.number_texts import WORDS, file_mark, read_number, to_numbers

SPACES = ["\u202f", "\u00a0", " "]


def read(*cells: str, **how: object) -> list[float | None]:
    values = to_numbers(pd.Series(list(cells), dtype=object), **how).values  # type: ignore[arg-type]
    return [None if math.isnan(value) else value for value in values]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1938.0", 1938), ("1,438,625", 1438625), ("1\u202f234", 1234), ("1\u00a0234", 1234),
        ("188,97", 188.97),
        ("18,9K", 18900), ("1,2 M", 1200000), ("499K", 499000), ("711 000", 711000), ("15.86%", 0.1586),
        ("62,5 %", 0.625), ("7.48E-6", 7.48e-6), ("1 234,56 €", 1234.56), ("€12.50", 12.5), ("-5", -5),
        ("1.234.567,8", 1234567.8), ("0:05:12", 312), ("12,", None), ("1 23", None), ("802M de vues", None),
    ],
)  # fmt: skip
def test_a_number_as_platforms_write_it(cell: str, value: float | None) -> None:
    assert read(cell) == [pytest.approx(value) if value is not None else None]


@pytest.mark.parametrize("mark", ["-", "--", "undefined", "NAN", "(not set)", "not enough viewers", "N/A"])
def test_withheld_is_neither_missing_nor_zero(mark: str) -> None:
    made = to_numbers(pd.Series([mark, "", "0"], dtype=object))
    assert made.withheld.tolist() == [True, False, False]
    assert not made.bad.any()
    assert made.values[2] == 0


def test_a_lone_mark_is_settled_by_its_column() -> None:
    assert read("1.234", "3.5") == [1.234, 3.5]
    assert read("1.234", "12.345.678") == [1234, 12345678]
    assert read("1,234", "2,5") == [1.234, 2.5]


def test_a_lone_mark_that_nothing_settles_is_said() -> None:
    made = to_numbers(pd.Series(["1.234"], dtype=object), ".", whole=True)
    assert (made.values.tolist(), made.guessed) == ([1234.0], "1.234")
    assert read("1.234", likely=".") == [1.234]


def test_a_column_that_contradicts_itself_leaves_lone_marks_unread() -> None:
    made = to_numbers(pd.Series(["1.5", "2,5", "1.234"], dtype=object))
    assert made.values.tolist()[:2] == [1.5, 2.5]
    assert made.bad.tolist() == [False, False, True]


def test_the_mark_of_the_file_is_what_its_cells_show() -> None:
    assert file_mark([pd.Series(["1,5", "12"]), pd.Series(["2.5"]), pd.Series(["3,1"])], ".") == ","


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12), st.sampled_from(["en", "fr"]))
def test_what_cmkit_writes_it_reads_back(value: int, lang: str) -> None:
    """Babel groups the thousands: no-break spaces in French, commas in English."""
    assert read(number(value, lang), whole=True) == [value]


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=2), st.sampled_from(SPACES))
def test_french_amounts_are_read_to_the_cent(value: object, space: str) -> None:
    text = f"{value:,}".replace(",", space).replace(".", ",")
    assert read(text) == [pytest.approx(float(str(value)), abs=1e-9)]


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=20))
def test_any_text_is_one_of_four_things(cells: list[str]) -> None:
    made = to_numbers(pd.Series(cells, dtype=object))
    said = [not math.isnan(value) for value in made.values]
    for number_, withheld, bad, cell in zip(said, made.withheld, made.bad, cells, strict=True):
        assert number_ + withheld + bad <= 1
        assert number_ or withheld or bad or not cell.strip() or not cell.strip("\ufeff\u2007\u2009 ")



def test_there_are_twelve_months_and_no_word_is_two_of_them() -> None:
    months = [word for words in WORDS["months"] for word in words.split()]
    assert len(WORDS["months"]) == 12
    assert len(set(months)) == len(months)


def test_words_are_as_they_are_compared() -> None:
    assert all(word == word.lower() for name in ("totals", "fillers", "yes") for word in WORDS[name])
    assert set(WORDS["platforms"].values()) <= set(WORDS["hosts"])


@pytest.mark.parametrize(
    ("text", "value"),
    [("US$9.72", 9.72), ("CA$1,204.50", 1204.5), ("R$ 4,50", 4.5), ("A$12", 12), ("-$3", -3), ("EUR 12", 12)],
)
def test_the_sign_of_any_dollar_stands_before_its_number(text: str, value: float) -> None:
    """Every row of a Canadian report was set aside: its costs were no numbers."""
    assert read_number(text, "," if "," in text and "." not in text else "").value == value
    assert read_number("AB 5").state == "bad"


@pytest.mark.parametrize(
    "cells",
    [
        ["0:32", "32 s", "1m 5s", "00:00:32"], ["0:32", "32s", "1 min 5 sec", "32"],
        ["00:00:32", "32 secondes", "1 min 05 s", "0h 0m 32s"],
        ["0:32", "32 Sek.", "1 Minute 5 Sekunden", "32"],
    ],
)  # fmt: skip
def test_times_written_in_several_ways_are_seconds(cells: list[str]) -> None:
    read = to_numbers(pd.Series(cells))
    assert read.values.tolist() == [32, 32, 65, 32]
    assert not read.bad.any()


def test_five_m_is_five_millions_unless_the_others_are_times() -> None:
    assert to_numbers(pd.Series(["5m", "1.2m"])).values.tolist() == [5e6, 1.2e6]
    assert to_numbers(pd.Series(["5m", "1h 2m", "3s"])).values.tolist() == [300, 3720, 3]
    assert to_numbers(pd.Series(["5 posts", "m", "h", "s"])).bad.all()


def test_what_nobody_sees_is_no_part_of_a_number() -> None:
    read = to_numbers(pd.Series(["\u200e1\u200b234", "12\u00ad%", "\ufeff5\u2066"]))
    assert read.values.tolist() == [1234, 0.12, 5]
