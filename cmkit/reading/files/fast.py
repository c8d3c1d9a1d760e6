"""The quick way through a big, regular CSV: pandas' C parser, told from a sample which columns are numbers.

Whatever is not regular makes it give up, and the file goes the thorough way; both give the same grid.
"""

import io
import re
import warnings
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import NUMBERS, visible
from cmkit.reading.files.encoding import Record, Text
from cmkit.reading.files.grid import BREAK, Grid, Lines, Physical, breaks_inside, show
from cmkit.reading.files.shape import Shape
from cmkit.reading.headings.formats import best_format, own_formats
from cmkit.reading.headings.headers import Block, blocks

FAST_FROM = 1_000_000
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?\d+[.,]\d+|-?\d+")
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")


def fast_grid(text: Text, sample: list[Record]) -> Grid | None:
    """Return the one table of a big, regular file, or None where the thorough way must read it."""
    if len(text.data) < FAST_FROM or b"\x00" in text.data[:100_000] or text.encoding.startswith("utf-32"):
        return None
    found = blocks(sample[:-1])
    if len(found) != 1 or len(found[0].records) < 50 or any(
        mark in str(heading) for heading in found[0].headings for mark in "\n\r"
    ):
        return None
    block = found[0]
    whole, decimals, mark = _number_columns(block)
    for told in (_doubtful(block), range(len(block.headings))):
        kinds = dict.fromkeys(told, "str") | dict.fromkeys((*whole, *decimals), "float64")
        cells = _tried(text, block, kinds, mark)
        if cells is None:
            continue
        if all(cells[i].dtype.kind in "OTU" for i in cells if i not in (*whole, *decimals)):
            lines = _lines(text, len(cells) + block.heading_line)
            damaged = _swallows(text, block, cells, lines) or _cut_short(text, block, cells)
            if damaged or not _regular(text, cells, whole, decimals):
                return None
            show(cells)
            return _grid(text, block, cells, Physical(lines, block.heading_line))
    return None


def _tried(text: Text, block: Block, kinds: dict[int, str], mark: str) -> pd.DataFrame | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.DtypeWarning)
            return _parsed(text, block, kinds, mark)
    except (ValueError, OverflowError, pd.errors.ParserError, pd.errors.DtypeWarning):
        return None


def _doubtful(block: Block) -> list[int]:
    """Columns of text that pandas might take for something else: a digit or a truth value begins a cell."""
    firsts = {i: {row[i][:1] for _, row in block.records if i < len(row)} for i in range(len(block.headings))}
    return [i for i, letters in firsts.items() if letters <= set("0123456789-+.,TtFf nNiI") | {""}]


def _number_columns(block: Block) -> tuple[list[int], list[int], str]:
    form = best_format(block.headings, own_formats(), ("", block.title))
    mapping = form.mapping(block.headings, block.title) if form else {}
    numbers = [i for i in range(len(block.headings)) if mapping.get(i, "reach") in NUMBERS]
    cells = {i: [row[i] for _, row in block.records if i < len(row) and row[i]] for i in numbers}
    whole = [i for i in numbers if cells[i] and all(map(_WHOLE.fullmatch, cells[i]))]
    rest = [i for i in numbers if i not in whole and cells[i] and all(map(_DECIMAL.fullmatch, cells[i]))]
    marks = {i: _mark(cells[i]) for i in rest}
    mark = "," if "," in marks.values() else "."
    return whole, [i for i in rest if marks[i] == mark], mark


def _mark(cells: list[str]) -> str:
    marks = {mark for cell in cells for mark in ".," if mark in cell}
    settled = any(not _EITHER.fullmatch(cell) for cell in cells if "." in cell or "," in cell)
    return marks.pop() if len(marks) == 1 and settled else ""


def _parsed(text: Text, block: Block, kinds: dict[int, str], mark: str) -> pd.DataFrame:
    width = len(block.headings)
    missing: Any = {i: [""] for i, kind in kinds.items() if kind == "float64"}
    return pd.read_csv(
        io.BytesIO(text.data), sep=text.delimiter, encoding=text.encoding, header=None,
        names=list(range(width)), skiprows=block.heading_line, dtype=dict[Any, Any](kinds), decimal=mark,
        keep_default_na=False, na_values=missing, skip_blank_lines=False, index_col=False,
    )


def _regular(text: Text, cells: pd.DataFrame, whole: list[int], decimals: list[int]) -> bool:
    for i in (*whole, *decimals):
        known = cells[i].to_numpy()[~np.isnan(cells[i].to_numpy())]
        if not (np.abs(known) < 2**53).all() or (i in whole and (known % 1 != 0).any()):
            return False
    last = cells.iloc[-1]
    ended = text.data.endswith((b"\n", b"\n\x00", b"\r", b"\r\x00"))
    return bool(ended or isinstance(last.iloc[-1], str) or pd.notna(last.iloc[-1])) and not _gaps(cells)


def _lines(text: Text, expected: int) -> int:
    """Count the lines of the file, whatever ends them; where they are as many as expected, quickly."""
    last = not text.data.endswith((b"\n", b"\n\x00", b"\r", b"\r\x00"))
    ends = _counted(text, "\n") + last
    return ends if ends == expected else ends + _counted(text, "\r") - _counted(text, "\r\n")


def _counted(text: Text, mark: str) -> int:
    if "16" in text.encoding:
        return text.data.decode(text.encoding, "replace").count(mark)
    return text.data.count(mark.encode())


def _swallows(text: Text, block: Block, cells: pd.DataFrame, lines: int) -> bool:
    """Tell whether a cell may hold rows, which a quote that nothing closes made one text of."""
    if lines == len(cells) + block.heading_line:
        return False
    width, mark = len(block.headings), text.delimiter
    shape = Shape(width, [row for _, row in block.records])
    for i in (i for i in range(width) if cells[i].dtype.kind != "f"):
        several = cells[i][cells[i].str.contains("[\r\n]", na=False)]
        for cell in several[several.str.count(re.escape(mark)) >= width - 1]:
            first, *others = (part.split(mark) for part in re.split(BREAK, cell))
            begun = len(first) == width - i and (shape.ends(first) or shape.fits(first))
            if begun or any(map(shape.fits, others)):
                return True
    return False


def _cut_short(text: Text, block: Block, cells: pd.DataFrame) -> bool:
    """Tell whether some rows may have fewer cells than there are headings: damage shifts cells."""
    if not cells[cells.shape[1] - 1].isna().any():
        return False
    mark = text.delimiter
    inside = sum(int(cells[i].str.count(re.escape(mark)).sum()) for i in cells if cells[i].dtype.kind != "f")
    above = sum(line.count(mark) for line in islice(text.opened(), block.heading_line))
    rows = len(cells.dropna(how="all"))
    return _counted(text, mark) != above + inside + rows * (len(block.headings) - 1)


def _gaps(cells: pd.DataFrame) -> bool:
    """Tell whether an empty row stands between others: another table may begin there."""
    empty = np.ones(len(cells), bool)
    for i in cells:
        if not empty.any():
            return False
        column = cells[i]
        blank = column.isna() if column.dtype.kind == "f" else column.isna() | (column == "")
        empty &= blank.to_numpy(bool)
    filled = np.flatnonzero(~empty)
    return bool(len(filled) == 0 or empty[: filled[-1]].any())


def _grid(text: Text, block: Block, cells: pd.DataFrame, physical: Physical) -> Grid:
    def as_text() -> pd.DataFrame:
        found = _parsed(text, block, dict.fromkeys(range(len(block.headings)), "str"), ".").fillna("")
        show(found)
        return found

    def lines() -> Lines:
        breaks = breaks_inside(cells)
        before = np.cumsum(breaks) - breaks
        return np.arange(len(cells), dtype=np.int64) + before + block.heading_line + 1

    headings = [*map(visible, block.headings)]
    return Grid(
        text.name, "", headings, cells, lines, block.heading_line, block.above, block.title,
        text.delimiter, text.encoding, physical=physical,
        inside=lambda: breaks_inside(cells), text=as_text,
    )
