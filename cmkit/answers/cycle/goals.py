"""An objective broken into sub-objectives: each with a target of its own and its own verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cmkit import errors
from cmkit.answers.verdict.judging import attained, status
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number
from cmkit.given.objective import Objective, kpi_name
from cmkit.given.rows import column_rule
from cmkit.language.labels import Labelled
from cmkit.language.nearest import unknown
from cmkit.language.writing import is_missing

FIELDS = ("name", "target", "value", "better", "owner", "objective")
"""What may be stated of a sub-objective; `objective` stands for a name and a target."""


@dataclass(frozen=True)
class Goal(Labelled):
    """A sub-objective of a step: what it is called, what was wanted, what came."""

    name: str
    target: float = math.nan
    value: float = math.nan
    better: str = "higher"
    owner: str = ""
    objective: Objective | None = None

    def with_value(self, value: float) -> Goal:
        """Return the same with a value."""
        return Goal(self.name, self.target, value, self.better, self.owner, self.objective)


def as_text(name: str, given: Any) -> str:
    """Return a text as given, "" where there is none; raise for anything else."""
    if is_missing(given):
        return ""
    if not isinstance(given, str):
        raise errors.NotANumberError("not_text", name=name, value=repr(given)[:60])
    return given


def as_goals(given: Any) -> tuple[Goal, ...]:
    """Return the sub-objectives given: several in a list, or one by itself."""
    if given is None:
        return ()
    return tuple(as_goal(goal) for goal in (given if isinstance(given, (list, tuple)) else [given]))


def as_goal(given: Any) -> Goal:
    """Return a sub-objective from an `Objective` or a mapping of `FIELDS`.

    >>> as_goal({"name": "shares", "target": 500, "value": 430}).name
    'shares'
    """
    if isinstance(given, Goal):
        return given
    if isinstance(given, Objective):
        return _of(given, {})
    if not isinstance(given, Mapping):
        raise errors.BadValueError("not_a_goal", value=repr(given)[:60])
    for field in given:
        if field not in FIELDS:
            raise unknown("goal_field", str(field), FIELDS)
    if isinstance(given.get("objective"), Objective):
        return _of(given["objective"], given)
    word = as_text("goals name", given.get("name"))
    if not word:
        raise errors.BadValueError("not_a_goal", value=repr(dict(given))[:60])
    name = kpi_name(word)
    better = as_text("goals better", given.get("better")) or column_rule(name).better
    if better not in ("higher", "lower"):
        raise unknown("better", str(better), ("higher", "lower"))
    return Goal(name, *_numbers(name, given), better, as_text("goals owner", given.get("owner")))


def _of(goal: Objective, given: Mapping[str, Any]) -> Goal:
    name = goal.kpi or goal.aim.deciding[0]
    target = math.nan if goal.target is None else goal.target
    value = _numbers(name, given)[1]
    return Goal(name, target, value, column_rule(name).better, goal.owner or "", goal)


def _numbers(name: str, given: Mapping[str, Any]) -> tuple[float, float]:
    target, value = (
        as_number(given.get(field), Column(f"{name} {field}", "ratio", minimum=None))
        for field in ("target", "value")
    )
    return target, value


def verdict(
    value: float, target: float, better: str = "higher", objective: Objective | None = None
) -> tuple[float, str | None]:
    """Return the share of a target that is attained, and "met", "near", "missed" or None.

    >>> verdict(430, 500)
    (0.86, 'missed')
    """
    goal = objective or Objective("traffic", target=None if math.isnan(target) else target)
    return attained(value, goal, better), status(value, goal, better)
