"""What the rows of a table look like: how many cells, which columns hold dates, numbers, links or set words.

What looks so is a row wherever it stands, and damage is undone only where one way alone gives such a row.
"""

import re
from collections import Counter
from collections.abc import Iterable

PATTERNS = (
    re.compile(r"https?://\S+"),
    re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.{0,20}|\d{1,2}:\d{2}(?::\d{2})?.{0,6}"),
    re.compile(r"[-+−(]?[\d.,\s'’]*\d\s?[KkMm]?\s?[%€$£]?\)?|-?[€$£][\d.,\s]+"),
)
"""Links, days and hours, numbers: each column is told by the first that nearly all of its cells are."""
NEARLY, MOST, FEW = 0.8, 60, 12
"""Most of a column; what more a line may have, and letters looked at; different words in a set of words."""
_CODE = re.compile(r"[\w.-]+")
_IN_TWO = re.compile(r"-?\d+[.,]\d+\s?%?")
Cells = list[str]


class Shape:
    """How many cells a row has, and what some of them must look like."""

    def __init__(self, width: int, rows: Iterable[Cells]) -> None:
        self.width = width
        columns = list(zip(*(row for row in rows if len(row) == width), strict=True))
        held = {i: [cell.strip() for cell in column if _says(cell)] for i, column in enumerate(columns)}
        self.typed = {i: found for i, cells in held.items() if cells and (found := _pattern(cells))}
        others = {i: cells for i, cells in held.items() if i not in self.typed}
        self.closed = {i: known for i, cells in others.items() if (known := _known(cells))}

    def fits(self, cells: Cells, least: float = NEARLY) -> bool:
        """Tell whether cells look like a row: so many, and nearly all that have a type are of it."""
        if len(cells) != self.width:
            return False
        told = [bool(found.fullmatch(cells[i].strip())) for i, found in self.typed.items() if _says(cells[i])]
        return bool(told) and sum(told) >= least * len(told)

    def fits_closely(self, cells: Cells) -> bool:
        """Tell whether cells look like a row, each of them: types, codes and set words."""
        rules = (self.typed | self.closed).items() if self.fits(cells) else ()
        return bool(rules) and all(rule.fullmatch(cells[i].strip()) for i, rule in rules if _says(cells[i]))

    def begins(self, cells: Cells) -> bool:
        """Tell whether cells look like the first ones of a row, the last of them cut short."""
        last = last_filled(cells)
        if not 1 < len(cells) < self.width or last < 1 or not self.is_text(last):
            return False
        inside = [i for i in range(len(cells)) if i in self.typed and _says(cells[i])]
        return all(self.typed[i].fullmatch(cells[i].strip()) for i in inside)

    def ends(self, cells: Cells) -> bool:
        """Tell whether cells look like the last ones of a row, the first of them the end of a text."""
        last = {i - self.width: rule for i, rule in self.typed.items() if self.width - i < len(cells)}
        told = [bool(rule.fullmatch(cells[i].strip())) for i, rule in last.items() if _says(cells[i])]
        return len(cells) < self.width and bool(told) and all(told)

    def is_text(self, i: int) -> bool:
        """Tell whether a column is of free text."""
        return i not in self.typed and i not in self.closed

    def one_row(self, cells: Cells, delimiter: str, torn: int | None = None) -> Cells | None:
        """Put a text together that was split at its delimiters, where one column alone can hold it.

        `torn` is the column, where it is known.
        """
        more, ways = len(cells) - self.width, list[Cells | None]()
        for i in range(self.width if 0 < more <= MOST else 0):
            whole = delimiter.join(cells[i : i + more + 1])
            row = [*cells[:i], whole, *cells[i + more + 1 :]]
            if torn is not None and i != torn:
                continue
            if self.is_text(i):
                ways += [row] if self.fits_closely(row) else []
            elif more == 1 and _IN_TWO.fullmatch(whole) and self.fits_closely(row):
                ways.append(None)  # "1" and "234" may be one number that lost its quotes: nobody knows
        return ways[0] if len(ways) == 1 else None


def last_filled(cells: Cells) -> int:
    """Return the position of the last cell that holds something, -1 where none does."""
    return max((i for i, cell in enumerate(cells) if cell), default=-1)


def usual_width(rows: Iterable[Cells]) -> int:
    """Return how many cells most rows have that have more than one."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return widths.most_common(1)[0][0] if widths else 0


def _says(cell: str) -> bool:
    return any(letter.isalnum() for letter in cell[:MOST])


def _known(cells: Cells) -> re.Pattern[str] | None:
    """Return what all cells of a column of codes, or of a few set words, are."""
    if len(cells) >= 3 and all(map(_CODE.fullmatch, cells)):
        return _CODE
    words = set(cells)
    few = len(cells) >= FEW and len(words) * 3 <= min(len(cells), 3 * FEW)
    return re.compile("|".join(map(re.escape, words))) if few else None


def _pattern(cells: Cells) -> re.Pattern[str] | None:
    for pattern in PATTERNS:
        if sum(bool(pattern.fullmatch(cell)) for cell in cells) >= NEARLY * len(cells):
            return pattern
    return None
