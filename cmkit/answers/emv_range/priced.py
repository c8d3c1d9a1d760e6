"""Rows priced by lists that somebody chose: the numbers, before anything is said of them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Priced:
    """A row a price list, with the value by each: see `EmvRange`."""

    table: pd.DataFrame
    currency: str | None = None

    @property
    def low(self) -> float:
        """The value by the cheapest list."""
        return float(self.table["value"].min())

    @property
    def high(self) -> float:
        """The value by the dearest list."""
        return float(self.table["value"].max())
