"""Pictures: data prepared apart (`prepare`, `Funnel`), laid out once, drawn by matplotlib or as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmkit.figures.funnel import Funnel, Stage, funnel_panels
from cmkit.figures.picture import Picture, prepare
from cmkit.figures.svg import element, svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Funnel", "Picture", "Stage", "draw", "draw_funnel", "prepare", "svg", "svg_funnel"]


def draw(picture: Picture) -> Figure:
    """Return the picture as a matplotlib figure; matplotlib, slow to load, is loaded only here."""
    from cmkit.figures import canvas

    return canvas.draw(picture)


def draw_funnel(funnel: Funnel) -> Figure:
    """Return a funnel as a matplotlib figure."""
    from cmkit.figures import canvas

    return canvas.figure_of(funnel_panels(funnel), funnel.tall)


def svg_funnel(funnel: Funnel) -> str:
    """Return a funnel as an SVG element that fills its place; every word in it is escaped."""
    return element(funnel_panels(funnel), funnel.tall, funnel.described, funnel.lang)
