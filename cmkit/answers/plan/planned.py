"""What a plan is made of, before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cmkit.answers.plan.chains import Chain
from cmkit.answers.plan.odds import Odds


@dataclass(frozen=True, eq=False, repr=False)
class Planned:
    """What was asked, the chain it was asked of, and the steps found: see `cmkit.answers.plan.plan.Plan`."""

    table: pd.DataFrame
    asked: str
    value: float
    chain: Chain
    aov: Odds | None
    level: float
    currency: str | None = None

    @property
    def rates(self) -> pd.DataFrame:
        """The rates used: `step` reached, `before`, `rate`, `kind` ("known", "counts", "range"), `trials`."""
        pairs = zip(self.chain.steps, self.chain.steps[1:], strict=False)
        rows = [
            (step, before, odds.value, odds.kind, odds.trials)
            for before, step in pairs
            for odds in [self.chain.rates[step]]
        ]
        return pd.DataFrame(rows, columns=["step", "before", "rate", "kind", "trials"])
