"""A table as it stands in its file: what every kind of file is turned into before anything is understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from cmkit.errors import UnreadableFileError
from cmkit.reading.account.notes import Note, note
from cmkit.reading.headings.headers import Block

MOST_COLUMNS = 2_000
Lines = np.ndarray[Any, np.dtype[np.int64]]


@dataclass
class Grid:
    """One table as it stands in its file: its records in `cells`, a column a position, as text or floats."""

    file: str
    sheet: str
    headings: list[str]
    cells: pd.DataFrame
    lines: Callable[[], Lines]  # the line (or sheet row) that each record starts on
    heading_line: int = 1
    above: list[str] = field(default_factory=list)
    title: str = ""
    delimiter: str = ""
    encoding: str = ""
    cut: str = ""
    text: Callable[[], pd.DataFrame] | None = None
    notes: list[Note] = field(default_factory=list)

    def as_text(self) -> pd.DataFrame:
        """Return the cells as the text that the file holds."""
        return self.text() if self.text else self.cells.map(cell_text)


def cell_text(cell: Any) -> str:
    """Write a cell as text: a whole number without its .0, a moment in ISO form, nothing for missing."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return "" if cell != cell else (str(int(cell)) if cell.is_integer() else repr(cell))
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return ""
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


def block_grid(block: Block, file: str, sheet: str = "", **facts: Any) -> Grid:
    """Make the grid of a block of records, short ones filled up with empty cells."""
    width = len(block.headings)
    if width > MOST_COLUMNS:
        raise UnreadableFileError("too_wide", file=file, line=block.heading_line, n=width, most=MOST_COLUMNS)
    rows = [_fitted(cells, width) for _, cells in block.records]
    wide = max((len(row) for row in rows), default=width)
    cells = np.array([row if len(row) == wide else [*row, ""] for row in rows], dtype=object)
    cells = cells.reshape(len(rows), wide)
    frame = pd.DataFrame({i: _column(cells[:, i]) for i in range(wide)}, index=range(len(rows)), copy=False)
    lines = np.array([line for line, _ in block.records], dtype=np.int64)
    short = sum(len(row) < width for _, row in block.records)
    notes = [note("short_rows", n=short)] if short else []
    return Grid(
        file, sheet, [cell_text(h) for h in block.headings], frame, lambda: lines, block.heading_line,
        block.above, block.title, notes=notes, **facts,
    )


def _fitted(cells: list[Any], width: int) -> list[Any]:
    """Fill a record up with empty cells; put those beyond the last heading in one: they may be thousands."""
    if len(cells) <= width:
        return cells if len(cells) == width else [*cells, *[""] * (width - len(cells))]
    beyond = [text for cell in cells[width:] if (text := cell_text(cell).strip())]
    return [*cells[:width], " ".join(beyond)]


def _column(cells: np.ndarray[Any, Any]) -> pd.Series[Any]:
    """A column as floats or as text where it holds nothing else, else as it is."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        return pd.Series(cells, dtype="str")
    if kinds == {float}:
        return pd.Series(cells.astype("float64"))
    if float in kinds and kinds <= {float, str} and not any(c for c in cells if isinstance(c, str)):
        return pd.Series(np.where(cells == "", np.nan, cells).astype("float64"))
    if date in kinds and datetime not in kinds:
        moments = [datetime(*c.timetuple()[:3]) if type(c) is date else c for c in cells]
        cells = np.array(moments, dtype=object)
    return pd.Series(cells, dtype=object)
