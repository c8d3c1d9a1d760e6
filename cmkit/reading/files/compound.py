"""Old .xls files, looked over before a reader opens them: a damaged one can make it fill the memory.

An .xls is a small file system: sectors that point to the next one, and among its streams one of records.
"""

import struct
from collections.abc import Iterator

from cmkit.reading.files.far_cells import Reach, check, texts
from cmkit.reading.files.sources import File, tried

LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks: the end of a chain, a free sector."""
SIZES = {3: 512, 4: 4096}
"""How long a sector is, by the version of the file, which is what its reader goes by."""
SMALL, SMALL_SECTOR = 4096, 64
"""A stream that is shorter stands in small sectors, within the stream of the root."""
CELLS = frozenset({0x0006, 0x0201, 0x0202, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00BE, 0x00FD, 0x00D6})
_BEGINS, _TEXTS, _GOES_ON, _USES = 0x0809, 0x00FC, 0x003C, 0x00FD


def check_compound(file: File) -> None:
    """Refuse an .xls whose chains loop, whose cells stand where none can, or that unfolds to too much."""
    books = tried(file, lambda: _books(file.data))
    reaches = tried(file, lambda: [reach for stream in books for reach in _reaches(stream)])
    check(file, reaches)


def _books(data: bytes) -> list[bytes]:
    size = SIZES.get(struct.unpack_from("<H", data, 26)[0])
    if size is None:
        raise ValueError("a compound file of an unknown version")
    fat = [n for sector in _fat_sectors(data, size) for n in _numbers(data, sector, size)]
    directory, small_fat = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 60)[0]
    _check_chains(fat)
    small = [n for sector in _chain(fat, small_fat) for n in _numbers(data, sector, size)]
    _check_chains(small)
    folder = _stream(data, fat, directory, size)
    entries = [
        (folder[at : at + 64].decode("utf-16-le", errors="replace").split("\x00")[0],
         *struct.unpack_from("<II", folder, at + 116))
        for at in range(0, len(folder) - 127, 128)
    ]  # fmt: skip
    root = _stream(data, fat, entries[0][1], size) if entries else b""
    return [
        (_stream(data, fat, start, size) if length >= SMALL else
         b"".join(root[n * SMALL_SECTOR : (n + 1) * SMALL_SECTOR] for n in _chain(small, start)))[:length]
        for name, start, length in entries if name.lower() in ("workbook", "book")
    ]  # fmt: skip


def _stream(data: bytes, fat: list[int], start: int, size: int) -> bytes:
    return b"".join(_sector(data, sector, size) for sector in _chain(fat, start))


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


def _check_chains(table: list[int]) -> None:
    """Raise where following the next sectors ever comes back to one already met on the way."""
    met = [0] * len(table)
    for start in range(len(table)):
        at = start
        while at < len(table) and not met[at]:
            met[at] = start + 1
            at = table[at]
        if at < len(table) and met[at] == start + 1:
            raise ValueError("its sectors are out of order")


def _chain(table: list[int], start: int) -> Iterator[int]:
    while start < len(table):
        yield start
        start = table[start]


def _reaches(stream: bytes) -> list[Reach]:
    found, held, used = [Reach(0, 0, 0)], list[bytes](), list[int]()
    kind = at = 0
    while at + 4 <= len(stream):
        before, (kind, length) = kind, struct.unpack_from("<HH", stream, at)
        kind = before if kind == _GOES_ON and before == _TEXTS else kind
        content, at = stream[at + 4 : at + 4 + length], at + 4 + length
        if kind == _TEXTS:
            held.append(content)
        elif kind == _BEGINS:
            found.append(Reach(0, 0, 0))
        elif kind in CELLS and len(content) >= 6:
            row, column, last = *struct.unpack_from("<HH", content), struct.unpack("<H", content[-2:])[0]
            if column > 255:
                raise ValueError(f"column {column}: it has 256")
            column = max(column, last) if kind in (0x00BD, 0x00BE) else column
            rows, columns, cells, _ = found[-1]
            found[-1] = Reach(max(rows, row + 1), max(columns, column + 1), cells + 1)
            if kind == _USES:
                used.append(int.from_bytes(content[6:10], "little"))
    return [*found, Reach(0, 0, 0, texts(used, [*_lengths(held)]))] if held else found


def _lengths(parts: list[bytes]) -> Iterator[int]:
    """Yield how many letters each shared text has; one may go on in the next record, after a mark."""
    rest = iter(parts)
    part, at = next(rest), 8
    while at < len(part):
        letters, marks = struct.unpack_from("<HB", part, at)
        yield letters
        at, beside = at + 3, 0
        if marks & 8:
            at, beside = at + 2, 4 * struct.unpack_from("<H", part, at)[0]
        if marks & 4:
            at, beside = at + 4, beside + struct.unpack_from("<I", part, at)[0]
        while letters > (len(part) - at) >> (marks & 1):
            letters -= (len(part) - at) >> (marks & 1)
            part, at = next(rest, b""), 1
            marks = part[0]
        at += letters << (marks & 1)
        while at + beside >= len(part):
            beside -= len(part) - at
            part, at = next(rest, b""), 0
            if not part:
                return
        at += beside
