"""The steps filled from what was exported: posts, ads, web analytics, as far as their columns go."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cmkit.answers.cycle.entries import PLATFORM_FIELDS, Days, Entry, apart, days
from cmkit.answers.cycle.steps import ON_SITE, STEPS, indicators, stage
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable
from cmkit.given.money import Money
from cmkit.given.names import is_social
from cmkit.given.numbers import column_rule
from cmkit.given.people import counts_people, within
from cmkit.given.rows import Months, Rows, in_all, months_between
from cmkit.language.facts import All, Amount, Capital, Inside
from cmkit.language.said import Said, said
from cmkit.statements.aside import Aside, joined

ORDER = ("posts", "ads", "channels", "pages", "daily")
WEB_FIRST = ("channels", "ads", "posts", "pages", "daily")
"""The kinds of tables, in the order in which they are asked for an indicator; and for one of visits, leads or
sales, which web analytics count once across networks."""

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
    """What was found; `partly` names what rows without a value may add to, as `periods` the days of each."""

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
        table = said("ledger.the_table")
        remark = said(f"ledger.remark_{key}", name=name or Capital(table), inside=name or table, **facts)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def whole_of(self, what: str, money: Money | None) -> Money | None:
        """Return an amount by month as that of all months, those of its own period or of the tables."""
        if money is None or money.per is None:
            return money
        months = months_between(*money.days) if money.days else self.months
        each = Amount(money.amount, money.currency)
        if self.apart and not months:
            self.remark("no_months", each=each)
            return None
        whole = in_all(money, months)
        if months and whole:
            self.periods[what] = months.first, months.last
            made = Amount(whole.amount, whole.currency)
            self.remark("by_month", n=months.n, days=days(self.periods[what]), each=each, all=made)
        return whole


def filled(sources: Iterable[Rows], chain: Sequence[str] = tuple(STEPS)) -> Filling:
    """Return what tables of posts, ads or visits count of each step of a chain."""
    found = Filling()
    pieces = [_piece(rows, found) for rows in sources]
    # Pages and days count visits whatever brought them; those of a network's own page are social.
    chosen = [p for p in pieces if p.kind not in ALL_SOURCES or {*p.rows.table.get("platform", ())} - {"web"}]
    if pieces and not chosen:
        found.remark("all_visits", name=", ".join(piece.rows.name for piece in pieces))
    chosen = chosen or pieces
    for piece in pieces:
        if piece not in chosen:
            found.remark("not_used", name=piece.rows.name)
    for step in chain:
        _fill(found, step, chosen)
    _compare_periods(found, [p for p in chosen if any(p in each for each in found.counted_in.values())])
    sold = [piece for step in ("sales", "orders", "conversions") for piece in found.counted_in.get(step, [])]
    found.spend = _total(found, chosen, "spend", "cost")
    found.revenue = _total(found, sold, "revenue", "revenue")
    for piece, column in itertools.product(chosen, PLATFORM_FIELDS):
        if "platform" in piece.rows.table and piece.has(column):
            sums = piece.values(column).groupby(piece.rows.table.platform).sum(min_count=1)
            for platform, value in sums.dropna().items():
                cells = found.platforms.setdefault(str(platform), {})
                more = Money(value, piece.rows.currency) if column == "spend" else float(value)
                cells[column] = cells[column] + more if column in cells else more
    found.aside = joined(piece.rows.aside for piece in pieces)
    return found


def _piece(rows: Rows, found: Filling) -> Piece:
    kind = rows.kind or next((kind for sign, kind in KINDS.items() if sign in rows.table), "posts")
    kept = pd.Series(True, index=rows.table.index)
    if kind == "channels" and "channel" in rows.table:
        # what other channels brought is no step of the social cycle
        kept = rows.table.channel.map(is_social).astype(bool)
        if others := rows.table.channel[~kept].map(str).tolist():
            found.remark("other_channels", rows.name, n=len(others), channels=All(tuple(others[:6])))
    rows.numbers()  # each cell that cannot be used is noted, also where nothing counts it
    return Piece(rows, kind, kept)


def _compare_periods(found: Filling, used: list[Piece]) -> None:
    """Say where tables that count other steps than each other cover other months, or no day in common."""
    covered = [(p.rows.period, p.rows.name, _counted_by(p, found)) for p in used if p.rows.period]
    pairs = [(one, other) for one, other in itertools.combinations(covered, 2) if one[2] != other[2]]
    found.apart = any(apart(one[0], other[0]) for one, other in pairs)
    if covered and not found.apart:
        found.months = months_between(min(p[0] for p, *_ in covered), max(p[1] for p, *_ in covered))
    for (one, name, _), (other, another, _) in pairs:
        # Posts and visits rarely share their first and their last day.
        if [day.replace(day=1) for day in one] != [day.replace(day=1) for day in other]:
            named = another or said("ledger.the_other_table")
            key = "periods_apart" if apart(one, other) else "periods_differ"
            found.remark(key, name, other=named, days=days(one), others=days(other))


def _counted_by(piece: Piece, found: Filling) -> set[str]:
    return {step for step, pieces in found.counted_in.items() if piece in pieces}


def _fill(found: Filling, step: str, pieces: list[Piece]) -> None:
    counted = sorted(_countings(step, pieces), key=lambda each: each[1] in ALL_SOURCES)  # a page comes last
    if not counted:
        return
    of_kind = [piece.kind for piece in pieces]
    whole = (each for each in counted if len(each[2]) == of_kind.count(each[1]))
    indicator, kind, having = next(whole, counted[0])
    if counts_people(indicator):
        having = [p for p in pieces if p.kind in ("posts", "ads") and p.has(indicator)] or having
    facts: dict[str, Any] = {"step": stage(step), "indicator": Inside(indicator)}
    values = pd.concat([piece.values(indicator) for piece in having])
    if unknown := int(values.isna().sum()):
        signed = column_rule(indicator).minimum is None
        found.remark("rows_unknown" if signed else "rows_without", n=unknown, of=len(values), **facts)
    ends, names = within(values, indicator), _names(having)
    found.entries[step] = Entry(step, indicator, *ends, source=names, period=_covered(having))
    found.counted_in[step] = having
    for other, of, others in counted:
        if other == indicator and of != kind and not counts_people(indicator):
            found.remark("also_counted", _names(others), **facts)
    for piece in pieces:
        if piece.kind == kind and piece not in having:
            found.remark("without", piece.rows.name, **facts)
    if indicator == "conversions":
        found.remark("conversions_sales" if step == "sales" else "conversions_leads", names)


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


def _covered(pieces: Sequence[Piece]) -> Days | None:
    """Return the days that tables cover together; None where one does not say."""
    each = [piece.rows.period for piece in pieces]
    known = [period for period in each if period]
    return (min(p[0] for p in known), max(p[1] for p in known)) if known and len(known) == len(each) else None


def _names(pieces: Sequence[Piece]) -> str:
    return ", ".join(dict.fromkeys(piece.rows.name for piece in pieces if piece.rows.name))


def _total(found: Filling, pieces: list[Piece], column: str, kept_as: str) -> Money | None:
    total, having = None, [piece for piece in pieces if piece.has(column)]
    for piece in having:
        values = piece.values(column)
        if unknown := int(values.isna().sum()):
            facts = {"n": unknown, "of": len(values), "indicator": Inside(column)}
            found.remark("money_without", piece.rows.name, **facts)
            found.partly |= {kept_as}
        money = Money(float(values.sum()), piece.rows.currency)
        total = total + money if total else money
    if covered := _covered(having):
        found.periods[kept_as] = covered
    return total
