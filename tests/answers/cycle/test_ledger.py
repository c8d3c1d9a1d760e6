"""The ledger as a value: what all cost, what came back, what is not known."""

from __future__ import annotations

from cmkit.answers.cycle.cycle import 


