"""ROI: money on both sides or none at all; under it ROAS, and the ladder from one to the other."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from cmkit import errors
from cmkit.answers.lift.statement import HeldOut
from cmkit.answers.returns.lines import Roi
from cmkit.answers.returns.sums import Sides, Sum, between
from cmkit.answers.returns.words import reason
from cmkit.catalogue import CATALOGUE
from cmkit.given.money import Money, mismatches, stated
from cmkit.given.people import UNKNOWN, Span
from cmkit.language.said import Said

ILLUSTRATION = (0.10, 0.20, 0.30, 0.50)
"""Margins for which a break-even ROAS is shown where none is stated."""

ROI, ROAS, BREAK_EVEN = (CATALOGUE[name].formula for name in ("roi", "roas", "be_roas"))
"""The catalogue's own formulas, for amounts that have been checked."""


def roi(sides: Sides) -> Roi:
    """Make the line of ROI: the number, its bounds, or why there is none and what to report instead."""
    cost, gain, paid, revenue = sides.cost, sides.gain, sides.paid, sides.revenue
    why, value, times = _obstacle(cost, gain, revenue), UNKNOWN, UNKNOWN
    if not why and cost and gain:
        value = between(ROI, gain.ends, cost.ends)
        why = reason("open_bounds") if not value.known else None
    if paid and revenue and not revenue.unknown and not _apart(paid.stated, revenue.stated):
        times = between(ROAS, revenue.ends, paid.ends)
    what = reason("instead_roas" if times.known else "instead_returns") if why else None
    break_even = float(BREAK_EVEN(sides.rate)) if 0 < sides.rate <= 1 else math.nan
    return Roi(value, times, sides, cost, break_even, why, what)


def _obstacle(cost: Sum | None, gain: Sum | None, revenue: Sum | None) -> Said | None:
    """Return why an ROI cannot be computed, or None."""
    revenue, gain = (None if each is None or each.unknown else each for each in (revenue, gain))
    if cost is None:
        return reason("no_cost") if revenue or gain else reason("no_money")
    if revenue is None and gain is None:
        return reason("no_revenue")
    if cost.high == 0:
        return reason("zero_cost")
    apart = _apart(cost.stated, (gain or revenue or cost).stated)
    return apart or (reason("no_margin") if gain is None else None)


def _apart(cost: Money, other: Money) -> Said | None:
    """Return what keeps a cost and a gain from being compared (VAT, period); raise for currencies."""
    for what in mismatches(cost, other):
        if what == "currency":
            one, another = stated(cost, what), stated(other, what)
            raise errors.MoneyMismatchError("currency_mismatch", one=one, other=another)
        return reason(f"{what}_apart", cost=_stated(cost, what), gain=_stated(other, what))
    return None


def _stated(money: Money, what: str) -> Said | str:
    """Return what is stated of an amount, to be said: VAT in words, a period as it is."""
    if what == "vat":
        return reason(f"vat_{money.vat or 'unstated'}")
    return stated(money, what)


def ladder(sides: Sides, lift: HeldOut | None) -> pd.DataFrame:
    """Return the steps from ROAS to incremental ROI: step, value, low, high, unit, reason (a Said or "")."""
    line, of_paid = roi(sides), roi(replace(sides, time=None))
    lacks = reason("no_time") if sides.time is None else reason("no_media") if sides.paid is None else None
    rows = [
        _step("roas", "times", _obstacle(sides.paid, sides.revenue, sides.revenue), line.roas_span),
        _step("roi_margin", "ratio", of_paid.why, of_paid.span),
        _step("roi_full", "ratio", line.why or lacks, line.span if not lacks else UNKNOWN),
        _incremental(sides, lift),
    ]
    return pd.DataFrame(rows).astype({"reason": object})


def _step(step: str, unit: str, why: Said | None, span: Span, value: float = math.nan) -> dict[str, object]:
    value = span.one if math.isnan(value) else value
    return {"step": step, "value": value, "low": span.low, "high": span.high, "unit": unit,
            "reason": "" if span.known else why or reason("open_bounds")}  # fmt: skip


def _incremental(sides: Sides, lift: HeldOut | None) -> dict[str, object]:
    """Return the last step: only what the campaign added, by a group held out, against the full cost."""
    cost, revenue = sides.cost, lift.revenue if lift else None
    lacking = {
        "no_holdout": lift is None,
        "no_value_of_one": revenue is None,
        "no_margin": math.isnan(sides.rate),
        "no_cost": cost is None,
        "zero_cost": cost is not None and cost.high == 0,
        "no_time": sides.time is None,
        "no_media": sides.paid is None,
    }
    lacks = next((key for key, missing in lacking.items() if missing), "")
    why = reason(lacks) if lacks else _apart(cost.stated, revenue) if cost and revenue else None
    if why or lift is None or revenue is None or cost is None:
        return _step("roi_incremental", "ratio", why, UNKNOWN)
    each = revenue.amount * sides.rate
    added = Span(*(end * each for end in lift.interval))
    value = float(ROI(lift.incremental * each, cost.high)) if cost.exact else math.nan
    return _step("roi_incremental", "ratio", None, between(ROI, added, cost.ends), value)
