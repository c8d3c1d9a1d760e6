"""Text to records: which delimiter, and each record with the line it starts on."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from cmkit.errors import UnreadableFileError
from cmkit.reading.files.encoding import Record, Text, find_encoding
from cmkit.reading.files.fast import fast_grid
from cmkit.reading.files.grid import Grid, Note, block_grid
from cmkit.reading.files.sources import File
from cmkit.reading.headings.headers import blocks, known_cells

SAMPLE_ROWS = 1000
DELIMITERS = (",", ";", "\t", "|")


def text_grids(file: File) -> list[Grid]:
    """Return the tables of a CSV, TSV or other text file."""
    text = open_text(file.name, file.data)
    if file.unfolded.weight < len(file.data):  # a member of an archive
        cells = file.data.count(b"\n") + file.data.count(text.delimiter.encode())
        file.unfolded.add(cells // 2, 5 * len(file.data))
    if quick := fast_grid(text, _first(text.sample(), text.delimiter, SAMPLE_ROWS)):
        quick.notes += text.notes
        return [quick]
    found = list(records(text.opened(), text.delimiter))
    if not found:
        raise UnreadableFileError("empty_file", file=file.name)
    made = [block for block in blocks(found, file.unfolded.add_table) if block.headings]
    if not made:
        raise UnreadableFileError("no_headings", file=file.name, seen=" | ".join(found[0][1])[:80])
    facts = {"delimiter": text.delimiter, "encoding": text.encoding}
    result = [block_grid(block, file.name, **facts) for block in made]
    result[0].notes += text.notes
    result[-1].cut = _cut(text, found, text.delimiter, len(made[-1].headings), file.name)
    return result


def open_text(name: str, data: bytes) -> Text:
    """Find the encoding and the delimiter of a file, or refuse what is no text."""
    notes: list[Note] = []
    encoding = find_encoding(name, data, notes)
    text = Text(name, data, encoding, notes=notes)
    text.delimiter = find_delimiter(text.sample())
    return text


def find_delimiter(sample: str) -> str:
    """Return the delimiter: of the `sep=` line, else that shows known headings, else most even in width."""
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
    return list(islice(records(io.StringIO(sample, newline=""), delimiter), count))


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Yield each record of a text with the line it starts on; a NUL or a stray quote stops nothing."""
    csv.field_size_limit(1 << 30)
    reader = csv.reader(lines, delimiter=delimiter)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def is_cut(lines: list[str], delimiter: str) -> bool:
    """Tell whether a record's quoted text is still open at its end."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as problem:
        return "unexpected end" in str(problem)
    return False


def _cut(text: Text, found: list[Record], delimiter: str, width: int, name: str) -> str:
    """Tell why the last record is not whole: its quotes never close, or the file stops inside it."""
    line, cells = found[-1]
    if not any("\n" in c or "\r" in c for c in cells) and len(cells) >= width:
        return ""
    tail = [*islice(text.opened(), line - 1, None)]
    if is_cut(tail, delimiter):
        if sum(one.count(delimiter) >= width - 1 for one in tail[1:]) and width > 1:
            raise UnreadableFileError("open_quote", file=name, line=line)
        return "cut"
    return "cut" if len(cells) < width and not tail[-1].endswith(("\n", "\r")) and len(cells) > 1 else ""
