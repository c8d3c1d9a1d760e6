"""What came by itself and what was paid for, in rows by kind and measure by measure: nothing is said here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.outreach.counting import ACTS, rate, total
from cmkit.catalogue.quantity import as_number
from cmkit.given.people import AUDIENCE, UNKNOWN, Span, people, unit_cost
from cmkit.given.rows import Rows, several
from cmkit.statements.aside import Aside, joined

KINDS = ("organic", "boosted", "paid")
SHOWN_TO_PEOPLE = ("", "posts", "ads")
"""Kinds of export whose rows are posts or ads; "" for a table that is no export."""
ADS = ("ad", "ad_set", "ad_id", "campaign")
SHORTEST_TEXT = 20
"""A text shorter than this may stand under two posts by chance."""

SUMS = ("impressions", "views", "link_clicks", "conversions", "revenue", "spend")
COLUMNS = [
    "posts", "impressions", "views", "reach_low", "reach_high", "interactions", "engagement_rate",
    "link_clicks", "ctr", "link_click_rate", "conversions", "revenue", "spend", "cpm", "cpc",
    "cost_per_interaction", "cost_per_thousand_low", "cost_per_thousand_high", "missing",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Parts:
    """Rows by kind ("organic", "boosted", "paid"), the acts counted in each, how reach combines."""

    rows: dict[str, pd.DataFrame]
    acts: list[str]
    base: str | None
    audience: float | None
    currency: str | None
    aside: Aside
    matched: int


@dataclass(frozen=True, eq=False, repr=False)
class Beside:
    """Rows by kind, a row of measures a kind, the people reached by all: see `OrganicAndPaid`."""

    parts: Parts
    table: pd.DataFrame
    reach: Span


def parted(sources: Any, audience: Any) -> Parts:
    """Open posts and ads and part their rows by how they were shown."""
    tables = several(sources)
    if not tables:
        raise errors.EmptyTableError("empty_table")
    if other := next((rows.kind for rows in tables if rows.kind not in SHOWN_TO_PEOPLE), None):
        raise errors.NotATableError("no_posts", kind=other)
    kinds = [_kinds(rows) for rows in tables]
    matched = _match(tables, kinds)
    numbers = pd.concat([rows.numbers() for rows in tables], ignore_index=True)
    kind = pd.concat(kinds, ignore_index=True)
    found = {name: numbers[kind == name] for name in KINDS if (kind == name).any()}
    most = as_number(audience, AUDIENCE)
    return Parts(
        rows=found,
        acts=shared_acts(found),
        base=_base(found),
        audience=None if math.isnan(most) else most,
        currency=_one_currency(tables),
        aside=joined(rows.aside for rows in tables),
        matched=matched,
    )


def _kinds(rows: Rows) -> pd.Series:
    """Return how each row was shown: an ad is paid; a post with a boost or a spend is both."""
    if any(column in rows.table for column in ADS):
        return pd.Series("paid", index=rows.table.index)
    boosted = pd.Series(False, index=rows.table.index)
    if "boosted" in rows.table:
        boosted |= rows.table.boosted.map(_yes)
    if "spend" in rows.table:
        boosted |= rows.numbers(["spend"]).spend > 0
    return boosted.map({True: "boosted", False: "organic"})


def _yes(value: Any) -> bool:
    return str(value).strip().lower() in ("true", "1", "1.0", "yes", "oui", "vrai")


def _match(opened: list[Rows], kinds: list[pd.Series]) -> int:
    """Call boosted each post whose very text is also that of an ad; return how many."""
    ads = {text for rows, kind in zip(opened, kinds, strict=True) for text in _texts(rows)[kind == "paid"]}
    matched = 0
    for rows, kind in zip(opened, kinds, strict=True):
        same = (kind == "organic") & _texts(rows).isin(ads - {""})
        kind[same] = "boosted"
        matched += int(same.sum())
    return matched


def _texts(rows: Rows) -> pd.Series:
    if "text" not in rows.table:
        return pd.Series("", index=rows.table.index)
    texts = rows.table.text.fillna("").map(lambda text: " ".join(str(text).split()))
    return texts.where(texts.str.len() >= SHORTEST_TEXT, "")


def shared_acts(found: dict[str, pd.DataFrame]) -> list[str]:
    """Return the acts that every kind counts: interactions of other acts cannot stand side by side."""
    if all(_has(rows, "interactions") for rows in found.values()):
        return ["interactions"]
    return [act for act in ACTS if act != "clicks" and all(_has(rows, act) for rows in found.values())]


def _base(found: dict[str, pd.DataFrame]) -> str | None:
    """Return what rates are over: the first base that every kind has."""
    bases = ("reach", "impressions", "views")
    return next((b for b in bases if all(_has(rows, b) for rows in found.values())), None)


def _has(rows: pd.DataFrame, column: str) -> bool:
    return column in rows and bool(rows[column].notna().any())


def _one_currency(opened: list[Rows]) -> str | None:
    given = list(dict.fromkeys(rows.currency for rows in opened if rows.currency))
    if len(given) > 1:
        raise errors.MoneyMismatchError("currency_mismatch", one=given[0], other=given[1])
    return given[0] if given else None


def compared(parts: Parts) -> pd.DataFrame:
    """Return the table: a row a kind, the same measures for each."""
    rows = [_measured(parts, rows) for rows in parts.rows.values()]
    return pd.DataFrame(rows, columns=COLUMNS, index=pd.Index(list(parts.rows), name="kind"))


def _measured(parts: Parts, rows: pd.DataFrame) -> dict[str, Any]:
    acted = rows[parts.acts].sum(axis=1, min_count=1) if parts.acts else None
    reach = people(rows.reach, parts.audience) if _has(rows, "reach") else UNKNOWN
    base = rows.get(parts.base) if parts.base else None
    sums = {name: total(rows.get(name)) for name in SUMS}
    spent = rows.spend if sums["spend"] > 0 else None
    thousand = unit_cost(sums["spend"], reach, 1000) if spent is not None else UNKNOWN
    cells = sums | {
        "posts": len(rows),
        "reach_low": reach.low,
        "reach_high": reach.high,
        "interactions": total(acted),
        "engagement_rate": rate(acted, base),
        "ctr": rate(rows.get("link_clicks"), rows.get("impressions")),
        "link_click_rate": rate(rows.get("link_clicks"), base),
        "cpm": 1000 * rate(spent, rows.get("impressions")),
        "cpc": rate(spent, rows.get("link_clicks")),
        "cost_per_interaction": rate(spent, acted),
        "cost_per_thousand_low": thousand.low,
        "cost_per_thousand_high": thousand.high,
    }
    wanted = ("reach", "impressions", "link_clicks", *parts.acts)
    return cells | {"missing": [name for name in wanted if not _has(rows, name)]}


def together(parts: Parts) -> Span:
    """Return how many different people all rows reached: the same person may be in each of them."""
    unknown = [rows.get("reach", pd.Series(math.nan, index=rows.index)) for rows in parts.rows.values()]
    return people(pd.concat(unknown), parts.audience)
