"""What a diagnosis is made of, before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cmkit.answers.diagnosis.case import Case, news
from cmkit.answers.diagnosis.gathering import Evidence
from cmkit.answers.diagnosis.hypotheses import Weighed
from cmkit.evidence.intervals import Interval


@dataclass(frozen=True, eq=False, repr=False)
class Diagnosed:
    """The case, the hypotheses in order, the evidence: see `visits_without_sales.Diagnosis`."""

    case: Case
    found: list[Weighed]
    evidence: Evidence

    @property
    def surprising(self) -> bool | None:
        """Whether so few sales speak against the expected rate; None without one."""
        return self.case.surprising

    @property
    def chance(self) -> float | None:
        """The chance of so few sales, or fewer, if the expected rate were true; None without one."""
        return self.case.chance

    @property
    def upper_rate(self) -> float:
        """The highest rate of sale that these counts do not rule out (exact, one-sided)."""
        return self.case.upper_rate

    @property
    def interval(self) -> Interval:
        """The exact two-sided interval of the rate of sale."""
        return self.case.interval

    @property
    def visits_before_news(self) -> pd.DataFrame:
        """How many visits make so few sales news: for the expected rate, or for usual ones."""
        return news(self.case)
