"""The ledger as a table: for a page, with what stands under its cells and its steps, and bare."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cmkit.answers.cycle.entries import Entry, Goal
from cmkit.answers.cycle.leaks import Leak
from cmkit.answers.cycle.ledger import Ledger, Passage, goal_verdict, judged
from cmkit.answers.cycle.picture import caption
from cmkit.answers.cycle.steps import stage, unit_cost_named
from cmkit.answers.verdict.judging import shown
from cmkit.given.numbers import column_rule
from cmkit.language.facts import Amount, Capital, Inside, Name, Number, Quantity, Share, Span, passing
from cmkit.language.said import said
from cmkit.statements.statement import ON_PAGE, TABLES, Cell, Grid, Row, Word, cell_of, heads

HEADINGS = (
    "step", "indicator", "count", "cost", "unit_cost", "full_cost", "rate", "target", "attained", "status",
    "owner",
)  # fmt: skip
WORDS = ("step", "indicator", "owner")


def status_cell(status: str | None, otherwise: Word = None) -> Cell:
    """Return a status as a cell, or what stands where there is none."""
    return Cell(said(f"verdict.status_{status}"), style=status) if status else Cell(otherwise)


def grids(ledger: Ledger, found: list[Leak]) -> list[Grid]:
    """Return the ledger for a page, with what stands under its cells and steps, then bare."""
    first, shown = next((leak.step for leak in found if leak.rank == 1), ""), _shown(ledger)
    full, bare = [], []
    for entry in ledger.entries:
        cells = _cells(ledger, entry)
        full.append(_row(cells, shown, "leak" if entry.step == first else ""))
        full += [_row(_goal_cells(ledger, entry, goal), shown, "goal") for goal in entry.goals]
        bare.append(_row({name: replace(cell_of(cell), small=()) for name, cell in cells.items()}, shown))
    grid = Grid(heads("ledger", shown, WORDS), tuple(full), caption(ledger), where=ON_PAGE)
    return [grid, replace(grid, rows=tuple(bare), where=TABLES - ON_PAGE)]


def _shown(ledger: Ledger) -> list[str]:
    """Return the columns of which something is known."""
    stated: list[Any] = [each for entry in ledger.entries for each in (entry, *entry.goals)]
    targets = any(not math.isnan(each.target) for each in stated)
    known = {
        "cost": any(entry.cost for entry in ledger.entries),
        "unit_cost": any(map(ledger.unit_cost, ledger.entries)),
        "full_cost": any(ledger.unit_cost(entry, full=True) for entry in ledger.entries),
        "owner": any(each.owner for each in stated),
    } | dict.fromkeys(("target", "attained", "status"), targets)
    return [name for name in HEADINGS if known.get(name, True)]


def _row(cells: Mapping[str, Word | Cell], shown: list[str], style: str = "") -> Row:
    return Row(tuple(cells.get(name) for name in shown), style)


def _cells(ledger: Ledger, entry: Entry) -> dict[str, Word | Cell]:
    rows, (share, status) = [entry.step], judged(entry)
    own = entry.cost.amount if entry.cost else math.nan
    own_cost = Amount(own, ledger.currency).of("cost", rows=rows)
    return {
        "step": Capital(stage(entry.step)),
        "indicator": Name(entry.indicator) if entry.counted or entry.source else None,
        "count": entry.span,
        "cost": said("ledger.no_own_cost") if own == 0 else own_cost,
        "unit_cost": _unit_cost_cell(entry, ledger.unit_cost(entry)),
        "full_cost": _unit_cost_cell(entry, ledger.unit_cost(entry, full=True)),
        "rate": _rate_cell(ledger.passages.get(entry.step)),
        "target": Number(entry.target),
        "attained": Share(share, whole=True).of("count", "target", rows=rows),
        "status": status_cell(status),
        "owner": entry.owner or None,
    }


def _unit_cost_cell(entry: Entry, cost: Span | None) -> Cell | None:
    return Cell(cost, (Inside(unit_cost_named(entry.indicator)),)) if cost else None


def _rate_cell(onward: Passage | None) -> Cell:
    """Return a rate over its interval and the next step; its bounds, where only they are known."""
    if onward is None:
        return Cell(passing(math.nan))
    arrow = said("ledger.arrow", to=stage(onward.there.step))
    if onward.within and math.isnan(onward.rate):
        return Cell(onward.within, (arrow,))
    return Cell(onward.said(onward.rate), (onward.within, arrow))


def _goal_cells(ledger: Ledger, entry: Entry, goal: Goal) -> dict[str, Word | Cell]:
    (value, target), (share, status) = goal_values(ledger, entry, goal), goal_verdict(goal)
    attained = shown(goal.held, goal.better, goal.value, share, lambda end: replace(target, value=end))
    return {
        "step": Name(goal.name), "count": value, "target": target, "attained": attained,
        "status": status_cell(status, said("ledger.not_judged")), "owner": goal.owner or None,
    }  # fmt: skip


def goal_values(ledger: Ledger, entry: Entry, goal: Goal) -> tuple[Quantity, Quantity]:
    """Return the value of a sub-objective and its target, in their unit."""
    unit = column_rule(goal.name).unit
    value, target = (Quantity(each, unit, ledger.currency) for each in (goal.value, goal.target))
    return value.of(goal.name, rows=[entry.step]), target
