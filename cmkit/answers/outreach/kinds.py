"""What came by itself and what was paid for, in rows by kind and measure by measure: nothing is said here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.outreach.counting import CLICKS, Groups, acts_of, by_person
from cmkit.catalogue.quantity import as_number
from cmkit.given.money import one_currency
from cmkit.given.people import AUDIENCE, Span
from cmkit.given.rows import Rows, several
from cmkit.language.writing import is_missing
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
    numbers = pd.concat([rows.numbers() for rows in tables], ignore_index=True)
    posts = pd.concat([_posts(rows) for rows in tables], ignore_index=True)
    boosted = posts.boosted | (numbers.reindex(columns=["spend"]).spend > 0)
    # the very text of an ad: a post that was boosted, whatever its own table says
    same = ~posts.ad & ~boosted & posts.text.isin({*posts.text[posts.ad]} - {""})
    kind = pd.Series(np.select([posts.ad, boosted | same], ["paid", "boosted"], "organic"))
    has = numbers.notna().groupby(kind).any().reindex([name for name in KINDS if (kind == name).any()])
    shared = [name for name in has if has[name].all()]
    acts = acts_of(numbers[shared])
    # clicks alone have a line of their own: they make no engagement
    acts = acts if set(acts) - set(CLICKS) else []
    base = next((base for base in BASES if base in shared), None)
    currency, aside = one_currency(rows.currency for rows in tables), joined(rows.aside for rows in tables)
    most = as_number(audience, AUDIENCE)
    return Parts(Groups(numbers, kind), has, acts, base, most, currency, aside, int(same.sum()))


def _posts(rows: Rows) -> pd.DataFrame:
    """Tell of each row whether it is an ad, or marked as boosted, and its text where long enough."""
    given = rows.table.reindex(columns=["boosted", "text"])
    text = given.text.map(lambda words: "" if is_missing(words) else " ".join(str(words).split()))
    return pd.DataFrame({
        "ad": any(column in rows.table for column in ADS),
        "boosted": given.boosted.map(lambda mark: str(mark).strip().lower() in YES).astype(bool),
        "text": text.where(text.str.len() >= SHORTEST_TEXT, ""),
    })


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
