"""What came back for what was put in: attention, engagement, money; three lines, never one (`cm.returns`)."""

from __future__ import annotations

from cmkit.returning.counting import Returns, returns
from cmkit.returning.holdout import Lift, lift
from cmkit.returning.lines import Roa, Roe, Roi
from cmkit.returning.priced import EmvRange, emv_range

__all__ = ["EmvRange", "Lift", "Returns", "Roa", "Roe", "Roi", "emv_range", "lift", "returns"]
