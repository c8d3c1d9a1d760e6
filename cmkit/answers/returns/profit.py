"""ROI: money on both sides or none at all; under it ROAS, and the ladder from one to the other."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pandas as pd

from cmkit import errors
from cmkit.answers.lift.statement import HeldOut
from cmkit.answers.returns.lines import Roi
from cmkit.answers.returns.words import reason, statement_of
from cmkit.catalogue import CATALOGUE
from cmkit.given.money import Money, mismatches, stated
from cmkit.language.said import Said

ILLUSTRATION = (0.10, 0.20, 0.30, 0.50)
"""Margins for which a break-even ROAS is shown where none is stated."""

ROI, ROAS, BREAK_EVEN = (CATALOGUE[name].formula for name in ("roi", "roas", "be_roas"))
"""The catalogue's own formulas, for amounts that have been checked."""


@dataclass(frozen=True)
class Sides:
    """What is known of money, of a result or of the whole: paid, time, revenue, and its margin.

    `margin_rate` is a share of the revenue (NaN: not stated), `margin` the margin itself.
    `time_known` tells whether hours were counted, even where they cost nothing.
    """

    paid: Money | None
    time: Money | None
    time_known: bool
    revenue: Money | None
    margin_rate: float
    margin: Money | None

    @property
    def cost(self) -> Money | None:
        """All that is known to have been paid, time included."""
        if self.paid is None or self.time is None:
            return self.paid or self.time
        return replace(self.paid, amount=self.paid.amount + self.time.amount)

    @property
    def gain(self) -> Money | None:
        """The margin on the attributed revenue."""
        if self.margin is not None:
            return self.margin
        if self.revenue is None or math.isnan(self.margin_rate):
            return None
        return self.revenue * self.margin_rate

    @property
    def rate(self) -> float:
        """The margin as a share of the revenue, NaN where it is not known."""
        if self.margin is not None and self.revenue is not None and self.revenue.amount > 0:
            return self.margin.amount / self.revenue.amount
        return self.margin_rate


def roi(sides: Sides) -> Roi:
    """Make the line of ROI: the number, or why there is none and what to report instead."""
    cost, gain, revenue = sides.cost, sides.gain, sides.revenue
    why = obstacle(cost, gain, revenue)
    value = math.nan if why or cost is None or gain is None else ROI(gain.amount, cost.amount)
    times = roas(sides)
    what = instead(sides, times) if why else None
    break_even = BREAK_EVEN(sides.rate) if 0 < sides.rate <= 1 else math.nan
    full = sides.time_known
    return Roi(float(value), revenue, gain, cost, full, times, float(break_even), why, what, time=sides.time)


def obstacle(cost: Money | None, gain: Money | None, revenue: Money | None) -> Said | None:
    """Return why an ROI cannot be computed, or None."""
    if cost is None:
        return reason("no_cost") if revenue or gain else reason("no_money")
    if revenue is None and gain is None:
        return reason("no_revenue")
    if cost.amount == 0:
        return reason("zero_cost")
    if apart := kept_apart(cost, gain or revenue):
        return apart
    return reason("no_margin") if gain is None else None


def kept_apart(cost: Money | None, other: Money | None) -> Said | None:
    """Return what keeps a cost and a gain from being compared (VAT, period); raise for currencies."""
    if cost is None or other is None:
        return None
    for what in mismatches(cost, other):
        if what == "currency":
            one, another = stated(cost, what), stated(other, what)
            raise errors.MoneyMismatchError("currency_mismatch", one=one, other=another)
        return reason(f"{what}_apart", cost=statement_of(cost, what), gain=statement_of(other, what))
    return None


def roas(sides: Sides) -> float:
    """Return revenue over what was paid, time not counted; NaN where they cannot be compared."""
    paid, revenue = sides.paid, sides.revenue
    if paid is None or revenue is None or kept_apart(paid, revenue):
        return math.nan
    return float(ROAS(revenue.amount, paid.amount))


def instead(sides: Sides, times: float) -> Said:
    """Return what to report where there is no ROI."""
    return reason("instead_roas") if not math.isnan(times) else reason("instead_returns")


def ladder(sides: Sides, lift: HeldOut | None) -> pd.DataFrame:
    """Return the steps from ROAS to incremental ROI: step, value, low, high, unit, reason (a Said or "")."""
    line = roi(sides)
    rows = [
        _step("roas", line.roas, "times", _no_roas(sides)),
        _step("roi_margin", _on_margin(sides), "ratio", _no_margin(sides)),
        _step("roi_full", line.value if line.full else math.nan, "ratio", line.why or _time(line.full)),
        _incremental(sides, line, lift),
    ]
    return pd.DataFrame(rows).astype({"reason": object})


def _step(
    step: str, value: float, unit: str, why: Said | None, bounds: tuple[float, float] | None = None
) -> dict[str, object]:
    low, high = bounds or (value, value)
    return {"step": step, "value": value, "low": low, "high": high, "unit": unit,
            "reason": (why or "") if math.isnan(value) else ""}  # fmt: skip


def _time(full: bool) -> Said | None:
    return None if full else reason("no_time")


def _no_roas(sides: Sides) -> Said | None:
    return obstacle(sides.paid, sides.revenue, sides.revenue)


def _no_margin(sides: Sides) -> Said | None:
    return obstacle(sides.paid, sides.gain, sides.revenue)


def _on_margin(sides: Sides) -> float:
    paid, gain = sides.paid, sides.gain
    if _no_margin(sides) or paid is None or gain is None:
        return math.nan
    return float(ROI(gain.amount, paid.amount))


def _incremental(sides: Sides, line: Roi, lift: HeldOut | None) -> dict[str, object]:
    """Return the last step: only what the campaign added, by a group held out, against the full cost."""
    cost, rate = sides.cost, sides.rate
    why: Said | None = None
    if lift is None:
        why = reason("no_holdout")
    elif lift.revenue is None:
        why = reason("no_value_of_one")
    elif math.isnan(rate):
        why = reason("no_margin")
    elif cost is None or cost.amount == 0:
        why = reason("no_cost") if cost is None else reason("zero_cost")
    elif not line.full:
        why = reason("no_time")
    else:
        why = kept_apart(cost, lift.revenue)
    if why or lift is None or lift.revenue is None or cost is None:
        return _step("roi_incremental", math.nan, "ratio", why)
    of_one = lift.revenue.amount * rate
    value, low, high = (
        n * of_one / cost.amount - 1 for n in (lift.incremental, lift.interval.low, lift.interval.high)
    )
    return _step("roi_incremental", value, "ratio", None, (low, high))
