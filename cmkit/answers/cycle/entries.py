"""What is stated of each step: its indicator, its count, its cost, its owner, what was wanted of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.goals import Goal, as_goals, as_text
from cmkit.answers.cycle.steps import STEPS, step_name
from cmkit.catalogue.columns import Column, normalised
from cmkit.catalogue.quantity import as_number
from cmkit.given.money import Money, as_money
from cmkit.given.objective import kpi_name
from cmkit.given.rows import column_rule
from cmkit.language import writing
from cmkit.language.nearest import unknown


@dataclass(frozen=True)
class Entry:
    """What is known of a step; NaN, None and "" where it is not.

    - `low`, `high`: the count; they differ where only bounds are known (reach of several posts), and
      `high` is NaN where the most is not (one of them has no reach);
    - `target`: the count wanted; `target_rate`, `reference_rate`: the rate to the next step that was
      wanted, or that is known from elsewhere;
    - `source`: where the count comes from, "" where it was given.
    """

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


FIELDS = (
    "indicator", "count", "target", "owner", "cost", "revenue", "target_rate", "reference_rate", "goals",
)  # fmt: skip
"""What may be stated of a step."""

STEP_HEADINGS = ("step", "etape")
"""How a table of steps, a row each, calls the column that names them (accents left out)."""


def stated(steps: Mapping[Any, Any]) -> dict[str, Entry]:
    """Return what a mapping of steps states, in the order of the cycle.

    A step is given as a count, as a pair of bounds of one, as None (not known), or as a mapping of
    `FIELDS`. Raises `UnknownNameError` for a step or a field, `DuplicateNameError` for a step given
    twice, `BadValueError` or `NotANumberError` for what cannot be.
    """
    named: dict[str, Any] = {}
    for word, given in steps.items():
        step = step_name(word)
        if step in named:
            raise errors.DuplicateNameError("step_twice", step=step)
        named[step] = given
    return {step: _entry(step, named[step]) for step in STEPS if step in named}


def is_steps(table: Any) -> bool:
    """Tell whether a table has a row a step: a column `step`, or an index of steps."""
    return isinstance(table, pd.DataFrame) and (_step_column(table) is not None or _named_by_step(table))


def from_rows(table: pd.DataFrame) -> dict[str, Any]:
    """Return a table with a row a step as a mapping; empty cells are left out."""
    column = _step_column(table)
    names = table.index if column is None else table[column]
    fields = [name for name in table if name != column]
    found: dict[str, Any] = {}
    for word, cells in zip(names, table[fields].to_dict("records"), strict=True):
        step = step_name(word)
        if step in found:
            raise errors.DuplicateNameError("step_twice", step=step)
        found[step] = {str(name): cell for name, cell in cells.items() if not writing.is_missing(cell)}
    return found


def _step_column(table: pd.DataFrame) -> Any:
    return next((name for name in table if normalised(str(name)) in STEP_HEADINGS), None)


def _named_by_step(table: pd.DataFrame) -> bool:
    try:
        return len(table) > 0 and all(step_name(word) for word in table.index)
    except errors.UnknownNameError:
        return False


def _entry(step: str, given: Any) -> Entry:
    fields = dict(given) if isinstance(given, Mapping) else {"count": given}
    for name in fields:
        if name not in FIELDS:
            raise unknown("step_field", str(name), FIELDS)
    indicator = kpi_name(as_text(f"{step} indicator", fields.get("indicator")) or STEPS[step].indicators[0])
    low, high = _bounds(step, indicator, fields.get("count"))
    return Entry(
        step=step,
        indicator=indicator,
        low=low,
        high=high,
        target=_number(step, "target", fields.get("target")),
        owner=as_text(f"{step} owner", fields.get("owner")),
        cost=as_money(f"{step} cost", fields.get("cost")),
        revenue=as_money(f"{step} revenue", fields.get("revenue")),
        target_rate=_number(step, "target_rate", fields.get("target_rate")),
        reference_rate=_number(step, "reference_rate", fields.get("reference_rate")),
        goals=as_goals(fields.get("goals")),
    )


def _bounds(step: str, indicator: str, count: Any) -> tuple[float, float]:
    ends = tuple(count) if isinstance(count, (list, tuple)) else (count, count)
    if len(ends) != 2:
        raise errors.BadValueError("not_bounds", name=f"{step} count", value=repr(count))
    minimum = column_rule(indicator).minimum if indicator == "net_followers" else 0.0
    rule = Column(f"{step} count", "count", minimum=minimum)
    low, high = (as_number(end, rule) for end in ends)
    if math.isnan(low) != math.isnan(high) or low > high:
        raise errors.BadValueError("not_bounds", name=f"{step} count", value=repr(count))
    return low, high


def _number(step: str, field: str, value: Any) -> float:
    return as_number(value, Column(f"{step} {field}", "ratio"))


def merged(first: dict[str, Entry], then: dict[str, Entry], given: Mapping[str, Any]) -> dict[str, Entry]:
    """Return entries where what a person stated (`then`) stands over what was filled in (`first`).

    `given` holds what was stated as it was stated, by step: a count left out keeps the one filled in.
    """
    steps = [step for step in STEPS if step in first or step in then]
    return {step: _over(first.get(step), then.get(step), given.get(step)) for step in steps}


def _over(filled: Entry | None, told: Entry | None, given: Any) -> Entry:
    if filled is None or told is None:
        return filled or told  # type: ignore[return-value]
    kept: dict[str, Any] = {}
    fields = given if isinstance(given, Mapping) else {"count": given}
    if told.counted:
        kept |= {"low": told.low, "high": told.high, "source": "", "indicator": told.indicator}
    if fields.get("indicator"):
        kept["indicator"] = told.indicator
    plain = ("target", "owner", "cost", "revenue", "target_rate", "reference_rate", "goals")
    kept |= {name: getattr(told, name) for name in plain if name in fields}
    return replace(filled, **kept)
