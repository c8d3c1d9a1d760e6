"""What each step cost: all that was paid, over what was counted at the step."""

from __future__ import annotations

import math
from typing import NamedTuple

from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable
from cmkit.given.money import Money
from cmkit.given.people import Span, together
from cmkit.given.rows import Rows

STEPS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("notoriety", ("reach", "viewers"), 1000),
    ("notoriety", ("views", "impressions"), 1000),
    ("notoriety", ("net_followers", "follows"), 1),
    ("influence", ("shares",), 1),
    ("engagement", ("interactions", "public_interactions"), 1),
    ("engagement", ("link_clicks", "clicks"), 1),
    ("engagement", ("engaged_sessions", "sessions"), 1),
    ("leads", ("leads", "form_submissions", "sign_ups"), 1),
    ("sales", ("orders", "conversions"), 1),
    ("sales", ("new_customers",), 1),
)
"""The steps of the cycle, what may be counted at each (best first), and for how many a cost is given."""


class Step(NamedTuple):
    """A step: what is counted, how many (bounds for people, NaN if unknown), and what `per` of them cost."""

    stage: str
    what: str
    low: float
    high: float
    per: int
    cheapest: float
    dearest: float


def steps(results: Rows, cost: Money | None, audience: float | None = None) -> list[Step]:
    """Return the steps that the columns allow; costs are NaN without a cost, or where nothing came."""
    found = []
    for stage, names, per in STEPS:
        for name in names:
            if counted := _counted(results, name, audience):
                low, high = counted
                found.append(Step(stage, name, low, high, per, _each(cost, high, per), _each(cost, low, per)))
                break
    return found


def _each(cost: Money | None, count: float, per: int) -> float:
    return per * cost.amount / count if cost is not None and count > 0 else math.nan


def _counted(results: Rows, name: str, audience: float | None) -> Span | None:
    """Return how many there are in all (two bounds for people), or None where the columns do not say."""
    if name not in results.table and not (name in CATALOGUE and computable(name, results.columns)):
        return None
    values = results.values(name)
    return None if values.isna().all() else together(values, name, audience)
