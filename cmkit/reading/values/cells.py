"""Columns of a table made of its cells: words, truths, links, numbers, days and the period they state."""

from __future__ import annotations

import functools
import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, normalised
from cmkit.reading.files.grid import Note, Table, cell_text, note
from cmkit.reading.headings.formats import language_of, plain_heading
from cmkit.reading.values.dates import Dates, to_dates
from cmkit.reading.values.number_texts import WITHHELD, WORDS, Numbers, to_numbers

PLATFORMS = {name: tuple(hosts) for name, hosts in WORDS["hosts"].items()}
YES = frozenset(WORDS["yes"])
_HOST = r"^(?:https?://)?(?:www\.|m\.|vm\.|fr\.|fr-fr\.)?([^/?#]+)"
IDS = frozenset(WORDS["ids"])
_POWER = r"\d(?:[.,]\d+)?[eE]\+1\d"
MOST_EXACT = 2**53
"""From here on a number of a spreadsheet does not hold all its digits."""
SAMPLE, MOSTLY = 100, 0.5
ID_DIGITS = 19
"""What is longer is no id that holds a time."""


def words(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Return cells as text, missing where empty; a number from a sheet loses its .0."""
    if cells.dtype.kind in "fM" or (cells.dtype == object and set(map(type, cells)) != {str}):
        cells = cells.map(cell_text)
    text = cells.astype("str").str.strip()
    return text.mask(text == "")


def are_ids(heading: str, cells: pd.Series[Any]) -> bool:
    """Tell whether cells are ids: so says the heading, or a number would not hold all their digits."""
    if IDS.intersection(re.findall(r"\w+", plain_heading(heading))):
        return True
    if cells.dtype.kind in "fiu":
        return are_rounded(cells)
    return any(_is_id(cell) for cell in cells.unique())


def _is_id(cell: Any) -> bool:
    if not isinstance(cell, str):
        return isinstance(cell, float) and abs(cell) >= MOST_EXACT
    if re.fullmatch(r"\d{7,}(?:\.\d+)?", cell) and cell[0] != "0":
        return Decimal(cell) != Decimal(repr(float(cell)))
    return bool(re.fullmatch(rf"0\d+|{_POWER}", cell))


def are_rounded(cells: pd.Series[Any]) -> bool:
    """Tell whether a spreadsheet took some of these cells for numbers, and lost their last digits."""
    if cells.dtype.kind in "fiu":
        return bool((cells.abs() >= MOST_EXACT).any())
    if cells.dtype == object and any(isinstance(x, float) and abs(x) >= MOST_EXACT for x in cells):
        return True
    if cells.dtype == object or cells.dtype.kind in "Mb":
        cells = cells[cells.map(lambda cell: isinstance(cell, str))].astype("str")
    powers = cells[cells.str.contains("+", regex=False).eq(True)]
    return bool(powers.str.fullmatch(_POWER).any())


def unwrapped(ids: pd.Series[Any]) -> pd.Series[Any]:
    """Return ids without what keeps a spreadsheet from rounding them: ="123", '123."""
    if not ids.str.startswith(("=", "'")).eq(True).any():
        return ids
    return ids.str.replace(r"^(?:=\"|')(\w+)\"?$", r"\1", regex=True)


def kind_of_values(heading: str, cells: pd.Series[Any]) -> str:
    """Say what most of the first cells are: numbers, dates, links, ids, words; or nothing."""
    text = words(cells.head(SAMPLE)).dropna().drop_duplicates()
    text = text[~text.map(normalised).isin(WITHHELD)]
    if not len(text):
        return "nothing"
    if text.str.match("https?://").mean() >= MOSTLY:
        return "links"
    numbers = ~to_numbers(text).bad
    if text.str.fullmatch(r"(?:19|20)\d{6}").all() or (numbers.mean() < MOSTLY <= _dated(text)):
        return "dates"
    if are_ids(heading, cells.head(SAMPLE)):
        return "ids"
    return "numbers" if numbers.mean() >= MOSTLY else "words"


def _dated(text: pd.Series[Any]) -> float:
    digits = text.str.contains(r"\d")
    return float(to_dates(text).values.notna().mean()) if digits.mean() >= MOSTLY else 0.0


def first(columns: list[pd.Series[Any]]) -> pd.Series[Any]:
    """Return, row by row, the first of several columns that says something."""
    return functools.reduce(lambda one, other: one.where(one.notna(), other), columns)


def longest(columns: list[pd.Series[Any]]) -> pd.Series[Any]:
    """Return, row by row, the longest text of several columns."""
    return functools.reduce(
        lambda one, other: one.where(one.str.len().fillna(0) >= other.str.len().fillna(0), other), columns
    )


def truths(text: pd.Series[Any]) -> pd.Series[Any]:
    """Return text as yes or no, missing where empty."""
    return text.str.lower().isin(YES).astype("boolean").where(text.notna())


def boosts(numbers: dict[str, pd.Series[Any]]) -> pd.Series[Any] | None:
    """Tell which posts were boosted, where their boosted views or reach are told apart; missing where not."""
    told = [numbers[name] for name in ("boosted_views", "boosted_reach") if name in numbers]
    if not told:
        return None
    most = pd.concat(told, axis=1).max(axis=1)
    return (most > 0).astype("boolean").where(most.notna())


def platform_names(text: pd.Series[Any]) -> pd.Series[Any]:
    """Return platforms under cmkit's names: "IG" and "Instagram" are both "instagram"."""
    plain, known = text.str.strip().str.lower(), WORDS["platforms"]
    return plain.map({name: known.get(name, name) for name in plain.dropna().unique()}).astype("str")


def by_link(links: pd.Series[Any]) -> pd.Series[Any]:
    """Return the platform that each link's host names, missing where none."""
    hosts = links.astype("str").str.extract(_HOST, expand=False)
    found = pd.Series(None, index=links.index, dtype="str")
    for platform, names in PLATFORMS.items():
        found[hosts.str.lower().str.startswith(names).fillna(False).to_numpy(bool)] = platform
    return found


def merged(read: list[Numbers]) -> tuple[np.ndarray[Any, Any], str]:
    """Make one column of several that mean the same: the first that says something."""
    result, said = read[0].values, ""
    for other in (numbers.values for numbers in read[1:]):
        both = ~np.isnan(result) & ~np.isnan(other)
        now = ("differ" if (result[both] != other[both]).any() else "same") if both.any() else "apart"
        said = now if said != "differ" else said
        result = np.where(np.isnan(result), other, result)
    return result, said


def typed(name: str, values: pd.Series[Any]) -> pd.Series[Any]:
    """Return counts as Int64 where they are whole, everything else as float64."""
    known = values.to_numpy()[~np.isnan(values.to_numpy())]
    whole = NUMBERS[name].unit == "count" and bool((known % 1 == 0).all() and (np.abs(known) < 2**53).all())
    return values.astype("Int64") if whole else values.astype("float64")


def dates(table: Table, ids: pd.Series[Any] | None) -> dict[str, pd.Series[Any]]:
    """Read a table's columns of dates; a cell that is none is missing, and said."""
    made: dict[str, pd.Series[Any]] = {}
    for name, positions in table.sources(DATES).items():
        for i in positions:
            cells = table.grid.cells[i]
            nth = _nth_days(table, cells) if table.format.nth_day else None
            read = nth or to_dates(cells, table.format.day_first, _export_day(table))
            if read.ambiguous and _writes_days_first(table):
                read = to_dates(cells, True, _export_day(table))
                table.notes.append(note("days_first", heading=table.grid.headings[i]))
            if read.guessed_year and ids is not None and table.format.clock_in_id:
                _years_from_ids(table, i, read, ids)
            if name == "published_at":
                read.values = read.values + _hours(table, read)
            table.date_form = table.date_form or read.form
            if name == "date":
                read.values = read.values.dt.tz_localize(None).dt.normalize()
            made[name] = read.values if name not in made else first([made[name], read.values])
            table.leave_out(i, name, read.bad, "bad_date")
            table.notes += _date_notes(table.grid.headings[i], read, clock=name == "published_at")
    return made


def _writes_days_first(table: Table) -> bool:
    """Tell whether a file is of people who write 05/02 for 5 February: by its language, or its separator."""
    return table.grid.delimiter == ";" or language_of(table.grid.headings) != "en"


def _hours(table: Table, read: Dates) -> pd.Series[Any]:
    """Return the hour of each record from the column that its format has for it, where days have none."""
    at = table.grid.under(table.format.clock)
    nothing = pd.Series(pd.Timedelta(0), index=read.values.index)
    if not at or bool((read.values.dropna() != read.values.dropna().dt.normalize()).any()):
        return nothing
    moments = to_dates("2000-01-01 " + words(table.grid.cells[at[0]])).values
    hours: pd.Series[Any] = moments.dt.tz_localize(None) - pd.Timestamp(2000, 1, 1)
    return hours.fillna(pd.Timedelta(0))


def _years_from_ids(table: Table, i: int, read: Dates, ids: pd.Series[Any]) -> None:
    """Where a post's id holds its time (TikTok), the year comes from there, if day and month agree."""
    numbers = pd.to_numeric(ids.where(ids.str.len() <= ID_DIGITS), errors="coerce").fillna(0)
    seconds = numbers.astype("float64") // 2**table.format.clock_in_id
    told = pd.to_datetime(seconds, unit="s", utc=read.values.dt.tz is not None)
    gap = (told - read.values).dt.days
    near = ((gap + 3) % 365.25).lt(7) & read.values.notna()
    years = read.values.dt.year + ((gap + 3) // 365.25)
    if bool(near[read.values.notna()].all()) and len(ids):
        days = years.fillna(2000).astype(int).astype(str) + read.values.dt.strftime("-%m-%d")
        read.values, read.guessed_year = pd.to_datetime(days, errors="coerce"), False
        table.notes.append(note("year_from_id", heading=table.grid.headings[i]))


def _date_notes(heading: str, read: Dates, clock: bool) -> list[Note]:
    told = {"ambiguous_dates": read.ambiguous, "guessed_year": read.guessed_year}
    notes = [note(key, heading=heading) for key, holds in told.items() if holds]
    timed = read.values.notna() & (read.values != read.values.dt.normalize())
    if clock and not read.zoned and bool(timed.any()):
        notes.append(note("no_zone"))
    return notes


def _export_day(table: Table) -> datetime | None:
    heading = table.format.export_day
    if table.exported or heading not in table.grid.headings:
        return table.exported
    days = to_dates(table.grid.cells[table.grid.headings.index(heading)]).values.dropna()
    return days.max().to_pydatetime() if len(days) else None


def _nth_days(table: Table, cells: pd.Series[Any]) -> Dates | None:
    """Days numbered from the start of the period: 0000, 0001 ..."""
    start = period_above(table.grid.above)
    text = cells.map(str) if len(cells) else cells.astype(str)
    if start is None or not len(text) or not bool(text.str.fullmatch(r"\d{1,4}|").all()):
        return None
    days = start[0] + pd.to_timedelta(pd.to_numeric(text, errors="coerce"), unit="D")
    return Dates(days, np.zeros(len(cells), bool), "nth day")


def period_above(above: list[str]) -> tuple[datetime, datetime] | None:
    """Return the period that the lines above a table give, if they do: two dates with a dash, or YYYYMMDD."""
    for words in (re.split(r"\s[-–—]\s", line.strip(' "#')) for line in above):
        ends = to_dates(pd.Series(words, dtype="str")).values if len(words) == 2 else pd.Series()
        if len(ends) and bool(ends.notna().all()) and ends[0] <= ends[1]:
            return ends[0].to_pydatetime(), ends[1].to_pydatetime()
    said = re.findall(r"\b(20\d{6})\b", " ".join(above))[-2:]
    try:
        days = [datetime.strptime(day, "%Y%m%d") for day in said]
    except ValueError:
        return None
    return (days[0], days[1]) if len(days) == 2 and days[1] - days[0] >= timedelta(0) else None


def stated_period(table: Table) -> tuple[Any, Any] | None:
    """The period that the file's own columns state (first day, last day), where its format has them."""
    found = ([i for word in words for i in table.grid.under([word])] for words in table.format.period)
    ends = [to_dates(table.grid.cells[at[0]]).values for at in found if at]
    known = len(ends) == 2 and all(bool(end.notna().any()) for end in ends)
    return (ends[0].min(), ends[1].max()) if known else None
