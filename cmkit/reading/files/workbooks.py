"""Workbooks to grids; a hostile one is stopped before it is opened: see `far_cells` and `compound`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

from cmkit.errors import UnreadableFileError
from cmkit.reading.files.compound import check_compound
from cmkit.reading.files.far_cells import check_spread
from cmkit.reading.files.grid import Grid, block_grid
from cmkit.reading.files.sources import File, Unfolded, tried
from cmkit.reading.headings.headers import blocks
from cmkit.reading.headings.sideways import laid_out

SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
Rows = list[list[Any]]


def workbook_grids(file: File, xml: bool = False) -> list[Grid]:
    """Return the tables of an xlsx, xlsm, xlsb, xls or ods workbook, or XML Spreadsheet 2003 (`xml`)."""
    found, seen = list[Grid](), ""
    for name, rows in _xml_sheets(file) if xml else _calamine(file):
        made = blocks(laid_out(list(enumerate(rows, start=1))), file.unfolded.add_table)
        found += [block_grid(block, file.name, name) for block in made if block.headings]
        seen = seen or " | ".join(str(c) for c in rows[0] if c != "") if rows else seen
    if not found:
        raise UnreadableFileError("no_headings", file=file.name, seen=seen[:80])
    return found


def _calamine(file: File) -> Iterator[tuple[str, Rows]]:
    from python_calamine import CalamineWorkbook

    if file.data.startswith(b"PK"):
        check_spread(file)
    else:
        check_compound(file)
    book = tried(file, lambda: CalamineWorkbook.from_filelike(io.BytesIO(file.data)))
    for sheet in tried(file, lambda: list(book.sheets_metadata)):
        yield sheet.name, tried(file, lambda name=sheet.name: _rows(book, name))  # type: ignore[misc]


def _rows(book: Any, name: str) -> Rows:
    sheet = book.get_sheet_by_name(name)
    return list(sheet.to_python(skip_empty_area=False)) if sheet.total_height is not None else []


def _xml_sheets(file: File) -> Iterator[tuple[str, Rows]]:
    from defusedxml.ElementTree import fromstring

    file.unfolded.add(file.data.count(b"<") * (file.unfolded.weight < len(file.data)))
    root = tried(file, lambda: fromstring(file.data.lstrip(), forbid_dtd=True))
    for sheet in root.iter(f"{SPREADSHEET}Worksheet"):
        rows = tried(file, lambda s=sheet: list(_xml_rows(s, file.unfolded)))  # type: ignore[misc]
        yield sheet.get(f"{SPREADSHEET}Name", ""), rows


def _xml_rows(sheet: Any, unfolded: Unfolded) -> Iterator[list[Any]]:
    at = 0
    for row in sheet.iter(f"{SPREADSHEET}Row"):
        place = int(row.get(f"{SPREADSHEET}Index", at + 1))
        if place - at > 10_000:
            raise ValueError(f"row {place}")
        unfolded.add(place - at)
        yield from ([] for _ in range(place - at - 1))
        at = place
        yield _xml_cells(row, unfolded)


def _xml_cells(row: Any, unfolded: Unfolded) -> list[Any]:
    cells: list[Any] = []
    for cell in row.iter(f"{SPREADSHEET}Cell"):
        place = int(cell.get(f"{SPREADSHEET}Index", len(cells) + 1))
        if not len(cells) < place <= 16384:
            raise ValueError(f"column {place}")
        unfolded.add(place - len(cells))
        cells += [""] * (place - len(cells) - 1)
        cells.append(_xml_value(cell.find(f"{SPREADSHEET}Data")))
    return cells


def _xml_value(data: Any) -> Any:
    text = "".join(data.itertext()) if data is not None else ""
    kind = data.get(f"{SPREADSHEET}Type", "String") if data is not None else "String"
    if kind == "Number" and len(text) < 16 and re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text):
        return float(text)
    if kind == "DateTime" and re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", text):
        return datetime.fromisoformat(text[:19])
    return text


def parquet_grids(file: File) -> list[Grid]:
    """Return the table of a parquet file; its columns keep their types."""
    if find_spec("pyarrow") is None:
        raise UnreadableFileError("needs_pyarrow", file=file.name)
    frame = tried(file, lambda: _parquet_frame(file))
    cells = pd.DataFrame({i: _typed(frame[name]) for i, name in enumerate(frame)}).reset_index(drop=True)
    lines = np.arange(1, len(frame) + 1, dtype=np.int64)
    return [Grid(file.name, "", [str(name) for name in frame], cells, lambda: lines, 0)]


def _parquet_frame(file: File) -> pd.DataFrame:
    """Read the table, each text kept once and counted as often as it is used."""
    kinds, compute = import_module("pyarrow").types, import_module("pyarrow.compute")
    parquet = import_module("pyarrow.parquet")
    opened = parquet.ParquetFile(io.BytesIO(file.data))
    about, schema = opened.metadata, opened.schema_arrow
    groups = [about.row_group(i) for i in range(about.num_row_groups)]
    held = sum(group.column(i).num_values for group in groups for i in range(group.num_columns))
    fixed = sum(f.type.byte_width for f in schema if kinds.is_fixed_size_binary(f.type)) * about.num_rows
    # A number takes a quarter of what a text does.
    cells = max(held, about.num_rows * len(schema)) // 4
    file.unfolded.add(cells, fixed + sum(group.total_byte_size for group in groups))
    texts = (kinds.is_string, kinds.is_large_string, kinds.is_binary, kinds.is_large_binary)
    words = [f.name for f in schema if any(kind(f.type) for kind in texts)]
    table = parquet.read_table(io.BytesIO(file.data), read_dictionary=words)
    for column in (c for c in table.columns if kinds.is_dictionary(c.type)):
        if any(kind(column.type.value_type) for kind in texts):
            used = (compute.take(compute.binary_length(c.dictionary), c.indices) for c in column.chunks)
            file.unfolded.add(len(column), 2 * sum(compute.sum(lengths).as_py() or 0 for lengths in used))
    table = table.cast(schema)
    for i, column in enumerate(table.columns):  # ids that a float would round
        ends = compute.min_max(column).as_py() if kinds.is_integer(column.type) else {}
        if any(end is not None and abs(end) >= 2**53 for end in ends.values()):
            table = table.set_column(i, table.field(i).name, column.cast("string"))
            table = table.replace_schema_metadata(None)  # says that these are numbers
    found: pd.DataFrame = table.to_pandas()
    return found


def _typed(column: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype(object).map({True: "1", False: "0"}).reset_index(drop=True)
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.astype("float64").reset_index(drop=True)
    if column.dtype.kind == "M":
        return column.reset_index(drop=True)
    return column.astype(object).where(column.notna(), "").map(str).reset_index(drop=True)
