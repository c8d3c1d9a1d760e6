"""What is said of leaks: in the language asked for, of the table and of any columns of it."""

from __future__ import annotations

from cmkit.answers.cycle.cycle import 


