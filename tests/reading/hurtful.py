"""Small files that hurt: each unfolds to far more than it weighs, or is built to stop its reader."""

from __future__ import annotations

import io
import json
import os
import random
import resource
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from cmkit import read, use
from cmkit.errors import CmkitError
from cmkit.reading.files.grid import MOST_COLUMNS
from cmkit.reading.files.sources import MOST_TABLES
from tests.reading.made import HEAD, ROW, SHEET, book, entry, fat, ods, xls, zipped

MUCH = "x" * 32_000
SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def spaces() -> bytes:
    """An ods of a few hundred bytes: one cell of two thousand million spaces."""
    cell = '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2000000000"/>b</text:p>'
    return ods(f"<table:table-row>{cell}</table:table-cell></table:table-row>")


def repeated_text() -> bytes:
    """An ods whose one long text stands in 10,000 columns of 1,000 rows."""
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="1000">'
    cell += f"<text:p>{MUCH}</text:p></table:table-cell>"
    return ods(f'<table:table-row table:number-rows-repeated="100">{cell}</table:table-row>')


def shared_string(writing: tuple[str, str] = ("", "")) -> bytes:
    """An xlsx whose one long string is used 50,000 times."""
    row = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c><c r="B{0}"><v>1</v></c></row>'
    data = book(HEAD + ROW + "".join(map(row.format, range(3, 50_003))), change=writing)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        members = {one: made.read(one) for one in made.namelist()}
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    members["xl/sharedStrings.xml"] = f'<sst xmlns="{space}"><si><t>{MUCH}</t></si></sst>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = members["[Content_Types].xml"].decode().replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    )
    links = members["xl/_rels/workbook.xml.rels"].decode().replace(
        "</Relationships>",
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    members |= {"[Content_Types].xml": types.encode(), "xl/_rels/workbook.xml.rels": links.encode()}
    return zipped(members)


def far_cell(sheets: int = 1) -> bytes:
    """An xlsx with one cell at row 999,999, on each of its sheets."""
    data = book(HEAD + ROW + '<row r="999999"><c r="C999999"><v>1</v></c></row>')
    if sheets == 1:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        members = {one: made.read(one) for one in made.namelist()}
    sheet = members[SHEET]
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links, listed = "", ""
    for n in range(1, sheets + 1):
        members[f"xl/worksheets/sheet{n}.xml"] = sheet
        links += f'<Relationship Id="s{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        listed += f'<sheet name="S{n}" sheetId="{n}" r:id="s{n}"/>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    members["xl/workbook.xml"] = (
        f'<workbook xmlns="{space}" xmlns:r="{relations}"><sheets>{listed}</sheets></workbook>'.encode()
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = f'<Relationships xmlns="{package}">{links}</Relationships>'
    members["xl/_rels/workbook.xml.rels"] = links.encode()
    return zipped(members)


def xml_gaps() -> bytes:
    """An XML spreadsheet whose every row jumps to the last column."""
    row = '<Row><Cell ss:Index="16384"><Data ss:Type="Number">1</Data></Cell></Row>'
    return _xml(row * 10_000)


def xml_row_gaps() -> bytes:
    """An XML spreadsheet whose every row jumps ten thousand rows."""
    row = '<Row ss:Index="{}"><Cell><Data ss:Type="Number">1</Data></Cell></Row>'
    return _xml("".join(row.format(n * 10_000) for n in range(1, 3_000)))


def _xml(rows: str) -> bytes:
    head = f'<?xml version="1.0"?><Workbook xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}">'
    return f'{head}<Worksheet ss:Name="S"><Table>{rows}</Table></Worksheet></Workbook>'.encode()


def looping_directory() -> bytes:
    """An .xls with two faces: sound where sectors are as long as it says, looping as its version has them."""
    head = bytearray(xls([], start=1))
    struct.pack_into("<H", head, 30, 12)
    looping, sound = fat([0xFFFFFFFD, 1]), fat([0xFFFFFFFD, 0xFFFFFFFE], 1024)
    return bytes(head[:512]) + looping + bytes(4096 - 1024) + sound + bytes(8192)


def book_of_2003(*sheets: bytes, texts: bytes = b"") -> bytes:
    """An .xls of these records; `texts` are the record of those that cells share."""
    begin = biff(0x809, struct.pack("<4H2I", 0x600, 5, 0, 0, 0, 0))
    at = len(begin) + 13 + len(texts) + 4
    body = begin + biff(0x85, struct.pack("<I4B", at, 0, 0, 1, 0) + b"S") + texts + biff(0x0A)
    for sheet in sheets:
        body += biff(0x809, struct.pack("<4H2I", 0x600, 16, 0, 0, 0, 0)) + sheet + biff(0x0A)
    body = body.ljust(4096, b"\0")
    body += bytes(-len(body) % 512)
    count, tables = len(body) // 512, (len(body) // 512 + 200) // 128 + 1
    marks = [0xFFFFFFFE, *[0xFFFFFFFD] * tables, *range(tables + 2, tables + 1 + count), 0xFFFFFFFE]
    root, stream = entry("Root Entry", 0xFFFFFFFE, 0, 5), entry("Workbook", tables + 1, len(body))
    head = xls([], listed=tuple(range(1, tables + 1)))[:512]
    return head + root + stream + bytes(256) + fat(marks, 128 * tables) + body


def biff(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(content)) + content


def biff_number(row: int, column: int) -> bytes:
    """A cell that holds a number."""
    return biff(0x203, struct.pack("<3Hd", row, column, 0, 5.0))


def old_far_cell() -> bytes:
    """An .xls of 6 kB with one cell in its last row and column."""
    return book_of_2003(biff_number(0, 0) + biff_number(65_535, 255))


def old_shared_string() -> bytes:
    """An .xls whose one long text is used 100,000 times."""
    texts = biff(0xFC, struct.pack("<IIHB", 1, 1, 8_000, 0) + b"x" * 8_000)
    places = ((row, column) for row in range(20_000) for column in range(5))
    return book_of_2003(b"".join(biff(0xFD, struct.pack("<3HI", *at, 0, 0)) for at in places), texts=texts)


def squeezed_zip() -> bytes:
    """A zip of 2 MB that unpacks to 300 MB."""
    r = random.Random(1)
    rows = b"".join(b"%d,%d\n" % (r.randrange(10**6), r.randrange(10**6)) for _ in range(2_000))
    return zipped({f"{n}.csv": b"Result,Reach\n" + rows * 2_200 for n in range(10)})


def zipped_rows() -> bytes:
    """A zip of some kB that unpacks to 20 MB, all of it rows."""
    return zipped({"a.csv": b"Result,Reach\n" + b"1,2\n" * 2_000_000, "b.csv": b"x,y\n" * 500_000})


def folded_parquet() -> bytes:
    """A parquet file whose one long text is used in every row."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    words = pa.DictionaryArray.from_arrays(pa.array(np.zeros(120_000, "int32")), pa.array([MUCH]))
    out = io.BytesIO()
    pq.write_table(pa.table({"Result": words, "Reach": np.ones(120_000)}), out, compression="zstd")
    return out.getvalue()


def tall_parquet() -> bytes:
    """A parquet file of few bytes and very many rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    names, reach = pa.nulls(60_000_000, pa.int8()), np.ones(60_000_000, "int8")
    pq.write_table(pa.table({"Result": names, "Reach": reach}), out)
    return out.getvalue()


def many_tables() -> bytes:
    """5,000 tables in 100 kB."""
    return b"Result,Reach\nA,5\n\n" * 5_000


def many_columns(count: int = 5_000) -> bytes:
    """5,000 columns."""
    names = ",".join(f"Column number {n}" for n in range(count))
    return (names + "\n" + ",".join(["5"] * count) + "\n").encode()


def mark_alone() -> bytes:
    """A byte-order mark and nothing else."""
    return b"\xef\xbb\xbf"


def first_day() -> bytes:
    """A date before the first one that there is."""
    return b"Post ID,Page ID,Publish time,Reach\n1,2,0001-01-01T00:00+14:00,5\n2,2,2026-01-01T00:00+14:00,6\n"


def surrogate() -> bytes:
    """Half a letter of two, alone."""
    return b"\xff\xfe" + "Result,Reach\nA\ud800,5\n".encode("utf-16-le", "surrogatepass")


def surrogate_in_utf8() -> bytes:
    """The same, written as UTF-8 should not."""
    return "Result,Reach\nA\ud800,5\n".encode("utf-8", "surrogatepass")


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a repeat of 2,000,000,000 spaces": (spaces, "unfolds"),
    "a long text repeated": (repeated_text, "unfolds"),
    "a long shared text": (shared_string, "unfolds"),
    "a long shared text, written oddly": (lambda: shared_string((' t="s"', " t='s' ")), "unfolds"),
    "a far cell": (far_cell, "spread_sheet"),
    "ten far cells": (lambda: far_cell(10), "spread_sheet"),
    "gaps between columns": (xml_gaps, "unfolds"),
    "gaps between rows": (xml_row_gaps, "unfolds"),
    "a directory that loops": (looping_directory, "damaged_workbook"),
    "a far cell of 2003": (old_far_cell, "spread_sheet"),
    "a long shared text of 2003": (old_shared_string, "unfolds"),
    "a zip of 2 MB": (squeezed_zip, "unfolds"),
    "a zip of rows": (zipped_rows, "unfolds"),
    "a folded parquet": (folded_parquet, "unfolds"),
    "a tall parquet": (tall_parquet, "unfolds"),
    "5,000 tables": (many_tables, "too_many_tables"),
    "5,000 columns": (many_columns, "too_wide"),
    "a mark alone": (mark_alone, "empty_file"),
}
READ: dict[str, Callable[[], bytes]] = {
    "a day before all days": first_day,
    "half a letter": surrogate,
    "half a letter in UTF-8": surrogate_in_utf8,
    "as many tables as may be": lambda: b"Result,Reach\nA,5\n\n" * MOST_TABLES,
    "as many columns as may be": lambda: many_columns(MOST_COLUMNS),
}


def measured(data: bytes) -> tuple[str, str, float, int]:
    """Read a file in a process of its own: what came of it, its sentence, seconds, megabytes."""
    ours, theirs = os.pipe()
    if not os.fork():
        resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        start = time.process_time()
        try:
            export = read(data, progress=False)
            told = ("read", export.plain("en") + str(bool(export.reconcile())))
        except CmkitError as error:
            told = (error.key, str(error))
        except BaseException as error:
            told = ("raw", repr(error))
        peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
        answer = json.dumps([*told, time.process_time() - start, int(peak.split()[1]) // 1000])
        os.write(theirs, answer.encode()[:60_000])
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        found = pipe.read()
    os.wait()
    return tuple(json.loads(found)) if found else ("died", "", 0.0, 0)


def main() -> None:
    """Say, a line a file, what came of each: run in a process of its own, whose children are small."""
    use("en")
    read(b"Result,Reach\nA,5\n", progress=False).plain("en")
    makers = READ | {name: make for name, (make, _) in REFUSED.items()}
    for name, make in makers.items():
        sys.stdout.write(json.dumps([name, *measured(make())]) + "\n")


if __name__ == "__main__":
    main()
