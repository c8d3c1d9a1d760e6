"""The steps filled from what was exported: posts, ads, web analytics, as far as their columns go."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cmkit.answers.cycle.entries import Days, Entry, apart, days, months
from cmkit.answers.cycle.steps import ON_SITE, STEPS, indicators, stage
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import normalised
from cmkit.catalogue.measure import computable
from cmkit.given.money import Money
from cmkit.given.numbers import column_rule
from cmkit.given.people import counts_people, together
from cmkit.given.rows import Months, Rows, in_all, months_between
from cmkit.language.facts import All, Amount, Capital, Inside
from cmkit.language.said import Said, said
from cmkit.statements.aside import Aside, joined

ORDER = ("posts", "ads", "channels", "pages", "daily")
"""The kinds of tables, in the order in which they are asked for an indicator."""

WEB_FIRST = ("channels", "ads", "posts", "pages", "daily")
"""The same for visits, leads and sales, which web analytics count once across networks."""

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

    @property
    def of_all_sources(self) -> bool:
        """Tell whether it counts visits whatever brought them; days of a network's own page are social."""
        networks = set(self.rows.table["platform"]) if "platform" in self.rows.table else set()
        return self.kind in ALL_SOURCES and networks <= {"web"}

    def values(self, indicator: str) -> pd.Series[float]:
        """Return a column or a metric, row by row, of the rows that count."""
        return self.rows.values(indicator)[self.kept]


@dataclass
class Filling:
    """What was found: entries by step, money, costs by platform, what is to be known, what was set aside.

    `partly` names what rows without a value may add to ("cost", "revenue"); `periods` the days of each.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    spend: Money | None = None
    revenue: Money | None = None
    partly: frozenset[str] = frozenset()
    periods: dict[str, Days] = field(default_factory=dict)
    platforms: dict[str, dict[str, Any]] = field(default_factory=dict)
    counted_in: dict[str, list[Piece]] = field(default_factory=dict)
    remarks: list[Said] = field(default_factory=list)
    aside: Aside = field(default_factory=lambda: Aside(0))
    months: Months | None = None
    apart: bool = False

    def remark(self, key: str, name: str = "", **facts: Any) -> None:
        """Keep something to be known, once; `name` is that of the table it is said of."""
        remark = said(f"ledger.remark_{key}", name=name or Capital(said("ledger.the_table")), **facts)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def whole_of(self, what: str, money: Money | None) -> Money | None:
        """Return an amount by month as that of all months, those of its own period or of the tables."""
        if money is None or money.per is None:
            return money
        months = months_between(*money.days) if money.days else self.months
        if self.apart and not months:
            self.remark("no_months", each=Amount(money.amount, money.currency))
            return None
        whole = in_all(money, months)
        if months and whole:
            each, made = (Amount(one.amount, one.currency) for one in (money, whole))
            self.periods[what] = months.first, months.last
            self.remark("by_month", n=months.n, days=days(self.periods[what]), each=each, all=made)
        return whole

    def leave(self, what: str) -> None:
        """Forget what tables say of "cost" or "revenue": a person stated it."""
        self.partly -= {what}
        self.periods.pop(what, None)


def filled(sources: Iterable[Rows], chain: Sequence[str] = tuple(STEPS)) -> Filling:
    """Return what tables of posts, ads or visits count of each step of a chain."""
    found = Filling()
    pieces = [_piece(rows, found) for rows in sources]
    chosen = [piece for piece in pieces if not piece.of_all_sources]
    if pieces and not chosen:
        found.remark("all_visits", name=", ".join(piece.rows.name for piece in pieces))
    chosen = chosen or pieces
    for piece in pieces:
        if piece not in chosen:
            found.remark("not_used", name=piece.rows.name)
    for step in chain:
        _fill(found, step, chosen)
    _compare_periods(found, chosen)
    sold = [piece for step in ("sales", "orders", "conversions") for piece in found.counted_in.get(step, [])]
    found.spend = _total(found, chosen, "spend", "cost")
    found.revenue = _total(found, sold, "revenue", "revenue")
    found.platforms = by_platform(chosen)
    found.aside = joined(piece.rows.aside for piece in pieces)
    return found


def _compare_periods(found: Filling, pieces: Sequence[Piece]) -> None:
    """Say where tables that count steps cover other months than each other, or no day in common."""
    used = [p for p in pieces if p.rows.period and any(p in each for each in found.counted_in.values())]
    covered = [p.rows.period for p in used if p.rows.period]
    found.apart = any(apart(*pair) for pair in itertools.combinations(covered, 2))
    if covered and not found.apart:
        found.months = months_between(min(p[0] for p in covered), max(p[1] for p in covered))
    for one, other in itertools.combinations(used, 2):
        if months(one.rows.period) != months(other.rows.period):
            key = "periods_apart" if apart(one.rows.period, other.rows.period) else "periods_differ"
            named = other.rows.name or said("ledger.the_other_table")
            facts = {"days": days(one.rows.period), "other": named, "others": days(other.rows.period)}
            found.remark(key, one.rows.name, **facts)


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
    counted = sorted(_countings(step, pieces), key=lambda each: each[1] in ALL_SOURCES)  # a page comes last
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
    on_site = any(indicators(step)[0] in indicators(each) for each in ON_SITE)
    for indicator in indicators(step) + (("conversions",) if step == "leads" else ()):
        having = [piece for piece in pieces if _counts(piece, indicator, step)]
        for kind in WEB_FIRST if on_site else ORDER:
            if of_kind := [piece for piece in having if piece.kind == kind]:
                yield indicator, kind, of_kind


def _counts(piece: Piece, indicator: str, step: str) -> bool:
    """Tell whether a table counts an indicator for a step: conversions are sales only where they earned."""
    known = piece.has(indicator) or (indicator in CATALOGUE and computable(indicator, piece.rows.known))
    if not known or not piece.values(indicator).notna().any():
        return False
    earned = piece.has("revenue") and piece.values("revenue").sum() > 0
    return indicator != "conversions" or step == "conversions" or earned == (step == "sales")


def _counted(step: str, indicator: str, pieces: list[Piece], found: Filling) -> Entry:
    values = pd.concat([piece.values(indicator) for piece in pieces])
    low, high = together(values, indicator)
    if unknown := int(values.isna().sum()):
        signed = column_rule(indicator).minimum is None
        told: dict[str, Any] = {"step": stage(step), "indicator": Inside(indicator)}
        found.remark("rows_unknown" if signed else "rows_without", n=unknown, of=len(values), **told)
        low, high = math.nan if signed else low, math.nan  # what is missing may add to it
    return Entry(step, indicator, low, high, source=_names(pieces), period=_covered(pieces))


def _covered(pieces: Sequence[Piece]) -> Days | None:
    """Return the days that tables cover together; None where one does not say."""
    each = [piece.rows.period for piece in pieces]
    known = [period for period in each if period]
    return (min(p[0] for p in known), max(p[1] for p in known)) if known and len(known) == len(each) else None


def _names(pieces: Sequence[Piece]) -> str:
    return ", ".join(dict.fromkeys(piece.rows.name for piece in pieces if piece.rows.name))


def _total(found: Filling, pieces: list[Piece], column: str, kept_as: str) -> Money | None:
    amounts, having = [], [piece for piece in pieces if piece.has(column)]
    for piece in having:
        values, facts = piece.values(column), {"indicator": Inside(column)}
        if unknown := int(values.isna().sum()):
            found.remark("money_without", piece.rows.name, n=unknown, of=len(values), **facts)
            found.partly |= {kept_as}
        amounts.append(Money(float(values.sum()), piece.rows.currency))
    if covered := _covered(having):
        found.periods[kept_as] = covered
    return sum(amounts[1:], amounts[0]) if amounts else None


def by_platform(pieces: list[Piece]) -> dict[str, dict[str, Any]]:
    """Return followers won and money spent by platform, as far as tables say on which."""
    found: dict[str, dict[str, Any]] = {}
    for piece in pieces:
        for column in ("net_followers", "follows", "spend"):
            if "platform" in piece.rows.table and piece.has(column):
                sums = piece.values(column).groupby(piece.rows.table.platform).sum(min_count=1)
                for platform, value in sums.dropna().items():
                    cells = found.setdefault(str(platform), {})
                    more = Money(value, piece.rows.currency) if column == "spend" else float(value)
                    cells[column] = cells[column] + more if column in cells else more
    return found
