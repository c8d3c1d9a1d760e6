"""What came back for what was put in: attention, engagement, money; three lines, never one (`cm.returns`)."""

from __future__ import annotations

from cmkit.returning.counting import Returns, returns
from cmkit.returning.holdout import Lift, lift
from cmkit.returning.lines import Roa, Roe, Roi
from cmkit.returning.paging import Answer, answer_the_boss
from cmkit.returning.priced import EmvRange, emv_range

__all__ = [
    "Answer", "EmvRange", "Lift", "Returns", "Roa", "Roe", "Roi",
    "answer_the_boss", "emv_range", "lift", "returns",
]  # fmt: skip
