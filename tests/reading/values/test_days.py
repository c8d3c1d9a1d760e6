"""A year that nobody wrote, or a period stated above the table, would be guessed wrong."""

from __future__ import annotations

import cmkit as cm
from cmkit.reading.values.days import period_above


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


def test_days_numbered_from_the_start_of_the_period_are_dates() -> None:
    table = "# Start date: 20260224\n# End date: 20260225\nNth day,Active users\n0000,5\n0001,6\n"
    assert [str(day.date()) for day in cm.read(table.encode()).table["date"]] == ["2026-02-24", "2026-02-25"]
