"""A workbook whose few cells stand far apart is refused, however it is written; a usual one is read."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

import cmkit as cm
from cmkit.errors import UnreadableFileError
from cmkit.reading.files import far_cells
from cmkit.reading.files.sources import File
from tests.reading.made import HEAD, ROW, book, ods, ods_row, refused, xlsb

FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

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


def test_an_ods_that_repeats_its_cells_beyond_memory_is_refused() -> None:
    table = ods_row("Result", "Reach", "Clicks") + ods_row("A", "5000", "25")
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
    end += ' table:number-columns-repeated="16384" table:style-name="a"/></table:table-row>'
    assert cm.read(ods(table + end)).posts["clicks"].tolist() == [25], "empty cells to the end are usual"
    refused(ods(table + ods_row("x", repeat=1_000_000)), "damaged_workbook")
    refused(ods(table + ods_row("x", wide=2_000_000_000)))
    refused(ods(table + ods_row("x", repeat=5_000, wide=16_000)))


def test_a_binary_workbook_is_read_and_its_far_cells_are_refused() -> None:
    assert cm.read(xlsb()).posts["clicks"].tolist() == [25]
    refused(xlsb((1_000_000, 3_000)))
    refused(xlsb((1, 4_000_000_000)))
    refused(xlsb((1, 4_000_000_000), beside=b"not empty"))


def test_a_tall_and_full_sheet_is_no_spread_one_and_many_sheets_are_counted_together() -> None:
    file = File("a.xlsx", bytes(80_000_000))
    far_cells.check(file, [far_cells.Reach(1_000_000, 20, 15_000_000)])
    with pytest.raises(UnreadableFileError) as caught:
        far_cells.check(file, [far_cells.Reach(1_000_000, 20, 15_000_000)])
    assert caught.value.key == "unfolds", "as much again is too much"
    with pytest.raises(UnreadableFileError) as caught:
        far_cells.check(File("a.xlsx", b""), [far_cells.Reach(600_000, 1, 10)] * 2)
    assert caught.value.key == "spread_sheet"
