"""What each influencer's posts reached, engaged and cost, within bounds, before anything is said of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.outreach.counting import acts_of, rate, total
from cmkit.answers.verdict.judging import status
from cmkit.catalogue.columns import NUMBERS
from cmkit.catalogue.quantity import as_number
from cmkit.given.money import Money, as_money
from cmkit.given.objective import Objective
from cmkit.given.people import AUDIENCE, UNKNOWN, Span, people, unit_cost
from cmkit.given.rows import Rows, opened
from cmkit.language.nearest import unknown

NAMES = ("influencer", "account", "account_id", "result", "name")
ONCE = ("likes", "saves")
"""Acts that a person does once on a post: their largest count is a count of people."""

TALLIES = ("link_clicks", "conversions", "orders", "promo_sales", "revenue")
"""What is added up over posts as it is."""

COLUMNS = [
    "influencer", "platform", "posts", "reach_low", "reach_high", "interactions", "engagement_rate",
    "engaged_low", "engaged_high", "cost", "cost_per_engaged_low", "cost_per_engaged_high",
    "cost_per_thousand_low", "cost_per_thousand_high", *TALLIES,
    "target_of", "target", "attained_low", "attained_high", "status", "missing",
]  # fmt: skip


class Campaign:
    """The posts of influencers, grouped by influencer, with what each cost and may have reached at most."""

    def __init__(self, rows: Rows, cost: Any, audience: Any) -> None:
        self.rows, self.numbers = rows, rows.numbers()
        self.name = naming(rows)
        names = rows.table[self.name].astype("string").str.strip()
        self.unnamed = int((names.isna() | (names == "")).sum())
        self.groups = names[names.fillna("") != ""]
        if self.groups.empty:
            raise errors.EmptyTableError("no_influencer", column=self.name)
        rows.aside.put(
            ~rows.table.index.isin(self.groups.index), self.name, "names_nobody", rows.table[self.name]
        )
        self._rows_of = self.groups.groupby(self.groups, sort=False).groups
        self.acts = acts_of(self.numbers)
        self.goal = goal_of(rows)
        self.costs, self.whole, self.currency = costs_of(self, cost)
        self.audiences, self.audience = audiences_of(self, audience)

    @property
    def priced(self) -> list[str]:
        """The columns that make the cost: the full cost, else the fee and the money put behind posts."""
        numbers = self.numbers
        whole = [c for c in ("cost",) if c in numbers and numbers[c].notna().any()]
        return whole or [c for c in ("fee", "spend") if c in numbers and numbers[c].notna().any()]

    @property
    def known(self) -> list[str]:
        """The influencers, in the order in which they come."""
        return [str(name) for name in self.groups.unique()]

    def posts(self, name: str) -> pd.DataFrame:
        """Return the numbers of one influencer's posts."""
        posts: pd.DataFrame = self.numbers.loc[self._rows_of[name]]
        return posts

    def entry(self, name: str) -> dict[str, Any]:
        """Return one influencer's row of the table."""
        posts = self.posts(name)
        most = self.audiences.get(name, self.audience)
        cells = _measured(self, posts, most, self.costs.get(name, math.nan))
        held = expected(posts, cells, self.goal)
        return {"influencer": name, "platform": self._platforms(posts)} | cells | held

    def total(self) -> dict[str, Any]:
        """Return the row of all influencers together: people within bounds, never summed."""
        posts = self.numbers.loc[self.groups.index]
        return {"influencer": None, "platform": self._platforms(posts)} | _measured(
            self, posts, self.audience, self.whole
        )

    def _platforms(self, posts: pd.DataFrame) -> str | None:
        if "platform" not in self.rows.table:
            return None
        named = self.rows.table.platform.loc[posts.index].dropna()
        return ", ".join(dict.fromkeys(str(p) for p in named)) or None


@dataclass(frozen=True, eq=False, repr=False)
class Influence:
    """A campaign, a row an influencer, all together: see `Influencers`."""

    given: Campaign
    table: pd.DataFrame
    total: pd.Series


def entries(given: Campaign) -> pd.DataFrame:
    """Return a row an influencer, in the order in which they come."""
    rows = [given.entry(name) for name in given.known]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"status": "object", "target_of": "object"})


def campaign(table: Any, cost: Any, audience: Any) -> Campaign:
    """Open a table of influencers' posts."""
    return Campaign(opened(table), cost, audience)


def naming(rows: Rows) -> str:
    """Return the column that names the influencers, or raise with the columns that there are."""
    found = next((name for name in NAMES if name in rows.table), None)
    if found is None:
        present = ", ".join(rows.columns[:12])
        raise errors.MissingColumnError("missing_influencer", present=present)
    return found


def _measured(given: Campaign, posts: pd.DataFrame, audience: float | None, cost: float) -> dict[str, Any]:
    acted = interactions(posts, given.acts)
    reach = people(posts.reach, audience) if "reach" in posts else UNKNOWN
    engaged = engaged_people(posts, acted, reach)
    cells: dict[str, Any] = {
        "posts": len(posts),
        "reach_low": reach.low,
        "reach_high": reach.high,
        "interactions": total(acted),
        "engagement_rate": rate(acted, posts.get("reach")),
        "engaged_low": engaged.low,
        "engaged_high": engaged.high,
        "cost": cost,
    }
    for name, span in (
        ("cost_per_engaged", unit_cost(cost, engaged)), ("cost_per_thousand", unit_cost(cost, reach, 1000))
    ):  # fmt: skip
        cells |= {f"{name}_low": span.low, f"{name}_high": span.high}
    cells |= {name: total(posts.get(name)) for name in TALLIES}
    return cells | {"missing": lacking(given, posts, acted, cost)}


def interactions(posts: pd.DataFrame, acts: list[str]) -> pd.Series | None:
    """Return the interactions of each post, from the parts that it has; None where nothing counts them."""
    return posts[acts].sum(axis=1, min_count=1) if acts else None


def engaged_people(posts: pd.DataFrame, acted: pd.Series | None, reach: Span) -> Span:
    """Return how many different people may have acted.

    At most as many as there are interactions, or people reached; at least the most likes (or saves) of
    one post, which a person gives once. Where only interactions are counted, at least those of the
    largest post, if each person acted once on it: an assumption that the text names.
    """
    if acted is None or acted.isna().all():
        return UNKNOWN
    once = [float(posts[act].max()) for act in ONCE if act in posts and posts[act].notna().any()]
    low = max(once) if once else float(acted.max())
    high = float(acted.sum()) if acted.notna().all() else math.nan
    limit = min((bound for bound in (high, reach.high) if not math.isnan(bound)), default=math.nan)
    return Span(low, max(low, limit) if not math.isnan(limit) else math.nan)


def lacking(
    given: Campaign, posts: pd.DataFrame, acted: pd.Series | None, cost: float
) -> list[tuple[str, int]]:
    """Return what is missing: a column's name, and the number of posts without it (0: of all)."""
    columns = {"reach": posts.get("reach"), "interactions": acted}
    if acted is not None and acted.notna().any():
        columns |= {act: posts[act] for act in given.acts if act != "interactions"}
    if made := given.priced:
        columns["cost"] = posts[made].sum(axis=1, min_count=1)
    found = []
    for name, values in columns.items():
        without = len(posts) if values is None else int(values.isna().sum())
        if without:
            found.append((name, 0 if without == len(posts) else without))
    return found + ([("cost", 0)] if math.isnan(cost) and not made else [])


def costs_of(given: Campaign, cost: Any) -> tuple[dict[str, float], float, str | None]:
    """Return the cost of each influencer, of the whole (NaN as soon as one is not known), the currency."""
    stated = _in_table(given)
    if stated and cost is not None:
        raise errors.BadValueError("cost_stated_twice", columns=", ".join(given.priced))
    currency = given.rows.currency
    if isinstance(cost, Mapping):
        _check_names(given, cost)
        amounts = {str(name): amount for name, each in cost.items() if (amount := as_money("cost", each))}
        whole: Money | None = None
        for amount in amounts.values():
            whole = amount if whole is None else whole + amount
        stated = {name: amount.amount for name, amount in amounts.items()}
        currency = one_currency(whole, currency)
    elif cost is not None:
        money = as_money("cost", cost)
        return {}, money.amount if money else math.nan, one_currency(money, currency)
    known = [stated.get(name, math.nan) for name in given.known]
    return stated, sum(known), currency


def one_currency(money: Money | None, currency: str | None) -> str | None:
    """Return the currency of an amount and of a table, which are the same where both are stated."""
    given = money.currency if money else None
    if given and currency and given != currency:
        raise errors.MoneyMismatchError("currency_mismatch", one=given, other=currency)
    return given or currency


def _in_table(given: Campaign) -> dict[str, float]:
    """Return the costs that the table states, added up over each influencer's posts.

    A fee is often written on the first post only: posts without one are listed as such.
    """
    columns = given.priced
    if not columns:
        return {}
    return {name: total(given.posts(name)[columns].sum(axis=1, min_count=1)) for name in given.known}


def audiences_of(given: Campaign, audience: Any) -> tuple[dict[str, float], float | None]:
    """Return the most people that each influencer could reach, and that all could together."""
    if isinstance(audience, Mapping):
        _check_names(given, audience)
        each = {str(name): as_number(value, AUDIENCE) for name, value in audience.items()}
        each = {name: value for name, value in each.items() if not math.isnan(value)}
        return each, sum(each.values()) if set(each) >= set(given.known) else None
    most = as_number(audience, AUDIENCE)
    return {}, None if math.isnan(most) else most


def _check_names(given: Campaign, mapping: Mapping[Any, Any]) -> None:
    for name in mapping:
        if str(name) not in given.known:
            raise unknown("influencer", name, given.known)


def goal_of(rows: Rows) -> str | None:
    """Return the column that states targets: one, of a column that cmkit knows."""
    given = [name for name in rows.columns if name == "target" or name.startswith("target_")]
    for name in given:
        if name not in rows.known:
            raise unknown("column", name.removeprefix("target_"), NUMBERS)
    if len(given) > 1:
        raise errors.BadValueError("several_targets", names=", ".join(given))
    return given[0] if given else None


def expected(posts: pd.DataFrame, cells: dict[str, Any], goal: str | None) -> dict[str, Any]:
    """Return the target of one influencer and what was attained of it.

    A column `target` is a number of interactions a post, `target_<column>` one of another column; over
    posts they add up, but for a target of reach, of which the largest holds for the influencer.
    """
    if goal is None or posts[goal].isna().all():
        return {}
    found, kpi = goal, goal.removeprefix("target").strip("_") or "interactions"
    adds = NUMBERS[kpi].adds == "sum"
    target = float(posts[found].sum() if adds else posts[found].max())
    value = cells.get(kpi, total(posts.get(kpi)))
    span = Span(cells["reach_low"], cells["reach_high"]) if kpi == "reach" else Span(value, value)
    shares = [bound / target if target > 0 else math.nan for bound in span]
    return {
        "target_of": kpi, "target": target, "attained_low": shares[0], "attained_high": shares[1],
        "status": settled(span, target),
    }  # fmt: skip


def settled(span: Span, target: float) -> str | None:
    """Return "met", "near" or "missed" where both bounds say so, "open" where they do not, None without any.

    >>> settled(Span(12000, 20000), 15000), settled(Span(16000, math.nan), 15000)
    ('open', 'met')
    """
    low, high = (status(bound, Objective("visibility", target=target)) for bound in span)
    if low is None and high is None:
        return None
    return low if low == high or low == "met" else "missed" if high == "missed" else "open"
