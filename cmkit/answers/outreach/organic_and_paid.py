"""`organic_and_paid`: what came by itself beside what was paid for, side by side and never added up."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.catalogue.quantity import as_number
from cmkit.figures.bars import Bars
from cmkit.given import people
from cmkit.given.money import one_currency
from cmkit.given.rows import Rows, several
from cmkit.language.facts import Inside, Number, Share, Span
from cmkit.language.said import Said, said
from cmkit.language.writing import is_missing
from cmkit.statements.aside import Aside, joined, told
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Grid, Head, Left, Picture, Row, Statement, paragraphs

from cmkit.answers.outreach.measures import (  # isort: skip
    CLICKS, Ground, Groups, acts_named, acts_of, bar, by_person, columns_of, known, label, measured, missing,
    spread,
)  # fmt: skip

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
MEASURES = (
    "posts", "impressions", "views", "reach", "interactions", "engagement_rate", "link_clicks", "ctr",
    "link_click_rate", "conversions", "revenue", "spend", "cpm", "cpc", "cost_per_interaction",
    "cost_per_thousand",
)  # fmt: skip
SEEN = ("reach", "impressions", "views", "interactions", "link_clicks", "posts")
"""What the picture may show, the first that most kinds have."""


@dataclass(frozen=True, eq=False)
class Parts(Ground):
    """Rows by kind ("organic", "boosted", "paid"), what each knows, the acts and the base that all do."""

    groups: Groups
    has: pd.DataFrame
    audience: float
    aside: Aside
    matched: int


@dataclass(frozen=True, eq=False, repr=False)
class OrganicAndPaid(Shown):
    """What came by itself beside what was paid for, made by `organic_and_paid`.

    - `table`: DataFrame, a row a kind ("organic", "boosted", "paid", those that there are), by `kind`;
    - `reach`: how many different people all of it reached, from the least to the most;
    - `set_aside`: DataFrame of the cells left out (file, row, column, value, reason, why, ...).
    """

    parts: Parts
    table: pd.DataFrame
    reach: people.Span

    @cached_property
    def statement(self) -> Statement:
        """What organic beside paid says."""
        lacking = [(kind, lacks) for kind, lacks in self.table.missing.items() if lacks]
        lacks = [missing(said(f"outreach.{kind}"), [(name, 0) for name in names]) for kind, names in lacking]
        notes = [*paragraphs(list(_compared(self))), *paragraphs([*lacks, *told(self.parts.aside)], "note")]
        parts = (_kinds(self), *notes, Picture(_sides(self)), Left(self.parts.aside.table))
        return Statement("organic_and_paid", parts, title=said("outreach.caption_beside"))

    @property
    def set_aside(self) -> pd.DataFrame:
        """Cells that break their rule, in the one shape of `Aside`."""
        return self.parts.aside.table()


def organic_and_paid(posts_or_exports: Any, audience: Any = None) -> OrganicAndPaid:
    """Put organic posts beside paid ones, measure by measure, without adding up people.

    `posts_or_exports` is a table or an export of posts or ads, or a list of these. Ads are paid; posts
    marked `boosted`, posts with a `spend` and posts whose very text is also an ad's are "boosted": both
    at once, so they stand apart. The rest is organic. `audience` is the most people there are to reach.

    Rates are pooled (sum over sum), over acts and a base that every kind counts; a measure that a kind
    does not have is missing, not zero. Reach is a bound, for each kind and for all together.

    Raises `NotATableError`, `EmptyTableError`, `MoneyMismatchError` (two currencies), `BadValueError`
    (an audience below a reach).

    >>> posts = pd.DataFrame({"reach": [1000, 3000], "likes": [50, 60], "boosted": [False, True]})
    >>> organic_and_paid(posts).reach
    Span(low=3000.0, high=4000.0)
    """
    parts = _parted(posts_or_exports, audience)
    reach = people.people(parts.groups.column("reach"), parts.audience)
    return OrganicAndPaid(parts, _measured(parts), reach)


def _parted(sources: Any, audience: Any) -> Parts:
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
    acts, base = tuple(acts_of(shared)), next((base for base in BASES if base in shared), "")
    if not set(acts) - set(CLICKS):  # clicks alone have a line of their own: they make no engagement
        acts = ()
    currency, aside = one_currency(rows.currency for rows in tables), joined(rows.aside for rows in tables)
    most, groups = as_number(audience, people.AUDIENCE), Groups(numbers, kind)
    return Parts(acts, base, ("spend",), currency, groups, has, most, aside, int(same.sum()))


def _posts(rows: Rows) -> pd.DataFrame:
    given = rows.table.reindex(columns=["boosted", "text"])
    text = given.text.map(lambda words: "" if is_missing(words) else " ".join(str(words).split()))
    return pd.DataFrame({
        "ad": any(column in rows.table for column in ADS),
        "boosted": given.boosted.map(lambda mark: str(mark).strip().lower() in YES).astype(bool),
        "text": text.where(text.str.len() >= SHORTEST_TEXT, ""),
    })


def _measured(parts: Parts) -> pd.DataFrame:
    groups, acted = parts.groups, parts.groups.added(parts.acts)
    sums = {name: groups.total(name) for name in SUMS}
    paid = sums["spend"] > 0
    spent = groups.column("spend").where(groups.by.map(paid))
    known = parts.has.reindex(columns=[*WANTED, *parts.acts], fill_value=False)
    most = {str(kind): parts.audience if counted else None for kind, counted in known.reach.items()}
    reach = groups.people("reach", most)
    by_thousand = by_person(sums["spend"].where(paid), reach, 1000)
    cells = sums | spread(reach=reach, cost_per_thousand=by_thousand) | {
        "posts": groups.posts, "interactions": groups.total(acted),
        "engagement_rate": groups.rate(acted, parts.base), "ctr": groups.rate("link_clicks", "impressions"),
        "link_click_rate": groups.rate("link_clicks", parts.base),
        "cpm": 1000 * groups.rate(spent, "impressions"), "cpc": groups.rate(spent, "link_clicks"),
        "cost_per_interaction": groups.rate(spent, acted),
    }  # fmt: skip
    lacks = [list(known.columns[~some]) for some in known.to_numpy(dtype=bool)]
    cells["missing"] = pd.Series(lacks, known.index, dtype=object)
    return pd.DataFrame(cells).reindex(known.index).rename_axis("kind")[[*columns_of(*MEASURES), "missing"]]


def _kinds(found: OrganicAndPaid) -> Grid:
    ground, kinds = found.parts, found.table.to_dict("index")
    labels = {name: label(name) for name in MEASURES if known(kinds.values(), name)}
    if "link_click_rate" in labels:
        labels["link_click_rate"] = said("outreach.link_click_rate", base=Inside(label(ground.base)))
    rows = ((at, *(measured(row, n, ground, [k]) for k, row in kinds.items())) for n, at in labels.items())
    heads = (Head("", words=True), *(Head(said(f"outreach.{kind}")) for kind in kinds))
    return Grid(heads, tuple(map(Row, rows)), caption=said("outreach.caption_beside"))


def _compared(found: OrganicAndPaid) -> Iterator[Said]:
    parts, table = found.parts, found.table
    if not math.isnan(found.reach.low):
        reach = Span(*(Number(end).of("reach") for end in found.reach))
        key = "together" if len(table) > 1 else "alone"
        yield said(f"outreach.{key}", reach=reach, n=max(found.reach))
    if "boosted" in table.index:
        yield said("outreach.boosted_apart", n=int(table.posts["boosted"]))
        told = {name: found.parts.groups.total(name)["boosted"] for name in ("boosted_views", "views")}
        if all(value > 0 for value in told.values()):
            share = Share(told["boosted_views"] / told["views"], 0)
            yield said("outreach.boosted_views", paid=Number(told["boosted_views"]).of("views"), share=share)
    if parts.matched:
        yield said("outreach.matched", n=parts.matched)
    if len(table) == 1:
        yield said("outreach.one_kind", kind=Inside(said(f"outreach.{table.index[0]}")))
        return
    acts = acts_named(parts.acts)
    if not parts.acts:
        yield said("outreach.no_shared_acts")
    elif not parts.base:
        yield said("outreach.no_shared_base", acts=acts)
    else:
        yield said("outreach.same_acts", acts=acts, base=Inside(label(parts.base)))
    yield said("outreach.not_an_effect")


def _sides(found: OrganicAndPaid) -> Bars:
    ground, kinds = found.parts, found.table.to_dict("index")
    measure = max(SEEN, key=lambda name: known(kinds.values(), name) * (name != "posts"))
    measure = measure if known(kinds.values(), measure) else "posts"
    rows = {said(f"outreach.{kind}"): row for kind, row in kinds.items() if known([row], measure)}
    if measure == "reach" and len(rows) > 1:
        rows[said("outreach.all")] = {"reach_low": found.reach.low, "reach_high": found.reach.high}
    bars = tuple(bar(name, row, measure, ground) for name, row in rows.items())
    return Bars(said("outreach.caption_beside"), bars, label(measure))
