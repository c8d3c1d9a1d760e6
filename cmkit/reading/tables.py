"""One grid and its format to one tidy table, every record accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from cmkit.reading import columns, rows
from cmkit.reading.dates import Dates, to_dates
from cmkit.reading.formats import Format, currency_of, plain_heading
from cmkit.reading.grid import Grid
from cmkit.reading.language import in_two_languages
from cmkit.reading.notes import Note
from cmkit.reading.numbers import Numbers, file_mark, to_numbers
from cmkit.schema import DATES, NUMBERS, WORDS, normalised

LONGEST_LINK = 2000
"""What is longer is no link; a pattern would search through it for minutes."""
ID_DIGITS = 19
"""What is longer is no id that holds a time."""


@dataclass
class Table:
    """A table read: the tidy `frame` of the records kept, and everything needed to account for the rest.

    `frame`, `numbers` and `why` are indexed by the record's position in `grid`; `why` is the reason a
    record is set aside, "" for a kept one; `numbers` holds every record, kept or not.
    """

    grid: Grid
    format: Format
    mapping: dict[int, str]
    why: pd.Series[Any]
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    numbers: pd.DataFrame = field(default_factory=pd.DataFrame)
    withheld: pd.DataFrame = field(default_factory=pd.DataFrame)
    detail: dict[int, Note] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    decimal: str = ""
    date_form: str = ""
    kind: str = ""
    platform: str = ""
    exported: datetime | None = None
    period: tuple[Any, Any] | None = None

    @property
    def name(self) -> str:
        """What the table is called: its title, its sheet, its file."""
        grid = self.grid
        return " – ".join(dict.fromkeys(w for w in (grid.sheet, grid.title) if w)) or grid.file

    def sources(self, names: Any) -> dict[str, list[int]]:
        """Column -> the positions of the headings that mean it, in the file's order."""
        found: dict[str, list[int]] = {}
        for i, name in self.mapping.items():
            if name in names and i in self.grid.cells:
                found.setdefault(name, []).append(i)
        return found

    def set_aside(self, mask: Any, reason: str, note: Callable[[int], Note] | None = None) -> None:
        """Set records aside for a reason, unless they already have one."""
        if not np.any(mask):
            return
        for position in np.flatnonzero(np.asarray(mask, bool) & (self.why == "").to_numpy()).tolist():
            self.why.iloc[position] = reason
            if note:
                self.detail[position] = note(position)


def tidy(
    grid: Grid, form: Format, mapping: Mapping[int, str] | None = None, exported: datetime | None = None
) -> Table:
    """Read a grid under a format: numbers, dates and words, and the reason of each record set aside."""
    found = dict(mapping) if mapping is not None else form.mapping(grid.headings, grid.title)
    why = rows.reasons(grid.cells, grid.headings, found, form)
    table = Table(grid, form, found, why, notes=list(grid.notes), exported=exported)
    table.platform = form.platform or _title_platform(grid)
    made = _words(table)
    _forget(table, WORDS)
    made |= _dates(table, made.get("post_id"))
    numbers = _numbers(table)
    table.numbers = pd.DataFrame(numbers, index=grid.cells.index, copy=False)
    made |= {name: columns.typed(name, values) for name, values in numbers.items()}
    frame = _with_platform(pd.DataFrame(made, index=grid.cells.index, copy=False), table)
    if form.rest:
        frame = frame.join(_rest(table))
    _last_reasons(table, frame)
    table.frame = frame if (table.why == "").all() else frame[table.why == ""]
    table.kind = _kind(table, frame)
    table.notes += _odd(table)
    table.period = _stated_period(table)
    _forget(table, (*NUMBERS, *DATES))
    return table


def _forget(table: Table, names: Any) -> None:
    """Let go of the cells that were turned into columns, where the file can give them again."""
    if table.grid.text:
        done = [i for positions in table.sources(names).values() for i in positions]
        table.grid.cells = table.grid.cells.drop(columns=done)


def _kind(table: Table, frame: pd.DataFrame) -> str:
    """Return the kind of a table; posts where the format leaves it open and a row has a name or an id."""
    if not len(table.frame) and table.format.kind != "unknown":
        return "empty"
    if table.format.kind:
        return table.format.kind
    named = {"post_id", "permalink", "result", "text", "published_at"} & set(frame)
    return "daily" if "date" in frame and not named else "posts"


def _title_platform(grid: Grid) -> str:
    said = normalised(f"{grid.title} {' '.join(grid.headings[:3])}").split()
    return next((name for name in columns.PLATFORMS if name != "x" and name in said), "")


def _words(table: Table) -> dict[str, pd.Series[Any]]:
    made = {}
    for name, positions in table.sources(WORDS).items():
        found = [columns.words(table.grid.cells[i]) for i in positions]
        made[name] = columns.longest(found) if name in table.format.longest else columns.first(found)
        if name == "boosted":
            made[name] = columns.truths(made[name])
        if name in ("post_id", "account_id", "ad_id"):
            _check_ids(table, positions)
    if table.format.id_in_link and "permalink" in made and "post_id" not in made:
        links = made["permalink"].where(made["permalink"].str.len() <= LONGEST_LINK)
        ids = links.str.extract(f"(?:{table.format.id_in_link})", expand=False)
        made = {"post_id": ids.astype("str"), **made}
    return made


def _check_ids(table: Table, positions: list[int]) -> None:
    """Say when ids are numbers that a spreadsheet rounded: too big for one, or written 1.23E+17."""
    for i in positions:
        cells = table.grid.cells[i]
        numbers = cells if cells.dtype.kind == "f" else [x for x in cells.head(2000) if isinstance(x, float)]
        power = cells.dtype.kind != "f" and cells.head(2000).str.match(r"\d[.,]\d+E\+\d+$").eq(True).any()
        if power or any(abs(x) >= 2**53 for x in numbers):
            table.notes.append(Note("damaged_ids", heading=table.grid.headings[i]))


def _dates(table: Table, ids: pd.Series[Any] | None) -> dict[str, pd.Series[Any]]:
    made: dict[str, pd.Series[Any]] = {}
    for name, positions in table.sources(DATES).items():
        for i in positions:
            read = _read_dates(table, i)
            if read.guessed_year and ids is not None and table.format.clock_in_id:
                _years_from_ids(table, i, read, ids)
            table.date_form = table.date_form or read.form
            if name == "date":
                read.values = read.values.dt.tz_localize(None).dt.normalize()
            made[name] = read.values if name not in made else columns.first([made[name], read.values])
            table.set_aside(read.bad, "unreadable", _cell_note(table, i, "bad_date"))
            table.notes += _date_notes(table.grid.headings[i], read, clock=name == "published_at")
    return made


def _years_from_ids(table: Table, i: int, read: Dates, ids: pd.Series[Any]) -> None:
    """Where a post's id holds its time (TikTok), the year comes from there, if day and month agree."""
    numbers = pd.to_numeric(ids.where(ids.str.len() <= ID_DIGITS), errors="coerce").fillna(0)
    seconds = numbers.astype("float64") // 2**table.format.clock_in_id
    told = pd.to_datetime(seconds, unit="s")
    gap = (told - read.values).dt.days
    near = ((gap + 3) % 365.25).lt(7) & read.values.notna()
    years = read.values.dt.year + ((gap + 3) // 365.25)
    if bool(near[read.values.notna()].all()) and len(ids):
        days = years.fillna(2000).astype(int).astype(str) + read.values.dt.strftime("-%m-%d")
        read.values, read.guessed_year = pd.to_datetime(days, errors="coerce"), False
        table.notes.append(Note("year_from_id", heading=table.grid.headings[i]))


def _date_notes(heading: str, read: Dates, clock: bool) -> list[Note]:
    notes = []
    if read.ambiguous:
        notes.append(Note("ambiguous_dates", heading=heading))
    if read.guessed_year:
        notes.append(Note("guessed_year", heading=heading))
    timed = read.values.notna() & (read.values != read.values.dt.normalize())
    if clock and not read.zoned and bool(timed.any()):
        notes.append(Note("no_zone"))
    return notes


def _read_dates(table: Table, i: int) -> Dates:
    cells = table.grid.cells[i]
    if table.format.nth_day and (nth := _nth_days(table, cells)) is not None:
        return nth
    return to_dates(cells, table.format.day_first, _export_day(table))


def _export_day(table: Table) -> datetime | None:
    """The day of the export, from the column that says it (itself often without a year)."""
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
    """Return the period that the lines above a table give as two YYYYMMDD dates, if they do.

    >>> period_above(["# Start date: 20260224", "# End date: 20260323"])[0].day
    24
    """
    said = re.findall(r"\b(20\d{6})\b", " ".join(above))[-2:]
    try:
        days = [datetime.strptime(day, "%Y%m%d") for day in said]
    except ValueError:
        return None
    return (days[0], days[1]) if len(days) == 2 and days[1] - days[0] >= timedelta(0) else None


def _stated_period(table: Table) -> tuple[Any, Any] | None:
    """The period that the file's own columns state (first day, last day), where its format has them."""
    plain = [plain_heading(h) for h in table.grid.headings]
    ends = []
    for words in table.format.period:
        at = next((plain.index(plain_heading(w)) for w in words if plain_heading(w) in plain), None)
        if at is not None:
            ends.append(to_dates(table.grid.cells[at]).values)
    known = len(ends) == 2 and all(bool(end.notna().any()) for end in ends)
    return (ends[0].min(), ends[1].max()) if known else None


def _cell_note(table: Table, i: int, key: str) -> Callable[[int], Note]:
    cells, heading = table.grid.cells[i], table.grid.headings[i]
    return lambda position: Note(key, heading=heading, value=_short(cells.iloc[position]))


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "..."


def _numbers(table: Table) -> dict[str, pd.Series[Any]]:
    sources, cells = table.sources(NUMBERS), table.grid.cells
    text = [cells[i] for positions in sources.values() for i in positions if cells[i].dtype.kind != "f"]
    table.decimal = file_mark(text, "," if table.grid.delimiter == ";" else ".")
    made, withheld = {}, {}
    for name, positions in sources.items():
        read = {i: to_numbers(cells[i], table.decimal, NUMBERS[name].unit == "count") for i in positions}
        for i, column in read.items():
            _check(table, i, name, column)
        values, said = columns.merged(list(read.values()))
        table.notes += _twice(table, positions, said)
        made[name] = pd.Series(values, index=cells.index)
        withheld[name] = np.logical_or.reduce([column.withheld for column in read.values()])
    table.withheld = pd.DataFrame(withheld, index=cells.index)
    return made


def _twice(table: Table, positions: list[int], said: str) -> list[Note]:
    names = [table.grid.headings[i] for i in positions]
    if said in ("", "apart") or (len(set(names)) > 1 and said == "same"):
        return []
    return [Note("twice_differs" if said == "differ" else "twice", heading=" / ".join(dict.fromkeys(names)))]


def _check(table: Table, i: int, name: str, column: Numbers) -> None:
    heading = table.grid.headings[i]
    if column.guessed and column.decimal in (".", ","):
        table.notes.append(Note("guessed_mark", heading=heading, value=column.guessed, mark=column.decimal))
    if name in table.format.percent and not column.percent:
        column.values = column.values / 100
    table.set_aside(column.bad, "unreadable", _cell_note(table, i, "bad_number"))
    if NUMBERS[name].minimum is not None:
        below = np.nan_to_num(column.values) < float(NUMBERS[name].minimum or 0)
        if table.format.kind in ("posts", "ads", ""):
            table.set_aside(below, "unreadable", _cell_note(table, i, "below_zero"))
        elif below.any():
            table.notes.append(Note("below_zero_kept", heading=heading, n=int(below.sum())))


def _with_platform(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Say the platform of each row: its own cell, the format's, else what the link shows."""
    if "platform" in frame:
        frame["platform"] = columns.platform_names(frame["platform"])
    elif table.platform:
        frame.insert(0, "platform", pd.Series(table.platform, index=frame.index, dtype="str"))
    elif "permalink" in frame:
        frame.insert(0, "platform", columns.by_link(frame["permalink"]))
    return frame


def _rest(table: Table) -> pd.DataFrame:
    """The columns without a name of cmkit's, under their own headings: numbers where they are numbers."""
    kept: dict[str, pd.Series[Any]] = {}
    for i, heading in enumerate(table.grid.headings):
        name = heading.strip()
        if i not in table.mapping and name:
            name = name if name not in (*kept, *NUMBERS, *WORDS, *DATES) else f"{name} [{i + 1}]"
            kept[name] = _number_or_text(table.grid.cells[i], table.decimal)
    return pd.DataFrame(kept, index=table.grid.cells.index)


def _number_or_text(cells: pd.Series[Any], decimal: str) -> pd.Series[Any]:
    read = to_numbers(cells, decimal)
    numbers = bool((~np.isnan(read.values)).any()) and not read.bad.any()
    return pd.Series(read.values, index=cells.index) if numbers else columns.words(cells)


def _last_reasons(table: Table, frame: pd.DataFrame) -> None:
    """Reasons that need the table read: rows that are part of another, and a record cut by the file's end."""
    if whole := table.format.whole_row:
        is_whole = frame[whole["column"]].str.lower() == whole["word"].lower()
        both = frame["permalink"].isin(set(frame["permalink"][is_whole & (table.why == "")]))
        table.set_aside(both & ~is_whole, "part")
    if table.grid.cut and len(table.why):
        table.why.iloc[-1] = table.grid.cut
        table.detail.pop(len(table.why) - 1, None)


def _total_notes(table: Table) -> list[Note]:
    """Say where the file's own total is not the sum of its rows."""
    totals = np.flatnonzero((table.why == "total").to_numpy())
    notes = []
    for name in table.numbers if len(totals) == 1 else ():
        said = float(table.numbers[name].iloc[totals[0]])
        others = float(table.numbers[name].sum()) - said
        if NUMBERS[str(name)].adds == "sum" and abs(said - others) > 1e-6 * max(abs(said), 1):
            notes.append(Note("total_differs", column=str(name), total=said, n=others))
    return notes


def _spans(table: Table, change: Mapping[str, Any]) -> bool:
    """Tell whether a definition changed inside the table's days, of a column that the table has."""
    days = next((table.frame[name].dropna() for name in DATES if name in table.frame), pd.Series())
    if not len(days) or change.get("column", days.name) not in table.frame:
        return False
    return bool(days.min() < pd.Timestamp(change["on"], tz=days.dt.tz) <= days.max())


def _bilingual(table: Table) -> list[str]:
    """Return the headings that mean one column in two languages, as bilingual exports have them."""
    together = table.sources((*WORDS, *DATES, *NUMBERS)).values()
    named = [[table.grid.headings[i] for i in positions] for positions in together]
    return [" / ".join(headings) for headings in named if in_two_languages(headings)]


def _odd(table: Table) -> list[Note]:
    """What a reader of this table should know."""
    notes = [*map(Note, table.format.notes), *_total_notes(table)]
    if "boosted" in table.frame and bool(table.frame["boosted"].fillna(False).any()):
        notes.append(Note("boosted", n=int(table.frame["boosted"].fillna(False).sum())))
    currencies = {c for i in table.mapping if (c := currency_of(table.grid.headings[i]))}
    if len(currencies) > 1:
        notes.append(Note("currencies", currencies=", ".join(sorted(currencies))))
    notes += [Note(change["note"]) for change in table.format.changes if _spans(table, change)]
    notes += [Note("mixed_languages", heading=headings) for headings in _bilingual(table)]
    return notes
