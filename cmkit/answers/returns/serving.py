"""ROE: the acts that serve the objective, over attention and per unit of money, beside the plain rate."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.answers.returns import words
from cmkit.answers.returns.attention import summed
from cmkit.answers.returns.lines import Roe
from cmkit.answers.returns.means import is_one
from cmkit.answers.returns.sums import Sum
from cmkit.answers.returns.words import missing, names, reason
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable, needed
from cmkit.given.objective import RATES, Objective, kpi_name
from cmkit.given.people import Span, counts_people, people
from cmkit.given.rows import Rows, column_rule
from cmkit.language.facts import Inside
from cmkit.language.said import Said
from cmkit.language.writing import worded

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

ATTENTION = {*words.SEEN, *words.ON_SITE}
ON_SITE = {"engaged_sessions", *(act for goal in ("leads", "sales") for (act,) in SERVING[goal])}
SHOWN = ("reach", "viewers", "views", "impressions")
VISITS = ("sessions", "users")


def serving_acts(rows: Rows, goal: Objective, asked: Any) -> tuple[str, ...]:
    """Return the columns of acts that serve: those asked for, else the KPI that the objective chose where it
    counts acts, else the first set that has values."""
    if asked is None:
        kpi = rows.column(goal.kpi) if goal.kpi else ""
        if kpi in rows.table and kpi not in ATTENTION and column_rule(kpi).unit == "count":
            return (kpi,)
        found = (acts for acts in SERVING[goal.name] if set(acts) <= set(rows.columns))
        return next((acts for acts in found if rows.table[list(acts)].notna().all(axis=1).any()), ())
    given = [asked] if isinstance(asked, str) or is_one(asked) else asked
    acts = tuple(kpi_name(worded(act)) for act in given)
    for act in acts:
        if act not in rows.columns:
            raise missing("missing_acts", act, rows)
        if act in goal.aim.never:
            Objective(goal.name, kpi=act)  # raises, with the reason
        if column_rule(act).unit != "count":
            raise errors.BadValueError("not_acts", column=Inside(act))
    return acts


def base_of(acts: tuple[str, ...], rows: Rows, asked: str | None) -> str | None:
    """Return the attention that acts are held against: visits for acts on the site, else people or views."""
    on_site = not ON_SITE.isdisjoint(acts)
    order = (*VISITS, *SHOWN) if on_site else SHOWN
    fits = on_site or asked not in (*VISITS, "engaged_sessions")
    if asked and fits and column_rule(asked).unit == "count":
        order = (asked, *order)
    return next((name for name in order if name not in acts and rows.has(name)), None)


class Engagement:
    """The acts, the base and the plain rate of each result, ready to be read for one or for the whole."""

    def __init__(self, rows: Rows, goal: Objective, asked: Any, unit: str | None) -> None:
        nothing = pd.Series(math.nan, index=rows.table.index)
        self.rows, self.goal, self.acts = rows, goal.name, serving_acts(rows, goal, asked)
        self.base = base_of(self.acts, rows, unit)
        self.cells = rows.numbers(list(self.acts)).to_numpy()
        self.done = pd.Series(self.cells.sum(axis=1)) if self.acts else nothing
        self.over = rows.values(self.base) if self.base else nothing
        self.values = (self.done / self.over.where(self.over > 0)).astype(float)
        self.rate_name = next((rate for rate in RATES if computable(rate, rows.columns)), None)
        self.rates = rows.values(self.rate_name) if self.rate_name else nothing
        self.counted = rows.values(CATALOGUE[self.rate_name].inputs[0]) if self.rate_name else nothing

    @cached_property
    def arrays(self) -> list[npt.NDArray[Any]]:
        """Acts, attention, their ratio, the plain rate and what it counts, a value a result."""
        columns = (self.done, self.over, self.values, self.rates, self.counted)
        return [each.to_numpy(dtype=float) for each in columns]

    def of(self, row: int, cost: Sum | None) -> Roe:
        """Return the line of one result."""
        done, over, value, rate, counted = (float(each[row]) for each in self.arrays)
        ratios = (value, value, value)
        return self._line(done, over, ratios, cost, rate, counted, _total(self.cells[row]))

    def of_whole(self, cost: Sum | None, audience: Any) -> Roe:
        """Return the line of the whole: sums first, over the results that have both acts and base."""
        both = self.done.notna() & self.over.notna()
        done = float(self.done[both if both.any() else self.done.notna()].sum(min_count=1))
        over = float(self.over[both].sum(min_count=1))
        low = high = value = done / over if over > 0 else math.nan
        if self.base and counts_people(self.base) and over > 0:
            fewest, most = people(self.over[both], audience)
            low, high = done / most, done / fewest
        rate = counted = math.nan
        if self.rate_name:
            metric = CATALOGUE[self.rate_name]
            columns = needed([metric], self.rows.columns)
            rate, counted = summed(self.rows, columns, metric.name, metric.inputs[0])
        return self._line(done, over, (low, high, value), cost, rate, counted, _total(self.cells))

    def _line(self, done: float, over: float, ratios: tuple[float, float, float], cost: Sum | None,
              rate: float, counted: float, total: Span) -> Roe:  # fmt: skip
        why = self._why(done, ratios[2])
        return Roe(self.acts, done, self.base, over, *ratios, cost, rate, self.rate_name, counted, total, why)

    def _why(self, done: float, value: float) -> Said | None:
        if not self.acts:
            wanted = dict.fromkeys(act for acts in SERVING[self.goal] for act in acts)
            return reason("no_acts", acts=names(wanted))
        if math.isnan(done):
            return reason("acts_missing", acts=names(self.acts))
        if self.base is None:
            return reason("no_base", units=names(SHOWN))
        return reason("base_missing", unit=names([self.base])) if math.isnan(value) else None


def _total(acts: Any) -> Span:
    """Return how many acts there are: what is known is the least, and a gap leaves no upper bound."""
    return Span(float(np.nansum(acts)) if np.isfinite(acts).any() else math.nan, float(np.sum(acts)))
