"""The bounds of social media's share of visits, what they rest on, what nobody can know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Number, Quoted, Rate, Share, listed
from cmkit.language.said import Said, said
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, heads, paragraphs

COLUMNS = ("network", "sessions", "to_direct", "hidden")
RESTS_ON = {"low": ["sessions"], "likely": ["sessions", "hidden"], "high": ["sessions", "direct"]}
HIDDEN = "sessions * to_direct / (1 - to_direct)"


@dataclass(frozen=True, eq=False, repr=False)
class Bounds:
    """The three shares and what they rest on: see `DarkSocial`."""

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


def statement(bounds: Bounds) -> Statement:
    """Return what the bounds say."""
    shares = {which: _share(bounds, which) for which in RESTS_ON}
    main = said("journeys.dark_bounds", low=shares["low"], high=shares["high"])
    seen = Number(bounds.seen).of("sessions", rows=bounds.table["network"].tolist())
    why = said("journeys.dark_why", seen=seen, direct=Number(bounds.direct), total=Number(bounds.total))
    likely = said("journeys.dark_likely", likely=shares["likely"])
    rows = tuple(_row(row) for row in bounds.table.itertuples())
    named = {said(f"journeys.dark_bar_{which}"): share for which, share in shares.items()}
    bars = [Bar(name, share.value, share.value, share) for name, share in named.items()]
    parts = (
        Paragraph(main, "lead"),
        *paragraphs([why, likely, *_unknown(bounds)]),
        Paragraph(said("journeys.dark_source"), "note"),
        Grid(heads("journeys", COLUMNS, words=("network",)), rows, where=frozenset({"sheets"})),
        Picture(Bars(main, tuple(bars), said("journeys.dark_measured"))),
    )
    return Statement("dark", parts, title=main)


def _share(bounds: Bounds, which: str) -> Share:
    rows = bounds.table["network"].tolist()
    return Share(getattr(bounds, which), 1).of(*RESTS_ON[which], "total", rows=rows)


def _unknown(bounds: Bounds) -> Iterator[Said]:
    """Say of which networks all is hidden, and of which nothing is known."""
    lost = bounds.table["to_direct"]
    for key, which in (("dark_all", lost == 1), ("dark_unknown", lost.isna())):
        if names := bounds.table.loc[which, "network"].tolist():
            yield said(f"journeys.{key}", n=len(names), networks=listed(names))


def _row(row: Any) -> Row:
    hidden = Number(row.hidden).of("sessions", rows=[row.network], formula=HIDDEN)
    seen = Number(row.sessions).of("sessions", rows=[row.network])
    return Row((Quoted(row.network), seen, Rate(row.to_direct), hidden))
