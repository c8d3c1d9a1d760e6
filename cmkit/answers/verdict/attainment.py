"""How a target was attained, in one way for every room: a share of it, a part of a way, under a limit."""

from __future__ import annotations

import math
from collections.abc import Callable

from cmkit.given.objective import Objective
from cmkit.language.facts import Fact, Share
from cmkit.language.said import Said, said


def place(
    goal: Objective, better: str, value: float, share: float, write: Callable[[float], Fact]
) -> Said | None:
    """Say where a value stands of its target or of the way to it; None: nothing true (below zero)."""
    if goal.target is None or math.isnan(value):
        return None
    if goal.baseline is not None:
        part = Share(share, 0 if share >= 1 or round(share, 2) < 1 else 2)
        ends = {"start": write(goal.baseline), "target": write(goal.target)}
        return said("verdict.place_way" if share >= 0 else "verdict.place_away", share=part, **ends)
    if better == "lower":
        side = "at" if value == goal.target else "under" if value < goal.target else "over"
        return said(f"verdict.place_{side}", target=write(goal.target))
    return said("verdict.place_share", share=Share(share, whole=True)) if share >= 0 else None


def plain(goal: Objective, better: str) -> bool:
    """Tell whether what was attained is a share of the target, which a number alone can say."""
    return goal.baseline is None and better == "higher"


def shown(goal: Objective, better: str, value: float, share: float, write: Callable[[float], Fact]) -> Fact:
    """Return what was attained as a cell shows it: a share, in words where that would be misread."""
    words = None if plain(goal, better) else place(goal, better, value, share, write)
    return words or Share(share if plain(goal, better) and share >= 0 else math.nan, whole=True)
