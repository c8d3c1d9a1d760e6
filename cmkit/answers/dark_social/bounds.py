"""The bounds of social media's share of visits, before anything is said of them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Bounds:
    """The three shares and what they rest on: see `cmkit.answers.dark_social.dark_social.DarkSocial`."""

    low: float
    likely: float
    high: float
    table: pd.DataFrame
    direct: float
    total: float

    @property
    def seen(self) -> float:
        """How many visits name a network."""
        return float(self.table["sessions"].sum())
