"""What a reader of a table should know before using its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.language.facts import Name
from cmkit.reading.account.notes import Note, note
from cmkit.reading.account.table import Table
from cmkit.reading.headings.formats import currency_of
from cmkit.reading.headings.spoken import in_two_languages


def oddities(table: Table) -> list[Note]:
    """What a reader of this table should know."""
    notes = [*map(note, table.format.notes), *_total_notes(table)]
    if "boosted" in table.frame and bool(table.frame["boosted"].fillna(False).any()):
        notes.append(note("boosted", n=int(table.frame["boosted"].fillna(False).sum())))
    currencies = {c for i in table.mapping if (c := currency_of(table.grid.headings[i]))}
    if len(currencies) > 1:
        notes.append(note("currencies", currencies=", ".join(sorted(currencies))))
    notes += [note(change["note"]) for change in table.format.changes if _spans(table, change)]
    notes += [note("mixed_languages", heading=headings) for headings in _bilingual(table)]
    return notes


def _total_notes(table: Table) -> list[Note]:
    """Say where the file's own total is not the sum of its rows."""
    totals = np.flatnonzero((table.why == "total").to_numpy())
    notes = []
    for name in table.numbers if len(totals) == 1 else ():
        said = float(table.numbers[name].iloc[totals[0]])
        others = float(table.numbers[name].sum()) - said
        if NUMBERS[str(name)].adds == "sum" and abs(said - others) > 1e-6 * max(abs(said), 1):
            notes.append(note("total_differs", column=Name(str(name)), total=said, n=others))
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
