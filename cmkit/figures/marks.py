"""What everything of a picture is made of: boxes, lines and texts (shortened to their room), in pixels."""

import re
from dataclasses import dataclass, field
from os.path import commonprefix

WIDTH, MARGIN, SPACE = 1080, 8, 8
NAME_SIZE, VALUE_SIZE, LABEL_SIZE, TITLE_SIZE, SMALL = 11.5, 11, 10.5, 13, 10.5
"""How wide a picture is, the blank around and between, and how large letters are, in pixels."""

INK, QUIET, RULE = "ink", "quiet", "rule"
COLOURS = {
    INK: "#1d2733", QUIET: "#5a6672", RULE: "#c3ccd4", "rate": "#8c9cab", "met": "#1769a3", "near": "#e5ac35",
    "missed": "none", "": "#6d9dc2", "up": "#1769a3", "down": "#b57900", "same": "#8c9cab", "leak": "#b5520a",
}  # fmt: skip
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


_GROUPS = (
    (0.31, " \u00a0\u202f,.IJijlîï’·'"),
    (0.37, "-/:;\\f|"),
    (0.42, '!()[]rt"'),
    (0.53, "*_`sz–°"),
    (0.65, "?LFPTYaekovxycçàâéèêëô«»$0123456789ESbdghnpqu{}ùûüÉ€K"),
    (0.78, "ABCRVXZDGHNUOQÀÇw&"),
    (1.0, "#+<=>M^~%m@Wœæ…—"),
)
"""The width of each character, in ems, about: that of DejaVu Sans, matplotlib's own font and wider than those
of browsers, so that what fits here fits in both renderers."""
_EMS = {character: width for width, characters in _GROUPS for character in characters}
_LATIN, _OTHER, _BOLD = 0.8, 1.4, 1.14
"""Other letters of Latin, Greek and Cyrillic; ideograms and emoji; how much wider bold is."""


def width(words: str, size: float, bold: bool = False) -> float:
    """Return about how wide a text is, in pixels, for letters of `size` pixels."""
    ems = sum((_EMS.get(c) or (_LATIN if c < "\u2000" else _OTHER) for c in words), 0.0)
    return ems * size * (_BOLD if bold else 1)


def widest(texts: list[str], size: float, bold: bool = False) -> float:
    """Return the width of the widest of some texts (0 where there are none)."""
    return max((width(words, size, bold) for words in texts), default=0.0)


def shortened(words: str, longest: int) -> str:
    """Shorten in the middle, since names often differ only at their end; one cut already, where it was."""
    if len(words) <= longest:
        return words
    if cut := re.search(r"…( \(\d+\))?$", words):
        return words[: max(longest - len(cut[0]), 0)].rstrip() + cut[0]
    end = longest * 2 // 5
    return f"{words[: max(longest - 1 - end, 0)].rstrip()}…{words[len(words) - end :].lstrip()}"


def fitted(words: str, room: float, size: float, bold: bool = False) -> str:
    """Shorten a text until it fits into `room` pixels."""
    wide = width(words, size, bold)
    if wide <= room:
        return words
    longest = int(len(words) * room / wide) + 2
    while longest > 1 and width(shortened(words, longest), size, bold) > room:
        longest -= 1
    return shortened(words, longest)


def told_apart(names: list[str], room: float, size: float, bold: bool = False) -> list[str]:
    """Shorten names to `room`; where two would then read the same, leave out the start they all share."""
    short = [fitted(name, room, size, bold) for name in names]
    if len(set(short)) == len(set(names)):
        return short
    start = commonprefix(names).rfind(" ") + 1  # noqa: RUF071 - character by character
    return [fitted(f"…{name[start:]}" if start else name, room, size, bold) for name in names]
