"""Where the cycle leaks: each step rate against what was wanted of it, and what the gap is worth in sales."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.entries import by_step
from cmkit.answers.cycle.ledger import Ledger, Passage
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number, ratio
from cmkit.language.writing import shown


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

    @property
    def size(self) -> float:
        """How many times the rate was wanted; 0 where there is no gap."""
        times = self.wanted / self.rate if self.rate > 0 else math.inf
        return times if self.gap > 0 else 0.0


def leaks(ledger: Ledger, references: Any = None) -> list[Leak]:
    """Return a leak for each step that leads to another; see `Cycle.leaks`."""
    given = {**ledger.references, **as_references(references)}
    wanted = {step: _wanted(passage, given) for step, passage in ledger.passages.items()}
    found = [_leak(ledger, step, wanted) for step in wanted]
    larger = [sum(other.size > leak.size for other in found) for leak in found]
    return [leak._replace(rank=n + 1 if leak.size else None) for n, leak in zip(larger, found, strict=True)]


def as_references(references: Any) -> dict[str, float]:
    """Return rates by step, checked; raise `BadValueError` for what is no mapping of steps."""
    if references is None:
        return {}
    if not isinstance(references, (Mapping, pd.Series)):
        raise errors.BadValueError("not_references", value=shown(references))
    rates = by_step(references.items())
    return {step: as_number(rate, Column(f"{step} reference", "ratio")) for step, rate in rates.items()}


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
        raise errors.BadValueError("rate_above_one", step=here.step, value=f"{value:g}")
    return value, source


def _leak(ledger: Ledger, step: str, wanted: Mapping[str, tuple[float, str | None]]) -> Leak:
    passage, (value, source) = ledger.passages[step], wanted[step]
    gap = max(value - passage.rate, 0.0)  # NaN stays: nothing is larger than it
    sales = ledger.entries[-1].count
    gained = _gained(ledger, step, wanted) - sales if gap > 0 else gap
    revenue = gained * ratio(ledger.revenue.amount if ledger.revenue else math.nan, sales)
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
    return count if at == "sales" else math.nan
