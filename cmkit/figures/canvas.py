"""The picture on a matplotlib figure: three axes, one a panel, measured in the layout's pixels."""

from functools import cache
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from cmkit.figures.marks import COLOURS, QUIET, WIDTH, Box, Line, Mark, Panel, Text, writable

DPI = 96
JOINERS = "\u200d\ufe0e\ufe0f"
"""What holds the parts of an emoji together, and is itself never seen."""
ALIGNED = {"start": "left", "middle": "center", "end": "right"}


class Drawing(Figure):
    """A figure that shows itself in a notebook, sharp on a fine screen, once: pyplot never knows of it."""

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        image = BytesIO()
        self.savefig(image, format="png", dpi=2 * DPI)
        wide, tall = self.get_size_inches()
        return image.getvalue(), {"width": round(wide * DPI), "height": round(tall * DPI)}


def figure_of(shown: list[Panel], tall: float) -> Figure:
    """Return panels as a figure `tall` pixels high, an axes each."""
    figure = Drawing(figsize=(WIDTH / DPI, tall / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    for panel in shown:
        axes = figure.add_axes((panel.left / WIDTH, 0, (panel.right - panel.left) / WIDTH, 1))
        axes.set(xlim=(panel.left, panel.right), ylim=(tall, 0))
        axes.set_axis_off()
        for place, mark in enumerate(panel.marks):
            _put(axes, mark, 1 + place / len(panel.marks))
    return figure


def _put(axes: Axes, mark: Mark, order: float) -> None:
    """Draw a mark in its order: matplotlib would put every line over every box."""
    match mark:
        case Box():
            edge = COLOURS[QUIET] if mark.fill == "missed" else "none"
            box = Rectangle((mark.x, mark.y), mark.width, mark.height, facecolor=COLOURS[mark.fill])
            box.set(edgecolor=edge, linewidth=0.9, zorder=order)
            axes.add_patch(box)
        case Line():
            line = Line2D([mark.x1, mark.x2], [mark.y1, mark.y2], color=COLOURS[mark.stroke])
            line.set(linewidth=mark.width * 0.75, linestyle=(0, (4, 3)) if mark.dashed else "solid")
            line.set_zorder(order)
            axes.add_line(line)
        case Text():
            text = axes.text(mark.x, mark.y, _drawable(mark.words), parse_math=False, family="DejaVu Sans")
            text.set(ha=ALIGNED[mark.anchor], va="center_baseline", color=COLOURS[mark.fill], zorder=order)
            text.set(fontsize=mark.size * 0.75, fontweight="bold" if mark.bold else "normal")


@cache
def _characters() -> frozenset[int]:
    return frozenset(FT2Font(findfont("DejaVu Sans")).get_charmap())


def _drawable(words: str) -> str:
    """Return a text with a square for each character that the font lacks (an emoji), as matplotlib does."""
    shown = (c for c in writable(words) if c not in JOINERS)
    return "".join(c if ord(c) in _characters() else "□" for c in shown)
