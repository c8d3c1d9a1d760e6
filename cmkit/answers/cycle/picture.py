"""What the funnel of a cycle shows, before anything is drawn."""

from __future__ import annotations

import math

from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.leaks import leaks
from cmkit.answers.cycle.ledger import Ledger, Passage
from cmkit.answers.cycle.steps import stage, unit_cost_named
from cmkit.figures.funnel import Funnel, Stage
from cmkit.language.facts import All, Capital, Inside, passing
from cmkit.language.said import Said, said
from cmkit.statements.statement import Word


def funnel(ledger: Ledger) -> Funnel:
    """Return the funnel of a cycle: counts, rates with their intervals, the first leak, costs per unit."""
    wanted = {leak.step: leak.wanted for leak in leaks(ledger) if leak.rank == 1}
    stages = tuple(_stage(ledger, entry, wanted.get(entry.step)) for entry in ledger.entries)
    each = tuple(said("funnel.step", name=shown.name, count=shown.count) for shown in stages)
    return Funnel(
        stages,
        title=caption(ledger),
        aside_title=said("funnel.cost_per_unit") if any(shown.aside for shown in stages) else "",
        described=said("funnel.described", steps=All(each, "words.comma")),
    )


def caption(ledger: Ledger) -> Said:
    """Name the cycle, or the chain of a person's own steps by its first and its last one."""
    first, last = (ledger.entries[end].step for end in (0, -1))
    if (first, last) == ("notoriety", "sales"):
        return said("ledger.caption")
    return said("ledger.caption_own", first=stage(first), last=stage(last))


def _stage(ledger: Ledger, entry: Entry, wanted: float | None) -> Stage:
    cost, alike = ledger.unit_cost(entry, full=True), entry.indicator == entry.step
    return Stage(
        name=Capital(stage(entry.step)),
        under=("" if alike else Inside(entry.indicator)) if entry.counted else said("funnel.no_count"),
        low=entry.low,
        high=entry.high,
        count=entry.span,
        rate=_passing_on(ledger.passages.get(entry.step)),
        leak="" if wanted is None else said("funnel.leak", wanted=passing(wanted)),
        aside=cost or "",
        aside_small=Inside(unit_cost_named(entry.indicator)) if cost else "",
    )


def _passing_on(onward: Passage | None) -> Word:
    """Return what the funnel writes between two steps."""
    if not onward or not onward.known:
        return ""
    key = "rate_times" if not onward.within else "rate_bounds" if math.isnan(onward.rate) else "rate"
    to = stage(onward.there.step)
    return said(f"funnel.{key}", rate=onward.said(onward.rate), within=onward.within, to=to)
