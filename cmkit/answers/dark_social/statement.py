"""What bounds of social media's share say: the bounds, what they rest on, what nobody can know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Number, Rate, Share, listed
from cmkit.language.said import Said, said
from cmkit.statements.frames import code_word
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, heads, paragraphs


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


def statement(bounds: Bounds) -> Statement:
    """Return what the bounds say."""
    networks = bounds.table["network"].tolist()
    columns = {"low": ("sessions",), "likely": ("sessions", "hidden"), "high": ("sessions", "direct")}
    shares = {
        which: Share(getattr(bounds, which), 1).of(*read, "total", rows=networks)
        for which, read in columns.items()
    }
    main = said("journeys.dark_bounds", low=shares["low"], high=shares["high"])
    seen = Number(bounds.seen).of("sessions", rows=networks)
    why = said("journeys.dark_why", seen=seen, direct=Number(bounds.direct), total=Number(bounds.total))
    heading = heads("journeys", [str(name) for name in bounds.table], words=("network",))
    rows = tuple(map(_row, bounds.table.itertuples()))
    bars = (Bar(said(f"journeys.dark_bar_{which}"), s.value, s.value, s) for which, s in shares.items())
    parts = (
        Paragraph(main, "lead"),
        *paragraphs([why, said("journeys.dark_likely", likely=shares["likely"]), *_unknown(bounds)]),
        Paragraph(said("journeys.dark_source"), "note"),
        Grid(heading, rows, where=frozenset({"sheets"})),
        Picture(Bars(main, tuple(bars), said("journeys.dark_measured"))),
    )
    return Statement("dark", parts, title=main)


def _unknown(bounds: Bounds) -> Iterator[Said]:
    """Say of which networks all is hidden, and of which nothing is known."""
    lost = bounds.table["to_direct"]
    for key, which in (("dark_all", lost == 1), ("dark_unknown", lost.isna())):
        if names := [code_word("platform", name) for name in bounds.table.loc[which, "network"]]:
            yield said(f"journeys.{key}", n=len(names), networks=listed(names))


def _row(row: Any) -> Row:
    name, lost = [row.network], "sessions * to_direct / (1 - to_direct)"
    seen = Number(row.sessions).of("sessions", rows=name)
    hidden = Number(row.hidden).of("sessions", rows=name, formula=lost)
    return Row((code_word("platform", row.network), seen, Rate(row.to_direct), hidden))
