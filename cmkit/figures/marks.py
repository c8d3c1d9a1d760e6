"""Where everything of a picture stands: boxes, lines and texts on a canvas measured in pixels.

Laid out once, for matplotlib and for SVG alike. Values stand in a column of their own beside the
bars, and each result has its own line in the rankings, so that no text can meet another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from cmkit.figures.picture import Bar, Picture, Row

WIDTH, TOP, ROW, BOTTOM = 1080, 76, 26, 26
NAMES = (8, 186)
RATE = (200, 330)
KPI = (440, 590)
VALUES = 8
RANKS = (866, 948)
LABELS = 8
LONGEST_NAME, LONGEST_LABEL, LONGEST_HEADING = 26, 15, 36

INK, QUIET, RULE = "ink", "quiet", "rule"
COLOURS = {
    INK: "#1d2733", QUIET: "#5a6672", RULE: "#c3ccd4", "rate": "#8c9cab", "met": "#0b5c8f",
    "near": "#e0a526", "missed": "#dfe5ea", "": "#5f93ba", "up": "#0b5c8f", "down": "#b57900", "same": "#8c9cab",
}
"""Dark, middle and light: the three statuses differ in grey as in colour (blue and amber are told apart
by the colour-blind), and each is also written out."""


@dataclass(frozen=True)
class Box:
    """A filled bar, of the colour `fill`; outlined where it would be too pale to see."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True)
class Line:
    """A line of the colour `stroke`, `width` thick, dashed or not."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True)
class Text:
    """A text whose middle height is at y; `anchor` says which of its ends is at x."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    size: float = 11
    fill: str = INK
    bold: bool = False


Mark = Box | Line | Text


@dataclass
class Panel:
    """One of the three panels: its span across the canvas, and its marks from the back to the front."""

    left: float
    right: float
    marks: list[Mark] = field(default_factory=list)


def height(picture: Picture) -> float:
    """Return the height of the canvas."""
    return TOP + ROW * len(picture.rows) + BOTTOM


def panels(picture: Picture) -> list[Panel]:
    """Return the three panels: what the rate says, what the objective says, the two rankings."""
    return [_rate_panel(picture), _kpi_panel(picture), _ranks_panel(picture)]


def shortened(words: str, longest: int) -> str:
    """Shorten in the middle, since long names often differ only at their end.

    >>> shortened("Publication du lundi 12 janvier", 16)
    'Publicati…anvier'
    """
    if len(words) <= longest:
        return words
    end = longest * 2 // 5
    return f"{words[: longest - 1 - end]}…{words[-end:]}"


def _rate_panel(picture: Picture) -> Panel:
    panel = Panel(0, KPI[0] - 20)
    panel.marks += _heading(RATE[0], picture.rate_title, picture.rate_made_of)
    panel.marks += _zero(picture, RATE, picture.rate_zero)
    leaders = [row for row in picture.rows if row.rank_by_rate in ("1", "1=")]
    for place, row in enumerate(picture.rows):
        panel.marks.append(Text(NAMES[1], _middle(place), shortened(row.name, LONGEST_NAME), "end", 11.5))
        panel.marks += _bar(row.by_rate, RATE, place, "rate", row in leaders)
    if picture.more:
        panel.marks.append(Text(NAMES[0], height(picture) - BOTTOM / 2, picture.more, size=10, fill=QUIET))
    return panel


def _kpi_panel(picture: Picture) -> Panel:
    panel = Panel(KPI[0] - 20, RANKS[0] - 130)
    panel.marks += _heading(KPI[0], picture.kpi_title, picture.kpi_name)
    panel.marks += _zero(picture, KPI, picture.kpi_zero)
    for place, row in enumerate(picture.rows):
        panel.marks += _bar(row.by_kpi, KPI, place, row.status, row.rank in ("1", "1="))
    if not math.isnan(picture.target):
        x = KPI[0] + picture.target * (KPI[1] - KPI[0])
        panel.marks.append(Line(x, TOP - 6, x, TOP + ROW * len(picture.rows), INK, 1.5, dashed=True))
        panel.marks.append(Text(x, TOP - 14, picture.target_text, "middle", 10.5, bold=True))
    return panel


def _ranks_panel(picture: Picture) -> Panel:
    panel = Panel(RANKS[0] - 130, WIDTH)
    left, right = RANKS
    panel.marks.append(Text((left + right) / 2, 16, picture.ranks_title, "middle", 13, bold=True))
    panel.marks.append(Text(left, TOP - 14, picture.ranks_ends[0], "end", 10.5, QUIET))
    panel.marks.append(Text(right, TOP - 14, picture.ranks_ends[1], "start", 10.5, QUIET))
    for row in sorted(picture.rows, key=lambda row: row.move != "same"):
        panel.marks += _slope(row)
    return panel


def _slope(row: Row) -> list[Mark]:
    left, right = RANKS
    label = shortened(row.name, LONGEST_LABEL)
    marks: list[Mark] = []
    if row.place_by_rate is not None:
        marks.append(Text(left - LABELS, _middle(row.place_by_rate), f"{label}  {row.rank_by_rate}", "end", 10.5))
    if row.place is not None:
        bold = row.rank in ("1", "1=")
        marks.append(Text(right + LABELS, _middle(row.place), f"{row.rank}  {label}", "start", 10.5, bold=bold))
    if row.place is not None and row.place_by_rate is not None:
        ends = (left, _middle(row.place_by_rate), right, _middle(row.place))
        marks.append(Line(*ends, row.move, 2.2 if row.move != "same" else 1.4, dashed=row.move == "down"))
    return marks


def _heading(x: float, title: str, under: str) -> list[Mark]:
    return [
        Text(x, 16, shortened(title, LONGEST_HEADING), size=13, bold=True),
        Text(x, 36, shortened(under, LONGEST_HEADING), size=10.5, fill=QUIET),
    ]


def _zero(picture: Picture, span: tuple[float, float], zero: float) -> list[Mark]:
    x = span[0] + zero * (span[1] - span[0])
    return [Line(x, TOP, x, TOP + ROW * len(picture.rows), RULE)]


def _bar(bar: Bar, span: tuple[float, float], place: int, fill: str, first: bool) -> list[Mark]:
    words = Text(span[1] + VALUES, _middle(place), bar.text, size=11, bold=first)
    if math.isnan(bar.end):
        return [words]
    length = span[1] - span[0]
    start, end = sorted((bar.start, bar.end))
    box = Box(span[0] + start * length, _middle(place) - 8, (end - start) * length, 16, fill)
    return [box, words]


def _middle(place: int) -> float:
    return TOP + ROW * (place + 0.5)
