"""A picture ready to be drawn, and as SVG: made anew at every key press, sharp on any screen."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cmkit.figures.marks import COLOURS, INK, QUIET, RULE, WIDTH, Box, Line, Mark, Panel, Text, writable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

THEMED = {
    INK: f"var(--jp-ui-font-color1,{COLOURS[INK]})",
    QUIET: f"var(--jp-ui-font-color2,{COLOURS[QUIET]})",
    RULE: f"var(--jp-border-color1,{COLOURS[RULE]})",
}
FONT = 'system-ui,"Segoe UI","DejaVu Sans",sans-serif'


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
        # Ink and rules take the colours of JupyterLab's theme, so that it reads on a dark one too.
        marks = "".join(_mark(mark) for panel in self.panels for mark in panel.marks)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.tall:g}" role="img" '
            f"style='width:100%;max-width:{WIDTH}px;height:auto;font-family:{FONT}' "
            f'aria-label="{escape(writable(self.described))}" lang="{self.lang}">{marks}</svg>'
        )


def _colour(name: str) -> str:
    return THEMED.get(name, COLOURS[name])


def _mark(mark: Mark) -> str:
    match mark:
        case Box():
            edge = f";stroke:{THEMED[QUIET]}" if mark.fill == "missed" else ""
            place = f'x="{mark.x:.1f}" y="{mark.y:.1f}" width="{mark.width:.1f}" height="{mark.height:.1f}"'
            return f'<rect {place} style="fill:{COLOURS[mark.fill]}{edge}"/>'
        case Line():
            dashes = ' stroke-dasharray="5 4"' if mark.dashed else ""
            ends = f'x1="{mark.x1:.1f}" y1="{mark.y1:.1f}" x2="{mark.x2:.1f}" y2="{mark.y2:.1f}"'
            return f'<line {ends} style="stroke:{_colour(mark.stroke)};stroke-width:{mark.width}"{dashes}/>'
        case Text():
            weight = ";font-weight:600" if mark.bold else ""
            style = f"fill:{_colour(mark.fill)};font-size:{mark.size}px{weight}"
            place = f'x="{mark.x:.1f}" y="{mark.y + mark.size * 0.35:.1f}" text-anchor="{mark.anchor}"'
            return f'<text {place} style="{style}" xml:space="preserve">{escape(writable(mark.words))}</text>'
