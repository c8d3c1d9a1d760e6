"""What came by itself and what was paid for, in rows by kind and measure by measure: nothing is said here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.outreach.counting import ACTS, Groups, by_person
from cmkit.catalogue.quantity import as_number
from cmkit.given.money import one_currency
from cmkit.given.people import AUDIENCE, Span
from cmkit.given.rows import Rows, several
from cmkit.statements.aside import Aside, joined

KINDS = ("organic", "boosted", "paid")
SHOWN_TO_PEOPLE = ("", "posts", "ads")
"""Kinds of export whose rows are posts or ads; "" for a table that is no export."""
ADS = ("ad", "ad_set", "ad_id", "campaign")
YES = ("true", "1", "1.0", "yes", "oui", "vrai")
SHORTEST_TEXT = 20
"""A text shorter than this may stand under two posts by chance."""

BASES = ("reach", "impressions", "views")
"""What rates may be over: the first that every kind has."""
ACTED = [act for act in ACTS if act != "clicks"]
WANTED = ("reach", "impressions", "link_clicks")
SUMS = ("impressions", "views", "link_clicks", "conversions", "revenue", "spend")
COLUMNS = [
    "posts", "impressions", "views", "reach_low", "reach_high", "interactions", "engagement_rate",
    "link_clicks", "ctr", "link_click_rate", "conversions", "revenue", "spend", "cpm", "cpc",
    "cost_per_interaction", "cost_per_thousand_low", "cost_per_thousand_high", "missing",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Parts:
    """Rows by kind ("organic", "boosted", "paid"), what each knows, the acts and the base that all do."""

    groups: Groups
    has: pd.DataFrame
    acts: list[str]
    base: str | None
    audience: float
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
    has = numbers.notna().groupby(kind).any().reindex([name for name in KINDS if (kind == name).any()])
    shared = [name for name in has if has[name].all()]
    # interactions made of other acts cannot stand side by side
    acts = ["interactions"] if "interactions" in shared else [act for act in ACTED if act in shared]
    base = next((base for base in BASES if base in shared), None)
    currency, aside = one_currency(rows.currency for rows in tables), joined(rows.aside for rows in tables)
    most = as_number(audience, AUDIENCE)
    return Parts(Groups(numbers, kind), has, acts, base, most, currency, aside, matched)


def _kinds(rows: Rows) -> pd.Series:
    """Return how each row was shown: an ad is paid; a post with a boost or a spend is both."""
    if any(column in rows.table for column in ADS):
        return pd.Series("paid", index=rows.table.index)
    boosted = pd.Series(False, index=rows.table.index)
    if "boosted" in rows.table:
        boosted |= rows.table.boosted.map(lambda mark: str(mark).strip().lower() in YES)
    if "spend" in rows.table:
        boosted |= rows.numbers(["spend"]).spend > 0
    return boosted.map({True: "boosted", False: "organic"})


def _match(opened: list[Rows], kinds: list[pd.Series]) -> int:
    """Call boosted each post whose very text is also that of an ad; return how many."""
    texts = [_texts(rows) for rows in opened]
    ads = {text for each, kind in zip(texts, kinds, strict=True) for text in each[kind == "paid"]} - {""}
    same = [(kind == "organic") & each.isin(ads) for each, kind in zip(texts, kinds, strict=True)]
    for which, kind in zip(same, kinds, strict=True):
        kind[which] = "boosted"
    return int(sum(which.sum() for which in same))


def _texts(rows: Rows) -> pd.Series:
    if "text" not in rows.table:
        return pd.Series("", index=rows.table.index)
    texts = rows.table.text.fillna("").map(lambda text: " ".join(str(text).split()))
    return texts.where(texts.str.len() >= SHORTEST_TEXT, "")


def compared(parts: Parts) -> pd.DataFrame:
    """Return the table: a row a kind, the same measures for each."""
    groups, acted, base = parts.groups, parts.groups.added(parts.acts), parts.base or ""
    sums = {name: groups.total(name) for name in SUMS}
    paid = sums["spend"] > 0
    spent = groups.column("spend").where(groups.by.map(paid))
    known = parts.has.reindex(columns=[*WANTED, *parts.acts], fill_value=False)
    most = {str(kind): parts.audience if counted else None for kind, counted in known.reach.items()}
    reach = groups.people("reach", most)
    ranges = {"reach": reach, "cost_per_thousand": by_person(sums["spend"].where(paid), reach, 1000)}
    cells = sums | {
        "posts": groups.posts,
        "interactions": groups.total(acted),
        "engagement_rate": groups.rate(acted, base),
        "ctr": groups.rate("link_clicks", "impressions"),
        "link_click_rate": groups.rate("link_clicks", base),
        "cpm": 1000 * groups.rate(spent, "impressions"),
        "cpc": groups.rate(spent, "link_clicks"),
        "cost_per_interaction": groups.rate(spent, acted),
    }
    cells |= {f"{name}_{end}": span[end] for name, span in ranges.items() for end in ("low", "high")}
    lacks = [list(known.columns[~some]) for some in known.to_numpy(dtype=bool)]
    cells["missing"] = pd.Series(lacks, known.index, dtype=object)
    return pd.DataFrame(cells).reindex(known.index).rename_axis("kind")[COLUMNS]
