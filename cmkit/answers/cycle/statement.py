"""What a cycle says: what each step counts and costs, where it leaks, what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from cmkit.answers.cycle.accounts import lacking
from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.ledger import Ledger
from cmkit.answers.cycle.steps import STEPS, STOCKS, stage, unit_cost, unit_cost_named
from cmkit.figures.funnel import Funnel, Stage
from cmkit.given.people import counts_people
from cmkit.given.rows import column_rule
from cmkit.language.facts import (
    All,
    Amount,
    Capital,
    Fact,
    Inside,
    Measured,
    Name,
    Number,
    Quantity,
    Sentences,
    Share,
    Span,
    passing,
)
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
    rows = list(ledger.table.itertuples())
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


def _money(ledger: Ledger, value: float) -> Amount:
    return Amount(value, ledger.currency)


def _won(value: float) -> Number:
    """Return sales that would be won: without decimals where there are at least 10."""
    decimals = 0 if abs(value) >= 10 else 1
    return Number(round(value, decimals) if math.isfinite(value) else value, decimals=decimals)


def _status(status: Any, otherwise: Word = None) -> Cell:
    """Return a status as a cell, what is said where there is none."""
    return Cell(otherwise) if is_missing(status) else Cell(said(f"verdict.status_{status}"), style=status)


def _word(value: Any) -> str | None:
    return None if is_missing(value) else str(value)


def _entry(ledger: Ledger, step: Any) -> Entry:
    return ledger.entries[list(STEPS).index(step)]


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
    entry = _entry(ledger, row.step)
    shown = entry.counted or entry.source
    cost = _unit_cost(ledger, row)
    arrow = None if is_missing(row.to) else said("ledger.arrow", to=stage(row.to))
    return {
        "step": Capital(stage(row.step)),
        "indicator": Name(row.indicator) if shown else None,
        "count": _count(entry),
        "cost": _money(ledger, row.cost).of("cost", rows=[row.step]),
        "unit_cost": Cell(cost, (Inside(unit_cost_named(row.indicator)),)) if cost else None,
        "rate": Cell(_rate(ledger, row, row.rate), (_within(ledger, row), arrow)),
        "target": Number(row.target),
        "attained": Share(row.attained, 0).of("count", "target", rows=[row.step]),
        "status": _status(row.status),
        "owner": _word(row.owner),
    }


def _count(entry: Entry) -> Span:
    low, high = (Number(end).of(entry.indicator, rows=[entry.step], file=entry.source)
                 for end in (entry.low, entry.high))  # fmt: skip
    return Span(low, high)


def _unit_cost(ledger: Ledger, row: Any) -> Span | None:
    """Return what a unit costs, between bounds where only those are known; None where neither is."""
    ends = (row.cost_per_unit_low, row.cost_per_unit_high)
    if all(map(math.isnan, ends)):
        return None
    formula = unit_cost(row.indicator)
    low, high = (_money(ledger, end).of("cost", row.indicator, rows=[row.step], formula=formula)
                 for end in ends)  # fmt: skip
    return Span(low, high)


def _rate(ledger: Ledger, row: Any, value: float) -> Measured:
    """Return the rate from a step to the next, with the counts that it comes from."""
    if is_missing(row.to):
        return passing(value)
    counts = [_entry(ledger, step).indicator for step in (row.to, row.step)]
    return passing(value).of(*counts, rows=[row.to, row.step], formula="rate")


def _within(ledger: Ledger, row: Any) -> Span | None:
    """Return the interval of a rate, or the bounds of one; None where there is neither."""
    if math.isnan(row.rate_low) and math.isnan(row.rate_high):
        return None
    return Span(_rate(ledger, row, row.rate_low), _rate(ledger, row, row.rate_high))


def _goals_of(ledger: Ledger, step: Any) -> list[Any]:
    goals = ledger.goals
    return list(goals[goals.step == step].itertuples())


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
        entry = _entry(ledger, row.step)
        if entry.counted:
            yield said(
                "ledger.step",
                step=Capital(stage(row.step)),
                count=_count(entry),
                indicator=Inside(row.indicator),
                onward=_onward(ledger, row),
            )


def _onward(ledger: Ledger, row: Any) -> Said | None:
    within = _within(ledger, row)
    if is_missing(row.to) or (math.isnan(row.rate) and within is None):
        return None
    to = stage(row.to)
    if math.isnan(row.rate):
        open_ = math.isnan(row.rate_low) or math.isnan(row.rate_high)
        return said("ledger.onward_open" if open_ else "ledger.onward_bounds", to=to, within=within)
    if row.rate > 1:
        return said("ledger.onward_times", to=to, rate=Number(row.rate))
    rate, level = _rate(ledger, row, row.rate), Share(ledger.level, whole=True)
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
        yield said(f"ledger.{key}", cost=_money(ledger, ledger.cost.amount).of("cost"))
    for row in ledger.platforms.itertuples():
        if not math.isnan(row.cost_per_follower):
            yield _platform(ledger, row)
    if ledger.revenue and not math.isnan(ledger.revenue_per_cost):
        revenue = _money(ledger, ledger.revenue.amount).of("revenue")
        times = Number(ledger.revenue_per_cost).of("revenue", "cost", formula="roas")
        yield said("ledger.returned", revenue=revenue, times=times)


def _platform(ledger: Ledger, row: Any) -> Said:
    return said(
        f"ledger.platform_{row.indicator}",
        platform=row.platform,
        n=Number(row.followers).of(row.indicator, rows=[row.platform]),
        spend=_money(ledger, row.spend).of("spend", rows=[row.platform]),
        cost=_money(ledger, row.cost_per_follower).of("spend", row.indicator, rows=[row.platform]),
    )


def _unit_costs(ledger: Ledger, rows: list[Any]) -> Iterator[Said]:
    costs = tuple(
        said("ledger.unit_cost", name=Inside(unit_cost_named(row.indicator)), cost=cost)
        for row in rows
        if (cost := _unit_cost(ledger, row))
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


# Where it leaks

LEAKS = (
    "step", "to", "rate", "rate_low", "rate_high", "wanted", "wanted_from", "gap", "beyond_chance",
    "sales_gained", "revenue_gained", "margin_gained", "rank",
)  # fmt: skip


def leaking(table: pd.DataFrame, ledger: Ledger | None) -> Statement:
    """Return what a table of leaks says, or any columns of one."""
    currency = ledger.currency if ledger else None
    known = [name for name in table if name in LEAKS]
    named = heads("ledger", [str(name) for name in known], ("step", "to", "wanted_from"))
    rows = tuple(
        Row(tuple(_leak_cell(str(name), value, currency) for name, value in zip(known, cells, strict=True)))
        for cells in table[known].itertuples(index=False)
    )
    told = list(leaks_said(table, ledger)) if ledger and len(known) == len(LEAKS) else []
    title = said("ledger.leaks_caption")
    return Statement("leaks", (Grid(named, rows, title), *paragraphs(told)), title=title)


def _leak_cell(name: str, value: Any, currency: str | None) -> Word:
    """Return a cell of a table of leaks as a fact."""
    if is_missing(value):
        return Number(math.nan)
    match name:
        case "step" | "to":
            return Capital(stage(value))
        case "wanted_from":
            return said(f"ledger.wanted_{value}")
        case "beyond_chance":
            return said("words.true" if value else "words.false")
        case "sales_gained":
            return _won(value)
        case "revenue_gained" | "margin_gained":
            return Amount(value, currency)
        case "rank":
            return Number(value)
    return passing(value)


def leaks_said(table: pd.DataFrame, ledger: Ledger) -> Iterator[Word]:
    """Say each leak, the largest first, then the steps without one, and those of which nothing was wanted."""
    if table.empty:
        return
    for row in table[table["rank"].notna()].sort_values("rank").itertuples():
        yield _leak(ledger, row)
    for key, found in (("no_leak", table.gap == 0), ("nothing_wanted", table.wanted.isna())):
        steps = tuple(stage(step) for step in table.step[found])
        if steps:
            yield said(f"ledger.{key}", n=len(steps), steps=All(steps))
    sales = next((e.low for e in ledger.entries if e.step == "sales" and e.exact), math.nan)
    if sales > 0 and len(table) > 1:
        yield said("ledger.same_everywhere", n=_won(sales / 10))


def _leak(ledger: Ledger, row: Any) -> Fact:
    rate, wanted = _rate(ledger, row, row.rate), passing(row.wanted)
    ends = {"step": stage(row.step), "to": stage(row.to)}
    leak = said("ledger.leak", rank=Number(row.rank), rate=rate, wanted=wanted, **ends)
    gained = chance = None
    if not math.isnan(row.sales_gained):
        gained = said("ledger.gained", n=_won(row.sales_gained), worth=_worth(ledger, row))
    if not row.beyond_chance and not math.isnan(row.rate_high):
        chance = said("ledger.maybe_chance", high=_rate(ledger, row, row.rate_high))
    return Sentences((leak, gained, chance))


def _worth(ledger: Ledger, row: Any) -> Said | None:
    if math.isnan(row.revenue_gained):
        return None
    key = "worth" if math.isnan(row.margin_gained) else "worth_margin"
    revenue, margin = (_money(ledger, each) for each in (row.revenue_gained, row.margin_gained))
    return said(f"ledger.{key}", money=revenue, margin=margin)


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


# Its picture


def funnel(ledger: Ledger) -> Funnel:
    """Return the funnel: counts, rates with their intervals, the first leak, costs per unit."""
    leaks = ledger.leaks()
    wanted = dict(leaks[leaks["rank"] == 1][["step", "wanted"]].itertuples(index=False))
    stages = tuple(_stage(ledger, row, wanted.get(row.step)) for row in ledger.table.itertuples())
    costed = any(shown.aside for shown in stages)
    each = tuple(said("funnel.step", name=shown.name, count=shown.count) for shown in stages)
    return Funnel(
        stages,
        title=said("funnel.cycle"),
        aside_title=said("funnel.cost_per_unit") if costed else "",
        described=said("funnel.described", steps=All(each, "words.comma")),
    )


def _stage(ledger: Ledger, row: Any, wanted: float | None) -> Stage:
    entry = _entry(ledger, row.step)
    alike = entry.indicator == entry.step
    cost = _unit_cost(ledger, row)
    return Stage(
        name=Capital(stage(row.step)),
        under=("" if alike else Inside(entry.indicator)) if entry.counted else said("funnel.no_count"),
        low=entry.low,
        high=entry.high,
        count=_count(entry),
        rate=_passing_on(ledger, row),
        leak="" if wanted is None else said("funnel.leak", wanted=passing(wanted)),
        aside=cost or "",
        aside_small=Inside(unit_cost_named(row.indicator)) if cost else "",
    )


def _passing_on(ledger: Ledger, row: Any) -> Word:
    """Return what the funnel writes between two steps."""
    within = _within(ledger, row)
    if is_missing(row.to) or (math.isnan(row.rate) and within is None):
        return ""
    key = "rate_times" if within is None else "rate_bounds" if math.isnan(row.rate) else "rate"
    return said(f"funnel.{key}", rate=_rate(ledger, row, row.rate), within=within, to=stage(row.to))
