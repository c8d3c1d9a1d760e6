"""What is stated of each step: its indicator, its count, its cost, its owner, what was wanted of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.steps import STEPS, is_step, step_name
from cmkit.catalogue.columns import Column, normalised
from cmkit.catalogue.quantity import as_number
from cmkit.given.headings import renames
from cmkit.given.money import Money, as_money
from cmkit.given.numbers import column_rule
from cmkit.given.objective import Objective, kpi_name
from cmkit.language.facts import Number, Span
from cmkit.language.labels import Labelled
from cmkit.language.nearest import unknown
from cmkit.language.writing import is_missing, is_text, shown

FIELDS = (
    "indicator", "count", "target", "owner", "cost", "revenue", "target_rate", "reference_rate", "goals",
)  # fmt: skip
"""What may be stated of a step."""

GOAL_FIELDS = ("name", "target", "value", "better", "owner", "objective")
"""What may be stated of a sub-objective; `objective` stands for a name and a target."""

STEP_HEADINGS = ("step", "etape")
"""How a table of steps, a row each, calls the column that names them (accents left out)."""


@dataclass(frozen=True)
class Goal(Labelled):
    """A sub-objective of a step: what it is called, what was wanted, what came."""

    name: str
    target: float = math.nan
    value: float = math.nan
    better: str = "higher"
    owner: str = ""
    objective: Objective | None = None


@dataclass(frozen=True)
class Entry:
    """What is known of a step; NaN, None and "" where it is not. `low` and `high` differ where only bounds of
    its count are known (reach of several posts); both rates are those to the next step."""

    step: str
    indicator: str
    low: float = math.nan
    high: float = math.nan
    target: float = math.nan
    owner: str = ""
    cost: Money | None = None
    revenue: Money | None = None
    target_rate: float = math.nan
    reference_rate: float = math.nan
    goals: tuple[Goal, ...] = ()
    source: str = ""

    @property
    def counted(self) -> bool:
        """Tell whether the step has a count, or bounds of one."""
        return not math.isnan(self.low)

    @property
    def exact(self) -> bool:
        """Tell whether the count is one number."""
        return self.low == self.high

    @property
    def count(self) -> float:
        """The count; NaN where only bounds of it are known."""
        return self.low if self.exact else math.nan

    @property
    def span(self) -> Span:
        """The count, or its bounds, with where it comes from."""
        low, high = (Number(end).of(self.indicator, rows=[self.step], file=self.source)
                     for end in (self.low, self.high))  # fmt: skip
        return Span(low, high)


def is_steps(table: Any) -> bool:
    """Tell whether a table has a row a step: a column `step`, or an index of steps."""
    if not isinstance(table, pd.DataFrame):
        return False
    return _step_column(table) is not None or (len(table) > 0 and all(map(is_step, table.index)))


def from_rows(table: pd.DataFrame) -> list[tuple[Any, dict[str, Any]]]:
    """Return the step and the fields of each row of a table; empty cells are left out."""
    table = table.rename(columns=renames(table.columns))
    column = _step_column(table)
    names = table.index if column is None else table[column]
    cells = table[[name for name in table if name != column]].to_dict("records")
    kept = [{str(name): cell for name, cell in row.items() if not is_missing(cell)} for row in cells]
    return list(zip(names, kept, strict=True))


def by_step(pairs: Iterable[tuple[Any, Any]], twice: str = "step_twice") -> dict[str, Any]:
    """Return what is given of steps by their names; raise `DuplicateNameError` for one given twice."""
    found: dict[str, Any] = {}
    for word, given in pairs:
        step = step_name(word)
        if step in found:
            raise errors.DuplicateNameError(twice, step=step)
        found[step] = given
    return found


def _step_column(table: pd.DataFrame) -> Any:
    return next((name for name in table if normalised(str(name)) in STEP_HEADINGS), None)


def stated(told: Mapping[str, Any], filled: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return every step in order: what a person stated of it stands over what was filled in."""
    return {step: _entry(step, told.get(step, {}), filled.get(step)) for step in STEPS}


def _entry(step: str, given: Any, filled: Entry | None) -> Entry:
    fields = dict(given) if isinstance(given, Mapping) else {"count": given}
    for name in fields:
        if name not in FIELDS:
            raise unknown("step_field", str(name), FIELDS)
    usual = STEPS[step][0]
    named = as_text(f"{step} indicator", fields.get("indicator"))
    entry = filled or Entry(step, usual)
    low, high = _bounds(step, kpi_name(named or usual), fields.get("count"))
    if not math.isnan(low):
        entry = replace(entry, low=low, high=high, source="")
    if named or not math.isnan(low):
        entry = replace(entry, indicator=kpi_name(named or usual))
    return replace(entry, **{name: _field(step, name, fields[name]) for name in FIELDS[2:] if name in fields})


def _field(step: str, name: str, value: Any) -> Any:
    match name:
        case "owner":
            return as_text(f"{step} owner", value)
        case "cost" | "revenue":
            return as_money(f"{step} {name}", value)
        case "goals":
            several = value if isinstance(value, (list, tuple)) else () if value is None else (value,)
            return tuple(_goal(goal) for goal in several)
    return as_number(value, Column(f"{step} {name}", "ratio"))


def _bounds(step: str, indicator: str, count: Any) -> tuple[float, float]:
    ends = tuple(count) if isinstance(count, (list, tuple)) else (count, count)
    minimum = column_rule(indicator).minimum if indicator == "net_followers" else 0.0
    rule = Column(f"{step} count", "count", minimum=minimum)
    if len(ends) == 2:
        low, high = (as_number(end, rule) for end in ends)
        if math.isnan(low) == math.isnan(high) and not low > high:
            return low, high
    raise errors.BadValueError("not_bounds", name=f"{step} count", value=shown(count))


def as_text(name: str, given: Any) -> str:
    """Return a text as given, "" where there is none; raise for anything else."""
    if is_missing(given):
        return ""
    if not is_text(given):
        raise errors.NotANumberError("not_text", name=name, value=shown(given))
    return str(given)


def _goal(given: Any) -> Goal:
    """Return a sub-objective from an `Objective` or a mapping of `GOAL_FIELDS`."""
    if isinstance(given, Goal):
        return given
    fields = {"objective": given} if isinstance(given, Objective) else given
    if not isinstance(fields, Mapping):
        raise errors.BadValueError("not_a_goal", value=shown(given))
    for field in fields:
        if field not in GOAL_FIELDS:
            raise unknown("goal_field", str(field), GOAL_FIELDS)
    goal = fields.get("objective")
    if isinstance(goal, Objective):
        name = goal.kpi or goal.aim.deciding[0]
        fields = {"target": goal.target, "owner": goal.owner, "value": fields.get("value")}
    elif goal is None and (word := as_text("goals name", fields.get("name"))):
        name = kpi_name(word)
    else:
        raise errors.BadValueError("not_a_goal", value=shown(dict(given)))
    rules = {each: Column(f"{name} {each}", "ratio", minimum=None) for each in ("target", "value")}
    target, value = (as_number(fields.get(each), rule) for each, rule in rules.items())
    better = as_text("goals better", fields.get("better")) or column_rule(name).better
    if better not in ("higher", "lower"):
        raise unknown("better", better, ("higher", "lower"))
    return Goal(name, target, value, better, as_text("goals owner", fields.get("owner")), goal)
