"""How far apart the cells of a workbook stand, and how much text they repeat, before a reader opens it.

The cells of a sheet written the usual way are found at once; any other is walked, cell by cell, as its
reader will walk it. Any member may be the sheet: a workbook says itself which ones are.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from cmkit.errors import UnreadableFileError
from cmkit.reading.files.sources import File, checked_members, tried

MOST_EMPTY, SPARSE = 1_000_000, 20
"""A workbook of more places than these must have a cell in at least one of twenty."""
MOST_REPEATED = 10_000
_ODD_NAME = re.compile(rb":(?:c|row)\b")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,9})", re.IGNORECASE)
_LONGEST_PLACE = 11
_STRING = re.compile(rb"<si\b[^>]*/>|<si\b.*?</si>", re.DOTALL)
_USED = re.compile(rb't="s"[^>]*><v>(\d{1,9})<')
_SHEET_DATA, _USE, _BINARY_STRING = 0x91, 7, 19


class Reach(NamedTuple):
    """How far a sheet goes: its last row and column, counted from 1, how many cells it has, their text."""

    rows: int
    columns: int
    cells: int
    text: int = 0

    @property
    def places(self) -> int:
        """How many cells a reader makes room for."""
        return self.rows * self.columns


def check_spread(file: File) -> None:
    """Refuse a workbook whose few cells stand far apart, or which repeats so much that memory would fill."""
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        members = checked_members(file, archive)
        binary = any(member.filename.lower().endswith("workbook.bin") for member in members)
        reaches, lengths = list[Reach](), list[int]()
        # The texts that cells share come first: what a cell weighs depends on them.
        for member in sorted(members, key=lambda m: "sharedstrings." not in m.filename.lower()):
            data = tried(file, lambda m=member: _whole(archive, m))  # type: ignore[misc]
            if "sharedstrings." in member.filename.lower():
                lengths += tried(file, lambda d=data: _lengths(d, binary))  # type: ignore[misc]
            reaches += tried(file, lambda d=data, known=lengths: _reaches(d, binary, known))  # type: ignore[misc]
    check(file, reaches)


def check(file: File, reaches: list[Reach]) -> None:
    """Refuse sheets that together spread their cells too far, or hold more than such a file may."""
    cells, places = sum(one.cells for one in reaches), sum(one.places for one in reaches)
    if places > max(MOST_EMPTY, SPARSE * cells):
        most = max(reaches, key=lambda one: one.places)
        raise UnreadableFileError("spread_sheet", file=file.name, rows=most.rows, columns=most.columns)
    # An empty place takes half of what a cell does; a text stands in the reader's memory, then in ours.
    file.unfolded.add(cells + max(places - cells, 0) // 2, 2 * sum(one.text for one in reaches))


def _whole(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    said = member.file_size
    member.file_size = said + 1
    data = archive.read(member)
    if len(data) > said:
        raise ValueError(f"{member.filename} is longer than it says")
    return data


def _lengths(data: bytes, binary: bool) -> list[int]:
    """Return the length of each text that the cells share; one for all, that of all, where written oddly."""
    if binary:
        return [end - at for kind, at, end in _records(data) if kind == _BINARY_STRING]
    return [len(data)] if b"<!" in data or b":si" in data else [len(each) for each in _STRING.findall(data)]


def texts(used: Iterable[int], lengths: list[int]) -> int:
    """Return how much text the cells hold that use these of the shared texts."""
    longest = max(lengths, default=0)
    return sum(lengths[i] if i < len(lengths) and len(lengths) > 1 else longest for i in used)


def _reaches(data: bytes, binary: bool, lengths: list[int]) -> list[Reach]:
    if b"sheetData" in data:
        uses, longest = data.count(b'"s"') + data.count(b"'s'"), max(lengths, default=0)
        text = uses * longest
        if text > MOST_EMPTY:
            used = [int(i) for i in _USED.findall(data)]
            text = texts(used, lengths) + max(uses - len(used), 0) * longest
        return [one._replace(text=text) for one in (_placed(data) or _walked(data, _Sheet()))]
    if b"opendocument:xmlns:table" in data[:20_000] and b"table-cell" in data:
        return _walked(data, _Tables())
    return [_binary_reach(data, lengths)] if binary else []


def _placed(data: bytes) -> list[Reach]:
    """How far a sheet goes whose every cell says where it stands in the usual way: <c r="AB12"; else none."""
    bytes_ = np.frombuffer(data + b" " * 20, np.uint8)
    tags = np.flatnonzero(bytes_[:-20] == ord("<"))
    tags = tags[bytes_[tags + 1] == ord("c")]
    tags = tags[~np.isin(bytes_[tags + 2], _IN_NAMES)]
    if _ODD_NAME.search(data) or any((bytes_[tags + 2 + i] != each).any() for i, each in enumerate(b' r="')):
        return []
    rows, columns = np.zeros(len(tags), np.int64), np.zeros(len(tags), np.int64)
    going = np.ones(len(tags), bool)
    for i in range(6, 6 + _LONGEST_PLACE):
        each = bytes_[tags + i].astype(np.int64)
        going &= each != ord('"')
        letter, digit = going & (each >= 65) & (each <= 90), going & (each >= 48) & (each <= 57)
        if (going & ~letter & ~digit).any():
            return []
        columns = np.where(letter, columns * 26 + each - 64, columns)
        rows = np.where(digit, rows * 10 + each - 48, rows)
    return [] if going.any() else [Reach(int(rows.max(initial=0)), int(columns.max(initial=0)), len(tags))]


_IN_NAMES = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:", np.uint8)


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
    """Follows the tables of an ods: rows, cells and spaces say how often they are repeated."""

    def __init__(self) -> None:
        self.found: list[Reach] = []
        self.row = self.column = self.rows = self.columns = self.cells = self.text = 0
        self.filled, self.repeated, self.wide = False, 1, 0

    def start(self, tag: str, facts: dict[str, str]) -> None:
        name, told = tag.rpartition("}")[2], {name.rpartition("}")[2]: value for name, value in facts.items()}
        if name == "table":
            self.row = self.rows = self.columns = self.cells = self.text = 0
        elif name == "table-row":
            self.column, self.filled = 0, False
            self.repeated = int(told.get("number-rows-repeated", 1))
        elif name in ("table-cell", "covered-table-cell"):
            self.cells += 1
            self.wide = int(told.get("number-columns-repeated", 1))
            self.column += self.wide
            self._fill({*told} - {"number-columns-repeated", "style-name", "content-validation-name"})
            self._say(len(told.get("string-value", "")))
        else:
            self._fill({name})
            self._say(int(told.get("c", 1)) if name == "s" else 0)

    def _fill(self, held: set[str]) -> None:
        if held:
            self.filled, self.columns = True, max(self.columns, self.column)

    def _say(self, letters: int) -> None:
        self.text += letters * self.wide * self.repeated

    def data(self, text: str) -> None:
        self._say(len(text))

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in ("table-cell", "covered-table-cell"):
            self.wide = 0
        elif name == "table-row":
            if self.filled and self.repeated > MOST_REPEATED:
                raise ValueError(f"a row repeated {self.repeated} times")
            self.row += self.repeated
            self.rows = self.row if self.filled else self.rows
        elif name == "table":
            self.found.append(Reach(self.rows, self.columns, self.cells, self.text))

    def close(self) -> list[Reach]:
        return self.found


def _binary_reach(data: bytes, lengths: list[int]) -> Reach:
    """Follow the records of an xlsb sheet: kind 0 begins a row, kinds 1 to 11 are cells."""
    inside, row, rows, columns, cells, used = False, 0, 0, 0, 0, list[int]()
    for kind, at, _ in _records(data):
        inside = inside or kind == _SHEET_DATA
        if inside and kind < 12:
            number = int.from_bytes(data[at : at + 4], "little") + 1
            row = row if kind else number
            rows, columns = max(rows, row), max(columns, number if kind else 0)
            cells += kind > 0
            if kind == _USE:
                used.append(int.from_bytes(data[at + 8 : at + 12], "little"))
    return Reach(rows, columns, cells, texts(used, lengths))


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each record's kind, where it begins and ends; kind and length take seven bits of a byte."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        length, at = _number(data, at, 4)
        yield kind, at, at + length
        at += length


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for i, byte in enumerate(data[at : at + most]):
        number += (byte & 127) << (7 * i)
        if byte < 128:
            return number, at + i + 1
    return number, at + most
