"""ROI: money on both sides or none at all; under it ROAS, and the ladder from one to the other."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import cast

import pandas as pd

from cmkit import errors
from cmkit.answers.lift.lift import Lift
from cmkit.answers.returns.lines import Line, Sides, Sum, between, bounded, one_of, reason, times
from cmkit.catalogue import CATALOGUE
from cmkit.given.money import Money, mismatches, stated
from cmkit.given.people import UNKNOWN
from cmkit.given.people import Span as Ends
from cmkit.language.facts import Share, Span
from cmkit.language.said import Said
from cmkit.language.writing import MISSING
from cmkit.statements.shown import in_language
from cmkit.statements.statement import Word

ILLUSTRATION = (0.10, 0.20, 0.30, 0.50)
"""Margins for which a break-even ROAS is shown where none is stated."""

ROI, ROAS, BREAK_EVEN = (CATALOGUE[name].formula for name in ("roi", "roas", "be_roas"))
"""The catalogue's own formulas, for amounts that have been checked."""


def _least_of(side: str, doc: str) -> property:
    def least(line: Roi) -> Money | None:
        found: Sum | None = getattr(line.sides, side)
        return found.least if found else None

    return property(least, doc=doc)


@dataclass(frozen=True, repr=False)
class Roi(Line):
    """Return on investment: (gain - cost) / cost, money on both sides, or the reason why there is none.

    `value` is a ratio (0 gives the money back) and `roas` is in times: numbers, or the least that they can
    be (`at_least`) where some revenue or margin is not known. `span` and `roas_span` are their bounds,
    `sides` what they are made of, `paid` the cost.
    """

    kind = "ROI"
    span: Ends
    roas_span: Ends
    sides: Sides
    paid: Sum | None
    break_even: float
    why: Said | None = None
    what: Said | None = None

    value = one_of("span", "The ROI, or the least that it can be.")
    roas = one_of("roas_span", "Revenue / what was paid, in times, or the least that it can be.")

    @property
    def full(self) -> bool:
        """Whether time is in the cost."""
        return self.sides.time is not None

    revenue = _least_of("revenue", "The revenue that is known, as Money, or None.")
    gain = _least_of("gain", "The margin that is known, as Money, or None.")
    time = _least_of("time", "What the time cost, as far as it is known, as Money, or None.")

    @property
    def at_least(self) -> bool:
        """Whether the numbers are lower bounds."""
        bounds = self.span if self.span.known else self.roas_span
        return not math.isnan(bounds.low) and math.isnan(bounds.high)

    @property
    @in_language
    def instead(self) -> Word:
        """What to report in its place, in the language in use; "" where it is computed."""
        return self.what or ""

    @property
    def rate_shown(self) -> Share | Span:
        """The ROI as a part of the cost: a number, or its bounds."""
        ends = bounded(lambda end: Share(end, 1).of("margin", "cost", formula="roi"), self.span)
        return cast(Share, ends.low) if self.span.exact else ends

    @property
    def shown(self) -> Word:
        """The ROI, or the ROAS under its own name, or a dash."""
        if self.span.known:
            return self.rate_shown
        return reason("only_roas", roas=self.roas_shown) if self.roas_span.known else MISSING

    def _roas(self) -> Word:
        return bounded(times, self.roas_span)

    roas_shown, times = property(_roas), in_language(_roas)


def roi(sides: Sides) -> Roi:
    """Make the line of ROI: the number, its bounds, or why there is none and what to report instead."""
    cost, gain, paid, revenue = sides.cost, sides.gain, sides.paid, sides.revenue
    why, value, of_paid = _obstacle(cost, gain, revenue), UNKNOWN, UNKNOWN
    if not why and cost and gain:
        value = between(ROI, gain.ends, cost.ends)
        why = None if value.known else reason("open_bounds")
    if paid and revenue and not revenue.unknown and not _apart(paid.stated, revenue.stated):
        of_paid = between(ROAS, revenue.ends, paid.ends)
    what = reason("instead_roas" if of_paid.known else "instead_returns") if why else None
    break_even = float(BREAK_EVEN(sides.rate)) if 0 < sides.rate <= 1 else math.nan
    return Roi(value, of_paid, sides, cost, break_even, why, what)


def _obstacle(cost: Sum | None, gain: Sum | None, revenue: Sum | None) -> Said | None:
    known = [each for each in (gain, revenue) if each and not each.unknown]
    if cost is None or not known:
        return reason("no_revenue" if cost else "no_cost" if known else "no_money")
    if cost.high == 0:
        return reason("zero_cost")
    return _apart(cost.stated, known[0].stated) or (None if known[0] is gain else reason("no_margin"))


def _apart(cost: Money, other: Money) -> Said | None:
    """Return what keeps a cost and a gain from being compared (VAT, period); raise for currencies."""
    for what in mismatches(cost, other):
        one, another = (
            reason(f"vat_{each.vat or 'unstated'}") if what == "vat" else stated(each, what)
            for each in (cost, other)
        )
        if what == "currency":
            raise errors.MoneyMismatchError("currency_mismatch", one=one, other=another)
        return reason(f"{what}_apart", cost=one, gain=another)
    return None


def ladder(sides: Sides, lift: Lift | None) -> pd.DataFrame:
    """Return the steps from ROAS to incremental ROI: step, value, low, high, unit, reason (a Said or "")."""
    line, of_paid = roi(sides), roi(replace(sides, time=None))
    lacks = reason("no_time") if sides.time is None else reason("no_media") if sides.paid is None else None
    rows = [
        _step("roas", _obstacle(sides.paid, sides.revenue, sides.revenue), line.roas_span, unit="times"),
        _step("roi_margin", of_paid.why, of_paid.span),
        _step("roi_full", line.why or lacks, UNKNOWN if lacks else line.span),
        _incremental(sides, lift),
    ]
    return pd.DataFrame(rows).astype({"reason": object})


def _step(
    step: str, why: Said | None, span: Ends, value: float = math.nan, unit: str = "ratio"
) -> dict[str, object]:
    value = span.one if math.isnan(value) else value
    return {"step": step, "value": value, "low": span.low, "high": span.high, "unit": unit,
            "reason": "" if span.known else why or reason("open_bounds")}  # fmt: skip


def _incremental(sides: Sides, lift: Lift | None) -> dict[str, object]:
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
    why = next((reason(key) for key, missing in lacking.items() if missing), None)
    if cost and revenue:
        why = why or _apart(cost.stated, revenue)
    if why or lift is None or revenue is None or cost is None:
        return _step("roi_incremental", why, UNKNOWN)
    each = revenue.amount * sides.rate
    added = Ends(*(end * each for end in lift.interval))
    value = float(ROI(lift.incremental * each, cost.high)) if cost.exact else math.nan
    return _step("roi_incremental", None, between(ROI, added, cost.ends), value)
