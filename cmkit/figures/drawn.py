"""A picture ready to be put on a canvas: its panels, its height, what a screen reader says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from cmkit.figures.marks import Panel


@dataclass(frozen=True)
class Drawn:
    """Panels of marks on a canvas `tall` pixels high, `described` in words of the language `lang`."""

    panels: list[Panel]
    tall: float
    described: str
    lang: str

    def figure(self) -> Figure:
        """Return it as a matplotlib figure; matplotlib, slow to load, is loaded only here."""
        from cmkit.figures import canvas

        return canvas.figure_of(self.panels, self.tall)

    def svg(self) -> str:
        """Return it as an SVG element that fills its place; every word in it is escaped."""
        from cmkit.figures.svg import element

        return element(self.panels, self.tall, self.described, self.lang)
