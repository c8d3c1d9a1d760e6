"""The picture of a verdict: data prepared apart (`prepare`), laid out once, drawn by matplotlib or as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmkit.figures.picture import Picture, prepare
from cmkit.figures.svg import svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Picture", "draw", "prepare", "svg"]


def draw(picture: Picture) -> Figure:
    """Return the picture as a matplotlib figure; matplotlib, slow to load, is loaded only here."""
    from cmkit.figures import canvas

    return canvas.draw(picture)
