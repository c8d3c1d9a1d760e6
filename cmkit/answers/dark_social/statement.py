"""What bounds of social media's share say: the bounds, what they rest on, what nobody can know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cmkit.answers.dark_social.bounds import Bounds
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Number, Quoted, Rate, Share, listed
from cmkit.language.said import Said, said
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, heads, paragraphs

COLUMNS = ("network", "sessions", "to_direct", "hidden")
SHEETS = frozenset({"sheets"})


def statement(bounds: Bounds) -> Statement:
    """Return what the bounds say."""
    main = said("journeys.dark_bounds", low=_share(bounds, "low"), high=_share(bounds, "high"))
    grid = Grid(
        heads("journeys", COLUMNS, words=("network",)),
        tuple(_row(row) for row in bounds.table.itertuples()),
        where=SHEETS,
    )
    parts = (
        Paragraph(main, "lead"),
        *paragraphs([_why(bounds), said("journeys.dark_likely", likely=_share(bounds, "likely"))]),
        *paragraphs(list(_unknown(bounds))),
        Paragraph(said("journeys.dark_source"), "note"),
        grid,
        Picture(_bars(bounds, main)),
    )
    return Statement("dark", parts, title=main)


def _share(bounds: Bounds, which: str) -> Share:
    columns = {"low": ("sessions",), "likely": ("sessions", "hidden"), "high": ("sessions", "direct")}[which]
    rows = bounds.table["network"].tolist()
    return Share(getattr(bounds, which), 1).of(*columns, "total", rows=rows)


def _why(bounds: Bounds) -> Said:
    seen = Number(bounds.seen).of("sessions", rows=bounds.table["network"].tolist())
    return said("journeys.dark_why", seen=seen, direct=Number(bounds.direct), total=Number(bounds.total))


def _unknown(bounds: Bounds) -> Iterator[Said]:
    """Say of which networks all is hidden, and of which nothing is known."""
    lost = bounds.table["to_direct"]
    for key, which in (("dark_all", lost == 1), ("dark_unknown", lost.isna())):
        names = bounds.table.loc[which, "network"].tolist()
        if names:
            yield said(f"journeys.{key}", n=len(names), networks=listed(names))


def _row(row: Any) -> Row:
    name = [row.network]
    return Row((
        Quoted(row.network),
        Number(row.sessions).of("sessions", rows=name),
        Rate(row.to_direct),
        Number(row.hidden).of("sessions", rows=name, formula="sessions * to_direct / (1 - to_direct)"),
    ))  # fmt: skip


def _bars(bounds: Bounds, title: Said) -> Bars:
    rows = []
    for which in ("low", "likely", "high"):
        share = _share(bounds, which)
        rows.append(Bar(said(f"journeys.dark_bar_{which}"), share.value, share.value, share))
    return Bars(title, tuple(rows), said("journeys.dark_measured"))
