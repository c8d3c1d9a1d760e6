"""What a plan says: what was asked, what each step needs or gets, how sure that is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from cmkit.answers.cycle.steps import STEPS, stage
from cmkit.answers.plan.chains import Chain, Odds, Planned
from cmkit.catalogue.quantity import ratio
from cmkit.figures.funnel import Funnel, Stage
from cmkit.language.facts import All, Amount, Capital, Fact, Inside, Name, Number, Rate, Share, Span, passing
from cmkit.language.said import Said, said
from cmkit.statements.statement import SPOKEN, Cell, Grid, Picture, Row, Statement, heads, paragraphs

HEADINGS = ("step", "rate", "low", "mid", "high")
ROUND = 3
"""How many digits of a planned number mean anything."""


def statement(plan: Planned) -> Statement:
    """Return what a plan says."""
    asked, level = question(plan), Share(plan.level, 0)
    rows = tuple(Row(tuple(_cells(plan, row).values())) for row in plan.table.itertuples())
    parts = (
        *paragraphs([verdict(plan)], "lead"),
        Grid(heads("planning", HEADINGS, words=("step",), level=level), rows, caption=asked),
        *paragraphs([asked, *_answers(plan)], where=SPOKEN),
        *paragraphs(list(_limits(plan)), "note"),
        Picture(funnel(plan)),
    )
    return Statement("plan", parts, title=asked)


def step_name(chain: Chain, step: str, short: bool = False) -> Fact:
    """Name a step of a plan: one of the cycle with what counts it (unless `short`), a column by its label."""
    if step in ("budget", "revenue"):
        return said(f"planning.{step}")
    if step in STEPS and step in chain.indicators:
        named, counted = Capital(stage(step)), chain.indicator(step)
        alone = short or counted == step
        return named if alone else said("planning.step_of", stage=named, counted=Inside(counted))
    return said(f"planning.step_{step}") if step in ("sales", "visits") else Name(step)


def planned(value: float, unit: str, currency: str | None, exact: bool = False) -> Amount | Number:
    """Return a planned number with three digits that count: more would be false precision."""
    if not exact and value and math.isfinite(value):
        value = round(value, ROUND - 1 - math.floor(math.log10(abs(value))))
    decimals = 0 if abs(value) >= 10 else 2
    return Amount(value, currency) if unit == "money" else Number(value, decimals=decimals)


def rate_of(odds: Odds) -> Fact:
    """Return a rate and what it rests on."""
    if odds.kind == "range":
        return Span(passing(odds.low), passing(odds.high))
    if odds.kind == "counts":
        hits, trials = Number(odds.value * odds.trials, decimals=1), Number(odds.trials)
        return said("planning.measured", rate=passing(odds.value), hits=hits, trials=trials)
    return passing(odds.value)


def question(plan: Planned) -> Said:
    """Say what was asked."""
    unit = "count" if plan.asked == "sales" else "money"
    value = planned(plan.value, unit, plan.currency, exact=True)
    last = Inside(step_name(plan.chain, plan.chain.steps[-1]))
    return said(f"planning.asked_{plan.asked}", value=value, name=last)


def verdict(plan: Planned) -> Said | None:
    """Say in one line whether a plan pays, and where it breaks even; None where no budget is known."""
    found, last = plan.middle, plan.chain.steps[-1]
    budget, revenue = found.get("budget", math.nan), found.get("revenue", math.nan)
    money = {"budget": _money(plan, budget), "revenue": _money(plan, revenue)}
    if math.isnan(budget):
        return None
    if math.isnan(revenue):
        each = _money(plan, budget / found[last])
        return said("planning.pays_above", each=each, step=_inside(plan, last))
    if plan.won is None:
        key = "pays_never" if budget > revenue else "pays_from"
        return said(f"planning.{key}", share=Rate(budget / revenue), **money)
    low, _, high = plan.won
    key = "pays" if low >= 0 else "loses" if high < 0 else "may_pay"
    least, middle, most = plan.won if key == "may_pay" else sorted(map(abs, plan.won))
    ends = {"low": _money(plan, least), "high": _money(plan, most), "level": Share(plan.level, 0)}
    within = said("planning.between", **ends) if high > low else ""
    gain = {"gain": _money(plan, plan.margin * revenue), "kept": Share(plan.margin, whole=True)}
    rest = {"left": _money(plan, middle), "within": within, "even": _break_even(plan, budget)}
    return said(f"planning.{key}", **money, **gain, **rest)


def _break_even(plan: Planned, budget: float) -> Said | None:
    """Say at which rate of the last step, or which order value, the margin just pays for the budget."""
    last, times = plan.chain.steps[-1], ratio(budget, plan.margin * plan.middle["revenue"])
    rate, order = plan.chain.rates[last].value, plan.aov.value if plan.aov else math.nan
    rates = {"step": _inside(plan, last), "rate": passing(rate * times), "now": passing(rate)}
    orders = {"order": _money(plan, order * times), "now": _money(plan, order)}
    ways = [said("planning.even_rate", **rates)] if 0 < rate * times <= max(1, rate) else []
    ways += [said("planning.even_order", **orders)] if order * times > 0 else []
    return said("planning.even", ways=All(tuple(ways), "planning.or")) if ways else None


def _inside(plan: Planned, step: str) -> Fact:
    return Inside(step_name(plan.chain, step, short=True))


def _money(plan: Planned, value: float) -> Amount | Number:
    return planned(value, "money", plan.currency)


def _cells(plan: Planned, row: Any) -> dict[str, Any]:
    odds = plan.chain.rates.get(row.step)
    low, mid, high = (planned(value, row.unit, plan.currency) for value in (row.low, row.mid, row.high))
    cells = {"step": step_name(plan.chain, row.step), "rate": rate_of(odds) if odds else ""}
    return cells | {"low": low, "mid": Cell(mid, style="strong"), "high": high}


def _answers(plan: Planned) -> Iterator[Said]:
    asked = plan.chain.steps[-1] if plan.asked == "sales" else plan.asked
    for row in plan.table.itertuples():
        if row.step != asked:
            cells = _cells(plan, row)
            key = "needs_exact" if cells["low"].value == cells["high"].value else "needs"
            facts = {name: cells[name] for name in ("step", "low", "high")}
            yield said(f"planning.{key}", **facts, mid=cells["mid"].said, level=Share(plan.level, 0))


def _limits(plan: Planned) -> Iterator[Said]:
    rates = plan.chain.rates
    short = {step: _inside(plan, step) for step in rates}
    if sure := [short[step] for step, odds in rates.items() if odds.kind == "known" and odds.value <= 1]:
        yield said("planning.certain", n=len(sure), steps=All(tuple(sure)))
    if doubtful := [step for step, odds in rates.items() if odds.kind != "known"]:
        yield said("planning.widest", step=short[max(doubtful, key=lambda step: _width(rates[step]))])
    for step, odds in rates.items():
        if odds.kind == "counts" and odds.value == 0:
            yield said("planning.never_seen", step=short[step], n=Number(odds.trials))
    if plan.chain.price is None:
        yield said("planning.without_price")
    yield said("planning.limits")


def _width(odds: Odds) -> float:
    """Return how uncertain a rate is for its size."""
    if odds.kind == "range":
        return (odds.high - odds.low) / odds.value
    return 4 / math.sqrt(odds.value * odds.trials + 0.5)


def funnel(plan: Planned) -> Funnel:
    """Return the funnel of a plan: at each step the middle of the range, and the range beside it."""
    rows = [row for row in plan.table.itertuples() if row.unit == "count"]
    steps = [str(row.step) for row in rows]
    stages = tuple(_stage(plan, row, after) for row, after in zip(rows, [*steps[1:], ""], strict=True))
    ranged = any(stage.aside for stage in stages)
    each = tuple(said("funnel.step", name=stage.name, count=stage.count) for stage in stages)
    return Funnel(
        stages,
        title=question(plan),
        aside_title=said("planning.range", level=Share(plan.level, 0)) if ranged else "",
        described=said("funnel.described", steps=All(each, "words.comma")),
    )


def _stage(plan: Planned, row: Any, after: str) -> Stage:
    cells, odds, within = _cells(plan, row), plan.chain.rates.get(after), row.high > row.low
    to = Inside(step_name(plan.chain, after, short=True)) if odds else None
    return Stage(
        cells["step"], "", row.low, row.high, cells["mid"].said, row.mid if within else math.nan,
        rate=said("funnel.onward", rate=rate_of(odds), to=to) if odds else "",
        aside=Span(cells["low"], cells["high"]) if within else "",
    )  # fmt: skip
