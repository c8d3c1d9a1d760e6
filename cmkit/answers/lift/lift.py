"""What a campaign added, by a group held out from it: `cm.lift`, with its interval, and what it shows."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.catalogue import FUNCTIONS
from cmkit.catalogue.quantity import ratio
from cmkit.evidence.intervals import NORMAL, Interval, difference
from cmkit.figures.bars import Bar, Bars
from cmkit.given.money import Money, as_money, mismatches, one_currency
from cmkit.given.numbers import as_share, confidence, one
from cmkit.language.facts import Measured, Number, Quantity, Sentences, Share
from cmkit.language.said import Said, said
from cmkit.statements.shown import Shown, in_language
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, Word, heads

POWER = 0.8
"""The usual chance that a test should have of seeing an effect that is there."""

COLUMNS = ("figure", "value", "low", "high")
COUNTS = ("exposed_users", "exposed_conversions", "holdout_users", "holdout_conversions")


@dataclass(frozen=True, repr=False)
class Lift(Shown):
    """What people exposed did more than those held out, made by `lift`.

    - `baseline`: conversions that would have come anyway; `incremental`: those that came on top, and
      `interval` its bounds at `level`; `relative`: incremental / baseline (NaN without baseline);
    - `zero_inside`: whether the interval holds zero, so that the test does not show any effect;
    - `detectable`: about how many incremental conversions a test of this size could have shown, four
      times of five;
    - `iroas`: revenue of the incremental conversions / spend, with `iroas_interval`; `roi`: the same
      on margin, less the spend, with `roi_interval` (NaN where money is not stated, and `reason` why);
    - `table`: the figures, a row each: figure, value, low, high, unit.
    """

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
    def why(self) -> Said | None:
        """Why there is no incremental ROAS, None where there is."""
        if self.revenue is None or self.spend is None:
            return said("returning.lift_no_money")
        if apart := mismatches(self.revenue, self.spend):
            return said(f"returning.lift_{apart[0]}")
        return None if self.spend.amount > 0 else said("returning.zero_cost")

    @property
    @in_language
    def reason(self) -> Word:
        """Why there is no incremental ROAS, in the language in use; "" where there is."""
        return self.why or ""

    def _iroas(self, conversions: float) -> float:
        if self.why or self.revenue is None or self.spend is None:
            return math.nan
        return float(FUNCTIONS["iroas"](conversions, self.revenue.amount, self.spend.amount))

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
        return pd.DataFrame(rows, columns=[*COLUMNS, "unit"])

    @property
    def statement(self) -> Statement:
        """What the test shows and does not show."""
        rows = [
            Row((said(f"returning.lift_{figure}_name"), *map(WRITTEN[unit], ends)))
            for figure, *ends, unit in self.table.dropna(subset="value").itertuples(index=False)
        ]
        grid = Grid(heads("returning", COLUMNS, COLUMNS[:1]), tuple(rows), where=frozenset({"sheets"}))
        parts = (grid, Paragraph(told(self)), Picture(lambda: bars(self)))
        return Statement("lift", parts, title=said("returning.lift_title"))


def lift(
    exposed_users: float, exposed_conversions: float, holdout_users: float, holdout_conversions: float,
    revenue_per_conversion: float | Money | None = None, spend: float | Money | None = None,
    margin: float | None = None, level: float = 0.95,
) -> Lift:  # fmt: skip
    """Return what a campaign added, from a group held out at random.

    The four counts are of people: those exposed, those of them who converted, the same of those held
    out. `revenue_per_conversion` and `spend` are money, `margin` a share of the revenue (0 to 1).
    The interval is Newcombe's (see `cmkit.evidence.intervals.difference`) times the people exposed.

    Source: illumin (support.illumin.com: 100 of 10,000 held out convert, so of 90,000 exposed 900
    would have anyway), MetricKit. Raises `BadValueError` for counts that cannot be (nobody held out,
    more people who convert than people), `NotANumberError` for one that is missing, `MoneyMismatchError`
    for two currencies.

    >>> found = lift(90000, 1200, 10000, 100)
    >>> found.baseline, found.incremental, found.zero_inside
    (900.0, 300.0, False)
    """
    given = (exposed_users, exposed_conversions, holdout_users, holdout_conversions)
    users, conversions, held, held_conversions = (
        one(name, value, above_zero=name.endswith("users")) for name, value in zip(COUNTS, given, strict=True)
    )
    for name, some, many in ((COUNTS[1], conversions, users), (COUNTS[3], held_conversions, held)):
        if some > many:
            raise errors.BadValueError("more_converted", name=name, some=f"{some:g}", many=f"{many:g}")
    level = confidence(level)
    low, high = difference(conversions, users, held_conversions, held, level)
    # What such a test would show four times of five, by the normal approximation; Laplace's rule keeps a rate
    # of zero from promising that anything would be seen.
    rate = (held_conversions + 1) / (held + 2)
    spread = math.sqrt(rate * (1 - rate) * (1 / users + 1 / held))
    revenue, paid = as_money("revenue_per_conversion", revenue_per_conversion), as_money("spend", spend)
    one_currency(money.currency for money in (revenue, paid) if money)
    return Lift(
        users, conversions, held, held_conversions, level, baseline=users * held_conversions / held,
        incremental=float(FUNCTIONS["incremental_conversions"](conversions, users, held_conversions, held)),
        interval=Interval(users * low, users * high),
        detectable=users * (NORMAL.inv_cdf((1 + level) / 2) + NORMAL.inv_cdf(POWER)) * spread,
        revenue=revenue, spend=paid, margin=as_share("margin", margin),
    )  # fmt: skip


def told(lift: Lift) -> Sentences:
    """Say what was counted, what came on top, whether that shows anything, what it returned."""
    counts = {name: Number(getattr(lift, name), decimals=0) for name in COUNTS}
    added = _bounded("lift_incremental", people, lift.incremental, lift.interval, level=Share(lift.level, 0),
                     baseline=people(lift.baseline))  # fmt: skip
    if lift.zero_inside:
        shown = said("returning.lift_zero", detectable=people(lift.detectable))
    else:
        part = "" if math.isnan(lift.relative) else said("returning.lift_part", share=Share(lift.relative, 0))
        key = "lift_more" if lift.incremental > 0 else "lift_less"
        shown = said(f"returning.{key}", relative=part)
    return Sentences((said("returning.lift_counts", **counts), added, shown, *_returned(lift)))


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


def _returned(lift: Lift) -> Iterator[Said]:
    if lift.why:
        yield said("returning.lift_not_returned", reason=lift.why)
        return
    yield _bounded("lift_iroas", _times, lift.iroas, lift.iroas_interval)
    if math.isnan(lift.margin):
        yield said("returning.lift_no_margin")
    else:
        yield _bounded("lift_roi", lambda end: Share(end, 0).of(formula="roi"), lift.roi, lift.roi_interval)


def bars(lift: Lift) -> Bars:
    """Return bars of what would have come anyway, and of what came on top with its interval."""
    added = _bounded("bounds", people, lift.incremental, lift.interval)
    rows = (
        Bar(said("returning.lift_baseline_name"), lift.baseline, lift.baseline, people(lift.baseline)),
        Bar(said("returning.lift_incremental_name"), *lift.interval, added),
    )
    measured = said("returning.lift_measured", level=Share(lift.level, 0))
    return Bars(said("returning.lift_title"), rows, measured)
