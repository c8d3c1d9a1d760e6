"""A slider for a rate: places on a scale of tens, and beside it the rate with what it rests on."""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from cmkit.answers.plan.odds import Odds
from cmkit.answers.plan.statement import rate_of
from cmkit.language.sentences import say

LOWEST, STEP = -5.0, 0.01
"""A slider goes from a thousandth of a percent up; a key press moves it by about 2 % of its value."""


class RateSlider(widgets.HBox):  # type: ignore[misc]
    """A rate that can be moved; `moved` is told the rate at which a person puts it."""
    # Its places are whole numbers: the page would send a rate rounded to its steps back as if it were moved.

    def __init__(self, name: str, odds: Odds, lang: str, moved: Callable[[float], None]) -> None:
        self._lang, self._moved, self._quiet = lang, moved, False
        self.first, self.last = ends(odds.value)
        self.slider = widgets.IntSlider(
            max=round((self.last - self.first) / STEP), readout=False,
            description=say("planner.rate", lang, step=name), style={"description_width": "13rem"},
        )  # fmt: skip
        self.says = widgets.HTML()
        super().__init__([self.slider, self.says])
        self.show(odds)
        self.slider.observe(lambda change: self._put(change["new"]), names="value")

    def show(self, odds: Odds) -> None:
        """Stand where a rate is, and write it, without taking it for a person's move."""
        power = math.log10(odds.value) if odds.value > 0 else self.first
        self._quiet = True
        self.slider.value = round((min(max(power, self.first), self.last) - self.first) / STEP)
        self._quiet = False
        self.says.value = f"<b>{escape(rate_of(odds).text(self._lang))}</b>"

    def _put(self, place: int) -> None:
        if not self._quiet:
            self._moved(10 ** min(self.first + place * STEP, self.last))


def ends(rate: float) -> tuple[float, float]:
    """Return the powers of ten between which a rate can be moved, beyond 100 % where it is there already."""
    least = math.floor(math.log10(rate)) if rate > 0 else LOWEST
    most = math.ceil(math.log10(rate)) + 1 if rate > 1 else 0
    return float(min(LOWEST, least)), float(most)
