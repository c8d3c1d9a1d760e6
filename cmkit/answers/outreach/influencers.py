"""`Influencers` and `OrganicAndPaid`: two tables of people who are never added up, and what they say."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from cmkit.answers.outreach import statement
from cmkit.answers.outreach.campaign import COLUMNS, Campaign, campaign
from cmkit.answers.outreach.kinds import Parts, compared, parted, together
from cmkit.given.people import Span
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.statements.page import render

SHOWN = 50
"""How many influencers the shown table holds; `table` holds them all."""

INFLUENCE = (
    "posts", "reach", "interactions", "engagement_rate", "engaged", "cost", "cost_per_engaged",
    "cost_per_thousand", "link_clicks", "conversions", "orders", "promo_sales", "revenue",
)  # fmt: skip
BESIDE = (
    "posts", "impressions", "views", "reach", "interactions", "engagement_rate", "link_clicks", "ctr",
    "link_click_rate", "conversions", "revenue", "spend", "cpm", "cpc", "cost_per_interaction",
    "cost_per_thousand",
)  # fmt: skip


class _Shown(ABC):
    """What both have in common: HTML in a notebook, plain text in a terminal."""

    @abstractmethod
    def _page(self, lang: str) -> dict[str, Any]:
        """Return what is shown: headings, rows, paragraphs, notes."""

    def text(self, lang: str | None = None) -> str:
        """Return the reading in sentences, in "en" or "fr"."""
        page = self._page(writing.language(lang))
        return "\n".join([*page["paragraphs"], *page["notes"]])

    def html(self, lang: str | None = None) -> str:
        """Return the table and the sentences as HTML, everything escaped."""
        lang = writing.language(lang)
        return render("outreach.html", lang, **self._page(lang))

    def plain(self, lang: str | None = None) -> str:
        """Return the table and the sentences as plain text, for a terminal."""
        page = self._page(writing.language(lang))
        table = pd.DataFrame([row["cells"] for row in page["rows"]], columns=page["headings"])
        return "\n".join([table.to_string(index=False), "", *page["paragraphs"], *page["notes"]])

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.plain()


T = TypeVar("T", bound=_Shown)


@dataclass(frozen=True, eq=False, repr=False)
class Influencers(_Shown):
    """What each influencer's posts reached, engaged and cost, made by `influencers`.

    - `table`: DataFrame, a row an influencer; people as bounds (`reach_low`, `reach_high`, ...), money
      by person as bounds, `missing` as a list of (column, posts without it; 0 for all);
    - `total`: Series, the same for all together: people are never summed;
    - `set_aside`: DataFrame of the cells and rows left out (row, column, reason).
    """

    given: Campaign

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row an influencer, in the order in which they come."""
        rows = [self.given.entry(name) for name in self.given.known]
        return pd.DataFrame(rows, columns=COLUMNS).astype({"status": "object", "target_of": "object"})

    @cached_property
    def total(self) -> pd.Series:
        """The same measures for all influencers together."""
        return pd.Series(self.given.total())

    @property
    def set_aside(self) -> pd.DataFrame:
        """Cells that break their rule, and rows that name no influencer: row (from 1), column, reason."""
        rows = [(row + 1, column, str(error)) for row, column, error in self.given.rows.aside]
        named = set(self.given.groups.index)
        why = say("outreach.names_nobody")
        rows += [(row + 1, self.given.name, why) for row in self.given.rows.table.index if row not in named]
        return pd.DataFrame(rows, columns=["row", "column", "reason"])

    def _page(self, lang: str) -> dict[str, Any]:
        whole = self.total
        names = [n for n in INFLUENCE if n in statement.SPANS or self.table[n].notna().any()]
        currency = self.given.currency
        rows = [
            [row["influencer"], *(statement.cell(row, n, lang, currency) for n in names)]
            for row in self.table.head(SHOWN).to_dict("records")
        ]
        rows.append([say("outreach.all", lang), *(statement.cell(whole, n, lang, currency) for n in names)])
        platforms = [*self.table.platform.head(SHOWN), None]
        notes = statement.influence_notes(self.given, self.table, lang)
        if len(self.table) > SHOWN:
            notes.insert(0, statement.counted("not_shown", len(self.table) - SHOWN, lang))
        return {
            "caption": say("outreach.caption_influencers", lang),
            "headings": [statement.label(n, lang) for n in ["influencer", *names]],
            "rows": [
                {"cells": cells, "note": platform or "", "total": cells is rows[-1]}
                for cells, platform in zip(rows, platforms, strict=True)
            ],
            "paragraphs": statement.influence(self.given, self.table, whole, lang),
            "notes": notes,
        }


@dataclass(frozen=True, eq=False, repr=False)
class OrganicAndPaid(_Shown):
    """What came by itself beside what was paid for, made by `organic_and_paid`.

    - `table`: DataFrame, a row a kind ("organic", "boosted", "paid", those that there are), by `kind`;
    - `reach`: how many different people all of it reached, from the least to the most;
    - `set_aside`: DataFrame of the cells left out (file, row, column, reason).
    """

    parts: Parts

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a kind, the same measures for each; `missing` lists the columns that a kind lacks."""
        return compared(self.parts)

    @cached_property
    def reach(self) -> Span:
        """The people reached by all of it: the same person may be in each kind, so nothing is summed."""
        return together(self.parts)

    @property
    def set_aside(self) -> pd.DataFrame:
        """Cells that break their rule: file, row (from 1), column, reason."""
        rows = [(name, row, column, str(error)) for name, row, column, error in self.parts.aside]
        return pd.DataFrame(rows, columns=["file", "row", "column", "reason"])

    def _page(self, lang: str) -> dict[str, Any]:
        kinds = self.table.to_dict("index")
        names = [n for n in BESIDE if self.table[f"{n}_low" if n in statement.SPANS else n].notna().any()]
        return {
            "caption": say("outreach.caption_beside", lang),
            "headings": ["", *(say(f"outreach.{kind}", lang) for kind in kinds)],
            "rows": [
                {
                    "cells": [
                        statement.measure(self.parts, name, lang),
                        *(statement.cell(row, name, lang, self.parts.currency) for row in kinds.values()),
                    ],
                    "note": "",
                    "total": False,
                }
                for name in names
            ],
            "paragraphs": statement.beside(self.parts, self.table, self.reach, lang),
            "notes": statement.beside_notes(self.parts, self.table, lang),
        }


def influencers(table: Any, cost: Any = None, audience: Any = None) -> Influencers:
    """Return what each influencer's posts reached, engaged and cost, and all together, within bounds.

    - `table`: a row a post, any table or an export: `influencer` (or `account`), and as far as known
      `platform`, `reach`, `interactions` or its parts (likes, shares, comments, saves, clicks),
      `cost` or `fee` and `spend`, `link_clicks`, `conversions`, `orders`, `promo_sales`, `revenue`,
      `currency`, `target` (of interactions a post) or `target_<column>`; French headings will do;
    - `cost`: where the table states none: an amount or `cm.Money` for the whole, or a dictionary by
      influencer; `audience`: the most people that could be reached, for all or by influencer.

    People are bounds: reach from the largest post's to the sum (or the audience); engaged people from
    the most likes or saves of one post (given once a person) to the interactions (or the reach). Where
    only interactions are counted, the least supposes one act a person on the largest post, as the text
    says. Money by person follows: from the cost over the most to the cost over the least.

    Raises `MissingColumnError` without a column that names influencers, `EmptyTableError`,
    `UnknownNameError` for a cost or an audience of somebody else, `BadValueError` (a cost stated
    twice, an audience below a reach, a negative amount), `MoneyMismatchError` (two currencies).

    >>> posts = pd.DataFrame({"influencer": ["Ana", "Ana", "Bo"], "reach": [12000, 8000, 30000],
    ...                       "likes": [900, 400, 600], "cost": [300, 300, 500]})
    >>> influencers(posts).table[["influencer", "reach_low", "reach_high"]].values.tolist()
    [['Ana', 12000.0, 20000.0], ['Bo', 30000.0, 30000.0]]
    """
    return _counted(Influencers(campaign(table, cost, audience)))


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
    return _counted(OrganicAndPaid(parted(posts_or_exports, audience)))


def _counted(made: T) -> T:
    """Count now, so that what cannot be is said where it was asked for, not where it is shown."""
    made.text()
    return made
