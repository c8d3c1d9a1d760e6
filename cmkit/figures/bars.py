"""Bars on a plain scale: one a row, from zero to its value, or an outline from one bound to the other."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cmkit.figures.svg import Drawn

from cmkit.figures.marks import (  # isort: skip
    MARGIN, QUIET, RULE, SMALL, SPACE, TITLE_SIZE, WIDTH, Box, Line, Mark, Panel, Text, fitted, widest,
)  # fmt: skip

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
        left, right = MARGIN + names + 2 * SPACE, WIDTH - MARGIN - values - 2 * SPACE
        across, bottom = _scale(self.rows, left, right), TOP + ROW * len(self.rows)
        title = fitted(self.title, WIDTH - 2 * MARGIN, TITLE_SIZE, True)
        marks: list[Mark] = [Text(MARGIN, 18, title, size=TITLE_SIZE, bold=True)]
        if self.rows and self.measured and self.measured != self.title:
            said = fitted(self.measured, right - left, SMALL)
            marks.append(Text(left, 44, said, size=SMALL, fill=QUIET))
        if self.rows:
            marks.append(Line(across(0), TOP - 6, across(0), bottom, RULE))
        for place, row in enumerate(self.rows):
            marks += _row(row, TOP + ROW * place + ROW / 2, names, across)
        described = ", ".join([self.title, *(f"{row.name} {row.said}" for row in self.rows)])
        return Drawn([Panel(0, WIDTH, marks)], bottom + BOTTOM, described, self.lang)


def _scale(rows: tuple[Bar, ...], left: float, right: float) -> Callable[[float], float]:
    """Return where values stand, from `left` to `right` in pixels; zero is always in view."""
    ends = [0.0, *(end for row in rows for end in (row.low, row.high) if math.isfinite(end))]
    least, wide = min(ends), (max(ends) - min(ends)) or 1.0
    return lambda value: left + (value - least) / wide * (right - left)


def _row(row: Bar, middle: float, names: float, across: Callable[[float], float]) -> list[Mark]:
    """Return the marks of a row: its name, its bar (filled to what is sure, outlined beyond), its value."""
    high = row.low if math.isnan(row.high) else row.high
    start, sure, end = across(0), across(row.low), across(high)
    marks: list[Mark] = [
        Text(MARGIN, middle, fitted(row.name, names, SIZE), size=SIZE),
        Box(min(start, sure), middle - THICK / 2, max(abs(sure - start), 2), THICK, "met"),
    ]
    if high > row.low:
        marks.append(Box(sure, middle - THICK / 2, max(end - sure, 2), THICK, "missed"))
    said = fitted(row.said, WIDEST_VALUE, SIZE, True)
    return [*marks, Text(WIDTH - MARGIN, middle, said, "end", SIZE, bold=True)]
