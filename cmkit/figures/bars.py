"""Bars on a plain scale: one a row, from zero to its value, or an outline from one bound to the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from cmkit.figures.drawn import Drawn
from cmkit.figures.fitting import fitted, widest
from cmkit.figures.layout import MARGIN, SMALL, SPACE, TITLE_SIZE, WIDTH
from cmkit.figures.marks import QUIET, RULE, Box, Line, Mark, Panel, Text

TOP, ROW, THICK, BOTTOM = 62, 30, 16, 22
SIZE = 12.5
WIDEST_NAME, WIDEST_VALUE = 250, 210


@dataclass(frozen=True)
class Bar:
    """A row: its name, its value from `low` to `high` (the same where it is known, NaN: no bound)."""

    name: Any
    low: float
    high: float
    said: Any


@dataclass(frozen=True)
class Bars:
    """The picture: its title, its rows in order, what the bars measure (facts, until it is drawn)."""

    title: Any
    rows: tuple[Bar, ...] = ()
    measured: Any = ""
    lang: str = ""

    def drawn(self) -> Drawn:
        """Return the bars ready to be put on a canvas."""
        names = min(widest([row.name for row in self.rows], SIZE), WIDEST_NAME)
        values = min(widest([row.said for row in self.rows], SIZE, True), WIDEST_VALUE)
        across = _Across(self.rows, MARGIN + names + 2 * SPACE, WIDTH - MARGIN - values - 2 * SPACE)
        bottom = TOP + ROW * len(self.rows)
        marks = self._headings(across)
        if self.rows:
            marks.append(Line(across.at(0), TOP - 6, across.at(0), bottom, RULE))
        for place, row in enumerate(self.rows):
            marks += _row(row, TOP + ROW * place + ROW / 2, names, across)
        described = ", ".join([self.title, *(f"{row.name} {row.said}" for row in self.rows)])
        return Drawn([Panel(0, WIDTH, marks)], bottom + BOTTOM, described, self.lang)

    def _headings(self, across: _Across) -> list[Mark]:
        title = fitted(self.title, WIDTH - 2 * MARGIN, TITLE_SIZE, True)
        marks: list[Mark] = [Text(MARGIN, 18, title, size=TITLE_SIZE, bold=True)]
        if self.rows and self.measured and self.measured != self.title:
            said = fitted(self.measured, across.right - across.left, SMALL)
            marks.append(Text(across.left, 44, said, size=SMALL, fill=QUIET))
        return marks


class _Across:
    """Where values stand, from `left` to `right` in pixels; zero is always in view."""

    def __init__(self, rows: tuple[Bar, ...], left: float, right: float) -> None:
        self.left, self.right = left, right
        ends = [end for row in rows for end in (row.low, row.high) if math.isfinite(end)]
        self.least, most = min([0.0, *ends]), max([0.0, *ends])
        self.wide = (most - self.least) or 1.0

    def at(self, value: float) -> float:
        """Return where a value stands."""
        return self.left + (value - self.least) / self.wide * (self.right - self.left)


def _row(row: Bar, middle: float, names: float, across: _Across) -> list[Mark]:
    """Return the marks of a row: its name, its bar (filled to what is sure, outlined beyond), its value."""
    high = row.low if math.isnan(row.high) else row.high
    start, sure, end = across.at(0), across.at(row.low), across.at(high)
    marks: list[Mark] = [Text(MARGIN, middle, fitted(row.name, names, SIZE), size=SIZE)]
    marks.append(Box(min(start, sure), middle - THICK / 2, max(abs(sure - start), 2), THICK, "met"))
    if high > row.low:
        marks.append(Box(sure, middle - THICK / 2, max(end - sure, 2), THICK, "missed"))
    said = fitted(row.said, WIDEST_VALUE, SIZE, True)
    return [*marks, Text(WIDTH - MARGIN, middle, said, "end", SIZE, bold=True)]
