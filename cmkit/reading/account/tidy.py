"""One grid and its format to one tidy table, every record accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS, normalised
from cmkit.language.facts import All
from cmkit.language.said import Said
from cmkit.reading.account import not_rows, totals
from cmkit.reading.account.oddities import oddities
from cmkit.reading.files.grid import Grid, Table, cell_note, note
from cmkit.reading.headings.formats import Format, plain_heading
from cmkit.reading.values import cells as columns
from cmkit.reading.values.number_texts import Numbers, file_mark, to_numbers

PAID = {"spend", "impressions", "clicks", "link_clicks", "reach"}
"""What beside a campaign makes a table one of ads."""
NAMING = (*{*WORDS} - {"platform", "account", "account_id", "post_type", "language", "boosted"}, *DATES)
"""The columns that say which row it is."""
LONGEST_LINK = 2000
"""What is longer is no link; a pattern would search through it for minutes."""


def tidy(
    grid: Grid, form: Format, mapping: Mapping[int, str], exported: datetime | None = None,
    blanks: Mapping[str, str] = MappingProxyType({}),
) -> Table:  # fmt: skip
    """Read a grid under a format: numbers, dates and words, and the reason of each record set aside.

    `blanks` says of a heading, or of a column, whether its blank cells are "zero" or "unknown".
    """
    why = not_rows.reasons(grid.cells, grid.headings, mapping)
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
    if (boosted := columns.boosts(numbers)) is not None and "boosted" not in made:
        made["boosted"] = boosted
    frame = _with_platform(pd.DataFrame(made, index=grid.cells.index, copy=False), table)
    account = re.search(form.account_in_name, grid.file) if form.account_in_name else None
    if account and "account" not in frame:
        frame["account"] = pd.Series(account[1], index=frame.index, dtype="str")
    if form.rest:
        frame = frame.join(_rest(table))
    _last_reasons(table, frame)
    not_rows.set_failures_aside(table, frame)
    totals.set_totals_aside(table, frame)
    for name, values in _blanks(table, numbers, {plain_heading(word): said for word, said in blanks.items()}):
        table.numbers[name], frame[name] = values, columns.typed(name, values)
    table.frame = frame if (table.why == "").all() else frame[table.why == ""]
    table.kind = _kind(table, frame)
    table.notes += oddities(table)
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
    if not named and {"campaign", "ad_set", "ad", "ad_id"} & set(frame) and PAID & set(frame):
        return "ads"
    return "daily" if "date" in frame and not named else "posts"


def _words(table: Table) -> dict[str, pd.Series[Any]]:
    made = {}
    for name, positions in table.sources(WORDS).items():
        found = [columns.words(table.grid.cells[i]) for i in positions]
        made[name] = columns.longest(found) if name in table.format.longest else columns.first(found)
        if table.format.kind == "ads":
            made[name] = made[name].mask(made[name] == "--")
        if name == "boosted":
            made[name] = columns.truths(made[name])
        if name in ("post_id", "account_id", "ad_id"):
            made[name] = columns.unwrapped(made[name])
            if _check_ids(table, positions):
                table.damaged.append(name)
    if table.format.id_in_link and "permalink" in made and "post_id" not in made:
        links = made["permalink"].where(made["permalink"].str.len() <= LONGEST_LINK)
        ids = links.str.extract(f"(?:{table.format.id_in_link})", expand=False)
        made = {"post_id": ids.astype("str"), **made}
    return made


def _check_ids(table: Table, positions: list[int]) -> bool:
    """Say when ids are numbers that a spreadsheet rounded: too big for one, or written 1.23E+17."""
    damaged = [i for i in positions if columns.are_rounded(table.grid.cells[i])]
    table.notes += [note("damaged_ids", heading=table.grid.headings[i]) for i in damaged]
    return bool(damaged)


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
    if table.format.each and table.format.each not in made and "revenue" in made:
        made[table.format.each] = made["revenue"].where(made["revenue"].isna(), 1.0)
    return made


def _check(table: Table, i: int, name: str, column: Numbers) -> None:
    heading = table.grid.headings[i]
    if column.guessed and column.decimal in (".", ","):
        table.notes.append(note("guessed_mark", heading=heading, value=column.guessed, mark=column.decimal))
    above_one = name.endswith("_reported") and np.nanmax(column.values, initial=0) > 1
    if (name in table.format.percent or above_one) and not column.percent:
        column.values = column.values / 100
    table.leave_out(i, name, column.bad, "bad_number")
    below = np.nan_to_num(column.values) < float(NUMBERS[name].minimum or 0)
    if NUMBERS[name].minimum is None or not below.any():
        return
    if name in table.format.net:
        table.notes.append(note("below_zero_kept", heading=heading, n=int(below.sum())))
    else:
        table.leave_out(i, name, below, "below_zero")
        table.refused[name] = table.refused.get(name, 0) + float(column.values[below].sum())
        column.values = np.where(below, np.nan, column.values)


def _blanks(
    table: Table, numbers: Mapping[str, pd.Series[Any]], given: Mapping[str, str]
) -> Iterator[tuple[str, pd.Series[Any]]]:
    """Yield the columns whose blank cells are 0, since the platform leaves blank what did not happen."""
    told: dict[str, list[Said]] = {}
    for name, positions in table.sources(numbers).items():
        headings = [table.grid.headings[i] for i in positions]
        said = next((given[word] for h in (*headings, name) if (word := plain_heading(h)) in given), "")
        if said == "unknown" or not (said or name in table.format.blank_is_zero):
            continue
        blank, values = _blank(table, numbers, name, said), numbers[name]
        key = "blank_given" if said else "blank_zero" if values.notna().any() else "blank_unknown"
        if blank.any():
            cells = Said("reading.blank_cells", {"heading": " / ".join(headings), "n": int(blank.sum())})
            told.setdefault(key, []).append(cells)
            if key != "blank_unknown":
                yield name, values.mask(blank, 0.0)
    for key, each in told.items():
        table.notes.append(note(key, headings=All(tuple(each)), heading=each[0].facts["heading"]))


def _blank(table: Table, numbers: Mapping[str, Any], name: str, said: str) -> Any:
    left_out = [each.mask for each in table.unusable if each.column == name]
    filled = np.logical_or.reduce([table.withheld[name].to_numpy(), *left_out])
    blank = numbers[name].isna() & (table.why == "") & ~filled
    if said:
        return blank
    # A record without any number says nothing; no value beside a sale was not passed on.
    sold = name == "revenue" and "conversions" in numbers
    blank &= np.logical_or.reduce([values.notna() for values in numbers.values()])
    return blank & ~(numbers["conversions"] > 0) if sold else blank


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
            name = name if name not in (*kept, *table.mapping.values()) else f"{name} [{i + 1}]"
            cells = table.grid.cells[i]
            read = to_numbers(cells, table.decimal)
            numbers = bool((~np.isnan(read.values)).any()) and not read.bad.any()
            if numbers and columns.are_ids(heading, cells):
                numbers = False
                _check_ids(table, [i])
            kept[name] = pd.Series(read.values, index=cells.index) if numbers else columns.words(cells)
    return pd.DataFrame(kept, index=table.grid.cells.index)


def _last_reasons(table: Table, frame: pd.DataFrame) -> None:
    if (whole := table.format.whole_row) and {whole["column"], "permalink"} <= set(frame):
        is_whole = frame[whole["column"]].str.lower() == whole["word"].lower()
        both = frame["permalink"].isin(set(frame["permalink"][is_whole & (table.why == "")]))
        table.set_aside(both & ~is_whole, "part")
    for heading, words in table.format.without.items():
        for i in table.grid.under([heading])[:1]:
            said = columns.words(table.grid.cells[i]).fillna("").map(normalised)
            none = said.isin([*map(normalised, words)])
            table.set_aside(none & (said != ""), "no_sale", cell_note(table, i, "no_sale"))
            table.set_aside(none, "no_sale")
    _lost(table, frame)
    for position, reason in table.grid.away.items():
        table.why.iloc[position] = reason
        table.detail.pop(position, None)


def _lost(table: Table, frame: pd.DataFrame) -> None:
    """Set aside the records that unusable cells leave without a name or a number, or mostly torn."""
    if not table.unusable:
        return
    named = [name for name in frame if name in NAMING]
    left = table.numbers.notna().sum(axis=1)
    torn = np.sum([each.mask for each in table.unusable if each.key != "below_zero"], axis=0)
    lost = (torn > left) | (left == 0 if len(table.numbers.columns) else False)
    if named:
        lost |= frame[named].isna().all(axis=1)
    for each in table.unusable:
        table.set_aside(each.mask & lost.to_numpy(), "unreadable", each.told)
