"""Platform exports to tidy tables: `cm.read`, and the `Export` that accounts for every row."""

from cmkit.reading.export import Export
from cmkit.reading.read import read

__all__ = ["Export", "read"]
