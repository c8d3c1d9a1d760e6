"""A table as it stands in its file (`Grid`), as it is read (`Table`), and remarks on it (`Note`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import NUMBERS, UNSEEN, visible
from cmkit.errors import UnreadableFileError
from cmkit.language import writing
from cmkit.language.said import Said
from cmkit.reading.headings.formats import Format, currency_of, plain_heading
from cmkit.reading.headings.headers import Block
from cmkit.reading.values.number_texts import WORDS

MOST_COLUMNS = 2_000
BREAK = "\r\n|\r|\n"
Lines = np.ndarray[Any, np.dtype[np.int64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


class Note(Said):
    """A remark on what was read: its `key`, its `facts`; `str(note)` is its sentence in the language used."""

    prefix: ClassVar[str] = "reading.note_"


def note(key: str, **facts: Any) -> Note:
    """Keep a remark."""
    return Note(key, facts)


@dataclass
class Physical:
    """The lines of a text file, counted before anything is parsed: all, those that are no records of its
    tables (above, headings, blank), and how many tables share them."""

    lines: int
    beside: int
    tables: int = 1


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
    away: dict[int, str] = field(default_factory=dict)  # records that damage sets aside, and why
    physical: Physical | None = None
    inside: Callable[[], Lines] | None = None  # the line breaks in the cells of each record
    text: Callable[[], pd.DataFrame] | None = None
    notes: list[Note] = field(default_factory=list)

    def as_text(self) -> pd.DataFrame:
        """Return the cells as the text that the file holds."""
        return self.text() if self.text else self.cells.map(cell_text)

    def under(self, words: Iterable[str]) -> list[int]:
        """Return the positions of the columns that have one of these headings."""
        known = set(map(plain_heading, words))
        return [i for i, h in enumerate(self.headings) if i in self.cells and plain_heading(h) in known]


def cell_text(cell: Any) -> str:
    """Write a cell as text: a whole number without its .0, a moment in ISO form, nothing for missing."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return "" if cell != cell else (str(int(cell)) if cell.is_integer() else repr(cell))
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return ""
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


def block_grid(block: Block, file: str, sheet: str = "", unseen: bool = True, **facts: Any) -> Grid:
    """Make the grid of a block of records, short ones filled up with empty cells; some may hold `unseen`."""
    width = len(block.headings)
    if width > MOST_COLUMNS:
        raise UnreadableFileError("too_wide", file=file, line=block.heading_line, n=width, most=MOST_COLUMNS)
    rows = [_fitted(cells, width) for _, cells in block.records]
    wide = max((len(row) for row in rows), default=width)
    cells = np.array([row if len(row) == wide else [*row, ""] for row in rows], dtype=object)
    cells = cells.reshape(len(rows), wide)
    frame = pd.DataFrame({i: _column(cells[:, i]) for i in range(wide)}, index=range(len(rows)), copy=False)
    if unseen:
        show(frame)
    lines = np.array([line for line, _ in block.records], dtype=np.int64)
    short = sum(len(row) < width for _, row in block.records)
    notes = [note("short_rows", n=short)] if short else []
    headings = [visible(cell_text(heading)) for heading in block.headings]
    return Grid(
        file, sheet, headings, frame, lambda: lines, block.heading_line,
        block.above, block.title, notes=notes, inside=lambda: breaks_inside(frame), **facts,
    )


def show(cells: pd.DataFrame) -> None:
    """Take what nobody sees out of the cells of text."""
    for i in (i for i in cells if cells[i].dtype.kind not in "fM"):
        if cells[i].dtype == object:  # of a sheet, days among them
            shown = [visible(cell) if isinstance(cell, str) else cell for cell in cells[i]]
            cells[i] = pd.Series(shown, index=cells.index, dtype=object)
        elif not cells[i].str.isascii().all():
            hidden = cells[i].str.contains(UNSEEN, na=False).astype(bool)
            if hidden.any():
                cells[i] = cells[i].where(~hidden, cells[i][hidden].map(visible))


def breaks(cells: Iterable[str]) -> int:
    """Count the line breaks in cells."""
    return sum(len(re.findall(BREAK, cell)) for cell in cells if "\n" in cell or "\r" in cell)


def breaks_inside(cells: pd.DataFrame) -> Lines:
    """Count the line breaks in the cells of each record."""
    counted = np.zeros(len(cells), np.int64)
    for i in (i for i in cells if cells[i].dtype.kind not in "fM"):
        counted += cells[i].str.count(BREAK).fillna(0).to_numpy(np.int64)
    return counted


def _fitted(cells: list[Any], width: int) -> list[Any]:
    """Fill a record up with empty cells; put those beyond the last heading in one: they may be thousands."""
    if len(cells) <= width:
        return cells if len(cells) == width else [*cells, *[""] * (width - len(cells))]
    beyond = " ".join(map(cell_text, cells[width:]))
    return [*cells[:width], re.sub(" +", " ", beyond).strip(" ")]


def _column(cells: np.ndarray[Any, Any]) -> pd.Series[Any]:
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


class Unusable(NamedTuple):
    """Cells of one heading that cannot be used: its position, column, which records, a key, why for each."""

    heading: int
    column: str
    mask: Mask
    key: str
    told: Callable[[int], Note]


@dataclass
class Table:
    """A table read: the tidy `frame` of the records kept, and everything needed to account for the rest."""
    # `frame`, `numbers` and `why` are indexed by the record's position in `grid`.

    grid: Grid
    format: Format
    mapping: dict[int, str]
    why: pd.Series[Any]
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    numbers: pd.DataFrame = field(default_factory=pd.DataFrame)
    withheld: pd.DataFrame = field(default_factory=pd.DataFrame)
    unusable: list[Unusable] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)  # columns of ids that a spreadsheet rounded
    refused: dict[str, float] = field(default_factory=dict)  # column -> the sum of its unusable numbers
    detail: dict[int, Note] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    decimal: str = ""
    date_form: str = ""
    kind: str = ""
    platform: str = ""
    repeats: tuple[str, ...] = ()
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
        """Column -> the positions of the headings that mean it, the one that its format prefers first."""
        found: dict[str, list[int]] = {}
        for i, name in self.mapping.items():
            if name in names and i in self.grid.cells:
                found.setdefault(name, []).append(i)
        rank = self.format.rank
        return {name: sorted(at, key=lambda i: rank(self.grid.headings[i])) for name, at in found.items()}

    @property
    def currencies(self) -> list[str]:
        """The currencies that the headings of its columns name, else those in a column of currencies."""
        named = [c for i in self.mapping if (c := currency_of(self.grid.headings[i]))]
        if not named and any(NUMBERS[n].unit == "money" for n in self.mapping.values() if n in NUMBERS):
            cells = [self.grid.cells[i][self.why == ""] for i in self.grid.under(WORDS["currencies"])]
            words = {str(word) for column in cells for word in column.unique()[:100]}
            named = sorted(filter(None, map(writing.currency_of, words)))
        return list(dict.fromkeys(named))

    def of_numbers(self) -> list[str]:
        """Return the headings, then the columns, of the numbers that are read."""
        headings = [self.grid.headings[i] for i, name in self.mapping.items() if name in self.numbers]
        return [*headings, *map(str, self.numbers)]

    def leave_out(self, i: int, column: str, mask: Any, key: str) -> None:
        """Say that cells under heading `i` cannot be used: they are missing, and their records stay."""
        if np.any(mask):
            self.unusable.append(Unusable(i, column, np.asarray(mask, bool), key, cell_note(self, i, key)))

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
        return note(key, heading=heading, value=shortened(cells.iloc[position]))

    return told


def shortened(cell: Any) -> str:
    """Return a cell as a text of one line that a sentence can hold."""
    text = " ".join(str(cell).split())
    return text if len(text) <= 60 else text[:57] + "..."
