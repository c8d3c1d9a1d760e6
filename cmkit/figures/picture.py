"""The picture of a verdict: what the rate says, what the objective says, the two rankings.

Laid out once, for matplotlib and for SVG alike. Values stand in a column of their own beside the
bars, and each result has its own line in the rankings, so that no text can meet another.
"""

from __future__ import annotations

import math

from cmkit.figures.drawn import Drawn
from cmkit.figures.fitting import fitted, told_apart, width
from cmkit.figures.marks import INK, QUIET, RULE, Box, Line, Mark, Panel, Text

from cmkit.figures.layout import (  # isort: skip
    LABEL_SIZE, MARGIN, NAME_SIZE, SMALL, SPACE, TITLE_SIZE, VALUE_SIZE, WIDTH, Layout, Row, Side, Sides,
    layout,
)  # fmt: skip

TOP, ROW, BOTTOM, THICK, LINE = 76, 26, 30, 16, 18
TITLE_AT, UNDER_AT, ABOVE_AT = 16, 37, TOP - 14
LEAST = 1.5
"""The shortest bar of a value that is not zero."""
CROWDED = 8
"""Beyond so many results, only the lines of the leaders are thick."""


class Picture(Sides):
    """Two rankings side by side, ready to be drawn."""

    def drawn(self) -> Drawn:
        """Return the three panels, ready to be put on a canvas."""
        return Drawn(panels(self), height(self), self.described, self.lang)


def height(picture: Sides) -> float:
    """Return the height of the canvas."""
    return TOP + ROW * len(picture.rows) + BOTTOM + (LINE if picture.whole else 0)


def panels(picture: Sides) -> list[Panel]:
    """Return the three panels: what the rate says, what the objective says, the two rankings."""
    placed = layout(picture)
    return [_rate_panel(picture, placed), _kpi_panel(picture, placed), _ranks_panel(picture, placed)]


def _rate_panel(picture: Sides, placed: Layout) -> Panel:
    panel = Panel(placed.edges[0], placed.edges[1])
    panel.marks += _heading(placed.rate[0], panel.right, picture.rate_title, picture.rate_made_of)
    panel.marks.append(_zero(picture, placed.rate, picture.rate_zero))
    names = told_apart([row.name for row in picture.rows], placed.name_room, NAME_SIZE)
    for place, row in enumerate(picture.rows):
        panel.marks.append(Text(placed.names, _middle(place), names[place], "end", NAME_SIZE))
        panel.marks += _bar(row.by_rate, placed.rate, place, "rate")
        x, words = placed.rate_values, row.by_rate.text
        panel.marks.append(Text(x, _middle(place), words, "end", VALUE_SIZE, bold=row.leads_by_rate))
    panel.marks += _gap(picture, MARGIN, panel.right)
    if picture.more:
        more = fitted(picture.more, placed.kpi[0] - MARGIN - SPACE, SMALL)
        panel.marks.append(Text(MARGIN, _below(picture), more, size=SMALL, fill=QUIET))
    if picture.whole:
        whole = fitted(picture.whole, WIDTH - 2 * MARGIN, LABEL_SIZE, True)
        panel.marks.append(Text(MARGIN, _below(picture) + LINE, whole, size=LABEL_SIZE, bold=True))
    return panel


def _kpi_panel(picture: Sides, placed: Layout) -> Panel:
    panel = Panel(placed.edges[1], placed.edges[2])
    panel.marks += _heading(placed.kpi[0], panel.right, picture.kpi_title, picture.kpi_name)
    panel.marks.append(_zero(picture, placed.kpi, picture.kpi_zero))
    for place, row in enumerate(picture.rows):
        panel.marks += _bar(row.by_kpi, placed.kpi, place, row.status)
        x, words = placed.kpi_values, row.by_kpi.text
        panel.marks.append(Text(x, _middle(place), words, "end", VALUE_SIZE, bold=row.leads))
        if row.status_text:
            panel.marks.append(
                Text(placed.status, _middle(place), row.status_text, size=VALUE_SIZE, bold=row.leads)
            )
    panel.marks += _gap(picture, panel.left, panel.right)
    if picture.kpi_note:
        panel.marks.append(Text(placed.kpi[0], _below(picture), picture.kpi_note, size=SMALL, fill=QUIET))
    if not math.isnan(picture.target):
        panel.marks += _target(picture, placed.kpi, panel)
    return panel


def _target(picture: Sides, span: tuple[float, float], panel: Panel) -> list[Mark]:
    x = _across(span, picture.target)
    half = width(picture.target_text, LABEL_SIZE, True) / 2
    middle = min(max(x, panel.left + half), panel.right - half)
    return [
        Line(x, TOP - 6, x, TOP + ROW * len(picture.rows), INK, 1.5, dashed=True),
        Text(middle, ABOVE_AT, picture.target_text, "middle", LABEL_SIZE, bold=True),
    ]


def _ranks_panel(picture: Sides, placed: Layout) -> Panel:
    panel = Panel(placed.edges[2], placed.edges[3])
    left, right = placed.ranks
    middle = (left + right) / 2
    panel.marks.append(Text(middle, TITLE_AT, picture.ranks_title, "middle", TITLE_SIZE, bold=True))
    panel.marks.append(Text(left - SPACE, ABOVE_AT, picture.ranks_ends[0], "end", SMALL, QUIET))
    panel.marks.append(Text(right + SPACE, ABOVE_AT, picture.ranks_ends[1], "start", SMALL, QUIET))
    names = told_apart([row.name for row in picture.rows], placed.label_room, LABEL_SIZE, True)
    crowded = len(picture.rows) > CROWDED
    for row, name in sorted(zip(picture.rows, names, strict=True), key=_front):
        panel.marks += _slope(row, name, placed, crowded)
    if picture.ranks_key:
        panel.marks.append(Text(middle, _below(picture), picture.ranks_key, "middle", SMALL, QUIET))
    return panel


def _front(named: tuple[Row, str]) -> tuple[bool, bool]:
    """Sort to the front what moves, and before all what leads."""
    return named[0].move != "same", named[0].leads


def _slope(row: Row, name: str, placed: Layout, crowded: bool) -> list[Mark]:
    (left, right), room = placed.ranks, placed.rank_room
    marks: list[Mark] = []
    if row.place_by_rate is not None:
        y, x = _middle(row.place_by_rate), left - SPACE
        marks.append(Text(x, y, row.rank_by_rate, "end", LABEL_SIZE))
        marks.append(Text(x - SPACE - room, y, name, "end", LABEL_SIZE))
    if row.place is not None:
        y, x = _middle(row.place), right + SPACE + room
        marks.append(Text(x, y, row.rank, "end", LABEL_SIZE, bold=row.leads))
        marks.append(Text(x + SPACE, y, name, "start", LABEL_SIZE, bold=row.leads))
    if row.place is not None and row.place_by_rate is not None:
        thick = 1.4 if row.move == "same" or (crowded and not row.leads and not row.leads_by_rate) else 2.6
        ends = (left, _middle(row.place_by_rate), right, _middle(row.place))
        marks.append(Line(*ends, row.move, thick, dashed=row.move == "down"))
    return marks


def _heading(x: float, right: float, title: str, under: str) -> list[Mark]:
    """Return a title and the line under it, from x, or before it where they would pass `right`."""
    start = min(x, right - width(title, TITLE_SIZE, True))
    return [
        Text(start, TITLE_AT, title, size=TITLE_SIZE, bold=True),
        Text(start, UNDER_AT, fitted(under, right - start, SMALL), size=SMALL, fill=QUIET),
    ]


def _zero(picture: Sides, span: tuple[float, float], zero: float) -> Line:
    x = _across(span, zero)
    return Line(x, TOP, x, TOP + ROW * len(picture.rows), RULE)


def _gap(picture: Sides, left: float, right: float) -> list[Mark]:
    """Return the line between the best and the worst, where those between are left out."""
    y = TOP + ROW * picture.gap
    return [Line(left, y, right, y, QUIET, dashed=True)] if picture.gap else []


def _bar(bar: Side, span: tuple[float, float], place: int, fill: str) -> list[Mark]:
    if math.isnan(bar.end) or bar.end == bar.start:
        return []
    start, end = sorted((_across(span, bar.start), _across(span, bar.end)))
    if end - start < LEAST:
        start, end = (start, start + LEAST) if bar.end > bar.start else (end - LEAST, end)
    return [Box(start, _middle(place) - THICK / 2, end - start, THICK, fill)]


def _across(span: tuple[float, float], share: float) -> float:
    return span[0] + share * (span[1] - span[0])


def _middle(place: int) -> float:
    return TOP + ROW * (place + 0.5)


def _below(picture: Sides) -> float:
    return TOP + ROW * len(picture.rows) + BOTTOM / 2
