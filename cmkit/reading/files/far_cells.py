"""How far apart the cells of a workbook stand, looked at before a reader fills the memory between them.

A sheet written the usual way is let through at a glance; any other is walked, cell by cell, as its
reader will walk it. Any member may be the sheet: a workbook says itself which ones are.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from cmkit.errors import UnreadableFileError
from cmkit.reading.files.sources import File, checked_members, tried

MOST_CELLS = 60_000_000
MOST_EMPTY = 20_000_000
"""A sheet of more places than these must have a cell in at least one of a hundred."""
MOST_REPEATED = 10_000
_ODD_CELL = re.compile(rb'<c(?! r="A?[A-Z]\d{1,6}"|\w)')
_ODD_ROW = re.compile(rb'<row(?! r="[12]?\d{1,5}"|\w)')
_ODD_NAME = re.compile(rb":(?:c|row)\b")
"""Without any, every cell stands before column BA and row 300,000: fewer places than `MOST_EMPTY`."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,9})", re.IGNORECASE)
_SHEET_DATA = 0x91


class Reach(NamedTuple):
    """How far a sheet goes: its last row and column, counted from 1, and how many cells it has."""

    rows: int
    columns: int
    cells: int

    @property
    def places(self) -> int:
        """How many cells a reader makes room for."""
        return self.rows * self.columns


def check_spread(file: File) -> None:
    """Refuse a workbook whose few cells stand so far apart that a reader would fill the memory between."""
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        members = checked_members(file.name, archive)
        binary = any(member.filename.lower().endswith("workbook.bin") for member in members)
        for member in members:
            data = tried(file, lambda m=member: _whole(archive, m))  # type: ignore[misc]
            reaches = tried(file, lambda d=data: _reaches(d, binary))  # type: ignore[misc]
            _check(file.name, reaches)


def _whole(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Unpack a member, unless there is more in it than the archive says."""
    said = member.file_size
    member.file_size = said + 1
    data = archive.read(member)
    if len(data) > said:
        raise ValueError(f"{member.filename} is longer than it says")
    return data


def _check(name: str, reaches: list[Reach]) -> None:
    empty = any(one.places > max(MOST_EMPTY, 100 * one.cells) for one in reaches)
    if empty or sum(one.places for one in reaches) > MOST_CELLS:
        most = max(reaches, key=lambda one: one.places)
        raise UnreadableFileError("spread_sheet", file=name, rows=most.rows, columns=most.columns)


def _reaches(data: bytes, binary: bool) -> list[Reach]:
    """How far the cells of a member stand: of an xlsx or xlsb sheet, or of the tables of an ods."""
    if b"sheetData" in data and any(odd.search(data) for odd in (_ODD_NAME, _ODD_ROW, _ODD_CELL)):
        return _walked(data, _Sheet())
    if b"opendocument:xmlns:table" in data[:20_000] and b"table-cell" in data:
        return _walked(data, _Tables())
    return [_binary_reach(data)] if binary else []


def _walked(xml: bytes, walk: _Sheet | _Tables) -> list[Reach]:
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=walk, forbid_dtd=True)
    parser.feed(xml)
    found: Any = parser.close()
    return list[Reach](found)


class _Sheet:
    """Follows the cells of an xlsx sheet: each stands where it says, else after the one before."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = self.cells = 0

    def start(self, tag: str, facts: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "row":
            self.row, self.column = int(facts.get("r", self.row + 1)), 0
        elif name == "c":
            self.rows = max(self.rows, self._step(facts.get("r", "")))
            self.columns = max(self.columns, self.column)
            self.cells += 1

    def _step(self, place: str) -> int:
        """Go to the next cell: its column is kept, its row is returned."""
        self.column += 1
        if not place:
            return self.row
        found = _PLACE.fullmatch(place)
        if not found:
            raise ValueError(f"cell {place[:20]}")
        self.column = 0
        for letter in found[1].upper():
            self.column = self.column * 26 + ord(letter) - 64
        return int(found[2])

    def close(self) -> list[Reach]:
        return [Reach(self.rows, self.columns, self.cells)]


class _Tables:
    """Follows the tables of an ods: rows and cells say how often they are repeated."""

    def __init__(self) -> None:
        self.found: list[Reach] = []
        self.row = self.column = self.rows = self.columns = self.cells = 0
        self.filled, self.repeated = False, 1

    def start(self, tag: str, facts: dict[str, str]) -> None:
        name, told = tag.rpartition("}")[2], {name.rpartition("}")[2]: value for name, value in facts.items()}
        if name == "table":
            self.row = self.rows = self.columns = self.cells = 0
        elif name == "table-row":
            self.column, self.filled = 0, False
            self.repeated = int(told.get("number-rows-repeated", 1))
        elif name in ("table-cell", "covered-table-cell"):
            self.cells += 1
            self.column += int(told.get("number-columns-repeated", 1))
            self._fill({*told} - {"number-columns-repeated", "style-name", "content-validation-name"})
        else:
            self._fill({name})

    def _fill(self, held: set[str]) -> None:
        if held:
            self.filled, self.columns = True, max(self.columns, self.column)

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "table-row":
            if self.filled and self.repeated > MOST_REPEATED:
                raise ValueError(f"a row repeated {self.repeated} times")
            self.row += self.repeated
            self.rows = self.row if self.filled else self.rows
        elif name == "table":
            self.found.append(Reach(self.rows, self.columns, self.cells))

    def close(self) -> list[Reach]:
        return self.found


def _binary_reach(data: bytes) -> Reach:
    """Follow the records of an xlsb sheet: kind 0 begins a row, kinds 1 to 11 are cells."""
    inside, row, rows, columns, cells = False, 0, 0, 0, 0
    for kind, at in _records(data):
        inside = inside or kind == _SHEET_DATA
        if inside and kind < 12:
            number = int.from_bytes(data[at : at + 4], "little") + 1
            row = row if kind else number
            rows, columns = max(rows, row), max(columns, number if kind else 0)
            cells += kind > 0
    return Reach(rows, columns, cells)


def _records(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield each record's kind and where it begins; both kind and length take seven bits of a byte."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        length, at = _number(data, at, 4)
        yield kind, at
        at += length


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for i, byte in enumerate(data[at : at + most]):
        number += (byte & 127) << (7 * i)
        if byte < 128:
            return number, at + i + 1
    return number, at + most
