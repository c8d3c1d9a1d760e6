"""What a ledger shows: where it leaks, and itself as a table, for a page and bare, and as a funnel."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from cmkit import errors
from cmkit.answers.cycle.entries import Entry, Goal, as_references
from cmkit.answers.cycle.ledger import Ledger, Passage, goal_verdict, judged
from cmkit.answers.cycle.steps import stage, unit_cost_named
from cmkit.answers.verdict.judging import shown
from cmkit.catalogue.quantity import ratio
from cmkit.figures.funnel import Funnel, Stage
from cmkit.given.numbers import column_rule
from cmkit.language.facts import All, Amount, Capital, Inside, Name, Number, Quantity, Share, passing
from cmkit.language.said import Said, said
from cmkit.statements.statement import ON_PAGE, TABLES, Cell, Grid, Row, Word, cell_of, heads

HEADINGS = (
    "step", "indicator", "count", "cost", "unit_cost", "full_cost", "rate", "target", "attained", "status",
    "owner",
)  # fmt: skip
WORDS = ("step", "indicator", "owner")


class Leak(NamedTuple):
    """A row of `Cycle.leaks`: a step that leads to another; NaN and None where something is not known."""

    step: str
    to: str
    rate: float
    rate_low: float
    rate_high: float
    wanted: float
    wanted_from: str | None
    gap: float
    beyond_chance: bool | None
    gained: float
    revenue_gained: float
    margin_gained: float
    rank: int | None = None


def leaks(ledger: Ledger, references: Any = None) -> list[Leak]:
    """Return a leak for each step that leads to another; see `Cycle.leaks`."""
    given = {**ledger.references, **as_references(references, [entry.step for entry in ledger.entries])}
    wanted = {step: _wanted(passage, given) for step, passage in ledger.passages.items()}
    found = [_leak(ledger, step, wanted) for step in wanted]
    # The larger, the more times the rate was wanted.
    times = [leak.wanted / leak.rate if leak.rate > 0 else math.inf for leak in found]
    sizes = [size if leak.gap > 0 else 0.0 for size, leak in zip(times, found, strict=True)]
    ranks = [1 + sum(other > size for other in sizes) if size else None for size in sizes]
    return [leak._replace(rank=rank) for leak, rank in zip(found, ranks, strict=True)]


def _wanted(passage: Passage, references: Mapping[str, float]) -> tuple[float, str | None]:
    """Return the rate that was wanted of a step, and where it comes from: what is most its own, first."""
    here, there = passage.here, passage.there
    choices = {
        "given": references.get(here.step, math.nan), "target_rate": here.target_rate,
        "targets": ratio(there.target, here.target), "reference_rate": here.reference_rate,
    }  # fmt: skip
    source = next((each for each, value in choices.items() if not math.isnan(value)), None)
    value = choices[source] if source else math.nan
    if value > 1 and passage.rate <= 1:
        raise errors.BadValueError("rate_above_one", step=stage(here.step), value=f"{value:g}")
    return value, source


def _leak(ledger: Ledger, step: str, wanted: Mapping[str, tuple[float, str | None]]) -> Leak:
    passage, (value, source) = ledger.passages[step], wanted[step]
    gap = max(value - passage.rate, 0.0)  # NaN stays: nothing is larger than it
    last = ledger.last.count
    gained = _gained(ledger, step, wanted) - last if gap > 0 else gap
    earned = ledger.revenue.amount if ledger.revenue and "revenue" not in ledger.partly else math.nan
    revenue = gained * ratio(earned, last)
    told = not (math.isnan(value) or math.isnan(passage.high))
    return Leak(
        step, passage.there.step, passage.rate, passage.low, passage.high, value, source, gap,
        bool(value > passage.high) if told else None, gained, revenue, revenue * ledger.margin,
    )  # fmt: skip


def _gained(ledger: Ledger, step: str, wanted: Mapping[str, tuple[float, str | None]]) -> float:
    """Return what is won if a step had the rate wanted; later ones keep theirs (with none, that wanted)."""
    count, at = ledger.passages[step].here.low, step
    while onward := ledger.passages.get(at):
        own = onward.rate
        count *= wanted[at][0] if at == step or math.isnan(own) else own
        at = onward.there.step
    return count if ledger.wins else math.nan


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
        full += [_row(goal_cells(ledger, entry, goal), shown, "goal") for goal in entry.goals]
        bare.append(_row({name: replace(cell_of(cell), small=()) for name, cell in cells.items()}, shown))
    grid = Grid(heads("ledger", shown, WORDS), tuple(full), caption(ledger), where=ON_PAGE)
    return [grid, replace(grid, rows=tuple(bare), where=TABLES - ON_PAGE)]


def _shown(ledger: Ledger) -> list[str]:
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
    costs = [(name, ledger.unit_cost(entry, name == "full_cost")) for name in ("unit_cost", "full_cost")]
    own = entry.cost.amount if entry.cost else math.nan
    own_cost = Amount(own, ledger.currency).of("cost", rows=rows)
    return {
        "step": Capital(stage(entry.step)),
        "indicator": Name(entry.indicator) if entry.counted or entry.source else None, "count": entry.span,
        "cost": said("ledger.no_own_cost") if own == 0 else own_cost,
        **{name: Cell(cost, (Inside(unit_cost_named(entry.indicator)),)) for name, cost in costs if cost},
        "rate": _rate_cell(ledger.passages.get(entry.step)), "target": Number(entry.target),
        "attained": Share(share, whole=True).of("count", "target", rows=rows), "status": status_cell(status),
        "owner": entry.owner or None,
    }  # fmt: skip


def _rate_cell(onward: Passage | None) -> Cell:
    if onward is None:
        return Cell(passing(math.nan))
    arrow = said("ledger.arrow", to=stage(onward.there.step))
    if onward.within and math.isnan(onward.rate):
        return Cell(onward.within, (arrow,))
    return Cell(onward.said(onward.rate), (onward.within, arrow))


def goal_cells(ledger: Ledger, entry: Entry, goal: Goal) -> dict[str, Any]:
    """Return what is said of a sub-objective, its value and its target in their unit."""
    unit, (share, status) = column_rule(goal.name).unit, goal_verdict(goal)
    value, target = (Quantity(each, unit, ledger.currency) for each in (goal.value, goal.target))
    attained = shown(goal.held, goal.better, goal.value, share, lambda end: replace(target, value=end))
    return {
        "step": Name(goal.name), "count": value.of(goal.name, rows=[entry.step]), "target": target,
        "attained": attained, "owner": goal.owner or None,
        "status": status_cell(status, said("ledger.not_judged")),
    }  # fmt: skip


def funnel(ledger: Ledger, found: list[Leak]) -> Funnel:
    """Return the funnel of a cycle: counts, rates with their intervals, the first leak, costs per unit."""
    wanted = {leak.step: leak.wanted for leak in found if leak.rank == 1}
    stages = tuple(_stage(ledger, entry, wanted.get(entry.step)) for entry in ledger.entries)
    each = tuple(said("funnel.step", name=shown.name, count=shown.count) for shown in stages)
    return Funnel(
        stages, title=caption(ledger),
        aside_title=said("funnel.cost_per_unit") if any(shown.aside for shown in stages) else "",
        described=said("funnel.described", steps=All(each, "words.comma")),
    )  # fmt: skip


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
        low=entry.low, high=entry.high, count=entry.span, rate=_onward(ledger.passages.get(entry.step)),
        leak="" if wanted is None else said("funnel.leak", wanted=passing(wanted)), aside=cost or "",
        aside_small=Inside(unit_cost_named(entry.indicator)) if cost else "",
    )  # fmt: skip


def _onward(onward: Passage | None) -> Word:
    if not onward or not onward.known:
        return ""
    key = "rate_times" if not onward.within else "rate_bounds" if math.isnan(onward.rate) else "rate"
    to = stage(onward.there.step)
    return said(f"funnel.{key}", rate=onward.said(onward.rate), within=onward.within, to=to)
