"""What each step cost: all that was paid, over what was counted at the step."""

from __future__ import annotations

import math
from typing import NamedTuple

from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable
from cmkit.given.money import Money
from cmkit.given.people import together, unit_cost
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


def steps(rows: Rows, cost: Money | None, audience: float | None = None) -> list[Step]:
    """Return the steps that the columns allow; costs are NaN without a cost, or where nothing came."""
    paid = cost.amount if cost else math.nan
    found = []
    for stage, names, per in STEPS:
        if what := next((name for name in names if _has(rows, name)), None):
            counted = together(rows.values(what), what, audience)
            found.append(Step(stage, what, *counted, per, *unit_cost(paid, counted, per)))
    return found


def _has(rows: Rows, name: str) -> bool:
    """Tell whether the results have values of a column, or of a metric over their columns."""
    there = name in rows.table or (name in CATALOGUE and computable(name, rows.columns))
    return there and bool(rows.values(name).notna().any())
