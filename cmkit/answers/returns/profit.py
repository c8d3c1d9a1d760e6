"""ROI: money on both sides or none at all; under it ROAS, and the ladder from one to the other."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pandas as pd

from cmkit import errors
from cmkit.answers.lift.statement import HeldOut
from cmkit.answers.returns.lines import Roi
from cmkit.answers.returns.words import reason
from cmkit.catalogue import CATALOGUE
from cmkit.given.money import Money, mismatches, stated
from cmkit.language.said import Said

ILLUSTRATION = (0.10, 0.20, 0.30, 0.50)
"""Margins for which a break-even ROAS is shown where none is stated."""

ROI, ROAS, BREAK_EVEN = (CATALOGUE[name].formula for name in ("roi", "roas", "be_roas"))
"""The catalogue's own formulas, for amounts that have been checked."""


@dataclass(frozen=True)
class Sides:
    """What is known of money; `time` is None without hours counted, `margin_rate` a share of the revenue."""

    paid: Money | None
    time: Money | None
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
        if self.margin is not None or self.revenue is None or math.isnan(self.margin_rate):
            return self.margin
        return self.revenue * self.margin_rate

    @property
    def rate(self) -> float:
        """The margin as a share of the revenue, NaN where it is not known."""
        if self.margin is not None and self.revenue is not None and self.revenue.amount > 0:
            return self.margin.amount / self.revenue.amount
        return self.margin_rate


def roi(sides: Sides) -> Roi:
    """Make the line of ROI: the number, or why there is none and what to report instead."""
    cost, gain, paid, revenue = sides.cost, sides.gain, sides.paid, sides.revenue
    why, value, times = _obstacle(cost, gain, revenue), math.nan, math.nan
    if not why and cost is not None and gain is not None:
        value = float(ROI(gain.amount, cost.amount))
    if paid is not None and revenue is not None and not _apart(paid, revenue):
        times = float(ROAS(revenue.amount, paid.amount))
    what = reason("instead_returns" if math.isnan(times) else "instead_roas") if why else None
    break_even = float(BREAK_EVEN(sides.rate)) if 0 < sides.rate <= 1 else math.nan
    full = sides.time is not None
    return Roi(value, revenue, gain, cost, full, times, break_even, why, what, time=sides.time)


def _obstacle(cost: Money | None, gain: Money | None, revenue: Money | None) -> Said | None:
    """Return why an ROI cannot be computed, or None."""
    if cost is None:
        return reason("no_cost") if revenue or gain else reason("no_money")
    if revenue is None and gain is None:
        return reason("no_revenue")
    if cost.amount == 0:
        return reason("zero_cost")
    return _apart(cost, gain or revenue) or (reason("no_margin") if gain is None else None)


def _apart(cost: Money | None, other: Money | None) -> Said | None:
    """Return what keeps a cost and a gain from being compared (VAT, period); raise for currencies."""
    if cost is None or other is None:
        return None
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
    full, no_time = (line.value, line.why) if line.full else (math.nan, line.why or reason("no_time"))
    rows = [
        _step("roas", "times", _obstacle(sides.paid, sides.revenue, sides.revenue), line.roas),
        _step("roi_margin", "ratio", of_paid.why, of_paid.value),
        _step("roi_full", "ratio", no_time, full),
        _incremental(sides, lift),
    ]
    return pd.DataFrame(rows).astype({"reason": object})


def _step(step: str, unit: str, why: Said | None, value: float, *bounds: float) -> dict[str, object]:
    low, high = bounds or (value, value)
    known = {"step": step, "value": value, "low": low, "high": high, "unit": unit}
    return known | {"reason": (why or "") if math.isnan(value) else ""}


def _incremental(sides: Sides, lift: HeldOut | None) -> dict[str, object]:
    """Return the last step: only what the campaign added, by a group held out, against the full cost."""
    cost, revenue = sides.cost, lift.revenue if lift else None
    lacking = {
        "no_holdout": lift is None,
        "no_value_of_one": revenue is None,
        "no_margin": math.isnan(sides.rate),
        "no_cost": cost is None,
        "zero_cost": cost is not None and cost.amount == 0,
        "no_time": sides.time is None,
    }
    lacks = next((key for key, missing in lacking.items() if missing), "")
    why = reason(lacks) if lacks else _apart(cost, revenue)
    if why or lift is None or revenue is None or cost is None:
        return _step("roi_incremental", "ratio", why, math.nan)
    each = revenue.amount * sides.rate / cost.amount
    counts = (lift.incremental, lift.interval.low, lift.interval.high)
    return _step("roi_incremental", "ratio", None, *(n * each - 1 for n in counts))
