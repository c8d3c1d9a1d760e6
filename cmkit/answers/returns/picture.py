"""The picture of three returns: a bar a result, of the acts that serve, else of attention."""

from __future__ import annotations

import math
from typing import Any

from cmkit.answers.returns.grids import SHOWN
from cmkit.answers.returns.lines import Line, Roa
from cmkit.answers.returns.returned import Returned
from cmkit.answers.returns.words import reason
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Fact
from cmkit.statements.statement import Word


def picture(found: Returned, under: Fact) -> Bars:
    """Return bars of the acts that serve, over attention; of attention itself where there are none."""
    kinds = (("roe", 1), ("roa", 0))
    kind, place = next((each for each in kinds if not math.isnan(_ends(found.whole[each[1]])[0])), kinds[1])
    names = found.each.names
    lines: list[tuple[Word, Any]] = [(name, found.each.lines(n)) for n, name in enumerate(names[:SHOWN])]
    if len(names) > 1:
        lines.append((reason("the_whole"), found.whole))
    rows = [Bar(name, *_ends(each[place]), each[place]) for name, each in lines]
    known = tuple(row for row in rows if not math.isnan(row.low))
    return Bars(reason(f"heading_{kind}"), known, under)


def _ends(line: Line) -> tuple[float, float]:
    """Return where the bar of a line begins and ends."""
    if isinstance(line, Roa):
        return line.low, line.high
    return line.value, line.value
