"""The bench, on which results are edited and judged, and the place where export files are put."""

from __future__ import annotations

from cmkit.widgets.board import Bench, bench
from cmkit.widgets.uploading import Upload, upload

__all__ = ["Bench", "Upload", "bench", "upload"]
