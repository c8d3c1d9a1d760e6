"""Bytes to text: which encoding a file is in, told by its mark, else by its bytes, never by its name."""

import codecs
import io
import re
from dataclasses import dataclass, field

from cmkit.errors import UnreadableFileError
from cmkit.reading.files.grid import Note, note

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)
SAMPLE = 1 << 18
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

    def opened(self) -> io.TextIOWrapper:
        """Return the whole file as lines of text, without its byte-order mark."""
        lines = io.TextIOWrapper(io.BytesIO(self.data), self.encoding, errors="replace", newline="")
        if lines.read(1) != "\ufeff":
            lines.seek(0)
        return lines


def find_encoding(name: str, data: bytes, notes: list[Note]) -> str:
    """Return the encoding of a file: its byte-order mark, else UTF-8, else what the bytes look like."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return encoding
    if encoding := _without_bom(data[:4096]):
        return encoding
    start = data[:4096]
    controls = sum(start.count(c) for c in range(1, 32) if c not in (9, 10, 11, 12, 13))
    if start.count(0) > 8 or controls > 0.1 * max(len(start), 1):
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


def _not_utf8(data: bytes, wrong: int, notes: list[Note]) -> str:
    """A damaged UTF-8 file stays UTF-8 (and says so); the rest goes to charset-normalizer."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    if sum(len(run) for run in re.findall("[\u0080-\ufffc]+", text)) > damaged:
        notes.append(note("damaged_text", n=damaged, line=str(data.count(b"\n", 0, wrong) + 1)))
        return "utf-8"
    from charset_normalizer import from_bytes

    guesses = ["cp1252", "mac_roman", "latin_1"]
    near = data[max(0, wrong - SAMPLE // 8) : wrong + SAMPLE // 8]
    best = from_bytes(near, cp_isolation=guesses).best()
    encoding = best.encoding if best and best.encoding != "latin_1" else "cp1252"
    notes.append(note("guessed_encoding", encoding=encoding))
    return encoding
