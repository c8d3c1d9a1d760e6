"""ROE: the acts that serve the objective, over attention and per unit of money, beside the plain rate."""

import math
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.returns import lines
from cmkit.answers.returns.attention import summed
from cmkit.answers.returns.lines import Floats, Line, Sum, bounded, missing, names, reason
from cmkit.answers.returns.means import is_one
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable, needed
from cmkit.given.objective import RATES, Objective, kpi_name
from cmkit.given.people import Span as Ends
from cmkit.given.people import counts_people, people
from cmkit.given.rows import Rows, column_rule
from cmkit.language.facts import Counted, Fact, Inside, Number, Rate, Readable, Span
from cmkit.language.said import Said, said
from cmkit.language.writing import MISSING, worded
from cmkit.statements.statement import Word

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

ATTENTION = {*lines.SEEN, *lines.ON_SITE}
ON_SITE = {"engaged_sessions", *(act for goal in ("leads", "sales") for (act,) in SERVING[goal])}
SHOWN = ("reach", "viewers", "views", "impressions")
VISITS = ("sessions", "users")


@dataclass(frozen=True, repr=False)
class Roe(Line):
    """Return on engagement: the acts that serve the objective, over attention and per unit of money.

    `value` is `done` acts / `over`, the total of the column `base` (for the whole, summed post by post);
    `low` and `high` the same over different people; `rate` what the plain engagement rate says; `total` the
    acts of all results, of which more are `done` where attention or some acts are not known.
    """

    kind, alike = "ROE", ("acts", "base")
    acts: tuple[str, ...]
    done: float
    base: str | None
    over: float
    low: float
    high: float
    value: float
    paid: Sum | None
    rate: float
    rate_name: str | None
    counted: float
    total: Ends
    why: Said | None = None

    @property
    def per_money(self) -> float:
        """Acts per unit of money; NaN without a cost, or where only the most that they can be is known."""
        return self._by_money(self.total).one

    @property
    def span_per_money(self) -> Span:
        """The same as a number, or its bounds."""
        return bounded(lambda end: Readable(end).of(*self.acts, "cost"), self._by_money(self.total))

    @property
    def partial(self) -> bool:
        """Whether more acts are known, or may be, than those that are held against attention."""
        return not self.total.low == self.total.high == self.done

    @property
    def count(self) -> Number:
        """How many acts, with where they come from."""
        return Number(self.done).of(*self.acts)

    @property
    def counted_all(self) -> Span:
        """How many acts in all: a number, or the least that is known."""
        return bounded(lambda end: Number(end).of(*self.acts), self.total)

    @property
    def rates(self) -> dict[str, Rate]:
        """The ratio of acts to attention, and its bounds over different people, with where they come from."""
        ratios = {"rate": self.value, "low": self.low, "high": self.high}
        return {name: Rate(each).of(*filter(None, (*self.acts, self.base))) for name, each in ratios.items()}

    @property
    def plain_rate(self) -> Rate:
        """What the plain engagement rate says of the same."""
        return Rate(self.rate).of(formula=self.rate_name or "")

    @property
    def acts_done(self) -> Fact:
        """How many acts: "483 clicks", "1 click"."""
        if len(self.acts) == 1:
            return Counted(self.done, name=self.acts[0]).of(*self.acts)
        return reason("acts", n=self.count, acts=names(self.acts))

    @property
    def shown(self) -> Word:
        """The ratio of acts to attention, and how many acts."""
        if not self.acts or math.isnan(self.done):
            return MISSING
        if math.isnan(self.value):
            return said("words.at_least", value=self.acts_done) if self.partial else self.acts_done
        return reason("roe_words", rate=self.rates["rate"], acts=self.acts_done)


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
        self.rows, self.goal, self.acts = rows, goal.name, serving_acts(rows, goal, asked)
        self.base = base_of(self.acts, rows, unit)
        self.rate_name = next((rate for rate in RATES if computable(rate, rows.columns)), None)
        counted = CATALOGUE[self.rate_name].inputs[0] if self.rate_name else None
        self.cells = rows.numbers(list(self.acts)).to_numpy()
        read = {"over": self.base, "rate": self.rate_name, "counted": counted}
        each = {name: rows.values(of) if of else math.nan for name, of in read.items()}
        done = self.cells.sum(axis=1) if self.acts else math.nan
        self.each = pd.DataFrame({"done": done, "roe": math.nan, **each}, rows.table.index, dtype=float)
        self.each["roe"] = self.each.done / self.each.over.where(self.each.over > 0)
        self.values = self.each.to_numpy()

    def of(self, row: int, cost: Sum | None) -> Roe:
        """Return the line of one result."""
        done, value, over, rate, counted = map(float, self.values[row])
        return self._line(done, over, (value, value, value), cost, rate, counted, self.cells[row])

    def of_whole(self, cost: Sum | None, audience: Any) -> Roe:
        """Return the line of the whole: sums first, over the results that have both acts and base."""
        acts = self.each.done.dropna()
        both = self.each[["done", "over"]].dropna()
        done = float((both.done if len(both) else acts).sum(min_count=1))
        over = float(both.over.sum(min_count=1))
        low = high = value = done / over if over > 0 else math.nan
        if self.base and counts_people(self.base) and over > 0:
            fewest, most = people(both.over, audience)
            low, high = done / most, done / fewest
        rate = counted = math.nan
        if self.rate_name:
            metric = CATALOGUE[self.rate_name]
            columns = needed([metric], self.rows.columns)
            rate, counted = summed(self.rows, columns, metric.name, metric.inputs[0])
        return self._line(done, over, (low, high, value), cost, rate, counted, self.cells)

    def _line(self, done: float, over: float, ratios: tuple[float, float, float], cost: Sum | None,
              rate: float, counted: float, cells: Floats) -> Roe:  # fmt: skip
        known = cells[np.isfinite(cells)]  # the least that there is; a gap leaves no upper bound
        total = Ends(float(known.sum()) if known.size else math.nan, float(cells.sum()))
        why: Said | None = None
        if not self.acts:
            why = reason("no_acts", acts=names(dict.fromkeys(chain(*SERVING[self.goal]))))
        elif math.isnan(done):
            why = reason("acts_missing", acts=names(self.acts))
        elif self.base is None:
            why = reason("no_base", units=names(SHOWN))
        elif math.isnan(ratios[2]):
            why = reason("base_missing", unit=names([self.base]))
        return Roe(self.acts, done, self.base, over, *ratios, cost, rate, self.rate_name, counted, total, why)
