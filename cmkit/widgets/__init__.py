"""The bench: results to edit, an objective to choose, and the verdict that follows every change."""

from __future__ import annotations

from cmkit.widgets.board import Bench, bench

__all__ = ["Bench", "bench"]
