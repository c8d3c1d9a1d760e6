"""What the funnel of a cycle shows, before anything is drawn."""

from __future__ import annotations

import math
from typing import Any

from cmkit.answers.cycle.amounts import count_of, entry_of, rate_of, rows_of, unit_cost_of, within_of
from cmkit.answers.cycle.ledger import Ledger
from cmkit.answers.cycle.steps import stage, unit_cost_named
from cmkit.figures.funnel import Funnel, Stage
from cmkit.language.facts import All, Capital, Inside, passing
from cmkit.language.said import said
from cmkit.language.writing import is_missing
from cmkit.statements.statement import Word


def funnel(ledger: Ledger) -> Funnel:
    """Return the funnel of a cycle: counts, rates with their intervals, the first leak, costs per unit."""
    leaks = ledger.leaks()
    wanted = {row.step: row.wanted for row in rows_of(leaks[leaks["rank"] == 1])}
    stages = tuple(_stage(ledger, row, wanted.get(row.step)) for row in rows_of(ledger.table))
    costed = any(shown.aside for shown in stages)
    each = tuple(said("funnel.step", name=shown.name, count=shown.count) for shown in stages)
    return Funnel(
        stages,
        title=said("funnel.cycle"),
        aside_title=said("funnel.cost_per_unit") if costed else "",
        described=said("funnel.described", steps=All(each, "words.comma")),
    )


def _stage(ledger: Ledger, row: Any, wanted: float | None) -> Stage:
    entry = entry_of(ledger, row.step)
    alike = entry.indicator == entry.step
    cost = unit_cost_of(ledger, row)
    return Stage(
        name=Capital(stage(row.step)),
        under=("" if alike else Inside(entry.indicator)) if entry.counted else said("funnel.no_count"),
        low=entry.low,
        high=entry.high,
        count=count_of(entry),
        rate=_passing_on(ledger, row),
        leak="" if wanted is None else said("funnel.leak", wanted=passing(wanted)),
        aside=cost or "",
        aside_small=Inside(unit_cost_named(row.indicator)) if cost else "",
    )


def _passing_on(ledger: Ledger, row: Any) -> Word:
    """Return what the funnel writes between two steps."""
    within = within_of(ledger, row)
    if is_missing(row.to) or (math.isnan(row.rate) and within is None):
        return ""
    key = "rate_times" if within is None else "rate_bounds" if math.isnan(row.rate) else "rate"
    return said(f"funnel.{key}", rate=rate_of(ledger, row, row.rate), within=within, to=stage(row.to))
