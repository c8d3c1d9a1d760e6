"""The funnel: a bar a step on a scale of tens, the rate to the next step under it, the leak marked.

From a million people reached to a dozen sales: on a plain scale the last steps would vanish.
"""

import math
from dataclasses import dataclass
from typing import Any

from cmkit.figures.svg import Drawn
from cmkit.language import writing
from cmkit.language.sentences import say

from cmkit.figures.marks import (  # isort: skip
    MARGIN, QUIET, RULE, SMALL, SPACE, TITLE_SIZE, WIDTH, Box, Line, Mark, Panel, Text, fitted, widest, width,
)  # fmt: skip

TOP, ROW, BOTTOM, THICK = 58, 68, 46, 24
BAR_AT, RATE_AT = 16, 45
"""How far below the top of its row the middle of a bar stands, and that of the rate under it."""

LAST = ROW - BAR_AT - THICK / 2 - 8
"""What the last row does not need, since no rate stands under it."""

BOLD_SIZE, COUNT_SIZE, RATE_SIZE = 12.5, 12.5, 11
WIDEST_NAME, WIDEST_COUNT, WIDEST_ASIDE = 210, 190, 280
LEAST = 2
HEADROOM = 0.3
"""How much of a ten stands before the first vertical line, so that a count of 1 has a bar."""


@dataclass(frozen=True)
class Stage:
    """A step as it is drawn: its words, and its count from `low` to `high` (NaN: not known)."""

    name: Any
    under: Any
    low: float
    high: float
    count: Any
    mid: float = math.nan  # the middle of a range (NaN: none)
    rate: Any = ""  # under the bar
    leak: Any = ""  # after the rate, where the step leaks most
    aside: Any = ""  # at the right, as `aside_small`
    aside_small: Any = ""


@dataclass(frozen=True)
class Funnel:
    """The whole picture: its steps in order, its headings, what a screen reader says of it."""
    # Words may be facts until it is drawn (see `cmkit.statements.shown`); `lang` is then the language.

    stages: tuple[Stage, ...]
    title: Any
    aside_title: Any
    described: Any
    lang: str = ""

    def drawn(self) -> Drawn:
        """Return the funnel ready to be put on a canvas."""
        return Drawn(funnel_panels(self), self.bottom + BOTTOM, self.described, self.lang)

    @property
    def bottom(self) -> float:
        """How far down the bars go; nothing is written under the last one."""
        return TOP + ROW * len(self.stages) - LAST


@dataclass(frozen=True)
class Scale:
    """Where counts stand: from `left` to `right` in pixels, from ten to the `first` to ten to the `last`."""

    left: float
    right: float
    first: int
    last: int

    def across(self, count: float) -> float:
        """Return where a count stands; below the scale, at its left end."""
        shown = math.log10(count) if count > 0 else -math.inf
        share = (shown - self.first + HEADROOM) / (self.last - self.first + HEADROOM)
        return self.left + max(share, 0.0) * (self.right - self.left)


def powers(counts: list[float]) -> tuple[int, int]:
    """Return the powers of ten between which all known counts stand, at least one apart."""
    known = [math.log10(count) for count in counts if count > 0 and math.isfinite(count)]
    first = min(0, math.floor(min(known, default=0)))
    return first, max(first + 1, math.ceil(max(known, default=1)))


def funnel_panels(funnel: Funnel) -> list[Panel]:
    """Return the marks of a funnel, from the back to the front, on one panel."""
    stages = funnel.stages
    names = max(widest([s.name for s in stages], BOLD_SIZE, True), widest([s.under for s in stages], SMALL))
    names = min(names, WIDEST_NAME)
    counts = min(widest([s.count for s in stages], COUNT_SIZE, True), WIDEST_COUNT)
    aside = max(widest([s.aside for s in stages], COUNT_SIZE), widest([s.aside_small for s in stages], SMALL))
    aside = min(aside, WIDEST_ASIDE)
    counts_at = WIDTH - MARGIN - (aside + 2 * SPACE if aside else 0)
    left = MARGIN + names + 2 * SPACE
    ends = powers([end for stage in stages for end in (stage.low, stage.high)])
    scale = Scale(left, counts_at - counts - 2 * SPACE, *ends)
    title = fitted(funnel.title, WIDTH - 2 * MARGIN, TITLE_SIZE)
    marks: list[Mark] = [Text(MARGIN, 18, title, size=TITLE_SIZE, bold=True), *_grid(funnel, scale)]
    if funnel.aside_title:
        marks.append(Text(WIDTH - MARGIN, 42, funnel.aside_title, "end", SMALL, QUIET))
    for place, stage in enumerate(stages):
        marks += _stage(stage, TOP + ROW * place, names, counts_at, counts, scale)
    return [Panel(0, WIDTH, marks)]


def _grid(funnel: Funnel, scale: Scale) -> list[Mark]:
    """Return the lines of the tens with their labels, as many of these as have room, and what they mean."""
    bottom = funnel.bottom
    tens = range(scale.first, scale.last + 1)
    labels = {ten: writing.number(10.0**ten, funnel.lang, 9) for ten in tens}
    each = (scale.right - scale.left) / max(len(tens) - 1, 1)
    every = max(1, math.ceil((widest(list(labels.values()), SMALL) + SPACE) / each))
    marks: list[Mark] = []
    for ten in tens:
        x = scale.across(10.0**ten)
        for place in range(len(funnel.stages)):
            middle = TOP + ROW * place + BAR_AT
            marks.append(Line(x, middle - THICK / 2 - 4, x, middle + THICK / 2 + 4, RULE))
        if (ten - scale.first) % every == 0:
            marks.append(Text(x, bottom + 10, labels[ten], "middle", SMALL, QUIET))
    said = say("funnel.scale", funnel.lang)
    if any(stage.low < stage.high for stage in funnel.stages):
        said += " " + say("funnel.outline", funnel.lang)
    return [*marks, Text(scale.left, bottom + 32, said, size=SMALL, fill=QUIET)]


def _stage(
    stage: Stage, top: float, names: float, counts_at: float, counts: float, scale: Scale
) -> list[Mark]:
    middle, right = top + BAR_AT, WIDTH - MARGIN
    under = fitted(stage.under, names, SMALL)
    name = fitted(stage.name, names, BOLD_SIZE, True)
    count = fitted(stage.count, counts, COUNT_SIZE, True)
    marks: list[Mark] = [
        Text(MARGIN, middle - 8 if under else middle, name, size=BOLD_SIZE, bold=True),
        *_bar(stage, middle, scale),
        Text(counts_at, middle, count, "end", COUNT_SIZE, bold=True),
    ]
    if under:
        marks.append(Text(MARGIN, middle + 9, under, size=SMALL, fill=QUIET))
    if stage.aside:
        small = fitted(stage.aside_small, right - counts_at - 2 * SPACE, SMALL)
        marks.append(Text(right, middle - 8 if small else middle, stage.aside, "end", COUNT_SIZE))
        marks.append(Text(right, middle + 9, small, "end", SMALL, QUIET))
    return [*marks, *_rate(stage, top + RATE_AT, counts_at, scale)]


def _bar(stage: Stage, middle: float, scale: Scale) -> list[Mark]:
    """Return a bar up to the count; between two bounds only its outline, and a line at the middle."""
    if math.isnan(stage.low) or stage.high <= 0:
        return []
    low, high = scale.across(stage.low), scale.across(stage.high)
    solid = max(low, scale.left + LEAST) if stage.low > 0 else scale.left
    top = middle - THICK / 2
    marks: list[Mark] = [Box(scale.left, top, solid - scale.left, THICK, "leak" if stage.leak else "met")]
    if high - solid > 1:
        marks.append(Box(solid, top, high - solid, THICK, "missed"))
    if not math.isnan(stage.mid):
        x = scale.across(stage.mid)
        marks.append(Line(x, top - 4, x, top + THICK + 4, "ink", 2.5))
    return marks


def _rate(stage: Stage, y: float, right: float, scale: Scale) -> list[Mark]:
    if not stage.rate:
        return []
    start, at, leaks = scale.left + 16, scale.left + 4, bool(stage.leak)
    rate = fitted(stage.rate, right - start, RATE_SIZE, leaks)
    marks: list[Mark] = [
        Line(at, y - 9, at, y + 9, "leak" if leaks else QUIET, 2, leaks),
        Text(start, y, rate, size=RATE_SIZE, bold=leaks),
    ]
    after = start + width(rate, RATE_SIZE, leaks) + 2 * SPACE
    if leaks and right - after > 40:
        leak = fitted(stage.leak, right - after, RATE_SIZE, True)
        marks.append(Text(after, y, leak, size=RATE_SIZE, fill="leak", bold=True))
    return marks
