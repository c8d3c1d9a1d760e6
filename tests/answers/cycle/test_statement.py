"""What a cycle says, in each language: if these fail, the numbers are right and the reader is misled."""

from __future__ import annotations

from cmkit.answers.cycle.cycle import 


