"""What the funnel of a cycle shows, before anything is drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from cmkit.answers.cycle import writing
from cmkit.answers.cycle.cells import records, row_cells
from cmkit.figures.funnel import Funnel, Stage
from cmkit.language import writing as words
from cmkit.language.sentences import say

if TYPE_CHECKING:
    from cmkit.answers.cycle.cycle import Cycle


def funnel(cycle: Cycle, lang: str) -> Funnel:
    """Return the funnel of a cycle: counts, rates with their intervals, the first leak, costs per unit."""
    leaking = {row["step"]: row for row in records(cycle.leaks()) if row["rank"] == 1}
    stages = tuple(_stage(cycle, row, leaking.get(row["step"]), lang) for row in records(cycle.table))
    costed = any(stage.aside for stage in stages)
    return Funnel(
        stages,
        title=say("funnel.cycle", lang),
        aside_title=say("funnel.cost_per_unit", lang) if costed else "",
        described=say("funnel.described", lang, steps=", ".join(f"{s.name} {s.count}" for s in stages)),
        lang=lang,
    )


def _stage(cycle: Cycle, row: dict[str, Any], leak: dict[str, Any] | None, lang: str) -> Stage:
    cells = row_cells(cycle, row, lang)
    known = not math.isnan(row["count_low"])
    return Stage(
        name=cells["step"],
        under=_under(cells) if known else say("funnel.no_count", lang),
        low=row["count_low"],
        high=row["count_high"],
        count=cells["count"],
        rate=_rate(row, cells, lang),
        leak=say("funnel.leak", lang, wanted=writing.rate(leak["wanted"], lang)) if leak else "",
        aside=cells["unit_cost"],
        aside_small=cells["unit_name"],
    )


def _under(cells: dict[str, Any]) -> str:
    """Return what counts the step, unless it bears the same name."""
    return "" if cells["indicator"] == cells["step"] else words.in_sentence(cells["indicator"])


def _rate(row: dict[str, Any], cells: dict[str, Any], lang: str) -> str:
    if not cells["to"]:
        return ""
    if math.isnan(row["rate"]):
        return say("funnel.rate_bounds", lang, **cells) if cells["within"] else ""
    if not cells["within"]:
        return say("funnel.rate_times", lang, **cells)
    return say("funnel.rate", lang, **cells)
