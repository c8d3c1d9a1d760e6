"""Every metric, declared once: `CATALOGUE` (what is known of each) and `FUNCTIONS` (what one calls)."""

from importlib import import_module

from cmkit.catalogue.declare import CATALOGUE, FUNCTIONS, Metric, column_of, find, is_rate

__all__ = ["CATALOGUE", "FUNCTIONS", "Metric", "column_of", "find", "is_rate"]

FAMILIES = tuple(
    import_module(f"cmkit.catalogue.{family}")
    for family in ("engagement", "spread", "audience", "traffic", "video", "paid")
)
"""The modules that declare metrics, in the order in which the metrics are shown."""
