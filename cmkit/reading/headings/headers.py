"""Records to blocks: where a table's headings stand, what is above them, where the next table starts.

A heading row is a row of words over rows of other things: known headings count first, then shape. Lines
above it (titles, `# comments`, a period) are kept as `above`. After an empty line, a title or known
headings start another table; anything else goes on with the one before.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cmkit.reading.headings.formats import known_headings, plain_heading

LOOK_AHEAD = 40
NOT_A_WORD = re.compile(r"[-+−(]?[\d.,\s'’%€$£:/TZ-]+[KkMm]?\)?|https?://.*|\d.*(?:AM|PM)", re.DOTALL)
"""Numbers, days, links."""


@dataclass
class Block:
    """One table as it stands in its file: the lines above, the headings, the records below."""

    above: list[str] = field(default_factory=list)
    heading_line: int = 0
    headings: list[Any] = field(default_factory=list)
    records: list[tuple[int, list[Any]]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The last line above the headings that is a title, "" when there is none."""
        words = [line.strip(" #") for line in self.above]
        words = [w for w in words if w and not re.fullmatch(r"-+|sep=.?|.*\d{8}.*", w)]
        return words[-1] if words else ""


def known_cells(cells: Iterable[Any]) -> int:
    """Count the cells of a record that are headings known to a format."""
    known = known_headings()
    words = [cell for cell in cells if isinstance(cell, str) and cell.strip() and len(cell) < 120]
    return sum(plain_heading(word) in known for word in words)


def blocks(
    records: Iterable[tuple[int, list[Any]]], count: Callable[[], None] = lambda: None
) -> list[Block]:
    """Return the tables of a file; `count` is told of each, and may refuse it."""
    found, paragraph = list[Block](), list[tuple[int, list[Any]]]()
    for record in records:
        if not _is_empty(record[1]):
            paragraph.append(record)
        elif paragraph:
            _settle(paragraph, found, count)
            paragraph = []
    _settle(paragraph, found, count)
    return [part for block in found for part in _side_by_side(block, count)]


def _side_by_side(block: Block, count: Callable[[], None]) -> Iterator[Block]:
    """Part lists that stand side by side: past an empty column the headings begin again as at the left."""
    heads = [plain_heading(str(cell)) if cell is not None else "" for cell in block.headings]
    for at in (i for i, word in enumerate(heads) if not word and i > 1):
        start = next((i for i in range(at, len(heads)) if heads[i]), 0)
        again = start and heads[start] == heads[0] and len(set(heads[start:]) - {""}) > 1
        if again and all(_is_empty(cells[at:start]) for _, cells in block.records):
            count()
            yield _part(block, 0, at)
            yield from _side_by_side(_part(block, start, len(heads)), count)
            return
    yield block


def _part(block: Block, start: int, end: int) -> Block:
    rows = ((line, cells[start:end]) for line, cells in block.records)
    records = [(line, [*cells, *[""] * (end - start - len(cells))]) for line, cells in rows]
    records = [(line, cells) for line, cells in records if not _is_empty(cells)]
    return Block(block.above, block.heading_line, block.headings[start:end], records)


def _settle(paragraph: list[tuple[int, list[Any]]], found: list[Block], count: Callable[[], None]) -> None:
    if not paragraph:
        return
    begun = bool(found) and bool(found[-1].headings)
    at = heading_row([cells for _, cells in paragraph], first=not begun)
    if at is None and begun:
        found[-1].records += paragraph
        return
    above = [" ".join(_filled(cells)) for _, cells in paragraph[:at]]
    if at is None:
        found.append(Block(above))
        return
    if found and not found[-1].records and not known_cells(found[-1].headings):  # lines above a table
        before = found.pop()
        above = [*before.above, *filter(None, [" ".join(_filled(before.headings))]), *above]
    line, cells = paragraph[at]
    count()
    rows = paragraph[at + 1 :]
    again = next((n for n, (_, row) in enumerate(rows) if _heads_anew(row, cells)), len(rows))
    found.append(Block(above, line, cells, rows[:again]))
    if again < len(rows):
        _settle(rows[again:], found, count)


def _heads_anew(row: list[Any], headings: list[Any]) -> bool:
    """Tell whether a record heads a table of its own: the headings in another order, or with others."""
    if not row or row[0] in ("", None) or row[0] not in headings or row == headings:
        return False
    words = _filled(row)
    return len(words) > 2 and known_cells(row) > 0.6 * len(words) and words != _filled(headings)


def _is_empty(cells: list[Any]) -> bool:
    for cell in cells:  # noqa: SIM110 (any() over a generator takes three times as long)
        if cell.strip() if isinstance(cell, str) else cell is not None:
            return False
    return True


def heading_row(rows: list[list[Any]], first: bool) -> int | None:
    """Return the position of the heading row among the first rows, or None."""
    start = rows[:LOOK_AHEAD]
    widths = [n for cells in rows[: 4 * LOOK_AHEAD] if (n := len(_filled(cells))) > 1]
    usual = max(set(widths), key=widths.count) if widths else 1
    for at, cells in enumerate(start):
        words = _filled(cells)
        known = known_cells(cells) if len(words) >= 2 else 0
        # "%" alone is no word, but may be a heading among others that are all known.
        if known >= max(2, 0.4 * len(words)) and (known == len(words) or _all_words(words)):
            return at
    for at, cells in enumerate(start):
        words = _filled(cells)
        titled = at > 0 and all(len(_filled(above)) <= 1 for above in rows[:at])
        shaped = len(words) >= max(2, 0.6 * usual) and _all_words(words)
        if shaped and (first or titled) and not str(cells[0]).startswith("#"):
            return at
    return None


def _filled(cells: list[Any]) -> list[str]:
    words = [cell.strip() if isinstance(cell, str) else str(cell) for cell in cells if cell is not None]
    return [word for word in words if word]


def _all_words(words: list[str]) -> bool:
    numbers = sum(len(word) > 150 or bool(NOT_A_WORD.fullmatch(word)) for word in words)
    return numbers <= 0.1 * len(words)
