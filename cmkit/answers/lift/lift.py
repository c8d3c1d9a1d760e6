"""What a campaign added, by a group held out from it: `cm.lift`, with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.catalogue import FUNCTIONS
from cmkit.catalogue.columns import NUMBERS, Column
from cmkit.catalogue.quantity import as_number, ratio
from cmkit.evidence.intervals import Interval, difference
from cmkit.given.money import Money, as_money, mismatches, stated
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.statements.page import render

POWER = 0.8
"""The usual chance that a test should have of seeing an effect that is there."""


@dataclass(frozen=True, repr=False)
class Lift:
    """What people exposed did more than those held out, made by `lift`.

    - `baseline`: conversions that would have come anyway; `incremental`: those that came on top, and
      `interval` its bounds at `level`; `relative`: incremental / baseline (NaN without baseline);
    - `zero_inside`: whether the interval holds zero, so that the test does not show any effect;
    - `detectable`: about how many incremental conversions a test of this size could have shown, four
      times of five;
    - `iroas`: revenue of the incremental conversions / spend, with `iroas_interval`; `roi`: the same
      on margin, less the spend, with `roi_interval` (NaN where money is not stated, and `reason` why).
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
    def apart(self) -> str:
        """What keeps revenue and spend from being compared ("vat", "period"), or ""."""
        found = mismatches(self.revenue, self.spend) if self.revenue and self.spend else []
        return found[0] if found else ""

    @property
    def iroas(self) -> float:
        """Incremental ROAS, in times."""
        return self._iroas(self.incremental)

    @property
    def iroas_interval(self) -> Interval:
        """The bounds of the incremental ROAS."""
        return Interval(self._iroas(self.interval.low), self._iroas(self.interval.high))

    @property
    def roi(self) -> float:
        """Incremental ROI on margin, the spend alone as cost."""
        return self.iroas * self.margin - 1

    @property
    def roi_interval(self) -> Interval:
        """The bounds of the incremental ROI."""
        low, high = self.iroas_interval
        return Interval(low * self.margin - 1, high * self.margin - 1)

    def _iroas(self, conversions: float) -> float:
        if self.revenue is None or self.spend is None or self.apart:
            return math.nan
        return float(FUNCTIONS["iroas"](conversions, self.revenue.amount, self.spend.amount))

    @property
    def reason(self) -> str:
        """Why there is no incremental ROAS, in the language in use; "" where there is."""
        return self._reason(writing.language(None))

    def _reason(self, lang: str) -> str:
        if self.revenue is None or self.spend is None:
            return say("returning.lift_no_money", lang)
        if self.apart:
            return say(f"returning.lift_{self.apart}", lang)
        return "" if self.spend.amount > 0 else say("returning.zero_cost", lang)

    @property
    def table(self) -> pd.DataFrame:
        """The figures, a row each: figure, value, low, high, unit."""
        exact = math.nan
        rows = [
            ("baseline", self.baseline, exact, exact, "count"),
            ("incremental", self.incremental, *self.interval, "count"),
            ("relative", self.relative, exact, exact, "ratio"),
            ("iroas", self.iroas, *self.iroas_interval, "times"),
            ("roi", self.roi, *self.roi_interval, "ratio"),
            ("detectable", self.detectable, exact, exact, "count"),
        ]
        return pd.DataFrame(rows, columns=["figure", "value", "low", "high", "unit"])

    def text(self, lang: str | None = None) -> str:
        """Return what the test shows and does not show, in "en" or "fr"."""
        lang = writing.language(lang)
        n = {name: writing.number(getattr(self, name), lang, 0) for name in COUNTS}
        said = [
            say("returning.lift_counts", lang, **n),
            say("returning.lift_incremental", lang, value=_count(self.incremental, lang),
                baseline=_count(self.baseline, lang), level=writing.percent(self.level, lang, 0),
                low=_count(self.interval.low, lang), high=_count(self.interval.high, lang)),
            self._shown(lang),
            self._returned(lang),
        ]  # fmt: skip
        return " ".join(said)

    def _shown(self, lang: str) -> str:
        if self.zero_inside:
            return say("returning.lift_zero", lang, detectable=_count(self.detectable, lang))
        key = "lift_more" if self.incremental > 0 else "lift_less"
        relative = "" if math.isnan(self.relative) else f" ({writing.percent(self.relative, lang, 0)})"
        return say(f"returning.{key}", lang, relative=relative)

    def _returned(self, lang: str) -> str:
        if reason := self._reason(lang):
            return say("returning.lift_not_returned", lang, reason=reason)
        low, high = (writing.quantity(each, "times", lang) for each in self.iroas_interval)
        said = say(
            "returning.lift_iroas",
            lang,
            value=writing.quantity(self.iroas, "times", lang),
            low=low,
            high=high,
        )
        if math.isnan(self.margin):
            return f"{said} {say('returning.lift_no_margin', lang)}"
        low, high = (writing.percent(each, lang, 0) for each in self.roi_interval)
        roi = writing.percent(self.roi, lang, 0)
        return f"{said} {say('returning.lift_roi', lang, value=roi, low=low, high=high)}"

    def _repr_html_(self) -> str:
        lang = writing.language(None)
        return render("said.html", lang, words=self.text(lang))

    def __repr__(self) -> str:
        return self.text()


COUNTS = ("exposed_users", "exposed_conversions", "holdout_users", "holdout_conversions")


def lift(
    exposed_users: float,
    exposed_conversions: float,
    holdout_users: float,
    holdout_conversions: float,
    revenue_per_conversion: float | Money | None = None,
    spend: float | Money | None = None,
    margin: float | None = None,
    level: float = 0.95,
) -> Lift:
    """Return what a campaign added, from a group held out at random.

    The four counts are of people: those exposed, those of them who converted, the same of those held
    out. `revenue_per_conversion` and `spend` are money, `margin` a share of the revenue (0 to 1).
    The interval is Newcombe's (see `cmkit.evidence.intervals.difference`) times the people exposed.

    Source: illumin (support.illumin.com: 100 of 10,000 held out convert, so of 90,000 exposed 900
    would have anyway), MetricKit. Raises `BadValueError` for counts that cannot be (nobody held out,
    more people who convert than people), `MoneyMismatchError` for two currencies.

    >>> found = lift(90000, 1200, 10000, 100)
    >>> found.baseline, found.incremental, found.zero_inside
    (900.0, 300.0, False)
    """
    given = (exposed_users, exposed_conversions, holdout_users, holdout_conversions)
    users, conversions, held, held_conversions = (
        _people(name, value) for name, value in zip(COUNTS, given, strict=True)
    )
    for name, some, many in ((COUNTS[1], conversions, users), (COUNTS[3], held_conversions, held)):
        if some > many:
            raise errors.BadValueError("more_converted", name=name, some=f"{some:g}", many=f"{many:g}")
    low, high = difference(conversions, users, held_conversions, held, level)
    revenue, paid = as_money("revenue_per_conversion", revenue_per_conversion), as_money("spend", spend)
    if revenue and paid and "currency" in mismatches(revenue, paid):
        one, other = stated(revenue, "currency"), stated(paid, "currency")
        raise errors.MoneyMismatchError("currency_mismatch", one=one, other=other)
    return Lift(
        users, conversions, held, held_conversions, level,
        baseline=users * held_conversions / held,
        incremental=float(FUNCTIONS["incremental_conversions"](conversions, users, held_conversions, held)),
        interval=Interval(users * low, users * high),
        detectable=_detectable(users, held, held_conversions, level),
        revenue=revenue, spend=paid, margin=as_number(margin, NUMBERS["margin_rate"]),
    )  # fmt: skip


def _people(name: str, value: Any) -> float:
    number = as_number(value, Column(name, "count"))
    if math.isnan(number) or (number == 0 and name.endswith("users")):
        raise errors.BadValueError("not_above_zero", name=name, value=f"{number:g}", where="")
    return number


def _detectable(users: float, held: float, held_conversions: float, level: float) -> float:
    """Return about how many incremental conversions such a test would show, four times of five.

    By the normal approximation of a difference of two rates; Laplace's rule keeps a rate of zero
    from promising that anything would be seen.
    """
    from scipy.special import ndtri

    rate = (held_conversions + 1) / (held + 2)
    spread = math.sqrt(rate * (1 - rate) * (1 / users + 1 / held))
    return float(users * (ndtri((1 + level) / 2) + ndtri(POWER)) * spread)


def _count(value: float, lang: str) -> str:
    return writing.number(round(value), lang, 0)
