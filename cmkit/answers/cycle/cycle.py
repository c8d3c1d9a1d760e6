"""`cycle`: the social sales cycle as a ledger, from notoriety to sales, that shows and explains itself."""

import itertools
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.filling import Filling, filled
from cmkit.answers.cycle.ledger import Ledger
from cmkit.answers.cycle.ledger_grid import Leak, leaks
from cmkit.answers.cycle.statement import missing, statement
from cmkit.answers.cycle.steps import OPTIONAL, chain_of, stage
from cmkit.given.engines import is_export, tables_of
from cmkit.given.money import Money, as_money
from cmkit.given.numbers import as_share, column_rule, confidence
from cmkit.given.rows import Rows
from cmkit.language.facts import All
from cmkit.language.sentences import language
from cmkit.statements.shown import Shown, spoken
from cmkit.statements.statement import Statement

from cmkit.answers.cycle.entries import (  # isort: skip
    Entry, Goal, as_references, by_platform, by_step, checked, from_rows, in_rows, stated,
)  # fmt: skip


class Cycle(Shown, Ledger):
    """The cycle from notoriety to sales, made by `cmkit.cycle`; it shows itself in a notebook.

    What is known of it (`entries`, `table`, `goals`, `cost`, ...) is said at `Ledger`. Its figure is the
    funnel: a bar a step, the rates between them, the leak marked.
    """

    @property
    def statement(self) -> Statement:
        """What the cycle says."""
        return statement(self)

    @property
    def missing(self) -> pd.DataFrame:
        """What is not known, and how to get it: `step`, `what`, `how` (in the language in use)."""
        told = pd.DataFrame(missing(self), columns=["step", "what", "how"])
        return spoken(told, language())  # type: ignore[no-any-return]

    @property
    def set_aside(self) -> pd.DataFrame:
        """The cells that could not be used: `file`, `line`, `row`, `column`, `value`, `reason`, `why`."""
        return self.aside.table()

    def leaks(self, references: Mapping[str, float] | None = None) -> pd.DataFrame:
        """Return where the cycle leaks: each step rate against what was wanted of it.

        `references` gives rates by step, over those that the cycle was made with; else a step's
        `target_rate` counts, then the rate between its target and the next step's, then its
        `reference_rate` (`wanted_from` says which). A row a step that leads to another: `rate`,
        `rate_low`, `rate_high`, `wanted`, `gap` (0 at the target or above), `beyond_chance` (the rate
        wanted lies above the interval; missing where one of them is), `sales_gained` (`leads_gained` in a
        chain that ends there), `revenue_gained`, `margin_gained` if the gap were closed and later steps
        kept their rates, and `rank` (1: the largest gap in proportion; missing where there is none).

        In a chain of rates +10 % is worth the same at every step: only the gap tells them apart. The
        cycle says its leaks in words: to have them said against references, make it with these.
        """
        table = pd.DataFrame(leaks(self, references), columns=list(Leak._fields))
        table = table.rename(columns={"gained": f"{self.wins or 'sales'}_gained"})
        return table.astype({"beyond_chance": "boolean", "rank": "Int64"})


def cycle(
    steps: Any, costs: Any = None, revenue: Any = None, margin: float | None = None, platforms: Any = None,
    level: float = 0.95, references: Mapping[str, float] | None = None,
) -> Cycle:  # fmt: skip
    """Account for the social sales cycle: notoriety, influence, engagement, leads, sales.

    `steps` is one of these, or a list of them (what is stated stands over what is filled in):

    - a mapping of steps (in English or French) to a count, to a pair of bounds of a count, or to a
      mapping of `indicator`, `count`, `target`, `owner`, `cost`, `revenue`, `target_rate` and
      `reference_rate` (rates to the next step, as ratios: 0.02 for 2 %), `goals` (sub-objectives:
      `Objective`, or a mapping of `name`, `target`, `value`, `better`, `owner`);
    - a table with a row a step and these as columns;
    - an `Export`, a file or any table of posts, ads or visits (also a list of dictionaries, a dictionary
      of lists): each step is filled as far as its columns go.

    The visits of the site stand between engagement and leads where they are known. Steps of one's own are
    a chain in the order in which they are stated: {"impressions": ..., "clicks": ..., "visits": ...,
    "leads": ...}; tables fill those whose count is None.

    `costs` is what the whole cost, or a mapping of steps to costs: numbers, `Money` or text, also by month
    ("1200 EUR/month", for the months of its period or of the tables). `revenue` is what the sales
    brought in, `margin` the share of it that is kept (0 to 1, "40 %"): with both there is an ROI.
    `platforms` gives followers won and money spent by platform. Reach of several posts is never summed:
    the count then lies between the largest one and the sum. Where rows lack a value, a count is at least
    what is known. No rate goes from one table to another that has no day in common with it. `references`
    gives rates to the next step, by step, that leaks are told against before what the steps state.

    Raises `UnknownNameError` for a step or a field, with the nearest right one, `DuplicateNameError`
    for a step or a cost given twice, `MoneyMismatchError` for amounts stated otherwise,
    `BadValueError` or `NotANumberError` for what cannot be.

    >>> ledger = cycle({"leads": 500, "sales": 50}, costs={"leads": 5000, "sales": 0})
    >>> ledger.table.cost_per_unit.tolist()[3], ledger.table.full_cost_per_unit.tolist()[4]
    (10.0, 100.0)
    >>> ledger.leaks({"leads": 0.2}).sales_gained.tolist()
    [50.0]
    """
    told, tables = _sorted_out(steps)
    chain = chain_of(word for word, _ in told)
    found, named = filled(tables, chain), by_step(told, chain)
    entries = {step: stated(step, named.get(step, {}), found.entries.get(step)) for step in chain}
    whole, entries = _with_costs(entries, costs)
    whole, entries, earned = _in_all(found, whole, entries, revenue)
    there = (e for e in entries.values() if e.step not in OPTIONAL or e.counted or e.cost or e.step in named)
    made = Cycle(
        tuple(replace(e, goals=tuple(_valued(goal, e, found) for goal in e.goals)) for e in there), whole,
        earned, as_share("margin", margin), confidence(level), {**found.platforms, **by_platform(platforms)},
        tuple(found.remarks), as_references(references, chain), found.aside, found.partly, found.periods,
    )  # fmt: skip
    for one, other in itertools.combinations(made.amounts, 2):
        _ = one + other  # raises where they are stated otherwise: no unit cost could be compared
    _ = made.currency  # likewise for what platforms cost
    return made


def _in_all(
    found: Filling, whole: Money | None, entries: dict[str, Entry], revenue: Any
) -> tuple[Money | None, dict[str, Entry], Money | None]:
    """Return the cost of the whole, the steps with theirs and the revenue: as stated, else of the tables."""
    earned = as_money("revenue", revenue) or next((e.revenue for e in entries.values() if e.revenue), None)
    paid = whole or any(entry.cost for entry in entries.values())
    for what, stands in {"revenue": earned, "cost": paid}.items():
        if stands:  # a person stated it: what tables say of it is forgotten
            found.partly -= {what}
            found.periods.pop(what, None)
    if found.spend and not paid:
        found.remark("spend_only")
    entries = {step: replace(e, cost=found.whole_of("cost", e.cost)) for step, e in entries.items()}
    whole = found.whole_of("cost", whole) if paid else found.spend
    return whole, entries, found.whole_of("revenue", earned) if earned else found.revenue


def _sorted_out(steps: Any) -> tuple[list[tuple[Any, Any]], list[Rows]]:
    told: list[tuple[Any, Any]] = []
    tables: list[Rows] = []
    several = isinstance(steps, (list, tuple)) and not in_rows(steps)
    for given in steps if several else [steps]:
        if isinstance(given, Cycle):
            raise errors.NotATableError("cycle_twice")
        if isinstance(given, Shown) and not is_export(given):
            raise errors.NotATableError("answer_as_steps", value=type(given).__name__)
        if isinstance(given, Mapping) and not in_rows(given):
            told += given.items()
            continue
        found = tables_of(given)
        rows = from_rows(found[0].table) if len(found) == 1 else None
        tables += map(Rows, found if rows is None else [])
        told += rows or []
    if not told and not tables:
        raise errors.EmptyTableError("no_steps")
    return told, tables


def _with_costs(entries: dict[str, Entry], costs: Any) -> tuple[Money | None, dict[str, Entry]]:
    """Return the cost of the whole, or the entries with a cost each."""
    rows = from_rows(costs)
    given = costs.items() if isinstance(costs, (Mapping, pd.Series)) else None
    each = given if rows is None else [(step, cells.get("cost")) for step, cells in rows]
    named = by_step(each or (), tuple(entries), "cost_twice")
    whole = as_money("costs", costs) if each is None else None
    if double := [step for step, entry in entries.items() if entry.cost and (whole or step in named)]:
        raise errors.DuplicateNameError("cost_twice", step=All(tuple(map(stage, double))))
    priced = {step: checked(step, "cost", cost) for step, cost in named.items()}
    return whole, entries | {step: replace(entries[step], cost=cost) for step, cost in priced.items()}


def _valued(goal: Goal, entry: Entry, found: Filling) -> Goal:
    """Return a sub-objective with its value: as stated, else what the step, or its tables, can give."""
    if not math.isnan(goal.value):
        return goal
    if goal.name == entry.indicator:
        return replace(goal, value=entry.count)
    pieces = [piece for piece in found.counted_in.get(entry.step, []) if piece.has(goal.name)]
    if not pieces or column_rule(goal.name).adds != "sum":
        return goal
    return replace(goal, value=float(sum(piece.values(goal.name).sum() for piece in pieces)))
