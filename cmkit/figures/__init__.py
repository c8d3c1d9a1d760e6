"""The picture of a verdict: data prepared apart (`prepare`), laid out once, drawn by matplotlib or as SVG."""

from __future__ import annotations

from cmkit.figures.canvas import draw
from cmkit.figures.picture import Picture, prepare
from cmkit.figures.svg import svg

__all__ = ["Picture", "draw", "prepare", "svg"]
