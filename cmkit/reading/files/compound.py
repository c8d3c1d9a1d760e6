"""Old .xls files, looked over before a reader opens them: a damaged one can make it fill the memory.

An .xls is a small file system (a compound file): sectors that point to the next one, and among its
streams one of records. Chains that come back on themselves, and cells in columns that no .xls has,
are what a reader must never meet.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from cmkit.errors import UnreadableFileError
from cmkit.reading.files.sources import File, tried

LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks: the end of a chain, a free sector."""
CELLS = frozenset({0x0006, 0x0201, 0x0202, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00BE, 0x00FD, 0x00D6})


def check_compound(file: File) -> None:
    """Refuse an .xls whose chains loop or whose cells stand where no cell can."""
    if not tried(file, lambda: _sound(file.data)):
        raise UnreadableFileError("damaged_workbook", file=file.name, why="its sectors are out of order")


def _sound(data: bytes) -> bool:
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    fat = [n for sector in _fat_sectors(data, size) for n in _numbers(data, sector, size)]
    first_minifat, directory = struct.unpack_from("<I", data, 60)[0], struct.unpack_from("<I", data, 48)[0]
    if _loops(fat):
        return False
    small = [n for sector in _chain(fat, first_minifat) for n in _numbers(data, sector, size)]
    folder = b"".join(_sector(data, sector, size) for sector in _chain(fat, directory))
    return not _loops(small) and all(_cells_fit(stream) for stream in _books(data, folder, fat, size))


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _numbers(data: bytes, sector: int, size: int) -> tuple[int, ...]:
    held = _sector(data, sector, size)
    return struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4])


def _fat_sectors(data: bytes, size: int) -> list[int]:
    """The sectors that hold the table of sectors: listed in the header, then in sectors of their own."""
    listed = [n for n in struct.unpack_from("<109I", data, 76) if n < LAST]
    more, seen = struct.unpack_from("<I", data, 68)[0], set[int]()
    while more < LAST:
        if more in seen or (more + 1) * size >= len(data):
            raise ValueError("its table of sectors loops or leaves the file")
        seen.add(more)
        *held, more = _numbers(data, more, size)
        listed += [n for n in held if n < LAST]
    if len(listed) != len(set(listed)):
        raise ValueError("its table of sectors names a sector twice")
    return listed


def _loops(table: list[int]) -> bool:
    """Tell whether following the next sectors ever comes back to one already met on the way."""
    met = [0] * len(table)
    for start in range(len(table)):
        at = start
        while at < len(table) and not met[at]:
            met[at] = start + 1
            at = table[at]
        if at < len(table) and met[at] == start + 1:
            return True
    return False


def _chain(table: list[int], start: int) -> Iterator[int]:
    while start < len(table):
        yield start
        start = table[start]


def _books(data: bytes, folder: bytes, fat: list[int], size: int) -> Iterator[bytes]:
    """The streams named Workbook or Book, wherever they are long enough to stand in sectors."""
    for at in range(0, len(folder) - 127, 128):
        name = folder[at : at + 64].decode("utf-16-le", errors="replace").split("\x00")[0]
        start, length = struct.unpack_from("<II", folder, at + 116)
        if name.lower() in ("workbook", "book") and length >= 4096:
            yield b"".join(_sector(data, sector, size) for sector in _chain(fat, start))[:length]


def _cells_fit(stream: bytes) -> bool:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        beyond = kind in CELLS and stream[at + 7 : at + 8] not in (b"\x00", b"")
        if beyond:  # the column's high byte: an .xls has 256 columns
            return False
        at += 4 + length
    return True
