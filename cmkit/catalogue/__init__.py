"""Every metric, declared once: `CATALOGUE` (what is known of each) and `FUNCTIONS` (what one calls)."""

from __future__ import annotations

from cmkit.catalogue import acts, audience, care, engagement, paid, spread, traffic, value, video
from cmkit.catalogue.declare import CATALOGUE, FUNCTIONS, Metric, column_of, find, is_rate

__all__ = ["CATALOGUE", "FUNCTIONS", "Metric", "column_of", "find", "is_rate"]

FAMILIES = (acts, engagement, spread, audience, care, traffic, video, paid, value)
"""The modules that declare metrics."""
