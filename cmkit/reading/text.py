"""Bytes to records: which encoding, which delimiter, and each record with the line it starts on."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cmkit.errors import UnreadableFileError
from cmkit.reading.fast import fast_grid
from cmkit.reading.grid import Grid, block_grid
from cmkit.reading.headers import blocks, known_cells
from cmkit.reading.notes import Note
from cmkit.reading.sources import File

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)
SAMPLE = 1 << 18
SAMPLE_ROWS = 1000
DELIMITERS = (",", ";", "\t", "|")
Record = tuple[int, list[str]]
"""A record of a file: the number of the line it starts on (from 1), and its cells."""


@dataclass
class Text:
    """A text file, understood: how it is encoded and delimited, and what was odd."""

    name: str
    data: bytes
    encoding: str
    delimiter: str = ","
    notes: list[Note] = field(default_factory=list)

    def sample(self) -> str:
        """Return the beginning of the file as text."""
        return self.data[:SAMPLE].decode(self.encoding, errors="replace").removeprefix("\ufeff")

    def decoded(self) -> str:
        """Return the whole file as text, without its byte-order mark."""
        return self.data.decode(self.encoding, errors="replace").removeprefix("\ufeff")


def text_grids(file: File) -> list[Grid]:
    """Return the tables of a CSV, TSV or other text file."""
    text = open_text(file.name, file.data)
    if quick := fast_grid(text, _first(text.sample(), text.delimiter, SAMPLE_ROWS)):
        quick.notes += text.notes
        return [quick]
    decoded = text.decoded()
    found = list(records(decoded, text.delimiter))
    made = [block for block in blocks(found)[0] if block.headings]
    if not made:
        raise UnreadableFileError("no_headings", file=file.name, seen=" | ".join(found[0][1])[:80])
    facts = {"delimiter": text.delimiter, "encoding": text.encoding}
    result = [block_grid(block, file.name, **facts) for block in made]
    result[0].notes += text.notes
    result[-1].cut = _cut(decoded, found, text.delimiter, len(made[-1].headings), file.name)
    return result


def open_text(name: str, data: bytes) -> Text:
    """Find the encoding and the delimiter of a file, or refuse what is no text."""
    notes: list[Note] = []
    encoding = find_encoding(name, data, notes)
    text = Text(name, data, encoding, notes=notes)
    text.delimiter = find_delimiter(text.sample())
    return text


def find_encoding(name: str, data: bytes, notes: list[Note]) -> str:
    """Return the encoding of a file: its byte-order mark, else UTF-8, else what the bytes look like."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return encoding
    if encoding := _without_bom(data[:4096]):
        return encoding
    if data[:4096].count(0) > 8 or _control_share(data[:4096]) > 0.1:
        raise UnreadableFileError("binary_file", file=name)
    wrong = _first_not_utf8(data)
    return "utf-8" if wrong is None else _not_utf8(data, wrong, notes)


def _first_not_utf8(data: bytes) -> int | None:
    """Return where a file stops being UTF-8, looking at a piece at a time to spare memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), SAMPLE):
        try:
            decoder.decode(data[start : start + SAMPLE], final=start + SAMPLE >= len(data))
        except UnicodeDecodeError as problem:
            return start + problem.start
    return None


def _without_bom(start: bytes) -> str:
    """UTF-16 whose mark was lost: every other byte of Western text is zero."""
    odd, even, half = start[1::2].count(0), start[::2].count(0), len(start) // 2
    if half < 8:
        return ""
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else ""


def _control_share(start: bytes) -> float:
    controls = sum(start.count(c) for c in range(32) if c not in (9, 10, 11, 12, 13, 0))
    return controls / max(len(start), 1)


def _not_utf8(data: bytes, wrong: int, notes: list[Note]) -> str:
    """A damaged UTF-8 file stays UTF-8 (and says so); the rest goes to charset-normalizer."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    if sum(len(run) for run in re.findall("[\u0080-\ufffc]+", text)) > damaged:
        notes.append(Note("damaged_text", n=damaged, line=data.count(b"\n", 0, wrong) + 1))
        return "utf-8"
    from charset_normalizer import from_bytes

    guesses = ["cp1252", "mac_roman", "latin_1"]
    near = data[max(0, wrong - SAMPLE // 8) : wrong + SAMPLE // 8]
    best = from_bytes(near, cp_isolation=guesses).best()
    encoding = best.encoding if best and best.encoding != "latin_1" else "cp1252"
    notes.append(Note("guessed_encoding", encoding=encoding))
    return encoding


def find_delimiter(sample: str) -> str:
    """Return the delimiter: the one a `sep=` line names, else the one that shows known headings, else
    the one under which most records have the same width.
    """
    if found := re.match(r'"?sep=(.)"?\s*[\r\n]', sample, re.IGNORECASE):
        return found[1]
    return max(DELIMITERS, key=lambda delimiter: _evidence(sample, delimiter))


def _evidence(sample: str, delimiter: str) -> tuple[int, float, int]:
    rows = [cells for _, cells in _first(sample, delimiter, 60) if any(cells)]
    widths = [len(cells) for cells in rows if len(cells) > 1]
    if not widths:
        return 0, 0.0, 0
    usual = max(set(widths), key=widths.count)
    return max(known_cells(cells) for cells in rows if len(cells) > 1), widths.count(usual) / len(rows), usual


def _first(sample: str, delimiter: str, count: int) -> list[Record]:
    found = []
    for record in records(sample, delimiter):
        found.append(record)
        if len(found) == count:
            break
    return found


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Yield each record of a text with the line it starts on; a NUL or a stray quote stops nothing."""
    csv.field_size_limit(1 << 30)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def is_cut(lines: list[str], delimiter: str) -> bool:
    """Tell whether a record's quoted text is still open at its end.

    >>> is_cut(['a,"b'], ","), is_cut(['a,"b"'], ",")
    (True, False)
    """
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as problem:
        return "unexpected end" in str(problem)
    return False


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
