"""The arithmetic of the cycle: published cost examples, rates with their intervals, targets judged."""

from __future__ import annotations

from cmkit.answers.cycle.cycle import 


