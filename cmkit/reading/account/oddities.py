"""What is to be known of a table that was read: odd cells, headings, totals, currencies, new measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.language.facts import Name, Number
from cmkit.reading.account import totals
from cmkit.reading.files.grid import Note, Table, note
from cmkit.reading.headings.formats import in_two_languages, plain_heading

SEES = ("facebook", "instagram")
"""Platforms where whoever was reached has seen at least once."""
FAR_ABOVE = 1.5
MOST_COMPARED = 20_000
UNTOLD = "primary"
"""How Meta heads the one measure of a table by day, whose name stands above."""


def oddities(table: Table) -> list[Note]:
    """Return what is to be known of a table before it is used."""
    notes = [*map(note, table.format.notes), *_total_notes(table), *_unusable_notes(table)]
    if "boosted" in table.frame and bool(table.frame["boosted"].fillna(False).any()):
        notes.append(note("boosted", n=int(table.frame["boosted"].fillna(False).sum())))
    if len(table.currencies) > 1:
        notes.append(note("currencies", currencies=", ".join(sorted(table.currencies))))
    notes += [*_headings_said(table), *_reach_over_views(table), *_told_twice(table)]
    notes += [note(change["note"]) for change in table.format.changes if _spans(table, change)]
    for positions in table.sources((*WORDS, *DATES, *NUMBERS)).values():  # bilingual exports have both
        headings = [table.grid.headings[i] for i in sorted(positions)]
        notes += [note("mixed_languages", heading=" / ".join(headings))] if in_two_languages(headings) else []
    return notes


def _headings_said(table: Table) -> Iterator[Note]:
    """Headings whose title says another measure, that say none (Meta's `Primary`), or with a typing error."""
    form, grid = table.format, table.grid
    taken = form.mapping(grid.headings, grid.title) if form.by_title or form.near else {}
    for i, heading in enumerate(grid.headings if form.by_title or form.near else ()):
        own, column = form.meant(heading), table.mapping.get(i, "")
        if column and column == taken.get(i) != own:
            key = "title_over_heading" if own else "near_heading"
            if own or form.near:
                yield note(key, title=grid.title, heading=heading, column=Name(column))
        elif plain_heading(heading) == UNTOLD and not column:
            yield note("untold_measure", heading=heading)


def _told_twice(table: Table) -> Iterator[Note]:
    """Columns that no heading names, and tables whose rows stand there twice."""
    cells = table.grid.cells
    for i, heading in enumerate(table.grid.headings):
        blank = not heading.strip() and i in cells and i not in table.mapping
        if blank and cells[i].notna().mean() > 0.5 < (cells[i] != "").mean():
            yield note("no_heading", n=i + 1)
    if len(table.frame) <= MOST_COMPARED and "post_id" not in table.frame:
        counted = table.numbers.loc[table.frame.index].gt(0).any(axis=1)
        n = int((table.frame.duplicated() & counted).sum())
        if n > 1 and n >= 0.4 * len(table.frame):
            yield note("told_twice", n=n)


def _reach_over_views(table: Table) -> Iterator[Note]:
    """Remark on reach far above views: nobody is reached without a view."""
    if table.platform in SEES and {"reach", "views"} <= set(table.frame):
        times = table.frame["reach"].astype("float64") / table.frame["views"].astype("float64")
        times = times[np.isfinite(times) & (times > FAR_ABOVE)]
        if len(times):
            ends = {"least": Number(times.min(), 1), "most": Number(times.max(), 1)}
            yield note("reach_over_views", n=len(times), **ends)


def _total_notes(table: Table) -> list[Note]:
    found = totals.gaps(table)
    if found and not len(table.frame):
        return [note("total_alone")]
    missing = all(said > others and not same for said, others, same in found.values())
    key = "rows_missing" if missing else "total_differs"
    return [
        note(key, column=Name(name), total=said, n=others)
        for name, (said, others, same) in found.items() if not same
    ]  # fmt: skip


def _spans(table: Table, change: Mapping[str, Any]) -> bool:
    days = next((table.frame[name].dropna() for name in DATES if name in table.frame), pd.Series())
    elsewhere = change.get("platform", table.platform) != table.platform
    if not len(days) or elsewhere or change.get("column", days.name) not in table.frame:
        return False
    return bool(days.min() < pd.Timestamp(change["on"], tz=days.dt.tz) <= days.max())


def _unusable_notes(table: Table) -> Iterator[Note]:
    kept = (table.why == "").to_numpy() if table.unusable else np.zeros(0, bool)
    for each in table.unusable:
        if len(found := np.flatnonzero(each.mask & kept)):
            line = int(table.grid.lines()[found[0]])
            yield note("unusable", n=len(found), line=str(line), why=each.told(int(found[0])))
