"""ROE: the acts that serve the objective, over attention and per unit of money, beside the plain rate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.returns.lines import Roe
from cmkit.answers.returns.means import is_one
from cmkit.answers.returns.words import names, reason
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable, needed
from cmkit.given.money import Money
from cmkit.given.objective import RATES, Objective, kpi_name
from cmkit.given.people import counts_people, people
from cmkit.given.rows import Rows, column_rule, columns_of, values_of
from cmkit.language.nearest import did_you_mean
from cmkit.language.said import Said

SERVING: dict[str, tuple[tuple[str, ...], ...]] = {
    "traffic": (("link_clicks",), ("clicks",), ("engaged_sessions",)),
    "visibility": (("shares",), ("engaged_sessions",)),
    "image": (("comments", "saves"), ("comments",), ("saves",)),
    "notoriety": (("follows",), ("net_followers",), ("mentions",), ("shares",)),
    "leads": (("leads",), ("form_submissions",), ("sign_ups",)),
    "sales": (("orders",), ("conversions",), ("new_customers",)),
}
"""The acts that serve each objective, best first. A click brings somebody to the site; a share shows the
post to others; a comment or a save says that it was worth an answer, or keeping; a follow stays; a lead
leaves an address; an order is an order. A like serves none of them by itself."""

ON_SITE = (
    "engaged_sessions",
    "leads",
    "form_submissions",
    "sign_ups",
    "orders",
    "conversions",
    "new_customers",
)
SHOWN = ("reach", "viewers", "views", "impressions")
VISITS = ("sessions", "users")


def serving_acts(results: Rows, goal: Objective, asked: Any) -> tuple[str, ...]:
    """Return the columns of acts that serve: those asked for, else the first set that has values."""
    columns = columns_of(results.table)
    if asked is not None:
        acts = tuple(kpi_name(str(act)) for act in ([asked] if is_one(asked) else asked))
        for act in acts:
            _check_act(act, goal, columns)
        return acts
    found = (acts for acts in SERVING[goal.name] if all(act in columns for act in acts))
    return next((acts for acts in found if results.table[list(acts)].notna().all(axis=1).any()), ())


def _check_act(name: str, goal: Objective, columns: Sequence[str]) -> None:
    if name not in columns:
        raise errors.MissingColumnError(
            "missing_acts", column=name, present=", ".join(columns), hint=did_you_mean(name, columns)
        )
    if name in goal.aim.never:
        Objective(goal.name, kpi=name)  # raises, with the reason
    if column_rule(name).unit != "count":
        raise errors.BadValueError("not_acts", column=name)


def base_of(acts: tuple[str, ...], results: Rows, asked: str | None) -> str | None:
    """Return the attention that acts are held against: visits for acts on the site, else people or views."""
    columns = columns_of(results.table)
    on_site = any(act in ON_SITE for act in acts)
    order = (*VISITS, *SHOWN) if on_site else SHOWN
    if asked and column_rule(asked).unit == "count" and asked not in acts:
        order = (asked, *order) if on_site or asked not in (*VISITS, "engaged_sessions") else order
    found = [name for name in order if name in columns and name not in acts]
    return next((name for name in found if results.table[name].notna().any()), None)


class Engagement:
    """The acts, the base and the plain rate of each result, ready to be read for one or for the whole."""

    def __init__(self, results: Rows, goal: Objective, engagement: Any, unit: str | None) -> None:
        self.acts = serving_acts(results, goal, engagement)
        self.base = base_of(self.acts, results, unit)
        self.goal = goal
        self.rate_name = _rate_name(results)
        columns = columns_of(results.table)
        self.rate_columns = needed([CATALOGUE[self.rate_name]], columns) if self.rate_name else []
        wanted = [*self.acts, *([self.base] if self.base else []), *self.rate_columns]
        self.numbers = results.numbers(list(dict.fromkeys(wanted)))
        self.done = (
            self.numbers[list(self.acts)].sum(axis=1, skipna=False) if self.acts else _nothing(results)
        )
        self.over = self.numbers[self.base] if self.base else _nothing(results)
        self.rates = self._rates(self.numbers)
        self.values = (self.done / self.over.where(self.over > 0)).astype(float)

    def of(self, row: int, cost: Money | None) -> Roe:
        """Return the line of one result."""
        each = (self.done, self.over, self.values, self.rates["rate"], self.rates["counted"])
        done, over, value, rate, counted = (float(series.iloc[row]) for series in each)
        return self._line(done, over, (value, value), value, cost, (rate, counted))

    def of_whole(self, cost: Money | None, audience: Any) -> Roe:
        """Return the line of the whole: sums first, over the results that have both acts and base."""
        both = self.done.notna() & self.over.notna()
        known = both if both.any() else self.done.notna()
        done = float(self.done[known].sum()) if known.any() else math.nan
        over = float(self.over[both].sum()) if both.any() else math.nan
        value = done / over if over > 0 else math.nan
        low = high = value
        if self.base and counts_people(self.base) and over > 0:
            fewest, most = people(self.over[both], audience)
            low, high = done / most, done / fewest
        return self._line(done, over, (low, high), value, cost, self._rate_of_whole())

    def _rates(self, numbers: pd.DataFrame) -> pd.DataFrame:
        """Return the plain engagement rate, and how many acts it counts, of each row of some numbers."""
        if self.rate_name is None:
            return pd.DataFrame({"rate": math.nan, "counted": math.nan}, index=numbers.index)
        counted = CATALOGUE[self.rate_name].inputs[0]
        rates = values_of(numbers, self.rate_name)
        return pd.DataFrame({"rate": rates, "counted": values_of(numbers, counted)})

    def _rate_of_whole(self) -> tuple[float, float]:
        """Return the same of the whole: from sums, over complete rows."""
        complete = self.numbers[self.rate_columns].dropna()
        if complete.empty or not self.rate_columns:
            return math.nan, math.nan
        row = self._rates(complete.sum().to_frame().T).iloc[0]
        return float(row["rate"]), float(row["counted"])

    def _line(
        self,
        done: float,
        over: float,
        bounds: tuple[float, float],
        value: float,
        cost: Money | None,
        rate: tuple[float, float],
    ) -> Roe:
        low, high = bounds
        why = self._why(done, value)
        return Roe(
            self.acts, done, self.base, over, low, high, value, cost, rate[0], self.rate_name, rate[1], why
        )

    def _why(self, done: float, value: float) -> Said | None:
        if not self.acts:
            wanted = tuple(dict.fromkeys(name for names in SERVING[self.goal.name] for name in names))
            return reason("no_acts", acts=names(wanted))
        if math.isnan(done):
            return reason("acts_missing", acts=names(self.acts))
        if self.base is None:
            return reason("no_base", units=names(SHOWN))
        return reason("base_missing", unit=names([self.base])) if math.isnan(value) else None


def _nothing(results: Rows) -> pd.Series:
    return pd.Series(math.nan, index=results.names.index)


def _rate_name(results: Rows) -> str | None:
    columns = columns_of(results.table)
    return next((rate for rate in RATES if computable(rate, columns)), None)
