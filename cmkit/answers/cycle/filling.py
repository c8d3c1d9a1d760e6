"""The steps filled from what was exported: posts, ads, web analytics, as far as their columns go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.steps import STEPS, stage
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import normalised
from cmkit.catalogue.measure import computable
from cmkit.given.money import Money
from cmkit.given.people import counts_people, together
from cmkit.given.rows import Rows
from cmkit.language.facts import All, Inside
from cmkit.language.said import Said, said
from cmkit.statements.aside import Aside, joined

ORDER = ("posts", "ads", "channels", "pages", "daily")
"""The kinds of tables, in the order in which they are asked for an indicator."""

WEB_FIRST = ("channels", "ads", "posts", "pages", "daily")
"""The same for leads and sales, which web analytics count once across networks."""

ALL_SOURCES = ("pages", "daily")
"""The kinds of tables that count visits whatever brought them."""

KINDS = {"channel": "channels", "page": "pages", "spend": "ads"}
"""The column that tells of what kind a table is that does not say; of posts otherwise."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A table to count from, of what kind it is, and which of its rows count."""

    rows: Rows
    kind: str
    kept: pd.Series[bool]

    def has(self, column: str) -> bool:
        """Tell whether it has a column of numbers."""
        return column in self.rows.known

    def values(self, indicator: str) -> pd.Series[float]:
        """Return a column or a metric, row by row, of the rows that count."""
        return self.rows.values(indicator)[self.kept]


@dataclass
class Filling:
    """What was found: entries by step, money, costs by platform, what is to be known, what was set aside."""

    entries: dict[str, Entry] = field(default_factory=dict)
    spend: Money | None = None
    revenue: Money | None = None
    platforms: dict[str, dict[str, float]] = field(default_factory=dict)
    counted_in: dict[str, list[Piece]] = field(default_factory=dict)
    remarks: list[Said] = field(default_factory=list)
    aside: Aside = field(default_factory=lambda: Aside(0))

    def remark(self, key: str, name: str = "", **facts: Any) -> None:
        """Keep something to be known, once; `name` is that of the table it is said of."""
        remark = said(f"ledger.remark_{key}", name=name or said("ledger.the_table"), **facts)
        if remark not in self.remarks:
            self.remarks.append(remark)


def filled(sources: Iterable[Rows]) -> Filling:
    """Return what tables of posts, ads or visits count of each step."""
    found = Filling()
    pieces = [_piece(rows, found) for rows in sources]
    chosen = [piece for piece in pieces if piece.kind not in ALL_SOURCES]
    if pieces and not chosen:
        found.remark("all_visits", name=", ".join(piece.rows.name for piece in pieces))
    chosen = chosen or pieces
    for piece in pieces:
        if piece not in chosen:
            found.remark("not_used", name=piece.rows.name)
    for step in STEPS:
        _fill(found, step, chosen)
    found.spend = _total(chosen, "spend", found)
    found.revenue = _total(found.counted_in.get("sales", []), "revenue", found)
    found.platforms = by_platform(chosen)
    found.aside = joined(piece.rows.aside for piece in pieces)
    return found


def _piece(rows: Rows, found: Filling) -> Piece:
    kind = rows.kind or next((kind for sign, kind in KINDS.items() if sign in rows.table), "posts")
    kept = pd.Series(True, index=rows.table.index)
    if kind == "channels" and "channel" in rows.table:
        # what other channels brought is no step of the social cycle
        kept = rows.table.channel.map(lambda channel: "soci" in normalised(str(channel))).astype(bool)
        others = [str(channel) for channel in rows.table.channel[~kept]]
        if others:
            found.remark("other_channels", rows.name, n=len(others), channels=All(tuple(others[:6])))
    rows.numbers()  # each cell that cannot be used is noted, also where nothing counts it
    return Piece(rows, kind, kept)


def _fill(found: Filling, step: str, pieces: list[Piece]) -> None:
    counted = list(_countings(step, pieces))
    if not counted:
        return
    of_kind = [piece.kind for piece in pieces]
    whole = (each for each in counted if len(each[2]) == of_kind.count(each[1]))
    indicator, kind, having = next(whole, counted[0])
    if counts_people(indicator):
        having = [p for p in pieces if p.kind in ("posts", "ads") and p.has(indicator)] or having
    found.entries[step], found.counted_in[step] = _counted(step, indicator, having, found), having
    facts = {"step": stage(step), "indicator": Inside(indicator)}
    for other, of, others in counted:
        if other == indicator and of != kind and not counts_people(indicator):
            found.remark("also_counted", _names(others), **facts)
    for piece in pieces:
        if piece.kind == kind and piece not in having:
            found.remark("without", piece.rows.name, **facts)
    if indicator == "conversions":
        found.remark("conversions_sales" if step == "sales" else "conversions_leads", _names(having))


def _countings(step: str, pieces: list[Piece]) -> Iterable[tuple[str, str, list[Piece]]]:
    """Yield what may count a step, best first: an indicator, a kind, the tables of this kind that have it."""
    for indicator in STEPS[step] + (("conversions",) if step == "leads" else ()):
        having = [piece for piece in pieces if _counts(piece, indicator, step)]
        for kind in WEB_FIRST if step in ("leads", "sales") else ORDER:
            if of_kind := [piece for piece in having if piece.kind == kind]:
                yield indicator, kind, of_kind


def _counts(piece: Piece, indicator: str, step: str) -> bool:
    """Tell whether a table counts an indicator for a step: conversions are sales only where they earned."""
    known = piece.has(indicator) or (indicator in CATALOGUE and computable(indicator, piece.rows.known))
    if not known or not piece.values(indicator).notna().any():
        return False
    earned = piece.has("revenue") and piece.values("revenue").sum() > 0
    return indicator != "conversions" or earned == (step == "sales")


def _counted(step: str, indicator: str, pieces: list[Piece], found: Filling) -> Entry:
    values = pd.concat([piece.values(indicator) for piece in pieces])
    if unknown := int(values.isna().sum()):
        told: dict[str, Any] = {"step": stage(step), "indicator": Inside(indicator)}
        found.remark("rows_without", n=unknown, of=len(values), **told)
    return Entry(step, indicator, *together(values, indicator), source=_names(pieces))


def _names(pieces: Sequence[Piece]) -> str:
    return ", ".join(dict.fromkeys(piece.rows.name for piece in pieces if piece.rows.name))


def _total(pieces: list[Piece], column: str, found: Filling) -> Money | None:
    amounts = []
    for piece in (piece for piece in pieces if piece.has(column)):
        values, facts = piece.values(column), {"indicator": Inside(column)}
        if unknown := int(values.isna().sum()):
            found.remark("money_without", piece.rows.name, n=unknown, of=len(values), **facts)
        amounts.append(Money(float(values.sum()), piece.rows.currency))
    return sum(amounts[1:], amounts[0]) if amounts else None


def by_platform(pieces: list[Piece]) -> dict[str, dict[str, float]]:
    """Return followers won and money spent by platform, as far as tables say on which."""
    found: dict[str, dict[str, float]] = {}
    for piece in pieces:
        for column in ("net_followers", "follows", "spend"):
            if "platform" in piece.rows.table and piece.has(column):
                sums = piece.values(column).groupby(piece.rows.table.platform).sum(min_count=1)
                for platform, value in sums.dropna().items():
                    cells = found.setdefault(str(platform), {})
                    cells[column] = cells.get(column, 0.0) + float(value)
    return found
