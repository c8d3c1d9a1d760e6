"""Lines to records, each with the line it starts on; rows do not vanish inside a quote.

A quote that nothing closes makes one cell of all that follows, up to the next quote. Such a cell is told
from a text with line breaks by its lines: they look like rows, the first one too once its quote is taken
for a letter. Then it is, and reading goes on from the line below.
"""

import csv
from collections.abc import Iterable

from cmkit.reading.files.encoding import Record
from cmkit.reading.files.shape import Shape, usual_width

NEAR, SHORT = 200, 64
"""Records from which the shape of a row is told; lines that are read at a time once a quote misled."""
LOOKED = 40
"""Lines of a cell that are looked at."""
FEW, MANY = 3, 20
"""Lines like rows that are hardly chance; that are no text even where quotes are right."""
_LETTER = "\ue000"


def plain_records(lines: Iterable[str], delimiter: str) -> list[Record]:
    """Return the records of a text as its quotes have it; a NUL or a stray quote stops nothing."""
    csv.field_size_limit(1 << 30)
    reader, found, line = csv.reader(lines, delimiter=delimiter), list[Record](), 1
    for cells in reader:
        found.append((line, cells))
        line = reader.line_num + 1
    return found


class Records:
    """The records of a text: `found`; on which lines a quote was taken for a letter, or is doubtful."""

    def __init__(self, lines: list[str], delimiter: str) -> None:
        self.lines, self.delimiter = lines, delimiter
        self.found, self.letters, self.doubtful = list[Record](), list[int](), list[int]()
        self._shape, self._told = Shape(0, ()), -1
        at, window = 0, len(lines)
        while at < len(lines):
            at, window = self._read(at, window)

    def _read(self, at: int, window: int) -> tuple[int, int]:
        """Read so many lines, up to a quote that misleads; return where to go on, and with how many."""
        start, last = at, at + window
        reader = csv.reader(self.lines[at:last], delimiter=self.delimiter)
        for cells in reader:
            end = at + reader.line_num
            if end == last < len(self.lines) and cells and cells[-1].endswith(("\n", "\r")):
                return start, 8 * window  # the record goes on below
            several = end - start > 1
            odd = several or (len(cells) != self._shape.width and '"' in self.lines[start])
            if odd and (apart := self._apart(start, end, cells)):
                self.found.append((start + 1, apart))
                self.letters.append(start + 1)
                return start + 1, SHORT
            self.found.append((start + 1, cells))
            start = end
        return start, window

    def _apart(self, start: int, end: int, cells: list[str]) -> list[str] | None:
        """Return the cells of the first line alone, where the others are rows of their own."""
        lines, shape = self.lines[start:end], self._known(start, end)
        if shape.width < 2 or not any(line.count(self.delimiter) >= shape.width - 1 for line in lines):
            return None
        closed = len(cells) == shape.width and is_closed(lines, self.delimiter)
        own = self._with_a_letter(lines[0], shape)
        if len(lines) == 1:
            return None if is_closed(lines, self.delimiter) else own
        looked = lines[1:] if len(lines) <= LOOKED else [*lines[1 : LOOKED // 2], *lines[-LOOKED // 2 :]]
        rows = [self._is_row(line, shape) for line in looked]
        count, most = sum(rows), 2 * sum(rows) >= len(rows)
        within = next((i for i, cell in enumerate(cells) if "\n" in cell or "\r" in cell), 0)
        if own and within < shape.width - 1:  # the line goes on after the cell that the quote opens
            misled = not closed or (most and rows[-1] and (within > 0 or count >= FEW))
        elif own:  # a last column: its text may hold lines that look like rows
            misled = count >= (MANY if closed else 1) and most
        else:  # the text of the first line goes on below
            misled = count >= (MANY if closed else FEW) and most
        exact = 0 in shape.typed and any(shape.fits(self._split(line), least=1.0) for line in looked)
        maybe = count >= FEW or exact or (count and (own or not closed))  # a row, or a text like one
        self.doubtful += [start + 1] if maybe and not misled else []
        return (own or self._split(lines[0])) if misled else None

    def _known(self, start: int, end: int) -> Shape:
        """The shape of the rows near a line, told anew as more are known."""
        told = len(self.found).bit_length() if len(self.found) < NEAR else len(self.found) // NEAR + NEAR
        if told != self._told:
            rows = [row for _, row in self.found[-NEAR:]]
            width = usual_width(rows)
            rows = [row for row in rows if any(cell[-1:].isdigit() for cell in row)]  # no headings
            for others in ((end, end + NEAR), (start, min(end, start + NEAR))):
                rows += map(self._split, self.lines[slice(*others)]) if len(rows) < 5 else ()
            self._shape, self._told = Shape(width, rows), told
        return self._shape

    def _split(self, line: str) -> list[str]:
        return line.rstrip("\r\n").split(self.delimiter)

    def _is_row(self, line: str, shape: Shape) -> bool:
        if shape.fits(self._split(line)):
            return True
        return '"' in line and shape.fits(next(csv.reader([line], delimiter=self.delimiter), []))

    def _with_a_letter(self, line: str, shape: Shape) -> list[str] | None:
        """Return the cells of a line, one of its quotes taken for a letter, where it looks like a row."""
        places = [i for i, letter in enumerate(line[:10_000]) if letter == '"'][:LOOKED]
        ways = [line.replace('\\"', _LETTER)] if '\\"' in line else []
        ways += [line[:at] + _LETTER + line[at + 1 :] for at in places]
        for told in (way.rstrip("\r\n") for way in ways):
            cells = next(csv.reader([told], delimiter=self.delimiter), [])
            if shape.fits(cells, least=1.0) and is_closed([told], self.delimiter):
                return [cell.replace(_LETTER, '"') for cell in cells]
        return None


def is_closed(lines: list[str], delimiter: str) -> bool:
    """Tell whether quotes stand as they must: round a cell, doubled inside it."""
    return not _trouble(lines, delimiter)


def is_cut(lines: list[str], delimiter: str) -> bool:
    """Tell whether a record's quoted text is still open at its end."""
    return "unexpected end" in _trouble(lines, delimiter)


def _trouble(lines: list[str], delimiter: str) -> str:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as problem:
        return str(problem)
    return ""
