"""Files made by hand, byte by byte where that matters: workbooks, archives, and those that hurt."""

from __future__ import annotations

import io
import re
import struct
import zipfile

import pytest
from xlsxwriter import Workbook

import cmkit as cm
from cmkit.errors import UnreadableFileError

SHEET = "xl/worksheets/sheet1.xml"
TEXT = '<c r="{}1" t="inlineStr"><is><t>{}</t></is></c>'
HEAD = '<row r="1">' + "".join(
    TEXT.format(*two) for two in zip("ABC", ("Result", "Reach", "Clicks"), strict=True)
)
ROW = '</row><row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>5000</v></c><c r="C2"><v>25</v></c></row>'


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def book(rows: str, name: str = SHEET, change: tuple[str, str] = ("", "")) -> bytes:
    """A workbook whose sheet holds these rows, under another name if asked, changed by a pattern."""
    out = io.BytesIO()
    with Workbook(out) as book:
        book.add_worksheet()
    with zipfile.ZipFile(out) as made:
        members = {one: made.read(one) for one in made.namelist()}
    links = members["xl/_rels/workbook.xml.rels"]
    members["xl/_rels/workbook.xml.rels"] = links.replace(b"worksheets/sheet1.xml", f"/{name}".encode())
    del members[SHEET]
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}" xmlns:x="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped(members | {name: re.sub(*change, xml).encode() if change[0] else xml.encode()})


def refused(data: bytes, key: str = "spread_sheet", words: str = "") -> None:
    """Check that a file is refused with the sentence of this key, and these words in it."""
    with pytest.raises(UnreadableFileError, match=words or None) as error:
        cm.read(data)
    assert error.value.key == key


def ods(rows: str) -> bytes:
    names = "office table text"
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names.split())
    xml = f"<office:document-content {spaces}><office:body><office:spreadsheet>"
    xml += f'<table:table table:name="S">{rows}'
    end = "</table:table></office:spreadsheet></office:body></office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": (xml + end).encode(), "META-INF/manifest.xml": b"<m/>"})


def ods_row(*words: str, repeat: int = 1, wide: int = 1) -> str:
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="{}"><text:p>{}</text:p>'
    )
    cells = "".join(cell.format(wide, word) + "</table:table-cell>" for word in words)
    return f'<table:table-row table:number-rows-repeated="{repeat}">{cells}</table:table-row>'


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of an xlsb: its kind and its length in groups of seven bits, then its bytes."""
    start = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return start + bytes([len(data)]) + data


def wide(word: str) -> bytes:
    return struct.pack("<I", len(word)) + word.encode("utf-16-le")


def xlsb(*more: tuple[int, int], beside: bytes = b"") -> bytes:
    """A binary workbook of three headings and a row, and numbers at more places; bytes beside its marks."""
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    rels += f'<Relationship Id="rId1" Type="{links}" Target="worksheets/sheet1.bin"/></Relationships>'
    sheet = (
        record(129)
        + record(148, bytes(16))
        + record(145, beside)
        + record(0, struct.pack("<I", 0) + bytes(13))
    )
    for i, word in enumerate(("Result", "Reach", "Clicks")):
        sheet += record(6, struct.pack("<II", i, 0) + wide(word))
    for row, column in ((1, 0), (1, 1), (1, 2), *more):
        sheet += record(0, struct.pack("<I", row) + bytes(13))
        sheet += record(5, struct.pack("<IId", column, 0, 25))
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("S"))
    return zipped({
        "xl/workbook.bin": book + record(144) + record(132), "xl/_rels/workbook.bin.rels": rels.encode(),
        "xl/worksheets/sheet1.bin": sheet + record(146) + record(130), "[Content_Types].xml": b"<Types/>",
    })  # fmt: skip


def xls(marks: list[int], start: int = 0, listed: tuple[int, ...] = (0,)) -> bytes:
    """A compound file of one table of sectors, which names the next of each; `start` is its directory."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", head, 44, len(listed))
    struct.pack_into("<I", head, 48, start)
    struct.pack_into("<5I", head, 56, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, *listed, *[0xFFFFFFFF] * (109 - len(listed)))
    return bytes(head) + fat(marks)


def fat(marks: list[int], length: int = 128) -> bytes:
    """A table of sectors, filled up with free ones."""
    return struct.pack(f"<{length}I", *marks, *[0xFFFFFFFF] * (length - len(marks)))


def entry(name: str, start: int, length: int, kind: int = 2) -> bytes:
    """An entry of the directory of a compound file."""
    made, words = bytearray(128), name.encode("utf-16-le")
    made[: len(words)] = words
    struct.pack_into("<HB", made, 64, len(words) + 2, kind)
    struct.pack_into("<IQ", made, 116, start, length)
    return bytes(made)
