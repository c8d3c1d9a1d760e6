"""How the width of the picture is shared out: names, bars and values as wide as their words need."""

from __future__ import annotations

from dataclasses import dataclass

from cmkit.figures.fitting import widest, width
from cmkit.figures.sides import Sides

WIDTH, MARGIN, GAP, SPACE = 1080, 8, 36, 8
NAME_SIZE, VALUE_SIZE, LABEL_SIZE, TITLE_SIZE, SMALL = 11.5, 11, 10.5, 13, 10.5
WIDEST_NAME, WIDEST_LABEL = 196, 130
LEAST_BAR, LEAST_SLOPE, MOST_SLOPE = 84, 96, 190


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
