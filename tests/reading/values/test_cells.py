"""A platform named in three ways would be three platforms in every table."""

from __future__ import annotations

import pandas as pd
import pytest

from cmkit.reading.values import cells
from cmkit.reading.values.number_texts import to_numbers


def test_a_platform_has_one_name_and_a_link_tells_it() -> None:
    assert cells.platform_names(pd.Series(["IG", " Insta", "LinkedIn"])).tolist() == [
        "instagram", "instagram", "linkedin",
    ]  # fmt: skip
    links = pd.Series(["https://www.instagram.com/p/x/", "https://example.org"])
    assert cells.by_link(links).fillna("").tolist() == ["instagram", ""]


def test_words_lose_blanks_and_a_number_of_a_sheet_its_point_zero() -> None:
    assert cells.words(pd.Series([" a ", ""])).fillna("–").tolist() == ["a", "–"]
    assert cells.words(pd.Series([12.0])).tolist() == ["12"]


def test_yes_is_said_in_several_ways_and_nothing_is_not_no() -> None:
    assert cells.truths(pd.Series(["Oui", "no", None], dtype="str")).tolist() == [True, False, pd.NA]


@pytest.mark.parametrize(("other", "said"), [("5", "same"), ("6", "differ"), ("", "apart")])
def test_two_headings_of_one_column_are_compared(other: str, said: str) -> None:
    read = [to_numbers(pd.Series([one], dtype="str")) for one in ("5", other)]
    values, found = cells.merged(read)
    assert (values.tolist(), found) == ([5.0], said)


def test_counts_are_whole_unless_one_is_not() -> None:
    assert str(cells.typed("reach", pd.Series([1.0, 2.0])).dtype) == "Int64"
    assert str(cells.typed("reach", pd.Series([1.5])).dtype) == "float64"
