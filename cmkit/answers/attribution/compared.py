"""What a comparison of models is made of, before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cmkit.answers.attribution.attribute import Credit, Options
from cmkit.errors import CmkitError
from cmkit.statements.aside import Aside


@dataclass(frozen=True, eq=False, repr=False)
class Compared:
    """The shares, ranks and credits by model: see `cmkit.answers.attribution.compare_models.Comparison`.

    - `refused`: the error of each model that could not be computed; `aside`: the rows left out.
    """

    table: pd.DataFrame
    ranks: pd.DataFrame
    credits: pd.DataFrame
    sensitivity: pd.DataFrame
    total: float
    found: dict[str, Credit]
    refused: dict[str, CmkitError]
    aside: Aside
    options: Options
    value: str | None

    @property
    def models(self) -> list[str]:
        """The models that were computed, in order."""
        return list(self.found)
