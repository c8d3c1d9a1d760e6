"""The steps filled from what was exported: posts, ads, web analytics, as far as their columns go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.steps import STEPS, stage
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS, normalised
from cmkit.catalogue.measure import computable
from cmkit.given.money import Money
from cmkit.given.people import counts_people, together
from cmkit.given.rows import columns_of, opened, values_of
from cmkit.given.tables import Opened
from cmkit.language.facts import All, Inside
from cmkit.language.said import Said, said
from cmkit.statements.aside import one_by_one

ORDER = ("posts", "ads", "channels", "pages", "daily")
"""The kinds of tables, in the order in which they are asked for an indicator."""

WEB_FIRST = ("channels", "ads", "posts", "pages", "daily")
"""The same for leads and sales, which web analytics count once across networks."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A table to count from: its kind, its numbers, and where it comes from."""

    kind: str
    table: pd.DataFrame
    numbers: pd.DataFrame
    name: str
    currency: str | None = None


@dataclass
class Filling:
    """What was found: entries by step, money, costs by platform, and what is to be known, in sentences."""

    entries: dict[str, Entry] = field(default_factory=dict)
    spend: Money | None = None
    revenue: Money | None = None
    platforms: dict[str, dict[str, float]] = field(default_factory=dict)
    counted_in: dict[str, list[Piece]] = field(default_factory=dict)
    remarks: list[Said] = field(default_factory=list)

    def remark(self, key: str, name: str = "", **facts: Any) -> None:
        """Keep something to be known, once; `name` is that of the table it is said of."""
        remark = said(f"ledger.remark_{key}", name=name or said("ledger.the_table"), **facts)
        if remark not in self.remarks:
            self.remarks.append(remark)


def filled(sources: Iterable[Opened]) -> Filling:
    """Return what tables of posts, ads or visits count of each step."""
    found = Filling()
    pieces = [_piece(source, found) for source in sources]
    social = [piece for piece in pieces if piece.kind not in ("pages", "daily")]
    if social:
        for piece in pieces:
            if piece not in social:
                found.remark("not_used", name=piece.name)
    elif pieces:
        found.remark("all_visits", name=", ".join(piece.name for piece in pieces))
    chosen = [piece for piece in pieces if piece in social] or pieces
    for step in STEPS:
        _fill(found, step, chosen)
    _money(found, chosen)
    found.platforms = by_platform(chosen)
    return found


def _kind(table: pd.DataFrame) -> str:
    signs = {"channel": "channels", "page": "pages", "spend": "ads"}
    return next((kind for sign, kind in signs.items() if sign in table), "posts")


def _piece(source: Opened, found: Filling) -> Piece:
    kind, table, name = source.kind or _kind(source.table), source.table, source.name
    if kind == "channels" and "channel" in table:
        table = _social(table, name, found)
    table = table.reset_index(drop=True)
    rows = opened(table)
    numbers = rows.numbers([column for column in rows.columns if column in NUMBERS])
    for one in one_by_one(rows.aside):
        found.remark("cell", name=name, row=one.row, fault=one.why)
    return Piece(kind, table, numbers, name, source.currency)


def _social(table: pd.DataFrame, name: str, found: Filling) -> pd.DataFrame:
    """Return the rows of social channels; what other channels brought is no step of the social cycle."""
    social = table.channel.map(lambda channel: "soci" in normalised(str(channel)))
    others = [str(channel) for channel in table.channel[~social]]
    if others:
        found.remark("other_channels", name=name, n=len(others), channels=All(tuple(others[:6])))
    return table[social]


def _fill(found: Filling, step: str, pieces: list[Piece]) -> None:
    indicators = (*STEPS[step].indicators, *(("conversions",) if step == "leads" else ()))
    counted = [
        (indicator, kind, having)
        for indicator in indicators
        for kind in (WEB_FIRST if step in ("leads", "sales") else ORDER)
        if (having := [piece for piece in pieces if _counts(piece, kind, indicator, step)])
    ]
    if not counted:
        return
    whole = [found_in for found_in in counted if len(found_in[2]) == _of_kind(pieces, found_in[1])]
    indicator, kind, having = (whole or counted)[0]
    if counts_people(indicator):
        having = [p for p in pieces if p.kind in ("posts", "ads") and indicator in p.numbers] or having
    found.entries[step] = entry = _counted(step, indicator, having, found)
    found.counted_in[step] = having
    for other, other_kind, others in counted:
        if other == indicator and other_kind != kind and not counts_people(indicator):
            names = ", ".join(dict.fromkeys(piece.name for piece in others))
            found.remark("also_counted", step=stage(step), indicator=Inside(indicator), name=names)
    for piece in pieces:
        if piece.kind == kind and piece not in having:
            found.remark("without", step=stage(step), indicator=Inside(indicator), name=piece.name)
    if indicator == "conversions":
        found.remark("conversions_sales" if step == "sales" else "conversions_leads", name=entry.source)


def _of_kind(pieces: list[Piece], kind: str) -> int:
    return sum(piece.kind == kind for piece in pieces)


def _counts(piece: Piece, kind: str, indicator: str, step: str) -> bool:
    """Tell whether a table counts an indicator for a step: conversions are sales only where they earned."""
    columns = columns_of(piece.numbers)
    known = indicator in columns or (indicator in CATALOGUE and computable(indicator, columns))
    if piece.kind != kind or not known:
        return False
    if not values_of(piece.numbers, indicator).notna().any():
        return False
    if indicator != "conversions":
        return True
    earned = "revenue" in piece.numbers and piece.numbers.revenue.sum() > 0
    return earned == (step == "sales")


def _counted(step: str, indicator: str, pieces: list[Piece], found: Filling) -> Entry:
    values = pd.concat([values_of(piece.numbers, indicator) for piece in pieces])
    known = values.dropna()
    names = ", ".join(dict.fromkeys(piece.name for piece in pieces if piece.name))
    if len(known) < len(values):
        found.remark(
            "rows_without", step=stage(step), indicator=Inside(indicator),
            n=len(values) - len(known), of=len(values),
        )  # fmt: skip
    return Entry(step, indicator, *together(values, indicator), source=names)


def _money(found: Filling, pieces: list[Piece]) -> None:
    spent = [piece for piece in pieces if "spend" in piece.numbers]
    found.spend = _total(spent, "spend", found)
    earned = [piece for piece in found.counted_in.get("sales", []) if "revenue" in piece.numbers]
    found.revenue = _total(earned, "revenue", found)


def _total(pieces: list[Piece], column: str, found: Filling) -> Money | None:
    total: Money | None = None
    for piece in pieces:
        unknown = int(piece.numbers[column].isna().sum())
        if unknown:
            found.remark(
                "money_without", piece.name, indicator=Inside(column), n=unknown, of=len(piece.numbers)
            )
        amount = Money(float(piece.numbers[column].sum()), piece.currency)
        total = amount if total is None else total + amount
    return total


def by_platform(pieces: list[Piece]) -> dict[str, dict[str, float]]:
    """Return followers won and money spent by platform, as far as tables say on which."""
    found: dict[str, dict[str, float]] = {}
    for piece in pieces:
        if "platform" not in piece.table:
            continue
        for column in ("net_followers", "follows", "spend"):
            if column in piece.numbers:
                sums = piece.numbers[column].groupby(piece.table.platform).sum(min_count=1)
                for platform, value in sums.dropna().items():
                    cells = found.setdefault(str(platform), {})
                    cells[column] = cells.get(column, 0.0) + float(value)
    return found
