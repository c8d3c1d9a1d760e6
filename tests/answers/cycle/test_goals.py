"""Sub-objectives: each has its own target and verdict, and one without a value is said to be open."""

from __future__ import annotations

from cmkit.answers.cycle.cycle import 


