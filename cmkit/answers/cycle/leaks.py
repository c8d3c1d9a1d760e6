"""Where the cycle leaks: each step rate against what was wanted of it, and what the gap is worth in sales."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.entries import by_step, naming
from cmkit.answers.cycle.ledger import Ledger, Passage
from cmkit.answers.cycle.steps import stage
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import ratio
from cmkit.given.numbers import cell
from cmkit.language.facts import Typed


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
    sales_gained: float
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


def as_references(references: Any, chain: Sequence[str]) -> dict[str, float]:
    """Return rates by step, checked; raise `BadValueError` for what is no mapping of steps."""
    if references is None:
        return {}
    if not isinstance(references, (Mapping, pd.Series)):
        raise errors.BadValueError("not_references", value=Typed(references))
    rates = {}
    for step, rate in by_step(references.items(), chain).items():
        with naming("ledger.given_reference_rate", step=stage(step)):
            rates[step] = cell(rate, Column("rate", "ratio"))
    return rates


def _wanted(passage: Passage, references: Mapping[str, float]) -> tuple[float, str | None]:
    """Return the rate that was wanted of a step, and where it comes from: what is most its own, first."""
    here, there = passage.here, passage.there
    choices = {
        "given": references.get(here.step, math.nan),
        "target_rate": here.target_rate,
        "targets": ratio(there.target, here.target),
        "reference_rate": here.reference_rate,
    }
    source = next((each for each, value in choices.items() if not math.isnan(value)), None)
    value = choices[source] if source else math.nan
    if value > 1 and passage.rate <= 1:
        raise errors.BadValueError("rate_above_one", step=stage(here.step), value=f"{value:g}")
    return value, source


def _leak(ledger: Ledger, step: str, wanted: Mapping[str, tuple[float, str | None]]) -> Leak:
    passage, (value, source) = ledger.passages[step], wanted[step]
    gap = max(value - passage.rate, 0.0)  # NaN stays: nothing is larger than it
    sales = ledger.entries[-1].count
    gained = _gained(ledger, step, wanted) - sales if gap > 0 else gap
    earned = ledger.revenue.amount if ledger.revenue and "revenue" not in ledger.partly else math.nan
    revenue = gained * ratio(earned, sales)
    told = not (math.isnan(value) or math.isnan(passage.high))
    return Leak(
        step, passage.there.step, passage.rate, passage.low, passage.high, value, source, gap,
        bool(value > passage.high) if told else None, gained, revenue, revenue * ledger.margin,
    )  # fmt: skip


def _gained(ledger: Ledger, step: str, wanted: Mapping[str, tuple[float, str | None]]) -> float:
    """Return the sales if a step had the rate wanted; later ones keep theirs (with none, that wanted)."""
    count, at = ledger.passages[step].here.low, step
    while onward := ledger.passages.get(at):
        own = onward.rate
        count *= wanted[at][0] if at == step or math.isnan(own) else own
        at = onward.there.step
    return count if ledger.sells and at == ledger.entries[-1].step else math.nan
