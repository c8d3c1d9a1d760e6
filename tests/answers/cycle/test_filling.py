"""The cycle filled from exports: counted to the end, nothing dropped in silence."""

from __future__ import annotations

from cmkit.answers.cycle.cycle import 


