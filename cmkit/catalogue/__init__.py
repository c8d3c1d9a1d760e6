"""Every metric, declared once: `CATALOGUE` (what is known of each) and `FUNCTIONS` (what one calls)."""

from __future__ import annotations

from cmkit.catalogue import acts, audience, care, engagement, money, spread, traffic, value, video
from cmkit.catalogue.declare import CATALOGUE, FUNCTIONS, Metric, column_of, find, is_rate
from cmkit.catalogue.formulas import formula, latex
from cmkit.catalogue.table import metrics

__all__ = ["CATALOGUE", "FUNCTIONS", "Metric", "column_of", "find", "formula", "is_rate", "latex", "metrics"]

ROOMS = (acts, engagement, spread, audience, care, traffic, video, money, value)
"""The modules that declare metrics."""
