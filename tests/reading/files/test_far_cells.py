"""A workbook whose few cells stand far apart is refused, however it is written; a usual one is read."""

from __future__ import annotations

import io
import re
import struct
import zipfile

import pytest
from xlsxwriter import Workbook

import cmkit as cm
from cmkit.errors import UnreadableFileError
from cmkit.reading.files import far_cells

SHEET = "xl/worksheets/sheet1.xml"
TEXT = '<c r="{}1" t="inlineStr"><is><t>{}</t></is></c>'
HEAD = '<row r="1">' + "".join(
    TEXT.format(*two) for two in zip("ABC", ("Result", "Reach", "Clicks"), strict=True)
)
ROW = '</row><row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>5000</v></c><c r="C2"><v>25</v></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


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


def refused(data: bytes, key: str = "spread_sheet") -> None:
    with pytest.raises(UnreadableFileError) as error:
        cm.read(data)
    assert error.value.key == key


WRITINGS = {
    "usual": ("", ""),
    "single quotes": (r'r="(\w+)"', r"r='\1'"),
    "spaces": (' r="', ' r = "'),
    "a line between": ("<(c|row) ", r"<\1\n"),
    "other facts first": (r'<(c|row) (r="\w+")', r'<\1 s="0" \2'),
    "small letters": (r'r="([A-Z]+)', lambda found: found[0].lower()),
    "a prefix": (r"<(/?)(?=[a-z])(?!worksheet)", r"<\1x:"),
    "a prefix for cells": (r"<(/?)c\b", r"<\1x:c"),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_however_a_sheet_is_written_its_table_is_read_and_its_far_cells_are_refused(writing: str) -> None:
    export = cm.read(book(HEAD + ROW, change=WRITINGS[writing]))
    assert export.posts["clicks"].tolist() == [25]
    refused(book(HEAD + ROW + FAR, change=WRITINGS[writing]))


@pytest.mark.parametrize("name", ["xl/odd/s.xml", "xl/worksheets/sheet1.XML", "xl/media/image1.png"])
def test_wherever_a_workbook_keeps_its_sheet_far_cells_are_refused(name: str) -> None:
    assert cm.read(book(HEAD + ROW, name)).posts["clicks"].tolist() == [25]
    refused(book(HEAD + ROW + FAR, name))


def test_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    bare = {"change": (r' r="\w+"', "")}
    assert cm.read(book(HEAD + ROW, **bare)).posts["clicks"].tolist() == [25]
    refused(book(HEAD + ROW + f"<row>{'<c><v>1</v></c>' * 16_000}</row>" + "<row><c/></row>" * 5_000, **bare))
    refused(book(HEAD + ROW + '<row r="1"><c r="A900000"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'))


def test_a_few_cells_in_very_many_rows_are_refused_before_the_rows_are_made() -> None:
    refused(book(HEAD + ROW + '<row r="999999"><c r="AZ999999"><v>1</v></c></row>'))


def test_a_cell_that_stands_nowhere_is_refused() -> None:
    refused(book(HEAD + ROW + '<row r="3"><c r="&#88;FD3"><v>1</v></c><c r="?"/></row>'), "damaged_workbook")
    refused(book(HEAD + ROW + '<row r="x"><c r="A3"/></row>'), "damaged_workbook")


def test_a_member_that_unpacks_to_more_than_it_says_is_refused() -> None:
    data = bytearray(book(HEAD + ROW))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/styles.xml").file_size
    said, less = struct.pack("<I", size), struct.pack("<I", size - 10)
    assert data.count(said) == 2, "once before the member, once in the list at the end"
    refused(bytes(data.replace(said, less)), "damaged_workbook")


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


def test_an_ods_that_repeats_its_cells_beyond_memory_is_refused() -> None:
    table = ods_row("Result", "Reach", "Clicks") + ods_row("A", "5000", "25")
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
    end += ' table:number-columns-repeated="16384" table:style-name="a"/></table:table-row>'
    assert cm.read(ods(table + end)).posts["clicks"].tolist() == [25], "empty cells to the end are usual"
    refused(ods(table + ods_row("x", repeat=1_000_000)), "damaged_workbook")
    refused(ods(table + ods_row("x", wide=2_000_000_000)))
    refused(ods(table + ods_row("x", repeat=5_000, wide=16_000)))


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


def test_a_binary_workbook_is_read_and_its_far_cells_are_refused() -> None:
    assert cm.read(xlsb()).posts["clicks"].tolist() == [25]
    refused(xlsb((1_000_000, 3_000)))
    refused(xlsb((1, 4_000_000_000)))
    refused(xlsb((1, 4_000_000_000), beside=b"not empty"))


def test_a_tall_and_full_sheet_is_no_spread_one() -> None:
    places = far_cells.Reach(1_000_000, 50, 20_000_000)
    far_cells._check("a.xlsx", [places])
    with pytest.raises(UnreadableFileError):
        far_cells._check("a.xlsx", [places, places])
