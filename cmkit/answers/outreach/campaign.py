"""What each influencer's posts reached, engaged and cost, within bounds, before anything is said of it."""

import functools
import math
import operator
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.outreach.measures import Ground, Groups, acts_of, by_person, columns_of, spread
from cmkit.answers.verdict.judging import statuses
from cmkit.catalogue.columns import NUMBERS
from cmkit.catalogue.quantity import as_number
from cmkit.given.money import as_money, one_currency
from cmkit.given.objective import Objective
from cmkit.given.people import AUDIENCE
from cmkit.given.rows import Rows, opened
from cmkit.language.said import unknown
from cmkit.language.writing import worded

NAMES = ("influencer", "account", "account_id", "result", "name")
ONCE = ("likes", "saves")
"""Acts that a person does once on a post: their largest count is a count of people."""
TALLIES = ("link_clicks", "conversions", "orders", "promo_sales", "revenue")
"""What is added up over posts as it is."""
MEASURES = (
    "posts", "reach", "interactions", "engagement_rate", "engaged", "cost", "cost_per_engaged",
    "cost_per_thousand", *TALLIES,
)  # fmt: skip
COLUMNS = [
    "influencer", "platform", *columns_of(*MEASURES),
    "target_of", "target", "attained_low", "attained_high", "status", "missing",
]  # fmt: skip


class Campaign:
    """The posts of influencers, with what each of these cost and may have reached at most."""

    def __init__(self, table: Any, cost: Any, audience: Any) -> None:
        self.rows = rows = opened(table)
        self.numbers = rows.numbers()
        column = next((name for name in NAMES if name in rows.table), None)
        if column is None:
            raise errors.MissingColumnError("missing_influencer", present=", ".join(rows.columns[:12]))
        words = rows.table[column].map(worded, na_action="ignore")
        names = words.astype("string").str.strip().fillna("")
        self.unnamed = int((names == "").sum())
        if self.unnamed == len(names):
            raise errors.EmptyTableError("no_influencer", column=column)
        rows.aside.put(names == "", column, "names_nobody", rows.table[column])
        self.groups = Groups(self.numbers, names[names != ""])
        self.known = [str(name) for name in self.groups.posts.index]
        there = self.numbers.columns[self.numbers.notna().any()]
        priced = [name for name in ("cost", "fee", "spend") if name in there]
        self.goal, self.priced = _goal(rows), priced[:1] if "cost" in priced else priced
        self.costs, self.whole, currency = self._costs(cost)
        self.ground = Ground(tuple(acts_of(there)), "reach", tuple(self.priced) or ("cost",), currency)
        self.audiences, self.audience = self._audiences(audience)

    def _costs(self, cost: Any) -> tuple[pd.Series, float, str | None]:
        """Return the cost of each influencer, of the whole (NaN where one is not known), the currency."""
        each, money = pd.Series(math.nan, index=self.known), None
        if self.priced and cost is not None:
            raise errors.BadValueError("cost_stated_twice", columns=", ".join(self.priced))
        if self.priced:
            each = self.groups.total(self.groups.added(self.priced))
        elif isinstance(cost, Mapping):
            amounts = {name: money for name, given in self._named(cost) if (money := as_money("cost", given))}
            each = each.fillna({name: money.amount for name, money in amounts.items()})
            money = functools.reduce(operator.add, amounts.values()) if amounts else None
        else:
            money = as_money("cost", cost)
        whole = money.amount if money and not isinstance(cost, Mapping) else float(each.sum(skipna=False))
        return each, whole, one_currency([money.currency if money else None, self.rows.currency])

    def _audiences(self, audience: Any) -> tuple[dict[str, float], float]:
        if not isinstance(audience, Mapping):
            most = as_number(audience, AUDIENCE)
            return dict.fromkeys(self.known, most), most
        given = {name: as_number(value, AUDIENCE) for name, value in self._named(audience)}
        each = {name: given.get(name, math.nan) for name in self.known}
        return each, sum(each.values())

    def _named(self, given: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
        known = set(self.known)
        for name, value in given.items():
            if str(name) not in known:
                raise unknown("influencer", name, self.known)
            yield str(name), value


def entries(given: Campaign) -> pd.DataFrame:
    """Return a row an influencer, in the order in which they come."""
    table = _measured(given, given.groups, given.audiences, given.costs)
    table = table.assign(**_expected(given, table)).rename_axis("influencer").reset_index()
    texts = dict.fromkeys(("influencer", "platform", "target_of", "status"), "object")
    return table.reindex(columns=COLUMNS).astype(texts)


def total(given: Campaign) -> pd.Series:
    """Return the row of all influencers together: people within bounds, never summed."""
    everyone = Groups(given.numbers, pd.Series("", index=given.groups.by.index))
    cost = pd.Series(given.whole, index=[""])
    cells = _measured(given, everyone, {"": given.audience}, cost).to_dict("records")[0]
    return pd.Series({"influencer": None} | {name: cells[name] for name in COLUMNS if name in cells})


def _measured(given: Campaign, groups: Groups, most: Mapping[str, float], cost: pd.Series) -> pd.DataFrame:
    acted = groups.added(given.ground.acts)
    reach = groups.people("reach", most if "reach" in groups.numbers else dict.fromkeys(most))
    engaged = _engaged(groups, acted, reach)
    by = {"cost_per_engaged": by_person(cost, engaged), "cost_per_thousand": by_person(cost, reach, 1000)}
    cells = {name: groups.total(name) for name in TALLIES} | {
        "platform": _platforms(given.rows.table, groups), "posts": groups.posts,
        "interactions": groups.total(acted), "engagement_rate": groups.rate(acted, "reach"), "cost": cost,
        "missing": _lacking(given, groups, acted, cost),
    }  # fmt: skip
    return pd.DataFrame(cells | spread(reach=reach, engaged=engaged, **by), index=groups.posts.index)


def _engaged(groups: Groups, acted: pd.Series, reach: pd.DataFrame) -> pd.DataFrame:
    # At most as many people as there are interactions, or reached; at least the most likes (or saves) of one
    # post, which a person gives once; where only interactions are counted, those of the largest post, if each
    # person acted once on it: an assumption that the text names.
    most = groups.largest(acted)
    once = pd.DataFrame({act: groups.largest(act) for act in ONCE}).max(axis=1)
    low = once.fillna(most).where(most.notna())
    limit = np.fmin(groups.total(acted).where(groups.lacking(acted) == 0), reach.high)
    return pd.DataFrame({"low": low, "high": np.maximum(low, limit)})


def _platforms(table: pd.DataFrame, groups: Groups) -> pd.Series:
    named = table.reindex(groups.by.index, columns=["platform"]).platform.dropna().astype(str)
    joined = {group: ", ".join(dict.fromkeys(each)) for group, each in named.groupby(groups.by)}
    return pd.Series([joined.get(group) for group in groups.posts.index], groups.posts.index, dtype=object)


def _lacking(given: Campaign, groups: Groups, acted: pd.Series, cost: pd.Series) -> pd.Series:
    """Return what each group lacks: the name of a column, and the number of posts without it (0: of all)."""
    some, unpriced = groups.largest(acted).notna(), groups.posts * cost.isna()
    without = pd.DataFrame({
        "reach": groups.lacking("reach"), "interactions": groups.lacking(acted),
        **{act: groups.lacking(act) * some for act in given.ground.acts if act != "interactions"},
        "cost": groups.lacking(groups.added(given.priced)) if given.priced else unpriced,
    })  # fmt: skip
    cells = zip(without.to_numpy().tolist(), groups.posts, strict=True)
    lacks = [[(name, n % posts) for name, n in zip(without, each, strict=True) if n] for each, posts in cells]
    return pd.Series(lacks, without.index, dtype=object)


def _expected(given: Campaign, table: pd.DataFrame) -> dict[str, Any]:
    """Return the target of each influencer (added up over posts; of reach the largest), what was attained."""
    if given.goal is None:
        return {}
    kpi, groups = given.goal.removeprefix("target").strip("_") or "interactions", given.groups
    target = groups.total(given.goal) if NUMBERS[kpi].adds == "sum" else groups.largest(given.goal)
    value = table[kpi] if kpi in table else groups.total(kpi)
    low, high = (table.reach_low, table.reach_high) if kpi == "reach" else (value, value)
    return {
        "target_of": pd.Series(kpi, index=target.index).where(target.notna()), "target": target,
        "attained_low": low / target.where(target > 0), "attained_high": high / target.where(target > 0),
        "status": settled(low, high, target),
    }  # fmt: skip


def settled(low: pd.Series, high: pd.Series, target: pd.Series) -> list[str | None]:
    """Return "met", "near" or "missed" where both bounds say so, else "open"; None without any."""
    found = []
    for end in (low, high):
        reached = (end >= target).astype(float).where(end.notna() & target.notna())
        shares = (end / target).where(target > 0, reached)
        found.append(statuses(shares.to_numpy(), Objective("visibility", target=1)))
    return [
        least if least in (most, "met") else "missed" if most == "missed" else "open"
        for least, most in zip(*found, strict=True)
    ]


def _goal(rows: Rows) -> str | None:
    given = [name for name in rows.columns if name == "target" or name.startswith("target_")]
    for name in given:
        if name not in rows.known:
            raise unknown("column", name.removeprefix("target_"), NUMBERS)
    if len(given) > 1:
        raise errors.BadValueError("several_targets", names=", ".join(given))
    return given[0] if given else None
