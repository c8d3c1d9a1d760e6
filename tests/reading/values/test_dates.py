"""Text to dates: a month taken for a day moves a campaign by half a year."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmkit.reading.values.dates import to_dates


def read(*cells: str, **how: object) -> list[str]:
    values = to_dates(pd.Series(list(cells), dtype=object), **how).values  # type: ignore[arg-type]
    return [str(value) for value in values]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("02/16/2025 05:14", "2025-02-16 05:14:00"), ("2016-12-23 18:50 +0000", "2016-12-23 18:50:00+00:00"),
        ("2016-12-23 18:50 +0230", "2016-12-23 16:20:00+00:00"), ("Mon Feb 10 2025", "2025-02-10 00:00:00"),
        ("Tue, Feb 11, 2025", "2025-02-11 00:00:00"), ("Dec 18, 2022", "2022-12-18 00:00:00"),
        ("20260224", "2026-02-24 00:00:00"), ("2025-01-01T01:00:00", "2025-01-01 01:00:00"),
        ("28 sept. 2026", "2026-09-28 00:00:00"), ("1er août 2026", "2026-08-01 00:00:00"),
        ("mar. 3 mars 2026", "2026-03-03 00:00:00"), ("Mar 25, 2023", "2023-03-25 00:00:00"),
        ("6/22/2023 10:05 pm", "2023-06-22 22:05:00"), ("22/06/2023 12:05 am", "2023-06-22 00:05:00"),
        ("8 de marzo de 2026", "2026-03-08 00:00:00"), ("2025-02-30", "NaT"), ("hier", "NaT"), ("", "NaT"),
        ("17.03.2026", "2026-03-17 00:00:00"), ("17 mars 2026 à 14h05", "2026-03-17 14:05:00"),
    ],
)  # fmt: skip
def test_a_date_as_platforms_write_it(cell: str, moment: str) -> None:
    assert read(cell) == [moment]


def test_month_or_day_first_is_settled_by_the_whole_column() -> None:
    assert read("01/02/2026", "13/02/2026") == ["2026-02-01 00:00:00", "2026-02-13 00:00:00"]
    assert read("01/02/2026", "01/13/2026") == ["2026-01-02 00:00:00", "2026-01-13 00:00:00"]


def test_a_column_that_reads_both_ways_says_so_unless_its_format_knows() -> None:
    cells = pd.Series(["01/02/2026", "03/04/2026"], dtype=object)
    assert to_dates(cells).ambiguous
    assert not to_dates(cells, day_first=False).ambiguous
    assert to_dates(cells, day_first=True).values.dt.month.tolist() == [2, 4]


@pytest.mark.parametrize("words", ["fr", "es", "en"])
def test_days_without_a_year_cross_new_year_where_they_turn_back(words: str) -> None:
    cells = {
        "fr": ("30 décembre", "31 décembre", "1 janvier"), "en": ("December 30", "December 31", "January 1"),
        "es": ("30 de diciembre", "31 de diciembre", "1 de enero"),
    }[words]  # fmt: skip
    made = to_dates(pd.Series(cells, dtype=object), last=datetime(2026, 2, 28))
    assert made.values.dt.year.tolist() == [2025, 2025, 2026]
    assert made.guessed_year
    turned = to_dates(pd.Series(cells[::-1], dtype=object), last=datetime(2026, 2, 28))
    assert turned.values.dt.year.tolist() == [2026, 2025, 2025]


FORMS = ["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d", "%b %d, %Y", "%d %B %Y", "%a %b %d %Y"]


@settings(deadline=None)
@given(st.lists(st.dates(date(2005, 1, 1), date(2035, 1, 1)), min_size=1), st.sampled_from(FORMS))
def test_every_form_reads_back_what_it_wrote(days: list[date], form: str) -> None:
    cells = pd.Series([day.strftime(form) for day in [date(2020, 12, 31), *days]], dtype=object)
    made = to_dates(cells)
    assert [value.date() for value in made.values[1:]] == days
    assert not made.bad.any()


@settings(deadline=None)
@given(st.dates(date(2024, 3, 1), date(2026, 11, 1)), st.integers(1, 500))
def test_a_year_that_is_never_written_comes_back(end: date, count: int) -> None:
    days = [end - timedelta(days=back) for back in range(count)][::-1]
    cells = pd.Series([f"{day:%B} {day.day}" for day in days], dtype=object)
    made = to_dates(cells, last=datetime(end.year, end.month, end.day))
    if not any((day.month, day.day) == (2, 29) for day in days) and count > 1:
        assert [value.date() for value in made.values] == days


@settings(deadline=None)
@given(st.lists(st.text(max_size=70), min_size=1, max_size=20))
def test_any_text_is_a_date_missing_or_unreadable(cells: list[str]) -> None:
    made = to_dates(pd.Series(cells, dtype=object))
    assert len(made.values) == len(cells)
    assert not (made.values.notna().to_numpy() & made.bad).any()


@pytest.mark.parametrize(
    "days", [["8. März", "9. März"], ["8 luglio", "9 luglio"], ["8 maart", "9 maart"], ["8 mei", "9 mei"],
             ["8 de março", "9 de março"], ["8 Juli", "9 Juli"]],
)  # fmt: skip
def test_days_without_a_year_are_read_in_the_language_of_the_account(days: list[str]) -> None:
    read = to_dates(pd.Series(days), last=datetime(2026, 10, 1))
    assert [day.day for day in read.values] == [8, 9]
    assert read.guessed_year
