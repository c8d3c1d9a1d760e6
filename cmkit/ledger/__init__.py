"""The social sales cycle, counted to the end: `cm.cycle`."""

from __future__ import annotations

from cmkit.ledger.cycles import Cycle, cycle

__all__ = ["Cycle", "cycle"]
