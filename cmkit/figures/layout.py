"""What a picture of two rankings shows, and how its width is shared out: words first, then bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cmkit.figures.fitting import widest, width

WIDTH, MARGIN, GAP, SPACE = 1080, 8, 36, 8
NAME_SIZE, VALUE_SIZE, LABEL_SIZE, TITLE_SIZE, SMALL = 11.5, 11, 10.5, 13, 10.5
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
class Sides:
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


def layout(picture: Sides) -> Layout:
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
