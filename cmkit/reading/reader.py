"""`cm.read`: files in, an Export out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cmkit.errors import UnreadableFileError
from cmkit.reading.export import Export, made_export
from cmkit.reading.formats import Format, best_format, folder_formats, own_formats
from cmkit.reading.headers import Block, blocks
from cmkit.reading.notes import Note
from cmkit.reading.sources import File, files_of
from cmkit.reading.tables import Grid, Table, tidy
from cmkit.reading.text import Record, Text, is_cut, open_text, records


def read(
    source: Any, *, mapping: Mapping[str, str] | None = None, formats: str | Path | None = None
) -> Export:
    """Read what a platform exported: one file or several, in French or English.

    `source` is a path, bytes, a file object, or a list of those. `mapping` says what headings mean
    (heading -> column of cmkit), for a file that no format knows; `formats` is a folder of more
    formats. Returns an `Export`: what was read, what was set aside and why, and whether it adds up.
    Raises `MissingFileError` where there is no file and `UnreadableFileError` where it cannot be read
    right.

    >>> read(b"Result,Reach,Clicks\\nA,5000,25\\nB,5000,483\\n").posts["clicks"].tolist()
    [25, 483]
    """
    forms = (*(folder_formats(formats) if formats else ()), *own_formats())
    tables = [table for file in files_of(source) for table in _tables(file, forms, mapping)]
    return made_export(tables)


def _tables(file: File, forms: tuple[Format, ...], mapping: Mapping[str, str] | None) -> list[Table]:
    return [_table(grid, forms, mapping) for grid in grids(file)]


def _table(grid: Grid, forms: tuple[Format, ...], mapping: Mapping[str, str] | None) -> Table:
    if mapping is not None:
        given = Format("given", {"en": "given mapping", "fr": "correspondance donnée"}, kind="", rest=False)
        return tidy(grid, given, {i: mapping[h] for i, h in enumerate(grid.headings) if h in mapping})
    form = best_format(grid.headings, forms)
    if form is None:
        raise UnreadableFileError("unknown_format", file=grid.file, headings=", ".join(grid.headings[:8]))
    return tidy(grid, form)


def grids(file: File) -> list[Grid]:
    """Return the tables that stand in a file, as they stand."""
    if not file.data.strip(b"\x00 \r\n\t"):
        raise UnreadableFileError("empty_file", file=file.name)
    text = open_text(file.name, file.data)
    decoded = text.decoded()
    found = list(records(decoded, text.delimiter))
    made, empty = blocks(found)
    made = [block for block in made if block.headings]
    if not made:
        raise UnreadableFileError("no_headings", file=file.name, seen=" | ".join(found[0][1])[:80])
    result = [_grid(text, block) for block in made]
    result[0].empty, result[0].notes = empty, text.notes + result[0].notes
    result[-1].cut = _cut(decoded, found, text.delimiter, len(made[-1].headings), file.name)
    return result


def _grid(text: Text, block: Block) -> Grid:
    width = max([len(block.headings), *(len(cells) for _, cells in block.records)])
    columns: list[list[str]] = [[] for _ in range(width)]
    for _, cells in block.records:
        for i in range(width):
            columns[i].append(cells[i] if i < len(cells) else "")
    frame = pd.DataFrame({i: pd.Series(column, dtype=object) for i, column in enumerate(columns)})
    lines = np.array([line for line, _ in block.records], dtype=np.int64)
    short = sum(len(cells) < len(block.headings) for _, cells in block.records)
    return Grid(
        text.name, "", block.headings, frame, lambda: lines, block.heading_line, block.above, block.title,
        text.delimiter, text.encoding, notes=[Note("short_rows", n=short)] if short else [],
    )


def _cut(decoded: str, found: list[Record], delimiter: str, width: int, name: str) -> str:
    """Tell why the last record is not whole: its quotes never close, or the file stops inside it."""
    line, cells = found[-1]
    if not any("\n" in c or "\r" in c for c in cells) and len(cells) >= width:
        return ""
    tail = decoded.splitlines(keepends=True)[line - 1 :]
    if is_cut(tail, delimiter):
        if sum(one.count(delimiter) >= width - 1 for one in tail[1:]) and width > 1:
            raise UnreadableFileError("open_quote", file=name, line=line)
        return "cut"
    return "cut" if len(cells) < width and not decoded.endswith(("\n", "\r")) and len(cells) > 1 else ""
