"""Where it leaks: if these fail, a step is blamed for a gap that is another's, or for none."""

from __future__ import annotations

from cmkit.answers.cycle.cycle import 


