"""One grid and its format to one tidy table, every record accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS, normalised
from cmkit.language.facts import Name
from cmkit.reading.account import not_rows
from cmkit.reading.files.grid import Grid, Note, Table, cell_note, note
from cmkit.reading.headings.formats import Format, currency_of, in_two_languages
from cmkit.reading.values import cells as columns
from cmkit.reading.values.number_texts import Numbers, file_mark, to_numbers

LONGEST_LINK = 2000
"""What is longer is no link; a pattern would search through it for minutes."""


def tidy(grid: Grid, form: Format, mapping: Mapping[int, str], exported: datetime | None = None) -> Table:
    """Read a grid under a format: numbers, dates and words, and the reason of each record set aside."""
    why = not_rows.reasons(grid.cells, grid.headings, mapping, form)
    table = Table(grid, form, dict(mapping), why, notes=list(grid.notes), exported=exported)
    said = normalised(f"{grid.title} {' '.join(grid.headings[:3])}").split()
    named = (name for name in columns.PLATFORMS if name != "x" and name in said)
    table.platform = form.platform or next(named, "")
    made = _words(table)
    _forget(table, WORDS)
    made |= columns.dates(table, made.get("post_id"))
    numbers = _numbers(table)
    table.numbers = pd.DataFrame(numbers, index=grid.cells.index, copy=False)
    made |= {name: columns.typed(name, values) for name, values in numbers.items()}
    frame = _with_platform(pd.DataFrame(made, index=grid.cells.index, copy=False), table)
    if form.rest:
        frame = frame.join(_rest(table))
    _last_reasons(table, frame)
    table.frame = frame if (table.why == "").all() else frame[table.why == ""]
    table.kind = _kind(table, frame)
    table.notes += _oddities(table)
    table.period = columns.stated_period(table)
    _forget(table, (*NUMBERS, *DATES))
    return table


def _forget(table: Table, names: Any) -> None:
    """Let go of the cells that were turned into columns, where the file can give them again."""
    if table.grid.text:
        done = [i for positions in table.sources(names).values() for i in positions]
        table.grid.cells = table.grid.cells.drop(columns=done)


def _kind(table: Table, frame: pd.DataFrame) -> str:
    if not len(table.frame) and table.format.kind != "unknown":
        return "empty"
    if table.format.kind:
        return table.format.kind
    named = {"post_id", "permalink", "result", "text", "published_at"} & set(frame)
    return "daily" if "date" in frame and not named else "posts"


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
            table.notes.append(note("damaged_ids", heading=table.grid.headings[i]))


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
        names = list(dict.fromkeys(table.grid.headings[i] for i in positions))
        if said == "differ" or (said == "same" and len(names) == 1):
            key = "twice_differs" if said == "differ" else "twice"
            table.notes.append(note(key, heading=" / ".join(names)))
        made[name] = pd.Series(values, index=cells.index)
        withheld[name] = np.logical_or.reduce([column.withheld for column in read.values()])
    table.withheld = pd.DataFrame(withheld, index=cells.index)
    return made


def _check(table: Table, i: int, name: str, column: Numbers) -> None:
    heading = table.grid.headings[i]
    if column.guessed and column.decimal in (".", ","):
        table.notes.append(note("guessed_mark", heading=heading, value=column.guessed, mark=column.decimal))
    if name in table.format.percent and not column.percent:
        column.values = column.values / 100
    table.set_aside(column.bad, "unreadable", cell_note(table, i, "bad_number"))
    if NUMBERS[name].minimum is not None:
        below = np.nan_to_num(column.values) < float(NUMBERS[name].minimum or 0)
        if table.format.kind in ("posts", "ads", ""):
            table.set_aside(below, "unreadable", cell_note(table, i, "below_zero"))
        elif below.any():
            table.notes.append(note("below_zero_kept", heading=heading, n=int(below.sum())))


def _with_platform(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    if "platform" in frame:
        frame["platform"] = columns.platform_names(frame["platform"])
    elif table.platform:
        frame.insert(0, "platform", pd.Series(table.platform, index=frame.index, dtype="str"))
    elif "permalink" in frame:
        frame.insert(0, "platform", columns.by_link(frame["permalink"]))
    return frame


def _rest(table: Table) -> pd.DataFrame:
    kept: dict[str, pd.Series[Any]] = {}
    for i, heading in enumerate(table.grid.headings):
        name = heading.strip()
        if i not in table.mapping and name:
            name = name if name not in (*kept, *NUMBERS, *WORDS, *DATES) else f"{name} [{i + 1}]"
            cells = table.grid.cells[i]
            read = to_numbers(cells, table.decimal)
            numbers = bool((~np.isnan(read.values)).any()) and not read.bad.any()
            kept[name] = pd.Series(read.values, index=cells.index) if numbers else columns.words(cells)
    return pd.DataFrame(kept, index=table.grid.cells.index)


def _last_reasons(table: Table, frame: pd.DataFrame) -> None:
    if whole := table.format.whole_row:
        is_whole = frame[whole["column"]].str.lower() == whole["word"].lower()
        both = frame["permalink"].isin(set(frame["permalink"][is_whole & (table.why == "")]))
        table.set_aside(both & ~is_whole, "part")
    for position, reason in table.grid.away.items():
        table.why.iloc[position] = reason
        table.detail.pop(position, None)


def _oddities(table: Table) -> list[Note]:
    notes = [*map(note, table.format.notes), *_total_notes(table)]
    if "boosted" in table.frame and bool(table.frame["boosted"].fillna(False).any()):
        notes.append(note("boosted", n=int(table.frame["boosted"].fillna(False).sum())))
    currencies = {c for i in table.mapping if (c := currency_of(table.grid.headings[i]))}
    if len(currencies) > 1:
        notes.append(note("currencies", currencies=", ".join(sorted(currencies))))
    notes += [note(change["note"]) for change in table.format.changes if _spans(table, change)]
    for positions in table.sources((*WORDS, *DATES, *NUMBERS)).values():  # bilingual exports have both
        headings = [table.grid.headings[i] for i in positions]
        notes += [note("mixed_languages", heading=" / ".join(headings))] if in_two_languages(headings) else []
    return notes


def _total_notes(table: Table) -> list[Note]:
    totals = np.flatnonzero((table.why == "total").to_numpy())
    notes = []
    for name in table.numbers if len(totals) == 1 else ():
        said = float(table.numbers[name].iloc[totals[0]])
        others = float(table.numbers[name].sum()) - said
        if NUMBERS[str(name)].adds == "sum" and abs(said - others) > 1e-6 * max(abs(said), 1):
            notes.append(note("total_differs", column=Name(str(name)), total=said, n=others))
    return notes


def _spans(table: Table, change: Mapping[str, Any]) -> bool:
    days = next((table.frame[name].dropna() for name in DATES if name in table.frame), pd.Series())
    elsewhere = change.get("platform", table.platform) != table.platform
    if not len(days) or elsewhere or change.get("column", days.name) not in table.frame:
        return False
    return bool(days.min() < pd.Timestamp(change["on"], tz=days.dt.tz) <= days.max())
