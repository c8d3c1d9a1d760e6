"""The bench, on which results are judged, the planner, and the place where export files are put."""

from __future__ import annotations

from cmkit.widgets.board import Bench, bench
from cmkit.widgets.sliders import Planner, planner
from cmkit.widgets.uploading import Upload, upload

__all__ = ["Bench", "Planner", "Upload", "bench", "planner", "upload"]
