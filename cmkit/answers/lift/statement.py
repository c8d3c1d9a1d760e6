"""What a campaign added, by a group held out: the numbers, and what they show and do not show."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit.catalogue import FUNCTIONS
from cmkit.catalogue.quantity import ratio
from cmkit.evidence.intervals import Interval
from cmkit.figures.bars import Bar, Bars
from cmkit.given.money import Money, mismatches
from cmkit.language.facts import Measured, Number, Quantity, Sentences, Share
from cmkit.language.said import Said, said
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, heads

COLUMNS = ("figure", "value", "low", "high")
COUNTS = ("exposed_users", "exposed_conversions", "holdout_users", "holdout_conversions")


@dataclass(frozen=True, repr=False)
class HeldOut:
    """The four counts, the interval of what came on top, what is known of money: see `Lift`."""

    exposed_users: float
    exposed_conversions: float
    holdout_users: float
    holdout_conversions: float
    level: float
    baseline: float
    incremental: float
    interval: Interval
    detectable: float
    revenue: Money | None = None
    spend: Money | None = None
    margin: float = math.nan

    @property
    def relative(self) -> float:
        """Incremental conversions as a share of those that would have come anyway."""
        return float(ratio(self.incremental, self.baseline))

    @property
    def zero_inside(self) -> bool:
        """Whether the interval holds zero."""
        return self.interval.low <= 0 <= self.interval.high

    @property
    def apart(self) -> str:
        """What keeps revenue and spend from being compared ("vat", "period"), or ""."""
        found = mismatches(self.revenue, self.spend) if self.revenue and self.spend else []
        return found[0] if found else ""

    @property
    def why(self) -> Said | None:
        """Why there is no incremental ROAS, None where there is."""
        if self.revenue is None or self.spend is None:
            return said("returning.lift_no_money")
        if self.apart:
            return said(f"returning.lift_{self.apart}")
        return None if self.spend.amount > 0 else said("returning.zero_cost")

    @property
    def iroas(self) -> float:
        """Incremental ROAS, in times."""
        return self._iroas(self.incremental)

    @property
    def iroas_interval(self) -> Interval:
        """The bounds of the incremental ROAS."""
        return Interval(*map(self._iroas, self.interval))

    @property
    def roi(self) -> float:
        """Incremental ROI on margin, the spend alone as cost."""
        return self.iroas * self.margin - 1

    @property
    def roi_interval(self) -> Interval:
        """The bounds of the incremental ROI."""
        return Interval(*(end * self.margin - 1 for end in self.iroas_interval))

    def _iroas(self, conversions: float) -> float:
        if self.why or self.revenue is None or self.spend is None:
            return math.nan
        return float(FUNCTIONS["iroas"](conversions, self.revenue.amount, self.spend.amount))

    @property
    def table(self) -> pd.DataFrame:
        """The figures, a row each: figure, value, low, high, unit."""
        exact = (math.nan, math.nan)
        rows = [
            ("baseline", self.baseline, *exact, "count"),
            ("incremental", self.incremental, *self.interval, "count"),
            ("relative", self.relative, *exact, "ratio"),
            ("iroas", self.iroas, *self.iroas_interval, "times"),
            ("roi", self.roi, *self.roi_interval, "ratio"),
            ("detectable", self.detectable, *exact, "count"),
        ]
        return pd.DataFrame(rows, columns=["figure", "value", "low", "high", "unit"])


def statement(lift: HeldOut) -> Statement:
    """Return what the test says."""
    table: list[Any] = list(lift.table.itertuples())
    rows = tuple(_row(row) for row in table if not math.isnan(row.value))
    grid = Grid(heads("returning", COLUMNS, COLUMNS[:1]), rows, where=frozenset({"sheets"}))
    picture = Picture(lambda: bars(lift))
    return Statement("lift", (grid, Paragraph(told(lift)), picture), title=said("returning.lift_title"))


def told(lift: HeldOut) -> Sentences:
    """Say what was counted, what came on top, whether that shows anything, what it returned."""
    counts = {name: Number(getattr(lift, name), decimals=0) for name in COUNTS}
    added = _bounded("lift_incremental", people, lift.incremental, lift.interval, level=Share(lift.level, 0),
                     baseline=people(lift.baseline))  # fmt: skip
    return Sentences((said("returning.lift_counts", **counts), added, _shown(lift), *_returned(lift)))


def people(value: float) -> Number:
    """Return a number of people who convert, whole."""
    whole = round(value) if math.isfinite(value) else value
    return Number(whole, decimals=0).of(COUNTS[1], COUNTS[3], formula="incremental_conversions")


def _times(value: float) -> Measured:
    return Quantity(value, "times").of(formula="iroas")


Writer = Callable[[float], Measured]
WRITTEN: dict[str, Writer] = {"count": people, "times": _times, "ratio": Share}


def _bounded(key: str, write: Writer, value: float, ends: Interval, **facts: Any) -> Said:
    low, high = map(write, ends)
    return said(f"returning.{key}", value=write(value), low=low, high=high, **facts)


def _shown(lift: HeldOut) -> Said:
    if lift.zero_inside:
        return said("returning.lift_zero", detectable=people(lift.detectable))
    key = "lift_more" if lift.incremental > 0 else "lift_less"
    part = "" if math.isnan(lift.relative) else said("returning.lift_part", share=Share(lift.relative, 0))
    return said(f"returning.{key}", relative=part)


def _returned(lift: HeldOut) -> Iterator[Said]:
    if lift.why:
        yield said("returning.lift_not_returned", reason=lift.why)
        return
    yield _bounded("lift_iroas", _times, lift.iroas, lift.iroas_interval)
    if math.isnan(lift.margin):
        yield said("returning.lift_no_margin")
    else:
        yield _bounded("lift_roi", lambda end: Share(end, 0).of(formula="roi"), lift.roi, lift.roi_interval)


def _row(row: Any) -> Row:
    cells = map(WRITTEN[row.unit], (row.value, row.low, row.high))
    return Row((said(f"returning.lift_{row.figure}_name"), *cells))


def bars(lift: HeldOut) -> Bars:
    """Return bars of what would have come anyway, and of what came on top with its interval."""
    added = _bounded("bounds", people, lift.incremental, lift.interval)
    rows = (
        Bar(said("returning.lift_baseline_name"), lift.baseline, lift.baseline, people(lift.baseline)),
        Bar(said("returning.lift_incremental_name"), *lift.interval, added),
    )
    measured = said("returning.lift_measured", level=Share(lift.level, 0))
    return Bars(said("returning.lift_title"), rows, measured)
