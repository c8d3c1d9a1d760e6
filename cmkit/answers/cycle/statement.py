"""What a cycle says: what each step counts and costs, where it leaks, what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cmkit.answers.cycle.accounts import lacking
from cmkit.answers.cycle.amounts import (
    amount_of,
    count_of,
    entry_of,
    rate_of,
    rows_of,
    unit_cost_of,
    within_of,
)
from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.leaking import leaks_said
from cmkit.answers.cycle.ledger import Ledger
from cmkit.answers.cycle.picture import funnel
from cmkit.answers.cycle.steps import STEPS, STOCKS, stage, unit_cost_named
from cmkit.given.people import counts_people
from cmkit.given.rows import column_rule
from cmkit.language.facts import All, Capital, Inside, Name, Number, Quantity, Share
from cmkit.language.said import Said, said
from cmkit.language.writing import is_missing
from cmkit.statements.statement import (
    ON_PAGE,
    SPOKEN,
    TABLES,
    Cell,
    Grid,
    Part,
    Picture,
    Row,
    Statement,
    Word,
    cell_of,
    heads,
    paragraphs,
)

HEADINGS = (
    "step", "indicator", "count", "cost", "unit_cost", "rate", "target", "attained", "status", "owner",
)  # fmt: skip
WORDS = ("step", "indicator", "owner")
NAMED = ("count", "cost", "target", "owner", "revenue", "margin")
"""What may be missing, beside the indicators of sub-objectives."""


def statement(ledger: Ledger) -> Statement:
    """Return what a cycle says."""
    rows = rows_of(ledger.table)
    return Statement(
        "cycle",
        (
            *_grids(ledger, rows),
            *paragraphs(list(_steps(ledger, rows)), where=SPOKEN),
            *paragraphs([*_bounds(ledger), *_costs(ledger)]),
            *paragraphs(list(_unit_costs(ledger, rows)), where=SPOKEN),
            *paragraphs(list(leaks_said(ledger.leaks(), ledger))),
            *paragraphs(list(_goals(ledger)), where=SPOKEN),
            *paragraphs([*_missing(ledger), *ledger.remarks], "note"),
            Picture(funnel(ledger)),
        ),
        title=said("ledger.caption"),
    )


def _status(status: Any, otherwise: Word = None) -> Cell:
    """Return a status as a cell, what is said where there is none."""
    return Cell(otherwise) if is_missing(status) else Cell(said(f"verdict.status_{status}"), style=status)


def _word(value: Any) -> str | None:
    return None if is_missing(value) else str(value)


# The ledger


def _grids(ledger: Ledger, rows: list[Any]) -> list[Part]:
    """Return the ledger for a page, with what stands under its cells and steps, then bare."""
    first = _first_leak(ledger)
    full, bare = [], []
    for row in rows:
        cells = tuple(_cells(ledger, row).values())
        full.append(Row(cells, "leak" if row.step == first else ""))
        full += [Row(_goal_cells(ledger, goal), "goal") for goal in _goals_of(ledger, row.step)]
        bare.append(Row(tuple(replace(cell_of(cell), small=()) for cell in cells)))
    grid = Grid(heads("ledger", HEADINGS, WORDS), tuple(full), said("ledger.caption"), where=ON_PAGE)
    return [grid, replace(grid, rows=tuple(bare), where=TABLES - ON_PAGE)]


def _first_leak(ledger: Ledger) -> str:
    table = ledger.leaks()
    return str(next(iter(table.step[table["rank"] == 1]), ""))


def _cells(ledger: Ledger, row: Any) -> dict[str, Word | Cell]:
    entry = entry_of(ledger, row.step)
    shown = entry.counted or entry.source
    cost = unit_cost_of(ledger, row)
    return {
        "step": Capital(stage(row.step)),
        "indicator": Name(row.indicator) if shown else None,
        "count": count_of(entry),
        "cost": amount_of(ledger, row.cost).of("cost", rows=[row.step]),
        "unit_cost": Cell(cost, (Inside(unit_cost_named(row.indicator)),)) if cost else None,
        "rate": _rate_cell(ledger, row),
        "target": Number(row.target),
        "attained": Share(row.attained, 0).of("count", "target", rows=[row.step]),
        "status": _status(row.status),
        "owner": _word(row.owner),
    }


def _rate_cell(ledger: Ledger, row: Any) -> Cell:
    """Return a rate over its interval and the next step; its bounds, where only they are known."""
    within = within_of(ledger, row)
    arrow = None if is_missing(row.to) else said("ledger.arrow", to=stage(row.to))
    if within and math.isnan(row.rate):
        return Cell(within, (arrow,))
    return Cell(rate_of(ledger, row, row.rate), (within, arrow))


def _goals_of(ledger: Ledger, step: str) -> list[Any]:
    goals = ledger.goals
    return rows_of(goals[goals.step == step])


def _goal_cells(ledger: Ledger, goal: Any) -> tuple[Word | Cell, ...]:
    value, target = _goal_values(ledger, goal)
    share, status = Share(goal.attained, 0), _status(goal.status, said("ledger.not_judged"))
    return (Name(goal.name), None, value, None, None, None, target, share, status, _word(goal.owner))


def _goal_values(ledger: Ledger, goal: Any) -> tuple[Quantity, Quantity]:
    unit = column_rule(goal.name).unit
    value, target = (Quantity(each, unit, ledger.currency) for each in (goal.value, goal.target))
    return value.of(goal.name, rows=[goal.step]), target


# Its sentences


def _steps(ledger: Ledger, rows: list[Any]) -> Iterator[Said]:
    for row in rows:
        entry = entry_of(ledger, row.step)
        if entry.counted:
            yield said(
                "ledger.step",
                step=Capital(stage(row.step)),
                count=count_of(entry),
                indicator=Inside(row.indicator),
                onward=_onward(ledger, row),
            )


def _onward(ledger: Ledger, row: Any) -> Said | None:
    within = within_of(ledger, row)
    if is_missing(row.to) or (math.isnan(row.rate) and within is None):
        return None
    to = stage(row.to)
    if math.isnan(row.rate):
        open_ = math.isnan(row.rate_low) or math.isnan(row.rate_high)
        return said("ledger.onward_open" if open_ else "ledger.onward_bounds", to=to, within=within)
    if row.rate > 1:
        return said("ledger.onward_times", to=to, rate=Number(row.rate))
    rate, level = rate_of(ledger, row, row.rate), Share(ledger.level, whole=True)
    key = "onward" if within else "onward_bare"
    return said(f"ledger.{key}", to=to, rate=rate, within=within, level=level)


def _bounds(ledger: Ledger) -> Iterator[Said]:
    for entry in ledger.entries:
        if counts_people(entry.indicator) and entry.counted and not entry.exact:
            key = "not_summed_open" if math.isnan(entry.high) else "not_summed"
            low, high = Number(entry.low), Number(entry.high)
            yield said(f"ledger.{key}", indicator=Name(entry.indicator), low=low, high=high)


def _costs(ledger: Ledger) -> Iterator[Said]:
    if ledger.cost:
        key = "whole_cost" if ledger.whole else "all_costs"
        yield said(f"ledger.{key}", cost=amount_of(ledger, ledger.cost.amount).of("cost"))
    for row in rows_of(ledger.platforms):
        if not math.isnan(row.cost_per_follower):
            yield _platform(ledger, row)
    if ledger.revenue and not math.isnan(ledger.revenue_per_cost):
        revenue = amount_of(ledger, ledger.revenue.amount).of("revenue")
        times = Number(ledger.revenue_per_cost).of("revenue", "cost", formula="roas")
        yield said("ledger.returned", revenue=revenue, times=times)


def _platform(ledger: Ledger, row: Any) -> Said:
    return said(
        f"ledger.platform_{row.indicator}",
        platform=row.platform,
        n=Number(row.followers).of(row.indicator, rows=[row.platform]),
        spend=amount_of(ledger, row.spend).of("spend", rows=[row.platform]),
        cost=amount_of(ledger, row.cost_per_follower).of("spend", row.indicator, rows=[row.platform]),
    )


def _unit_costs(ledger: Ledger, rows: list[Any]) -> Iterator[Said]:
    costs = tuple(
        said("ledger.unit_cost", name=Inside(unit_cost_named(row.indicator)), cost=cost)
        for row in rows
        if (cost := unit_cost_of(ledger, row))
    )
    if costs:
        yield said("ledger.unit_costs", costs=All(costs, "words.semicolon"))


def _goals(ledger: Ledger) -> Iterator[Said]:
    for entry in ledger.entries:
        told = tuple(_goal(ledger, goal) for goal in _goals_of(ledger, entry.step))
        if told:
            step = Capital(stage(entry.step))
            yield said("ledger.goals", step=step, goals=All(told, "words.semicolon"))


def _goal(ledger: Ledger, goal: Any) -> Said:
    value, target = _goal_values(ledger, goal)
    status = _status(goal.status, said("ledger.not_judged")).said
    return said("ledger.goal", name=Name(goal.name), value=value, target=target, status=status)


# What is missing


def missing(ledger: Ledger) -> list[tuple[str, str, Said]]:
    """Return what is not known: the step, what of it, how to get it."""
    found = [(e.step, what, _to_get(e, what)) for e in ledger.entries for what in lacking(e, ledger.whole)]
    followers = [e.step for e in ledger.entries if e.indicator in STOCKS]
    found += [(step, "net_followers", said("ledger.get_net_followers")) for step in followers]
    unknown = {"revenue": ledger.revenue is None, "margin": math.isnan(ledger.margin)}
    found += [("sales", what, said(f"ledger.get_{what}")) for what, lacks in unknown.items() if lacks]
    return found + [
        (entry.step, goal.name, said("ledger.get_goal", name=Name(goal.name)))
        for entry in ledger.entries
        for goal in entry.goals
        if math.isnan(goal.value)
    ]


def _to_get(entry: Entry, what: str) -> Said:
    return said(f"ledger.get_count_{entry.step}" if what == "count" else f"ledger.get_{what}")


def _missing(ledger: Ledger) -> Iterator[Said]:
    """Say what is missing, the steps that lack the same thing together."""
    by_how: dict[tuple[str, Said], list[str]] = {}
    for step, what, how in missing(ledger):
        by_how.setdefault((what, how), []).append(step)
    if by_how:
        yield said("ledger.missing")
    for (what, how), steps in by_how.items():
        every = len(steps) == len(STEPS)
        where = said("ledger.every_step") if every else All(tuple(stage(step) for step in steps))
        named = said(f"ledger.what_{what}") if what in NAMED else Name(what)
        yield said("ledger.lacks", what=named, steps=where, how=how)
