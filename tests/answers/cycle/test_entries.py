"""Steps as they are stated: a table with a row a step says what a mapping says."""

from __future__ import annotations

from cmkit.answers.cycle.cycle import 


