"""What is said of where a cycle leaks: each leak, what closing it is worth, and the same as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from cmkit.answers.cycle.amounts import amount_of, rate_of, rows_of, won
from cmkit.answers.cycle.leaks import COLUMNS
from cmkit.answers.cycle.ledger import Ledger
from cmkit.answers.cycle.steps import stage
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import All, Amount, Capital, Fact, Number, Quantity, Sentences, passing
from cmkit.language.said import Said, said
from cmkit.language.writing import is_missing
from cmkit.statements.statement import Grid, Picture, Row, Statement, Word, heads, paragraphs


def leaking(table: pd.DataFrame, ledger: Ledger | None) -> Statement:
    """Return what a table of leaks says, or any columns of one."""
    currency = ledger.currency if ledger else None
    known = [name for name in table if name in COLUMNS]
    named = heads("ledger", [str(name) for name in known], ("step", "to", "wanted_from"))
    rows = tuple(
        Row(tuple(_leak_cell(str(name), value, currency) for name, value in zip(known, cells, strict=True)))
        for cells in table[known].itertuples(index=False)
    )
    told = list(leaks_said(table, ledger)) if ledger and len(known) == len(COLUMNS) else []
    title = said("ledger.leaks_caption")
    parts = (Grid(named, rows, title), *paragraphs(told), *_worth_shown(table, title))
    return Statement("leaks", parts, title=title)


def _worth_shown(table: pd.DataFrame, title: Said) -> Iterator[Picture]:
    """Return what each leak is worth in sales as a picture, where that can be told."""
    if not {"step", "sales_gained"} <= set(table):
        return
    worth = table[table.sales_gained.notna()]
    bars = tuple(_bar(row.step, row.sales_gained) for row in rows_of(worth))
    if bars:
        yield Picture(Bars(title, bars, said("ledger.heading_sales_gained")))


def _bar(step: str, sales: float) -> Bar:
    return Bar(Capital(stage(step)), sales, sales, won(sales))


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
            return won(value)
        case "revenue_gained" | "margin_gained":
            return Amount(value, currency)
        case "gap":
            return Quantity(100 * value, "points")
        case "rank":
            return Number(value)
    return passing(value)


def leaks_said(table: pd.DataFrame, ledger: Ledger) -> Iterator[Word]:
    """Say each leak, the largest first, then the steps without one, and those of which nothing was wanted."""
    if table.empty:
        return
    for row in rows_of(table[table["rank"].notna()].sort_values("rank")):
        yield _leak(ledger, row)
    for key, found in (("no_leak", table.gap == 0), ("nothing_wanted", table.wanted.isna())):
        steps = tuple(stage(step) for step in table.step[found])
        if steps:
            yield said(f"ledger.{key}", n=len(steps), steps=All(steps))
    sales = next((e.low for e in ledger.entries if e.step == "sales" and e.exact), math.nan)
    if sales > 0 and len(table) > 1:
        yield said("ledger.same_everywhere", n=won(sales / 10))


def _leak(ledger: Ledger, row: Any) -> Fact:
    rate, wanted = rate_of(ledger, row, row.rate), passing(row.wanted)
    ends = {"step": stage(row.step), "to": stage(row.to)}
    leak = said("ledger.leak", rank=Number(row.rank), rate=rate, wanted=wanted, **ends)
    gained = chance = None
    if not math.isnan(row.sales_gained):
        gained = said("ledger.gained", n=won(row.sales_gained), worth=_worth(ledger, row))
    if not row.beyond_chance and not math.isnan(row.rate_high):
        chance = said("ledger.maybe_chance", high=rate_of(ledger, row, row.rate_high))
    return Sentences((leak, gained, chance))


def _worth(ledger: Ledger, row: Any) -> Said | None:
    if math.isnan(row.revenue_gained):
        return None
    key = "worth" if math.isnan(row.margin_gained) else "worth_margin"
    revenue, margin = (amount_of(ledger, each) for each in (row.revenue_gained, row.margin_gained))
    return said(f"ledger.{key}", money=revenue, margin=margin)
