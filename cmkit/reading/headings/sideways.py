"""Sheets that stand sideways: a measure a line, its name in the first cell and its value in the second."""

from typing import Any

from cmkit.reading.headings.formats import known_headings, plain_heading

LEAST = 2
"""So many known names one under the other, and no other pair before them, are no chance."""
Records = list[tuple[int, list[Any]]]


def laid_out(records: Records) -> Records:
    """Return records with such lines at their start laid out as headings and one row, or as they are."""
    at, pairs = 0, Records()
    for line, cells in records:
        filled = _filled(cells)
        if len(filled) > 2 or (len(filled) == 2 and not _named(filled)):
            break
        pairs += [(line, filled)] if len(filled) == 2 else []
        at += 1
    names = {plain_heading(pair[0]) for _, pair in pairs}
    if len(pairs) < LEAST or len(names) < len(pairs):
        return records
    titles = [one for one in records[:at] if len(_filled(one[1])) == 1]
    line = pairs[0][0]
    row = [(line, [pair[0] for _, pair in pairs]), (line, [pair[1] for _, pair in pairs]), (line, [])]
    before = [one for one in titles if one[0] < line]
    return [*before, *row, *titles[len(before) :], *records[at:]]


def _filled(cells: list[Any]) -> list[Any]:
    return [cell for cell in cells if cell is not None and str(cell).strip()]


def _named(pair: list[Any]) -> bool:
    """Tell whether the first of two cells is a heading known to a format, and the second is none."""
    name, value = (plain_heading(str(cell)) in known_headings() for cell in pair)
    return isinstance(pair[0], str) and name and not value
