"""The evidence as rules read it: pieces, each with its own totals, so that two sources are never mixed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.diagnosis.case import Case
from cmkit.catalogue.columns import NUMBERS, normalised
from cmkit.catalogue.quantity import as_number
from cmkit.given.rows import as_pandas, columns_of, opened
from cmkit.language.nearest import nearest, unknown
from cmkit.language.said import Said
from cmkit.reading.export import Export
from cmkit.statements.aside import one_by_one
from cmkit.statements.shown import Shown

FACTS = {
    name: NUMBERS[name]
    for name in ("shop_orders", "load_seconds", "in_stock", "scrolls", "engagement_seconds")
}
"""What may be stated by hand beside the columns of cmkit."""

HEADINGS = {
    "average engagement time per session": "engagement_seconds",
    "duree d'engagement moyenne par session": "engagement_seconds",
    "average engagement time per active user": "engagement_seconds",
    "duree d'engagement moyenne par utilisateur actif": "engagement_seconds",
    "landing page": "page",
    "device category": "device",
    "categorie d'appareil": "device",
}
"""Headings of Google Analytics that are not columns of cmkit, normalised."""

EVENTS = {
    "session_start": "sessions",
    "page_view": "views",
    "scroll": "scrolls",
    "form_start": "form_starts",
    "form_submit": "form_submissions",
    "add_to_cart": "add_to_carts",
    "begin_checkout": "checkouts",
    "purchase": "orders",
}
"""Events of Google Analytics 4 and what they count."""

WEIGHTS = ("sessions", "users")
"""What a mean time is weighted by, to be pooled over rows."""

DEVICES = {"desktop", "mobile", "tablet", "smart tv", "ordinateur", "tablette"}
DIMENSIONS = ("page", "channel", "device", "event")
LONGEST = 120
"""Labels are cut here: addresses with their query strings may run to thousands of characters."""

ADS = ("ad", "ad_set", "campaign", "spend")
"""Columns by which a table of ads is known: it counts the visits of ads only."""


PARTS = (
    ("engaged_sessions", "sessions"), ("orders", "sessions"), ("conversions", "sessions"),
    ("form_submissions", "form_starts"), ("orders", "checkouts"), ("conversions", "checkouts"),
    ("landing_page_views", "link_clicks"), ("add_to_carts", "sessions"), ("scrolls", "views"),
)  # fmt: skip
"""What is read as a share: a part, and the whole that it has to fit in."""


@dataclass(frozen=True, eq=False)
class Piece:
    """One source: what it is called, what its rows are, its rows (labels as index), its totals."""

    name: str
    dimension: str
    rows: pd.DataFrame
    totals: dict[str, float]

    def pair(self, part: str, base: str) -> tuple[float, float] | None:
        """Return two totals where both are known, the base is above 0 and the part fits in it."""
        hits, trials = self.totals.get(part), self.totals.get(base)
        return None if hits is None or not trials or hits > trials else (hits, trials)


@dataclass
class Evidence:
    """The pieces that can be read, and what cannot: (name, sentence or error)."""

    pieces: list[Piece] = field(default_factory=list)
    aside: list[tuple[str, errors.CmkitError | Said]] = field(default_factory=list)

    def leave(self, what: str, key: str, **facts: Any) -> None:
        """Set something aside, with the sentence that says why."""
        self.aside.append((what, errors.BadValueError(key, **facts)))


def gathered(evidence: Any, case: Case) -> Evidence:
    """Return the pieces of evidence: an Export, a table, a dictionary of numbers, or a list of these."""
    found = Evidence()
    several = evidence if isinstance(evidence, (list, tuple)) else [] if evidence is None else [evidence]
    for number, each in enumerate(several):
        _gather(found, each, f"evidence[{number}]" if len(several) > 1 else "", case)
    return found


def _gather(found: Evidence, each: Any, name: str, case: Case) -> None:
    if isinstance(each, Mapping):
        _stated(found, each, name, case)
    elif isinstance(each, Export):
        for part in [each] if each.table is not None else each.tables.values():
            _exported(found, part)
    else:
        _tabled(found, _table(each), name)


def _table(each: Any) -> pd.DataFrame:
    """Return a table as pandas, or say that it is no evidence: so is the answer of another room."""
    if isinstance(each, Shown | str):
        shown = repr(each) if isinstance(each, str) else type(each).__name__
        raise errors.NotATableError("not_evidence", value=shown[:60])
    try:
        return as_pandas(each)
    except errors.NotATableError as refused:
        raise errors.NotATableError("not_evidence", value=repr(each)[:60]) from refused


def _stated(found: Evidence, numbers: Mapping[Any, Any], name: str, case: Case) -> None:
    """Keep numbers stated by hand; visits and sales are those of the case unless stated otherwise."""
    totals: dict[str, float] = {}
    for key, value in numbers.items():
        if key not in NUMBERS and key not in FACTS:
            close = nearest(str(key), [*NUMBERS, *FACTS])
            found.aside.append((str(key), unknown("column", key, [close] if close else [*FACTS])))
            continue
        number = as_number(value, FACTS.get(key) or NUMBERS[key])
        if math.isnan(number):
            found.leave(str(key), "evidence_missing", name=str(key))
        else:
            totals[str(key)] = number
    if totals:
        totals = {"sessions": float(case.visits), "orders": float(case.sales)} | totals
        _keep(found, Piece(name, "", pd.DataFrame(), totals))


def _exported(found: Evidence, export: Export) -> None:
    table = export.table
    if table is None or export.kind in ("unknown", "empty") or not len(export):
        found.leave(export.name, "evidence_unread", kind=export.kind)
    else:
        _tabled(found, table.copy(), export.name)


def _tabled(found: Evidence, table: pd.DataFrame, name: str) -> None:
    table = table.rename(columns={c: HEADINGS.get(normalised(str(c)), c) for c in table.columns})
    if "segment" in table and {str(s).lower() for s in table.segment} <= DEVICES:
        table = table.rename(columns={"segment": "device"})
    known = [c for c in columns_of(table) if c in NUMBERS or c in FACTS]
    numbers = _numbers(found, table, known, name)
    dimensions = [d for d in DIMENSIONS if d in table]
    if not known or not ({"sessions", "views", "events", "link_clicks"} & set(known) or dimensions):
        found.leave(name, "evidence_no_columns", columns=", ".join(map(str, table.columns[:8])))
        return
    if any(column in table for column in ADS) or not dimensions:
        _keep(found, Piece(name, "ad", pd.DataFrame(), _totals(numbers)))
        return
    for dimension in dimensions:
        _keep(found, _piece(name, dimension, table, numbers))


def _keep(found: Evidence, piece: Piece) -> None:
    """Keep a piece, and say which of its parts are larger than their whole: those make no share."""
    found.pieces.append(piece)
    by_row = piece.dimension in ("page", "channel", "device")
    counted: dict[Any, Any] = piece.rows.to_dict("index") if by_row else {"": piece.totals}
    for row, counts in counted.items():
        for part, whole in PARTS:
            if part in counts and whole in counts and counts[part] > counts[whole]:
                facts = {"part": part, "n": f"{counts[part]:g}", "whole": whole, "of": f"{counts[whole]:g}"}
                found.leave(f"{piece.name} {row}".strip(), "evidence_part_above", **facts)


def _numbers(found: Evidence, table: pd.DataFrame, known: list[str], name: str) -> pd.DataFrame:
    rows = opened(table.reset_index(drop=True))
    numbers = rows.numbers(known)
    for one in one_by_one(rows.aside):
        found.aside.append((f"{name} {one.column} {one.row}".strip(), one.why))
    return numbers


def _piece(name: str, dimension: str, table: pd.DataFrame, numbers: pd.DataFrame) -> Piece:
    labels = table[dimension].astype("string").fillna("(not set)").str.slice(0, LONGEST).to_numpy()
    rows = numbers.drop(columns=[c for c in numbers if _never_adds(str(c))])
    rows = rows.groupby(labels, sort=False).sum(min_count=1)
    totals = _events(rows) if dimension == "event" else _totals(numbers)
    return Piece(name, dimension, rows, totals)


def _totals(numbers: pd.DataFrame) -> dict[str, float]:
    added = {str(c): numbers[c].sum(min_count=1) for c in numbers if not _never_adds(str(c))}
    totals = {name: float(total) for name, total in added.items() if not math.isnan(total)}
    if "engagement_seconds" in numbers and (weight := next((w for w in WEIGHTS if w in totals), None)):
        timed = numbers[numbers.engagement_seconds.notna() & (numbers[weight] > 0)]
        if len(timed):
            total = (timed.engagement_seconds * timed[weight]).sum()
            totals["engagement_seconds"] = float(total / timed[weight].sum())
    return totals


def _events(rows: pd.DataFrame) -> dict[str, float]:
    if "events" not in rows:
        return {}
    return {EVENTS[str(e)]: float(n) for e, n in rows.events.dropna().items() if str(e) in EVENTS}


def _never_adds(name: str) -> bool:
    return (FACTS.get(name) or NUMBERS[name]).adds == "never"
