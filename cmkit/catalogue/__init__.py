"""Every metric, declared once: `CATALOGUE` (what is known of each) and `FUNCTIONS` (what one calls)."""

from __future__ import annotations

from cmkit.catalogue import engagement
from cmkit.catalogue.declare import CATALOGUE, Metric, column_of, find, is_rate

FUNCTIONS = {name: getattr(module, name) for module in (engagement,) for name in CATALOGUE if hasattr(module, name)}
