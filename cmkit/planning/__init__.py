"""From a sales target back to a budget, and from a budget forward to sales: `cm.plan`."""

from __future__ import annotations

from cmkit.planning.plans import Plan, plan

__all__ = ["Plan", "plan"]
