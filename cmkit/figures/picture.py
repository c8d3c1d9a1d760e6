"""The picture of a verdict: what the rate says, what the objective says, the two rankings.

Values stand in a column of their own beside the bars, so that no text can meet another.
"""

import itertools
import math
from dataclasses import dataclass
from typing import Any

from cmkit.figures.svg import Drawn

from cmkit.figures.marks import (  # isort: skip
    INK, LABEL_SIZE, MARGIN, NAME_SIZE, QUIET, RULE, SMALL, SPACE, TITLE_SIZE, VALUE_SIZE, WIDTH, Box, Line,
    Mark, Panel, Text, fitted, told_apart, widest, width,
)  # fmt: skip

TOP, ROW, BOTTOM, THICK, LINE = 76, 26, 30, 16, 18
TITLE_AT, UNDER_AT, ABOVE_AT = 16, 37, TOP - 14
LEAST, CROWDED = 1.5, 8
"""The shortest bar of a value that is not zero; so many results that only the leaders' lines are thick."""
GAP = 36
WIDEST_NAME, WIDEST_LABEL = 196, 130
LEAST_BAR, LEAST_SLOPE, MOST_SLOPE = 84, 96, 190


@dataclass(frozen=True)
class Side:
    """A bar of one panel: from `start` to `end` (0 to 1 along its axis; NaN: no value), and its words."""

    start: float
    end: float
    text: Any


@dataclass(frozen=True)
class Row:
    """A result: its bars, its status, its places (0 is the top) in the two rankings (None: none)."""

    name: Any
    by_rate: Side
    by_kpi: Side
    status: str
    status_text: Any
    place_by_rate: int | None
    place: int | None
    rank_by_rate: str
    rank: str
    move: str  # "up", "down" or "same", among all results that both rank, shown or not

    @property
    def leads_by_rate(self) -> bool:
        """Tell whether no result has a better rate."""
        return self.rank_by_rate in ("1", "1=")

    @property
    def leads(self) -> bool:
        """Tell whether no result serves the objective better."""
        return self.rank in ("1", "1=")


@dataclass(frozen=True)
class Picture:
    """The whole: rows, headings, the target's place (NaN: none) and its words (facts until drawn)."""

    rows: tuple[Row, ...]
    rate_title: Any
    rate_made_of: Any
    kpi_title: Any
    kpi_name: Any
    kpi_note: Any
    ranks_title: Any
    ranks_ends: tuple[Any, Any]
    ranks_key: Any
    target: float
    target_text: Any
    rate_zero: float
    kpi_zero: float
    more: Any
    described: Any
    gap: int = 0  # after so many rows others are left out (0: none)
    whole: Any = ""  # what is said of all results together
    lang: str = ""

    def drawn(self) -> Drawn:
        """Return the three panels, ready to be put on a canvas."""
        return Drawn(panels(self), height(self), self.described, self.lang)


@dataclass(frozen=True)
class Layout:
    """Where the columns stand across the picture, in pixels."""

    names: float  # their right end
    name_room: float
    rate: tuple[float, float]  # the two ends of the bars, as `kpi`
    rate_values: float  # their right end, as `kpi_values`
    kpi: tuple[float, float]
    kpi_values: float
    status: float  # the left end of the statuses
    ranks: tuple[float, float]  # the two ends of the slopes
    rank_room: float
    label_room: float
    edges: tuple[float, float, float, float]  # the limits between the panels


def layout(picture: Picture) -> Layout:
    """Share out the width: the words first, then the bars and the slopes in what is left."""
    rows = picture.rows
    names = min(widest([row.name for row in rows], NAME_SIZE), WIDEST_NAME)
    labels = min(widest([row.name for row in rows], LABEL_SIZE, True), WIDEST_LABEL)
    rates = widest([row.by_rate.text for row in rows], VALUE_SIZE, True)
    values = widest([row.by_kpi.text for row in rows], VALUE_SIZE, True)
    states = widest([row.status_text for row in rows], VALUE_SIZE, True)
    rank = widest([words for row in rows for words in (row.rank, row.rank_by_rate)], LABEL_SIZE, True)
    ends = widest([*picture.ranks_ends], SMALL)
    beside_kpi = SPACE + values + (SPACE + states if states else 0)
    least_kpi = max(LEAST_BAR, width(picture.kpi_title, TITLE_SIZE, True) - beside_kpi)

    def side() -> float:
        """Return the room on one side of the slopes: a rank and a label, or the heading above them."""
        return SPACE + max(rank + SPACE + labels, ends)

    def free() -> float:
        return WIDTH - 2 * MARGIN - 2 * SPACE - rates - beside_kpi - 2 * GAP - names - 2 * side()

    lacking = max(0.0, LEAST_BAR + least_kpi + LEAST_SLOPE - free())
    names, labels = names - lacking / 2, labels - lacking / 4
    slope = min(max(free() * 0.28, LEAST_SLOPE), MOST_SLOPE)
    right = WIDTH - MARGIN - side()
    kpi_right = right - slope - side() - GAP - beside_kpi
    kpi = (kpi_right - max((free() - slope) / 2, least_kpi), kpi_right)
    return Layout(
        MARGIN + names, name_room=names, rate=(MARGIN + names + SPACE, kpi[0] - GAP - rates - SPACE),
        rate_values=kpi[0] - GAP, kpi=kpi, kpi_values=kpi_right + SPACE + values,
        status=kpi_right + SPACE + values + SPACE, ranks=(right - slope, right), rank_room=rank,
        label_room=labels, edges=(0, kpi[0] - GAP / 2, kpi_right + beside_kpi + GAP / 2, WIDTH),
    )  # fmt: skip


def height(picture: Picture) -> float:
    """Return the height of the canvas."""
    return TOP + ROW * len(picture.rows) + BOTTOM + (LINE if picture.whole else 0)


def panels(picture: Picture) -> list[Panel]:
    """Return the three panels: what the rate says, what the objective says, the two rankings."""
    placed, rows = layout(picture), picture.rows
    rate, kpi, ranks = (Panel(*ends) for ends in itertools.pairwise(placed.edges))
    names = told_apart([row.name for row in rows], placed.name_room, NAME_SIZE)
    rate.marks += [Text(placed.names, _middle(n), name, "end", NAME_SIZE) for n, name in enumerate(names)]
    by_rate = [(row.by_rate, "rate", row.leads_by_rate) for row in rows]
    titles = picture.rate_title, picture.rate_made_of
    _put_bars(rate, picture, placed.rate, placed.rate_values, picture.rate_zero, titles, by_rate)
    if picture.more:
        more = fitted(picture.more, placed.kpi[0] - MARGIN - SPACE, SMALL)
        rate.marks.append(Text(MARGIN, _below(picture), more, size=SMALL, fill=QUIET))
    if picture.whole:
        whole = fitted(picture.whole, WIDTH - 2 * MARGIN, LABEL_SIZE, True)
        rate.marks.append(Text(MARGIN, _below(picture) + LINE, whole, size=LABEL_SIZE, bold=True))
    by_kpi = [(row.by_kpi, row.status, row.leads) for row in rows]
    titles = picture.kpi_title, picture.kpi_name
    _put_bars(kpi, picture, placed.kpi, placed.kpi_values, picture.kpi_zero, titles, by_kpi)
    kpi.marks += [
        Text(placed.status, _middle(place), row.status_text, size=VALUE_SIZE, bold=row.leads)
        for place, row in enumerate(rows)
        if row.status_text
    ]
    if picture.kpi_note:
        kpi.marks.append(Text(placed.kpi[0], _below(picture), picture.kpi_note, size=SMALL, fill=QUIET))
    if not math.isnan(picture.target):
        kpi.marks += _target(picture, placed.kpi, kpi)
    ranks.marks += _rankings(picture, placed)
    return [rate, kpi, ranks]


def _put_bars(
    panel: Panel, picture: Picture, span: tuple[float, float], values_at: float, zero: float,
    titles: tuple[str, str], bars: list[tuple[Side, str, bool]],
) -> None:  # fmt: skip
    """Put a heading, a line at zero, and a bar with its value a row (of a colour; bold where it leads)."""
    # A title stands at the bars, or before them where it would pass the end of the panel.
    start = min(span[0], panel.right - width(titles[0], TITLE_SIZE, True))
    under, x = fitted(titles[1], panel.right - start, SMALL), _across(span, zero)
    panel.marks += [
        Text(start, TITLE_AT, titles[0], size=TITLE_SIZE, bold=True),
        Text(start, UNDER_AT, under, size=SMALL, fill=QUIET),
        Line(x, TOP, x, TOP + ROW * len(picture.rows), RULE),
    ]
    for place, (side, fill, leads) in enumerate(bars):
        panel.marks += _bar(side, span, place, fill)
        panel.marks.append(Text(values_at, _middle(place), side.text, "end", VALUE_SIZE, bold=leads))
    if picture.gap:  # between the best and the worst, where those between are left out
        y = TOP + ROW * picture.gap
        panel.marks.append(Line(panel.left or MARGIN, y, panel.right, y, QUIET, dashed=True))


def _target(picture: Picture, span: tuple[float, float], panel: Panel) -> list[Mark]:
    x, half = _across(span, picture.target), width(picture.target_text, LABEL_SIZE, True) / 2
    middle = min(max(x, panel.left + half), panel.right - half)
    return [
        Line(x, TOP - 6, x, TOP + ROW * len(picture.rows), INK, 1.5, dashed=True),
        Text(middle, ABOVE_AT, picture.target_text, "middle", LABEL_SIZE, bold=True),
    ]


def _rankings(picture: Picture, placed: Layout) -> list[Mark]:
    left, right = placed.ranks
    middle, below = (left + right) / 2, _below(picture)
    marks: list[Mark] = [
        Text(middle, TITLE_AT, picture.ranks_title, "middle", TITLE_SIZE, bold=True),
        Text(left - SPACE, ABOVE_AT, picture.ranks_ends[0], "end", SMALL, QUIET),
        Text(right + SPACE, ABOVE_AT, picture.ranks_ends[1], "start", SMALL, QUIET),
    ]
    names = told_apart([row.name for row in picture.rows], placed.label_room, LABEL_SIZE, True)
    # What moves stands in front, and before all what leads.
    front = sorted(zip(picture.rows, names, strict=True), key=lambda it: (it[0].move != "same", it[0].leads))
    for row, name in front:
        marks += _slope(row, name, placed, len(names) > CROWDED)
    if picture.ranks_key:
        marks.append(Text(middle, below, picture.ranks_key, "middle", SMALL, QUIET))
    return marks


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


def _below(picture: Picture) -> float:
    return TOP + ROW * len(picture.rows) + BOTTOM / 2
