"""A table read: the tidy frame of the records kept, and what is needed to account for the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from cmkit.reading.account.notes import Note, note
from cmkit.reading.files.grid import Grid
from cmkit.reading.headings.formats import Format


@dataclass
class Table:
    """A table read: the tidy `frame` of the records kept, and everything needed to account for the rest.

    `frame`, `numbers` (of every record, kept or not) and `why` (the reason of a record set aside, or "")
    are indexed by the record's position in `grid`.
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

    @property
    def away(self) -> pd.Series[Any]:
        """The reason of each record set aside, by its position; empty records are none."""
        return self.why[~self.why.isin(["", "empty"])]

    def sources(self, names: Any) -> dict[str, list[int]]:
        """Column -> the positions of the headings that mean it, in the file's order."""
        found: dict[str, list[int]] = {}
        for i, name in self.mapping.items():
            if name in names and i in self.grid.cells:
                found.setdefault(name, []).append(i)
        return found

    def set_aside(self, mask: Any, reason: str, told: Callable[[int], Note] | None = None) -> None:
        """Set records aside for a reason, unless they already have one."""
        if not np.any(mask):
            return
        found = np.flatnonzero(np.asarray(mask, bool) & (self.why == "").to_numpy())
        self.why.iloc[found] = reason
        if told:
            self.detail.update((position, told(position)) for position in found.tolist())


def cell_note(table: Table, i: int, key: str) -> Callable[[int], Note]:
    """Return what makes a remark on the cell of a record under heading `i`."""
    cells, heading = table.grid.cells[i], table.grid.headings[i]

    def told(position: int) -> Note:
        text = " ".join(str(cells.iloc[position]).split())
        return note(key, heading=heading, value=text if len(text) <= 60 else text[:57] + "...")

    return told
