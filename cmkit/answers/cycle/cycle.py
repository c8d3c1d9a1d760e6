"""`cycle`: the social sales cycle as a ledger, from notoriety to sales, that shows and explains itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle import accounts
from cmkit.answers.cycle.entries import Entry, from_rows, is_steps, merged, stated
from cmkit.answers.cycle.filling import Filling, filled
from cmkit.answers.cycle.goals import Goal
from cmkit.answers.cycle.leaking import leaking
from cmkit.answers.cycle.ledger import Ledger
from cmkit.answers.cycle.platforms import stated as platforms_stated
from cmkit.answers.cycle.statement import missing, statement
from cmkit.answers.cycle.steps import STEPS, step_name
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number
from cmkit.given.money import Money, as_money, mismatches
from cmkit.given.money import stated as stated_of
from cmkit.given.rows import as_pandas, column_rule
from cmkit.given.tables import Opened, is_export, tables_of
from cmkit.language.sentences import language
from cmkit.statements.shown import Shown
from cmkit.statements.shown_table import ShownTable
from cmkit.statements.statement import Statement
from cmkit.statements.tables import spoken


class Leaks(ShownTable):
    """Where a cycle leaks, a row a step: a DataFrame that shows itself, whole or any columns of it."""

    _metadata = ["ledger"]  # noqa: RUF012  (pandas carries it from a table to what is cut out of it)
    ledger: Ledger | None = None

    @property
    def statement(self) -> Statement:
        """What the table says: its columns in words and, where all are there, what each leak is worth."""
        return leaking(self, self.ledger)


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

    def leaks(self, references: Mapping[str, float] | None = None) -> Leaks:
        """Return where the cycle leaks; see `Ledger.leaks`. The table says itself in any language."""
        table = Leaks(super().leaks(references))
        table.ledger = self
        return table


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
    - an `Export`, a file or a table of posts, ads or visits: each step is filled as far as its columns go.

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


def _sorted_out(steps: Any) -> tuple[dict[str, Any], list[Opened]]:
    """Return what is stated of steps, one mapping for all, and the tables to fill them from."""
    told: dict[str, Any] = {}
    sources: list[Opened] = []
    for given in steps if isinstance(steps, (list, tuple)) else [steps]:
        rows, tables = (given, []) if isinstance(given, Mapping) else _opened(given)
        sources += tables
        for word, value in rows.items():
            if step_name(word) in told:
                raise errors.DuplicateNameError("step_twice", step=step_name(word))
            told[step_name(word)] = value
    if not told and not sources:
        raise errors.EmptyTableError("no_steps")
    return told, sources


def _opened(given: Any) -> tuple[Mapping[str, Any], list[Opened]]:
    """Return a table of steps as a mapping, or the tables to count from; refuse what is an answer already."""
    if isinstance(given, Cycle):
        raise errors.NotATableError("cycle_twice")
    if isinstance(given, Shown) and not is_export(given):
        raise errors.NotATableError("answer_as_steps", value=type(given).__name__)
    tables = [each if each.kind else replace(each, table=as_pandas(each.table)) for each in tables_of(given)]
    if len(tables) == 1 and is_steps(tables[0].table):
        return from_rows(tables[0].table), []
    return {}, tables


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
    amounts = made.amounts
    for money in amounts[1:]:
        for differing in mismatches(amounts[0], money):
            raise errors.MoneyMismatchError(
                f"{differing}_mismatch",
                one=stated_of(amounts[0], differing),
                other=stated_of(money, differing),
            )
