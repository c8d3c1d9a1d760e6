"""What everything of a picture is made of: boxes, lines and texts on a canvas measured in pixels."""

from __future__ import annotations

from dataclasses import dataclass, field

INK, QUIET, RULE = "ink", "quiet", "rule"
COLOURS = {
    INK: "#1d2733",
    QUIET: "#5a6672",
    RULE: "#c3ccd4",
    "rate": "#8c9cab",
    "met": "#1769a3",
    "near": "#e5ac35",
    "missed": "none",
    "": "#6d9dc2",
    "up": "#1769a3",
    "down": "#b57900",
    "same": "#8c9cab",
    "leak": "#b5520a",
}
"""Dark, middle and hollow: the three statuses differ in grey as in colour (blue and amber are told apart
by the colour-blind), and each is also written out. A missed bar is an outline."""


@dataclass(frozen=True)
class Box:
    """A bar of the colour `fill`, or hollow (`missed`): then only its outline is drawn."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True)
class Line:
    """A line of the colour `stroke`, `width` thick, dashed or not."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True)
class Text:
    """A text whose middle height is at y; `anchor` says which of its ends is at x."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    size: float = 11
    fill: str = INK
    bold: bool = False


Mark = Box | Line | Text
_UNWRITABLE = dict.fromkeys([*range(32), 127], "\ufffd")


def writable(words: str) -> str:
    """Return a text with a mark for each character that neither XML nor a font can hold."""
    return words.translate(_UNWRITABLE)


@dataclass
class Panel:
    """One of the three panels: its span across the canvas, and its marks from the back to the front."""

    left: float
    right: float
    marks: list[Mark] = field(default_factory=list)
