"""One block of a file and its format to one tidy table, every record accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from cmkit.reading import rows
from cmkit.reading.dates import to_dates
from cmkit.reading.formats import Format, currency_of
from cmkit.reading.notes import Note
from cmkit.reading.numbers import Numbers, file_mark, to_numbers
from cmkit.schema import DATES, NUMBERS, WORDS, normalised

PLATFORMS = {
    "facebook": ("facebook.com", "fb.com", "fb.watch"), "instagram": ("instagram.com",),
    "linkedin": ("linkedin.com", "lnkd.in"), "x": ("twitter.com", "x.com", "t.co"), "tiktok": ("tiktok.com",),
    "youtube": ("youtube.com", "youtu.be"), "pinterest": ("pinterest.", "pin.it"), "threads": ("threads.net",),
}
PLATFORM_WORDS = {"ig": "instagram", "insta": "instagram", "fb": "facebook", "twitter": "x", "tt": "tiktok", "yt": "youtube"}
YES = frozenset({"1", "true", "yes", "oui", "vrai", "sponsored", "boosted", "paid", "1.0"})


@dataclass
class Grid:
    """One table as it stands in its file: `cells` by position, and the line of each record."""

    file: str
    sheet: str
    headings: list[str]
    cells: pd.DataFrame
    lines: Callable[[], np.ndarray[Any, np.dtype[np.int64]]]
    heading_line: int = 1
    above: list[str] = field(default_factory=list)
    title: str = ""
    delimiter: str = ""
    encoding: str = ""
    empty: int = 0
    cut: str = ""
    text: Callable[[], pd.DataFrame] | None = None
    notes: list[Note] = field(default_factory=list)


@dataclass
class Table:
    """A table read: the tidy `frame` of the records kept, and everything needed to account for the rest.

    `frame` and `numbers` are indexed by the record's position in `grid`; `why` gives each record's
    reason to be set aside ("" for kept).
    """

    grid: Grid
    format: Format
    mapping: dict[int, str]
    frame: pd.DataFrame
    numbers: pd.DataFrame
    why: pd.Series[Any]
    detail: dict[int, Note]
    notes: list[Note]
    withheld: pd.DataFrame
    decimal: str = ""
    date_form: str = ""
    kind: str = ""
    platform: str = ""

    @property
    def kept(self) -> np.ndarray[Any, Any]:
        """The positions of the records kept."""
        return self.frame.index.to_numpy()


def tidy(grid: Grid, form: Format, mapping: Mapping[int, str] | None = None) -> Table:
    """Read a grid under a format: numbers, dates and words, and the reason of each record set aside."""
    mapping = dict(mapping if mapping is not None else form.mapping(grid.headings))
    why = rows.reasons(grid.cells, grid.headings, mapping)
    table = Table(grid, form, mapping, pd.DataFrame(), pd.DataFrame(), why, {}, list(grid.notes), pd.DataFrame())
    made: dict[str, pd.Series[Any]] = {}
    made |= _words(table)
    made |= _dates(table)
    numbers = _numbers(table)
    table.platform = form.platform or _title_platform(grid.title)
    _set_aside_cut(table)
    keep = table.why == ""
    made |= {name: _column(name, values) for name, values in numbers.items()}
    table.numbers = pd.DataFrame(numbers, index=grid.cells.index)
    frame = pd.DataFrame(made, index=grid.cells.index)
    frame = _with_platform(frame, table)
    if form.rest:
        frame = frame.join(_rest(table))
    table.frame = frame[keep]
    table.kind = form.kind or kind_of(frame)
    table.notes += _odd(table)
    return table


def kind_of(frame: pd.DataFrame) -> str:
    """Return the kind of a table whose format leaves it open: posts where a row has a name or an id."""
    if "date" in frame and not {"post_id", "permalink", "result", "text", "published_at"} & set(frame):
        return "daily"
    return "posts"


def _set_aside(table: Table, mask: Any, reason: str, note: Callable[[int], Note] | None = None) -> None:
    """Set records aside for a reason, unless they already have one."""
    for position in np.flatnonzero(np.asarray(mask, bool) & (table.why == "").to_numpy()):
        table.why.iloc[position] = reason
        if note:
            table.detail[int(position)] = note(int(position))


def _sources(table: Table, names: Any) -> dict[str, list[int]]:
    """Column -> the positions of the headings that mean it, in the file's order."""
    found: dict[str, list[int]] = {}
    for i, name in table.mapping.items():
        if name in names:
            found.setdefault(name, []).append(i)
    return found


def _text(column: pd.Series[Any]) -> pd.Series[Any]:
    """Cells as text, missing where empty; a whole float from a sheet loses its .0, an id stays as it is."""
    if column.dtype.kind == "f" or any(isinstance(x, float) for x in column.head(2000)):
        column = column.map(lambda x: str(int(x)) if isinstance(x, float) and x.is_integer() else x).astype(object)
    text = column.where(column.isna() | (column.astype(object) == ""), column.astype(str).str.strip())
    return text.astype(object).where(text.notna() & (text.astype(object) != ""), None).astype("str")


def _words(table: Table) -> dict[str, pd.Series[Any]]:
    made = {}
    for name, positions in _sources(table, WORDS).items():
        columns = [_text(table.grid.cells[i]) for i in positions]
        made[name] = _longest(columns) if name in table.format.longest else _first(columns)
        if name == "boosted":
            made[name] = _truth(made[name])
    return made


def _first(columns: list[pd.Series[Any]]) -> pd.Series[Any]:
    result = columns[0]
    for other in columns[1:]:
        result = result.where(result.notna(), other)
    return result


def _longest(columns: list[pd.Series[Any]]) -> pd.Series[Any]:
    result = columns[0]
    for other in columns[1:]:
        result = result.where(result.str.len().fillna(0) >= other.str.len().fillna(0), other)
    return result


def _truth(words: pd.Series[Any]) -> pd.Series[Any]:
    return words.str.lower().isin(YES).astype("boolean").where(words.notna())


def _dates(table: Table) -> dict[str, pd.Series[Any]]:
    made = {}
    for name, positions in _sources(table, DATES).items():
        for i in positions:
            read = to_dates(table.grid.cells[i], table.format.day_first)
            table.date_form = table.date_form or read.form
            made[name] = read.values if name not in made else made[name].where(made[name].notna(), read.values)
            heading = table.grid.headings[i]
            if read.ambiguous:
                table.notes.append(Note("ambiguous_dates", heading=heading))
            _set_aside(table, read.bad, "unreadable", _cell_note(table, i, "bad_date"))
        if name == "published_at" and not read.zoned:
            table.notes.append(Note("no_zone"))
    return made


def _cell_note(table: Table, i: int, key: str) -> Callable[[int], Note]:
    cells, heading = table.grid.cells[i], table.grid.headings[i]
    return lambda position: Note(key, heading=heading, value=_short(cells.iloc[position]))


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "..."


def _numbers(table: Table) -> dict[str, pd.Series[Any]]:
    sources = _sources(table, NUMBERS)
    cells = table.grid.cells
    fallback = "," if table.grid.delimiter == ";" else "."
    text = [cells[i] for positions in sources.values() for i in positions if cells[i].dtype.kind != "f"]
    table.decimal = file_mark(text, fallback)
    made, withheld = {}, {}
    for name, positions in sources.items():
        whole = NUMBERS[name].unit == "count"
        read = {i: to_numbers(cells[i], table.decimal, whole) for i in positions}
        for i, column in read.items():
            _check(table, i, name, column)
        made[name] = _merged(table, name, read)
        withheld[name] = np.logical_or.reduce([column.withheld for column in read.values()])
    table.withheld = pd.DataFrame(withheld, index=cells.index) if withheld else pd.DataFrame(index=cells.index)
    return made


def _check(table: Table, i: int, name: str, column: Numbers) -> None:
    heading = table.grid.headings[i]
    if column.guessed and column.decimal in ".,":
        table.notes.append(Note("guessed_mark", heading=heading, value=column.guessed, mark=column.decimal))
    if name in table.format.percent:
        column.values *= 0.01
    _set_aside(table, column.bad, "unreadable", _cell_note(table, i, "bad_number"))
    minimum = NUMBERS[name].minimum
    if minimum is not None:
        with np.errstate(invalid="ignore"):
            _set_aside(table, column.values < minimum, "unreadable", _cell_note(table, i, "below_zero"))


def _merged(table: Table, name: str, read: dict[int, Numbers]) -> pd.Series[Any]:
    """One column of those that mean the same: the first that says something; said when they differ."""
    values = [column.values for column in read.values()]
    result = values[0].copy()
    for other in values[1:]:
        both = ~np.isnan(result) & ~np.isnan(other)
        if both.any():
            key = "twice_differs" if (result[both] != other[both]).any() else "twice"
            table.notes.append(Note(key, heading=table.grid.headings[list(read)[0]]))
        result = np.where(np.isnan(result), other, result)
    return pd.Series(result, index=table.grid.cells.index)


def _column(name: str, values: pd.Series[Any]) -> pd.Series[Any]:
    """Counts as Int64 where they are whole; everything else as float64."""
    whole = NUMBERS[name].unit == "count" and bool((values.dropna() % 1 == 0).all())
    return values.astype("Int64") if whole else values.astype("float64")


def _title_platform(title: str) -> str:
    words = normalised(title).split()
    return next((name for name in PLATFORMS if name in words), "")


def _with_platform(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Say the platform of each row: its own cell, the format's, else what the link shows."""
    if "platform" in frame:
        plain = frame["platform"].str.strip().str.lower()
        frame["platform"] = plain.replace(PLATFORM_WORDS)
    elif table.platform:
        frame.insert(0, "platform", pd.Series(table.platform, index=frame.index, dtype="str"))
    elif "permalink" in frame:
        frame.insert(0, "platform", by_link(frame["permalink"]))
    return frame


def by_link(links: pd.Series[Any]) -> pd.Series[Any]:
    """Return the platform that each link's host names, missing where none."""
    hosts = links.str.extract(r"^(?:https?://)?(?:[\w-]+\.)*?((?:[\w-]+)\.[\w.]+)", expand=False)
    found = pd.Series(None, index=links.index, dtype="str")
    for platform, names in PLATFORMS.items():
        at = np.logical_or.reduce([hosts.str.startswith(name).fillna(False).to_numpy(bool) for name in names])
        found[at] = platform
    return found


def _rest(table: Table) -> pd.DataFrame:
    """The columns without a name of cmkit's, under their own headings: numbers where they are numbers."""
    kept = {}
    for i, heading in enumerate(table.grid.headings):
        if i not in table.mapping and heading.strip() and i in table.grid.cells:
            kept[_free(heading.strip(), kept)] = _number_or_text(table.grid.cells[i], table.decimal)
    return pd.DataFrame(kept, index=table.grid.cells.index)


def _free(name: str, taken: Mapping[str, Any]) -> str:
    count = sum(1 for other in taken if other == name or other.startswith(name + " ("))
    return name if name not in taken else f"{name} ({count + 1})"


def _number_or_text(cells: pd.Series[Any], decimal: str) -> pd.Series[Any]:
    read = to_numbers(cells, decimal)
    numbers = ~np.isnan(read.values)
    if numbers.any() and read.bad.sum() == 0:
        return pd.Series(read.values, index=cells.index)
    return _text(cells)


def _set_aside_cut(table: Table) -> None:
    """The last record of a file that stops in its middle is set aside, whatever it holds."""
    if table.grid.cut and len(table.why):
        position = len(table.why) - 1
        table.why.iloc[position] = table.grid.cut
        table.detail.pop(position, None)


def _odd(table: Table) -> list[Note]:
    """What a reader of this table should know."""
    notes = [Note(key) for key in table.format.notes]
    if "boosted" in table.frame and bool(table.frame["boosted"].fillna(False).any()):
        notes.append(Note("boosted", n=int(table.frame["boosted"].fillna(False).sum())))
    currencies = {c for i in table.mapping if (c := currency_of(table.grid.headings[i]))}
    if len(currencies) > 1:
        notes.append(Note("currencies", currencies=", ".join(sorted(currencies))))
    return notes
