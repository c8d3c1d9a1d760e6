"""The arithmetic of the cycle: what a unit of each step costs, and the rate from each step to the next."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.goals import verdict
from cmkit.answers.cycle.steps import STOCKS, THOUSANDS, unit_cost
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number, ratio
from cmkit.evidence.intervals import wilson
from cmkit.given.money import Money

COLUMNS = [
    "step", "indicator", "count", "count_low", "count_high", "cost", "unit_cost_name", "cost_per_unit",
    "cost_per_unit_low", "cost_per_unit_high", "full_cost", "full_cost_per_unit", "to", "rate", "rate_low",
    "rate_high", "target", "attained", "status", "owner", "missing",
]  # fmt: skip


@dataclass(frozen=True)
class Rate:
    """The rate from a step to the next one counted; NaN where it, or its interval, is not known."""

    to: str = ""
    value: float = math.nan
    low: float = math.nan
    high: float = math.nan


def confidence(level: Any) -> float:
    """Return the confidence of intervals, checked.

    >>> confidence(0.9)
    0.9
    """
    number = as_number(level, Column("level", "share"))
    if not 0 < number < 1:
        raise errors.BadValueError("level_range", value=f"{number:g}")
    return number


def rates(entries: list[Entry], level: float = 0.95) -> dict[str, Rate]:
    """Return the rate from each step to the next step that has a count."""
    counted = [entry for entry in entries if entry.counted]
    pairs = itertools.pairwise(counted)
    return {here.step: rate_between(here, there, level) for here, there in pairs}


def rate_between(here: Entry, there: Entry, level: float) -> Rate:
    """Return the rate between two counted steps, with Wilson's interval where one count is part of the other.

    Where there is more of the second than of the first (interactions for a share), one is not a part
    of the other, and no interval of a share holds. Where only bounds of a count are known, so are
    those of the rate, widened by what chance allows.
    """
    value = ratio(there.low, here.low) if here.exact and there.exact else math.nan
    if here.low <= 0 or there.low < 0:
        return Rate(there.step, value)
    if there.high <= here.low:
        low = math.nan if math.isnan(here.high) else wilson(there.low, here.high, level).low
        high = wilson(there.high, here.low, level).high
        return Rate(there.step, value, low, high)
    if here.exact and there.exact:
        return Rate(there.step, value)
    return Rate(there.step, value, ratio(there.low, here.high), ratio(there.high, here.low))


def table(entries: list[Entry], whole: Money | None, level: float = 0.95) -> pd.DataFrame:
    """Return the ledger, a row a step; see `Cycle.table`."""
    found = rates(entries, level)
    rows = [
        _row(entry, found.get(entry.step, Rate()), whole, full_cost(entries, entry.step, whole))
        for entry in entries
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(entry: Entry, rate: Rate, whole: Money | None, full: float) -> dict[str, Any]:
    own = entry.cost or whole
    low, high = per_unit(own.amount if own else math.nan, entry)
    value = entry.low if entry.exact else math.nan
    share, state = judged(entry)
    return {
        "step": entry.step,
        "indicator": entry.indicator,
        "count": value,
        "count_low": entry.low,
        "count_high": entry.high,
        "cost": entry.cost.amount if entry.cost else math.nan,
        "unit_cost_name": unit_cost(entry.indicator),
        "cost_per_unit": low if entry.exact else math.nan,
        "cost_per_unit_low": low,
        "cost_per_unit_high": high,
        "full_cost": full,
        "full_cost_per_unit": per_unit(full, entry)[0] if entry.exact else math.nan,
        "to": rate.to or None,
        "rate": rate.value,
        "rate_low": rate.low,
        "rate_high": rate.high,
        "target": entry.target,
        "attained": share,
        "status": state,
        "owner": entry.owner or None,
        "missing": ", ".join(lacking(entry, whole)),
    }


def full_cost(entries: list[Entry], step: str, whole: Money | None) -> float:
    """Return what was spent up to a step and on it; NaN where a counted step has no known cost."""
    if whole:
        return whole.amount
    steps = [entry.step for entry in entries]
    so_far = [entry for entry in entries[: steps.index(step) + 1] if entry.cost or entry.counted]
    return sum(entry.cost.amount if entry.cost else math.nan for entry in so_far) if so_far else math.nan


def per_unit(cost: float, entry: Entry) -> tuple[float, float]:
    """Return what a unit costs, the least and the most; by the thousand where that is how it is priced.

    >>> per_unit(500, Entry("notoriety", "impressions", 250_000, 250_000))
    (2.0, 2.0)
    """
    if entry.indicator in STOCKS:
        return math.nan, math.nan
    times = 1000 if entry.indicator in THOUSANDS else 1
    return ratio(times * cost, entry.high), ratio(times * cost, entry.low)


def judged(entry: Entry) -> tuple[float, str | None]:
    """Return the share of the target attained and the status; bounds of a count may leave them open.

    >>> judged(Entry("leads", "leads", 30, 30, target=40))
    (0.75, 'missed')
    >>> judged(Entry("notoriety", "reach", 4000, 9000, target=5000))
    (nan, None)
    """
    if not entry.counted or math.isnan(entry.target):
        return math.nan, None
    low, high = (verdict(end, entry.target) for end in (entry.low, entry.high))
    met_already = low[1] == "met"  # more can only be better
    return (low[0] if entry.exact else math.nan), (low[1] if met_already or low[1] == high[1] else None)


def lacking(entry: Entry, whole: Money | None) -> list[str]:
    """Return what is not known of a step: "count", "cost", "target", "owner"."""
    known = {
        "count": entry.counted,
        "cost": bool(entry.cost or whole),
        "target": not math.isnan(entry.target),
        "owner": bool(entry.owner),
    }
    return [what for what, there in known.items() if not there]
