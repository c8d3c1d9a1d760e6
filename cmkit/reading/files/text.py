"""Text to records: which delimiter, and each record with the line it starts on."""

import io
import re
from collections.abc import Iterable
from itertools import islice

from cmkit.catalogue.columns import UNSEEN, visible
from cmkit.errors import UnreadableFileError
from cmkit.reading.files.encoding import Record, Text, find_encoding
from cmkit.reading.files.fast import fast_grid
from cmkit.reading.files.grid import Grid, Note, Physical, block_grid, breaks, note
from cmkit.reading.files.records import Records, is_cut, plain_records
from cmkit.reading.files.resaved import DELIMITERS, put_together, unwrapped, wrapping
from cmkit.reading.files.sources import File
from cmkit.reading.headings.headers import Block, blocks, known_cells

SAMPLE_ROWS = 1000


def text_grids(file: File) -> list[Grid]:
    """Return the tables of a CSV, TSV or other text file."""
    text = open_text(file.name, file.data)
    if file.unfolded.weight < len(file.data):  # a member of an archive
        cells = file.data.count(b"\n") + file.data.count(text.delimiter.encode())
        file.unfolded.add(cells // 2, 5 * len(file.data))
    if quick := fast_grid(text, _first(text.sample(), text.delimiter, SAMPLE_ROWS)):
        quick.notes += text.notes
        return [quick]
    lines = [*text.opened()]
    read = Records(lines, text.delimiter)
    found = read.found
    if any(not line.isascii() and re.search(UNSEEN, line) for line in lines):
        found = [(line, [*map(visible, cells)]) for line, cells in found]
    if not found:
        raise UnreadableFileError("empty_file", file=file.name)
    made = [block for block in blocks(found, file.unfolded.add_table) if block.headings]
    if not made:
        raise UnreadableFileError("no_headings", file=file.name, seen=" | ".join(found[0][1])[:80])
    rows = {line for block in made for line, _ in block.records}
    beside = sum(1 + breaks(cells) for line, cells in found if line not in rows)
    physical = Physical(len(lines), beside, len(made))
    result = [_grid(block, text, physical) for block in made]
    last, width = (made[-1].records or found)[-1], len(made[-1].headings)
    result[0].notes += [*text.notes, *_quote_notes(read)]
    cut = _cut(lines, last, text.delimiter, width, file.name)
    if cut and made[-1].records:
        result[-1].away[len(result[-1].cells) - 1] = cut
    start, end = found[-1]
    if end and end[-1].endswith(("\n", "\r")):
        # A text that is still open, so that it would go on below, has its last line break inside.
        physical.lines += len(plain_records([*lines[start - 1 :], "below"], text.delimiter)) == 1
    return result


def _grid(block: Block, text: Text, physical: Physical) -> Grid:
    notes, torn = put_together(block, text.delimiter)
    facts = {"delimiter": text.delimiter, "encoding": text.encoding}
    grid = block_grid(block, text.name, unseen=False, **facts)
    grid.physical, grid.away = physical, dict.fromkeys(torn, "torn")
    grid.notes += notes
    return grid


def _quote_notes(read: Records) -> list[Note]:
    told = {"quotes_as_letters": read.letters, "rows_in_a_cell": read.doubtful}
    return [note(key, n=len(lines), line=str(lines[0])) for key, lines in told.items() if lines]


def open_text(name: str, data: bytes) -> Text:
    """Find the encoding and the delimiter of a file, or refuse what is no text."""
    notes: list[Note] = []
    encoding = find_encoding(name, data, notes)
    text = Text(name, data, encoding, notes=notes)
    if outer := wrapping(text.sample()):
        text.data = unwrapped(text.opened().read(), outer).encode(encoding, errors="replace")
        notes.append(note("wrapped_lines"))
    text.delimiter = find_delimiter(text.sample())
    return text


def find_delimiter(sample: str) -> str:
    """Return the delimiter: of the `sep=` line, else that shows known headings, else most even in width.

    A `sep=` line that a spreadsheet filled up with empty cells says what its file was, not what it is.
    """
    if found := re.match(r'"?sep=(.)"?\s*[\r\n]', sample, re.IGNORECASE):
        return found[1]
    sample = re.sub(r'^"?sep=.[^\r\n]*', "", sample, count=1, flags=re.IGNORECASE)
    return max(DELIMITERS, key=lambda delimiter: _evidence(sample, delimiter))


def _evidence(sample: str, delimiter: str) -> tuple[int, float, int]:
    rows = [cells for _, cells in _first(sample, delimiter, 60) if any(cells)]
    widths = [len(cells) for cells in rows if len(cells) > 1]
    if not widths:
        return 0, 0.0, 0
    usual = max(set(widths), key=widths.count)
    return max(known_cells(cells) for cells in rows if len(cells) > 1), widths.count(usual) / len(rows), usual


def _first(sample: str, delimiter: str, count: int) -> list[Record]:
    lines: Iterable[str] = io.StringIO(sample, newline="")
    return plain_records(islice(lines, 4 * count), delimiter)[:count]


def _cut(lines: list[str], record: Record, delimiter: str, width: int, name: str) -> str:
    """Tell why the last record is not whole: its quotes never close, or the file stops inside it."""
    line, cells = record
    if not any("\n" in c or "\r" in c for c in cells) and len(cells) >= width:
        return ""
    tail = lines[line - 1 :]
    if is_cut(tail, delimiter):
        if sum(one.count(delimiter) >= width - 1 for one in tail[1:]) and width > 1:
            raise UnreadableFileError("open_quote", file=name, line=line)
        return "cut"
    return "cut" if len(cells) < width and not tail[-1].endswith(("\n", "\r")) and len(cells) > 1 else ""
