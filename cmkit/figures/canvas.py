"""The picture on a matplotlib figure: three axes, one a panel, measured in the layout's pixels."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from cmkit.figures.marks import COLOURS, QUIET, WIDTH, Box, Line, Mark, Panel, Text, height, panels
from cmkit.figures.picture import Picture

DPI = 96
ALIGNED = {"start": "left", "middle": "center", "end": "right"}


def draw(picture: Picture) -> Figure:
    """Return the picture as a matplotlib figure (no pyplot needed; notebooks show it as it is).

    Three axes: what the rate says, what the objective says with its target, the two rankings.
    """
    tall = height(picture)
    figure = Figure(figsize=(WIDTH / DPI, tall / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    for panel in panels(picture):
        axes = _axes(figure, panel, tall)
        for mark in panel.marks:
            _put(axes, mark)
    return figure


def _axes(figure: Figure, panel: Panel, tall: float) -> Axes:
    axes = figure.add_axes((panel.left / WIDTH, 0, (panel.right - panel.left) / WIDTH, 1))
    axes.set_xlim(panel.left, panel.right)
    axes.set_ylim(tall, 0)
    axes.set_axis_off()
    return axes


def _put(axes: Axes, mark: Mark) -> None:
    match mark:
        case Box():
            edge = COLOURS[QUIET] if mark.fill == "missed" else "none"
            axes.add_patch(
                Rectangle((mark.x, mark.y), mark.width, mark.height, facecolor=COLOURS[mark.fill], edgecolor=edge)
            )
        case Line():
            style = (0, (4, 3)) if mark.dashed else "solid"
            ends = ([mark.x1, mark.x2], [mark.y1, mark.y2])
            axes.add_line(Line2D(*ends, color=COLOURS[mark.stroke], linewidth=mark.width * 0.75, linestyle=style))
        case Text():
            axes.text(
                mark.x, mark.y, mark.words, ha=ALIGNED[mark.anchor], va="center_baseline", parse_math=False,
                fontsize=mark.size * 0.75, color=COLOURS[mark.fill], fontweight="bold" if mark.bold else "normal",
            )
