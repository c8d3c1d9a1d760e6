"""What each step cost: all that was paid, over what was counted at the step."""

from __future__ import annotations

from typing import NamedTuple

from cmkit.answers.returns.returned import Returned
from cmkit.answers.returns.sums import between
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable
from cmkit.catalogue.quantity import ratio
from cmkit.given.people import UNKNOWN, within
from cmkit.given.rows import Rows, column_rule

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


STAGES = {"traffic": "engagement", "visibility": "notoriety", "image": "engagement",
          "notoriety": "notoriety", "leads": "leads", "sales": "sales"}  # fmt: skip
"""The stage at which a KPI that is counted at none of these steps has one of its own."""


class Step(NamedTuple):
    """A step: what is counted, how many (bounds for people, NaN if unknown), and what `per` of them cost."""

    stage: str
    what: str
    low: float
    high: float
    per: int
    cheapest: float
    dearest: float


def steps(found: Returned, audience: float | None = None) -> list[Step]:
    """Return the steps that the columns allow; costs are NaN without a cost, or where nothing came.

    The KPI that the objective chose and the acts that serve come first where they may be counted at a step;
    such a KPI has a step of its own where it may not.
    """
    rows, paid, counted = found.rows, found.roi.paid, []
    kpi = rows.column(found.goal.kpi or "")
    first, listed = (kpi, *found.roe.acts), {name for _, names, _ in STEPS for name in names}
    own = kpi not in listed and column_rule(kpi).unit == "count" and _has(rows, kpi)
    for stage, names, per in [*STEPS, *([(STAGES[found.goal.name], (kpi,), 1)] if own else [])]:
        order = (*(name for name in first if name in names), *names)
        if what := next((name for name in order if _has(rows, name)), None):
            count = within(rows.values(what), what, audience)
            each = between(ratio, paid.ends, count) if paid else UNKNOWN
            counted.append(Step(stage, what, *count, per, *(per * end for end in each)))
    return counted


def _has(rows: Rows, name: str) -> bool:
    """Tell whether the results have values of a column, or of a metric over their columns."""
    there = name in rows.table or (name in CATALOGUE and computable(name, rows.columns))
    return there and bool(rows.values(name).notna().any())
