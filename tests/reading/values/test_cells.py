"""A platform named in three ways would be three platforms in every table."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.reading.values import cells
from cmkit.reading.values.cells import period_above
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



def test_an_id_of_four_hundred_digits_stops_nothing() -> None:
    """Found by the fuzz test: as a number it is infinite, and so was its year."""
    data = "Time,Video title,Video link,Post time,Total likes,Total views\nJuly 26,a,{},July 20,1,2\n"
    link = f"https://www.tiktok.com/@a/video/{'9' * 400}"
    assert len(cm.read(data.format(link).encode(), exported="2026-07-26")) == 1


def test_the_period_above_a_table_is_read() -> None:
    first, last = period_above(["# Start date: 20260224", "# End date: 20260323"])
    assert (first.day, last.month) == (24, 3)
    assert period_above(["# Start date: 20260224"]) is None
    assert period_above(["20260323", "20260224"]) is None


@pytest.mark.parametrize("line", ["July 8, 2025 - July 31, 2025", "8 juillet 2025 - 31 juillet 2025"])
def test_the_period_above_a_report_of_ads_is_written_in_words(line: str) -> None:
    first, last = period_above(["Campaign report", line])
    assert (str(first.date()), str(last.date())) == ("2025-07-08", "2025-07-31")
    assert period_above(["Brand - Search", "Box - hands"]) is None


def test_days_numbered_from_the_start_of_the_period_are_dates() -> None:
    table = "# Start date: 20260224\n# End date: 20260225\nNth day,Active users\n0000,5\n0001,6\n"
    assert [str(day.date()) for day in cm.read(table.encode()).table["date"]] == ["2026-02-24", "2026-02-25"]


def test_a_time_zone_beside_days_without_a_year_stops_nothing() -> None:
    """Found by the fuzz test: the id tells a time without a zone, which was taken from one with a zone."""
    link = "https://www.tiktok.com/@a/video/752900000000000000"
    data = "Time,Video title,Video link,Post time,Total likes,Total views\n"
    data += "".join(f"July 26,a,{link}{n},July {20 + n},1,2\n" for n in range(5))
    data += f"July 26,b,{link}9,0001-01-01T00:00+14:00,3,4\n"
    found = cm.read(data.encode(), exported="2026-07-26")
    assert len(found) + len(found.set_aside) == 6


def test_posts_are_boosted_where_their_boosted_views_or_reach_say_so() -> None:
    numbers = {
        "boosted_views": pd.Series([10.0, 0.0, float("nan"), float("nan")]),
        "boosted_reach": pd.Series([0.0, 0.0, 3.0, float("nan")]),
    }
    told = cells.boosts(numbers)
    assert told is not None
    assert told.fillna(False).tolist() == [True, False, True, False]
    assert told.isna().tolist() == [False, False, False, True]
    assert cells.boosts({"views": pd.Series([1.0])}) is None
