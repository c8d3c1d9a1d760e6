"""The numbers of a ledger as facts, each with where it comes from."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.ledger import Ledger
from cmkit.answers.cycle.steps import STEPS, unit_cost
from cmkit.language.facts import Amount, Measured, Number, Span, passing
from cmkit.language.writing import is_missing


def rows_of(table: pd.DataFrame) -> list[Any]:
    """Return the rows of a table, each with its columns as attributes."""
    return list(table.itertuples())


def amount_of(ledger: Ledger, value: float) -> Amount:
    """Return an amount in the currency of the cycle."""
    return Amount(value, ledger.currency)


def won(value: float) -> Number:
    """Return sales that would be won: without decimals where there are at least 10.

    >>> won(1234.5).text("en"), won(1.25).text("en")
    ('1,234', '1.2')
    """
    decimals = 0 if abs(value) >= 10 else 1
    return Number(round(value, decimals) if math.isfinite(value) else value, decimals=decimals)


def entry_of(ledger: Ledger, step: str) -> Entry:
    """Return what is known of a step."""
    return ledger.entries[list(STEPS).index(step)]


def count_of(entry: Entry) -> Span:
    """Return the count of a step, or its bounds."""
    low, high = (Number(end).of(entry.indicator, rows=[entry.step], file=entry.source)
                 for end in (entry.low, entry.high))  # fmt: skip
    return Span(low, high)


def unit_cost_of(ledger: Ledger, row: Any) -> Span | None:
    """Return what a unit costs, between bounds where only those are known; None where neither is."""
    ends = (row.cost_per_unit_low, row.cost_per_unit_high)
    if all(map(math.isnan, ends)):
        return None
    formula = unit_cost(row.indicator)
    low, high = (amount_of(ledger, end).of("cost", row.indicator, rows=[row.step], formula=formula)
                 for end in ends)  # fmt: skip
    return Span(low, high)


def rate_of(ledger: Ledger, row: Any, value: float) -> Measured:
    """Return the rate from a step to the next, with the counts that it comes from."""
    if is_missing(row.to):
        return passing(value)
    counts = [entry_of(ledger, step).indicator for step in (row.to, row.step)]
    return passing(value).of(*counts, rows=[row.to, row.step], formula="rate")


def within_of(ledger: Ledger, row: Any) -> Span | None:
    """Return the interval of a rate, or the bounds of one; None where there is neither."""
    if math.isnan(row.rate_low) and math.isnan(row.rate_high):
        return None
    return Span(rate_of(ledger, row, row.rate_low), rate_of(ledger, row, row.rate_high))
