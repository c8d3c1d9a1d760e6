"""What a picture of two rankings shows, before anything is placed: names, bar lengths, ranks, words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

UNWRITABLE = dict.fromkeys([*range(32), 127], "\ufffd")
"""Characters that neither XML nor a font can hold."""


@dataclass(frozen=True)
class Side:
    """A bar of one panel: from `start` to `end` (0 to 1 along its axis; NaN: no value), and its words."""

    start: float
    end: float
    text: Any


@dataclass(frozen=True)
class Row:
    """A result: its bars, its status, its places (0 is the top) in the two rankings (None: none)."""

    name: Any
    by_rate: Side
    by_kpi: Side
    status: str
    status_text: Any
    place_by_rate: int | None
    place: int | None
    rank_by_rate: str
    rank: str
    move: str  # "up", "down" or "same", among all results that both rank, shown or not

    @property
    def leads_by_rate(self) -> bool:
        """Tell whether no result has a better rate."""
        return self.rank_by_rate in ("1", "1=")

    @property
    def leads(self) -> bool:
        """Tell whether no result serves the objective better."""
        return self.rank in ("1", "1=")


@dataclass(frozen=True)
class Sides:
    """The whole: rows, headings, the target's place (NaN: none) and its words (facts until drawn)."""

    rows: tuple[Row, ...]
    rate_title: Any
    rate_made_of: Any
    kpi_title: Any
    kpi_name: Any
    kpi_note: Any
    ranks_title: Any
    ranks_ends: tuple[Any, Any]
    ranks_key: Any
    target: float
    target_text: Any
    rate_zero: float
    kpi_zero: float
    more: Any
    described: Any
    lang: str = ""
