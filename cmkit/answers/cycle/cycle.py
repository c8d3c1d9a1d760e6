"""`cycle`: the social sales cycle as a ledger, from notoriety to sales, that shows and explains itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle import accounts, leaks, statement
from cmkit.answers.cycle.entries import Entry, from_rows, is_steps, merged, stated
from cmkit.answers.cycle.filling import Filling, filled
from cmkit.answers.cycle.goals import Goal, verdict
from cmkit.answers.cycle.platforms import cost_table
from cmkit.answers.cycle.platforms import stated as platforms_stated
from cmkit.answers.cycle.steps import STEPS, step_name
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number, ratio
from cmkit.given.money import Money, as_money, mismatches
from cmkit.given.money import stated as stated_of
from cmkit.given.rows import as_pandas, column_rule
from cmkit.language import writing
from cmkit.statements.page import render

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, repr=False)
class Cycle:
    """The cycle from notoriety to sales, made by `cmkit.cycle`; it shows itself in a notebook.

    - `entries`: what is known of each of the five steps; `whole`: the cost where it is known for the
      whole only; `revenue`, `margin` (share of revenue kept); `level`: the confidence of intervals.
    """

    entries: tuple[Entry, ...]
    whole: Money | None = None
    revenue: Money | None = None
    margin: float = math.nan
    level: float = 0.95
    by_platform: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    remarks: tuple[tuple[str, dict[str, Any]], ...] = ()

    @property
    def table(self) -> pd.DataFrame:
        """The ledger, a row for each of the five steps, in order.

        - `step`, `indicator`; `count` (missing where only bounds are known), `count_low`, `count_high`;
        - `cost` of the step alone; `unit_cost_name` and `cost_per_unit` (of the step's cost, or of the
          whole cost where only that is known), with `_low` and `_high`; `full_cost` (all that was spent
          up to here) and `full_cost_per_unit`;
        - `to`: the next step counted; `rate` to it, `rate_low`, `rate_high` (Wilson; missing where there
          is more of the next step than of this one);
        - `target`, `attained` (share), `status` ("met", "near", "missed"), `owner`;
        - `missing`: which of "count", "cost", "target", "owner" are not known.
        """
        return accounts.table(list(self.entries), self.whole, self.level)

    @property
    def missing(self) -> pd.DataFrame:
        """What is not known, and how to get it: `step`, `what`, `how` (in the language in use)."""
        return pd.DataFrame(statement.missing(self, writing.language()), columns=["step", "what", "how"])

    @property
    def goals(self) -> pd.DataFrame:
        """The sub-objectives: `step`, `name`, `target`, `value`, `attained`, `status`, `owner`."""
        rows = [
            (e.step, g.name, g.target, g.value, *verdict(g.value, g.target, g.better, g.objective), g.owner)
            for e in self.entries
            for g in e.goals
        ]
        columns = ["step", "name", "target", "value", "attained", "status", "owner"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def platforms(self) -> pd.DataFrame:
        """What a follower costs: `platform`, `indicator`, `followers`, `spend`, `cost_per_follower`."""
        return cost_table(self.by_platform)

    @property
    def cost(self) -> Money | None:
        """What the whole cycle cost; None where the cost of a counted step is not known."""
        if self.whole:
            return self.whole
        costs = [entry.cost for entry in self.entries if entry.cost]
        known = all(entry.cost for entry in self.entries if entry.counted)
        return sum(costs[1:], costs[0]) if costs and known else None

    @property
    def revenue_per_cost(self) -> float:
        """Revenue over the initial investment: a ROAS, not an ROI. NaN where one of them is not known."""
        return ratio(self.revenue.amount, self.cost.amount) if self.revenue and self.cost else math.nan

    @property
    def currency(self) -> str | None:
        """The currency that amounts are stated in, where one is."""
        return next((money.currency for money in self._amounts() if money.currency), None)

    def _amounts(self) -> list[Money]:
        each = (self.whole, self.revenue, *(entry.cost for entry in self.entries))
        return [money for money in each if money]

    def leaks(self, references: Mapping[str, float] | None = None) -> pd.DataFrame:
        """Return where the cycle leaks: each step rate against what was wanted of it.

        `references` gives rates by step; else a step's `target_rate` counts, then the rate between its
        target and the next step's, then its `reference_rate` (`wanted_from` says which). A row a step
        that leads to another: `rate`, `rate_low`, `rate_high`, `wanted`, `gap` (0 at the target or
        above), `beyond_chance` (the rate wanted lies above the interval), `sales_gained`,
        `revenue_gained`, `margin_gained` if the gap were closed and later steps kept their rates, and
        `rank` (1: the largest gap in proportion; missing where there is none).

        In a chain of rates +10 % is worth the same at every step: only the gap tells them apart.
        """
        money = self.revenue.amount if self.revenue else math.nan
        return leaks.leaks(list(self.entries), references, money, self.margin, self.level)

    def text(self, lang: str | None = None) -> str:
        """Return the ledger read aloud, a paragraph a line, in "en" or "fr"."""
        return "\n".join(statement.reading(self, writing.language(lang)))

    def html(self, lang: str | None = None) -> str:
        """Return the ledger as HTML, in "en" or "fr", everything escaped."""
        lang = writing.language(lang)
        return render("ledger.html", lang, **statement.shown(self, lang))

    def figure(self, lang: str | None = None) -> Figure:
        """Return the funnel (matplotlib): a bar a step, the rates between them, the leak marked."""
        from cmkit.answers.cycle.picture import funnel

        return funnel(self, writing.language(lang)).drawn().figure()

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return statement.plain(self, writing.language())


def cycle(
    steps: Any,
    costs: Any = None,
    revenue: Any = None,
    margin: float | None = None,
    platforms: Any = None,
    level: float = 0.95,
) -> Cycle:
    """Account for the social sales cycle: notoriety, influence, engagement, leads, sales.

    `steps` is one of these, or a list of them (what is stated stands over what is filled in):

    - a mapping of steps (in English or French) to a count, to a pair of bounds of a count, or to a
      mapping of `indicator`, `count`, `target`, `owner`, `cost`, `revenue`, `target_rate` and
      `reference_rate` (rates to the next step, as ratios: 0.02 for 2 %), `goals` (sub-objectives:
      `Objective`, or a mapping of `name`, `target`, `value`, `better`, `owner`);
    - a DataFrame with a row a step and these as columns;
    - an `Export`, or a table of posts, ads or visits: then each step is filled as far as its columns go.

    `costs` is what the whole cost, or a mapping of steps to costs; numbers or `Money`. `revenue` is
    what the sales brought in, `margin` the share of it that is kept (0 to 1). `platforms` gives
    followers won and money spent by platform. Reach of several posts is never summed: the count then
    lies between the largest one and the sum.

    Raises `UnknownNameError` for a step or a field, with the nearest right one, `DuplicateNameError`
    for a step or a cost given twice, `MoneyMismatchError` for amounts stated otherwise,
    `BadValueError` or `NotANumberError` for what cannot be.

    >>> ledger = cycle({"leads": 500, "sales": 50}, costs={"leads": 5000, "sales": 0})
    >>> ledger.table.cost_per_unit.tolist()[3], ledger.leaks({"leads": 0.2}).sales_gained.tolist()
    (10.0, [50.0])
    """
    told, sources = _sorted_out(steps)
    found = filled(sources) if sources else Filling()
    entries = merged(found.entries, stated(told), told)
    whole, entries = _with_costs(entries, costs)
    sales = entries.get("sales")
    earned = as_money("revenue", revenue) or (sales.revenue if sales else None) or found.revenue
    by_platform = {**found.platforms, **platforms_stated(platforms)}
    costed = whole or any(entry.cost for entry in entries.values())
    if not costed and found.spend:
        found.remark("spend_only")
        whole = found.spend
    made = Cycle(
        tuple(_with_values(entries.get(step) or _absent(step), found) for step in STEPS),
        whole,
        earned,
        as_number(margin, Column("margin", "share")),
        accounts.confidence(level),
        by_platform,
        tuple(found.remarks),
    )
    _check_alike(made)
    return made


def _absent(step: str) -> Entry:
    return Entry(step, STEPS[step].indicators[0])


def _sorted_out(steps: Any) -> tuple[dict[str, Any], list[Any]]:
    """Return what is stated of steps, one mapping for all, and the exports to fill them from."""
    told: dict[str, Any] = {}
    sources = []
    for given in steps if isinstance(steps, (list, tuple)) else [steps]:
        if isinstance(given, Cycle):
            raise errors.NotATableError("cycle_twice")
        table = given if isinstance(given, Mapping) or hasattr(given, "set_aside") else as_pandas(given)
        if not isinstance(table, Mapping) and not is_steps(table):
            sources.append(given)
            continue
        rows = table if isinstance(table, Mapping) else from_rows(table)
        for word, value in rows.items():
            if step_name(word) in told:
                raise errors.DuplicateNameError("step_twice", step=step_name(word))
            told[step_name(word)] = value
    if not told and not sources:
        raise errors.EmptyTableError("no_steps")
    return told, sources


def _with_costs(entries: dict[str, Entry], costs: Any) -> tuple[Money | None, dict[str, Entry]]:
    """Return the cost of the whole, or the entries with a cost each."""
    if is_steps(costs):
        costs = {step: cells.get("cost") for step, cells in from_rows(costs).items()}
    if not isinstance(costs, (Mapping, pd.Series)):
        whole = as_money("costs", costs)
        double = [entry.step for entry in entries.values() if whole and entry.cost]
        if double:
            raise errors.DuplicateNameError("cost_twice", step=", ".join(double))
        return whole, entries
    entries = dict(entries)
    named: set[str] = set()
    for word, value in costs.items():
        step = step_name(word)
        entry = entries.get(step) or _absent(step)
        if step in named or entry.cost:
            raise errors.DuplicateNameError("cost_twice", step=step)
        named.add(step)
        entries[step] = replace(entry, cost=as_money(f"{step} cost", value))
    return None, entries


def _with_values(entry: Entry, found: Filling) -> Entry:
    """Return an entry whose sub-objectives have the values that the step, or its tables, can give."""
    return replace(entry, goals=tuple(g.with_value(_value(g, entry, found)) for g in entry.goals))


def _value(goal: Goal, entry: Entry, found: Filling) -> float:
    if not math.isnan(goal.value):
        return float(goal.value)
    if goal.name == entry.indicator:
        return entry.low if entry.exact else math.nan
    pieces = found.counted_in.get(entry.step, [])
    sums = [piece.numbers[goal.name].sum() for piece in pieces if goal.name in piece.numbers]
    return float(sum(sums)) if sums and column_rule(goal.name).adds == "sum" else math.nan


def _check_alike(made: Cycle) -> None:
    """Raise where two amounts of a cycle are stated otherwise: no unit cost could be compared."""
    amounts = made._amounts()
    for money in amounts[1:]:
        for differing in mismatches(amounts[0], money):
            raise errors.MoneyMismatchError(
                f"{differing}_mismatch",
                one=stated_of(amounts[0], differing),
                other=stated_of(money, differing),
            )
