"""What a spreadsheet did to a file that it saved again, undone where that leaves no doubt.

Lines wrapped whole in quotes are unwrapped; texts that were split at their commas, or torn at their line
breaks, are put together. What cannot be is told: rows too long, rows torn.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from cmkit.reading.files.encoding import Record
from cmkit.reading.files.grid import Note, note
from cmkit.reading.files.records import is_closed, plain_records
from cmkit.reading.files.shape import Shape, last_filled, usual_width
from cmkit.reading.headings.headers import Block, heading_row

DELIMITERS = (",", ";", "\t", "|")
FIRST = 60
"""Lines that are looked at before all are unwrapped."""
MOST = 50
"""Lines that a text may have been torn into."""


def wrapping(sample: str) -> str:
    """Return the delimiter of a file whose lines are each wrapped in one cell, "" for any other file.

    >>> wrapping('"Result,Reach"\\n"A ""b"",5"\\n'), wrapping("Result,Reach\\nA,5\\n")
    (',', '')
    """
    start = "".join(io.StringIO(sample, newline="").readlines()[:FIRST])
    for outer in DELIMITERS if start.startswith('"') or '\n"' in start else ():
        lines, alone = zip(*_unwrapped(start, outer), strict=True)
        if 2 * sum(alone) > len(lines) and "".join(lines) != start and _is_table("".join(lines)):
            return outer
    return ""


def unwrapped(text: str, outer: str) -> str:
    """Return a text whose lines are wrapped, inner quotes doubled, as it was.

    >>> unwrapped('"Result,Reach"\\n"A ""b"",5"\\n', ",")
    'Result,Reach\\nA "b",5\\n'
    """
    return "".join(line for line, _ in _unwrapped(text, outer))


def _unwrapped(text: str, outer: str) -> Iterator[tuple[str, bool]]:
    """Yield each line out of its quotes, and whether it was wrapped in one cell."""
    lines = io.StringIO(text, newline="").readlines()
    reader, at = csv.reader(lines, delimiter=outer), 0
    for cells in reader:
        raw, at = lines[at : reader.line_num], reader.line_num
        whole = "".join(raw)
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        inside = outer.join(cells) + whole[len(whole.rstrip("\r\n")) :]
        sound = is_closed(raw, outer) and (len(raw) == 1 or whole.startswith('"'))
        yield (inside, len(cells) <= 1) if sound else (whole, False)


def _is_table(text: str) -> bool:
    for inner in DELIMITERS:
        rows = [cells for _, cells in plain_records(io.StringIO(text, newline=""), inner) if cells]
        at, width = heading_row([*rows], first=True), usual_width(rows)
        below = rows[at:] if at is not None else []
        if width > 1 and len(below) > 1 and sum(len(cells) == width for cells in below) >= 0.8 * len(below):
            return True
    return False


def put_together(block: Block, delimiter: str) -> tuple[list[Note], list[int]]:
    """Undo what split and tore the texts of a table; return what to say of it, and which rows stay torn."""
    width, records = len(block.headings), block.records
    if all(len(cells) == width and cells[-1] for _, cells in records):
        return [], []
    shape = Shape(width, [cells for _, cells in records[:1000] if len(cells) == width])
    made, torn, undone, at = list[Record](), list[int](), Counter[str](), 0
    while at < len(records):
        line, cells = records[at]
        end, whole, damage = at + 1, None, ""
        if len(cells) != width or not cells[-1]:
            end, whole, damage = _mended(records, at, shape, delimiter)
        if damage and whole is None:
            torn += range(len(made), len(made) + end - at)
        undone[damage] += whole is not None
        made += records[at:end] if whole is None else [(line, whole)]
        at = end
    block.records = made
    return [note(key, n=undone[key]) for key in ("split_cells", "torn_texts") if undone[key]], torn


def _mended(
    records: list[Record], at: int, shape: Shape, delimiter: str
) -> tuple[int, list[str] | None, str]:
    """Return where the row that begins here ends, its cells put together, and what was done to it."""
    cells = _trimmed(records[at][1], shape.width)
    if len(cells) > shape.width:
        whole = shape.one_row(cells, delimiter)
        return at + 1, whole, "split_cells" if whole else ""
    torn = last_filled(cells)
    for end in range(at + 1, min(at + MOST, len(records)) if shape.begins(cells) else 0):
        more = _trimmed(records[end][1], shape.width)
        if not any(more) or shape.fits_closely(records[end][1]):
            break
        cells = [*cells[:-1], f"{cells[-1]}\n{more[0]}", *more[1:]]
        whole = cells if shape.fits_closely(cells) else shape.one_row(cells, delimiter, torn)
        if whole or (shape.ends(more) and not shape.begins(more)):
            return end + 1, whole, "torn_texts"
        if shape.fits(records[end][1]):
            break
    return at + 1, None, ""


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Leave out the empty cells at the end that a spreadsheet fills rows up with."""
    return cells[: last_filled(cells) + 1] if len(cells) >= width else cells
