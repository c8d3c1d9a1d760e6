"""Where the cycle leaks: each step rate against what was wanted of it, and what the gap is worth in sales."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.accounts import Rate, rates
from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.steps import step_name
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number, ratio

COLUMNS = [
    "step", "to", "rate", "rate_low", "rate_high", "wanted", "wanted_from", "gap", "beyond_chance",
    "sales_gained", "revenue_gained", "margin_gained", "rank",
]  # fmt: skip


def leaks(
    entries: list[Entry],
    references: Mapping[Any, Any] | None,
    revenue: float,
    margin: float,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return a row a step that leads to another; see `Cycle.leaks`."""
    given = _references(references)
    found = rates(entries, level)
    wanted = {entry.step: _wanted(entry, entries, found, given) for entry in entries if entry.step in found}
    ends = [entry.low for entry in entries if entry.step == "sales" and entry.exact]
    sales = ends[0] if ends else math.nan
    rows = []
    for entry in entries:
        if entry.step in found:
            rows.append(_row(entry, entries, found, wanted, sales, revenue, margin))
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = (table.wanted / table.rate).where(table.gap > 0)
    table["rank"] = order.rank(method="min", ascending=False).astype("Int64")
    return table


def _references(references: Mapping[Any, Any] | None) -> dict[str, float]:
    if references is None:
        return {}
    if not isinstance(references, (Mapping, pd.Series)):
        raise errors.BadValueError("not_references", value=repr(references)[:60])
    named = {step_name(word): value for word, value in references.items()}
    return {step: as_number(value, Column(f"{step} reference", "ratio")) for step, value in named.items()}


def _wanted(
    entry: Entry, entries: list[Entry], found: dict[str, Rate], given: dict[str, float]
) -> tuple[float, str | None]:
    """Return the rate that was wanted of a step, and where it comes from: what is most its own, first."""
    rate = found[entry.step]
    after = next(other for other in entries if other.step == rate.to)
    choices = {
        "given": given.get(entry.step, math.nan),
        "target_rate": entry.target_rate,
        "targets": ratio(after.target, entry.target),
        "reference_rate": entry.reference_rate,
    }
    source, value = next(((s, v) for s, v in choices.items() if not math.isnan(v)), (None, math.nan))
    if value > 1 and rate.value <= 1:
        raise errors.BadValueError("rate_above_one", step=entry.step, value=f"{value:g}")
    return value, source


def _row(
    entry: Entry,
    entries: list[Entry],
    found: dict[str, Rate],
    wanted: dict[str, tuple[float, str | None]],
    sales: float,
    revenue: float,
    margin: float,
) -> dict[str, Any]:
    rate, (value, source) = found[entry.step], wanted[entry.step]
    gap = max(value - rate.value, 0.0) if not math.isnan(value - rate.value) else math.nan
    gained = _gained(entry, found, wanted, sales) if gap > 0 else gap
    per_sale = ratio(revenue, sales)
    return {
        "step": entry.step,
        "to": rate.to,
        "rate": rate.value,
        "rate_low": rate.low,
        "rate_high": rate.high,
        "wanted": value,
        "wanted_from": source,
        "gap": gap,
        "beyond_chance": bool(value > rate.high),
        "sales_gained": gained,
        "revenue_gained": gained * per_sale,
        "margin_gained": gained * per_sale * margin,
    }


def _gained(
    entry: Entry, found: dict[str, Rate], wanted: dict[str, tuple[float, str | None]], sales: float
) -> float:
    """Return the sales won if a step had the rate wanted, the steps after it keeping theirs.

    A later step that nothing reached has no rate of its own: the one wanted stands in.
    """
    count, step = entry.low, entry.step
    while step in found:
        own = found[step].value
        rate = wanted[step][0] if step == entry.step or math.isnan(own) else own
        count, step = count * rate, found[step].to
    return count - sales if step == "sales" else math.nan
