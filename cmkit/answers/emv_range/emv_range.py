"""Earned media value as what it is: a range over price lists that somebody chose (`cm.emv_range`)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import pandas as pd

from cmkit import errors
from cmkit.catalogue import FUNCTIONS
from cmkit.figures.bars import Bar, Bars
from cmkit.given.money import Money, as_money, one_currency
from cmkit.given.numbers import one
from cmkit.given.rows import Rows, opened
from cmkit.language.facts import All, Amount, Inside, Number, Sentences, Typed
from cmkit.language.said import said, unknown
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, heads

PRICES = ("cpm_price", "cpc_price", "multiplier")
ACTS = ("likes", "shares", "comments", "clicks")
COUNTS = ("impressions", *ACTS)
"""What a list prices: impressions by the thousand, acts as clicks."""


@dataclass(frozen=True, eq=False, repr=False)
class EmvRange(Shown):
    """What price lists, each named, would have charged for the same: an assumption, not a value won.

    - `table`: a row a price list: price_list, cpm_price, cpc_price, multiplier, value;
    - `low`, `high`: the least and the greatest of the values; `currency`: where stated.

    It is no money and never a gain: `cm.returns` refuses it, and it decides nothing.
    """

    table: pd.DataFrame
    currency: str | None = None
    unknown: int = 0

    @property
    def low(self) -> float:
        """The value by the cheapest list."""
        return float(self.table["value"].min())

    @property
    def high(self) -> float:
        """The value by the dearest list."""
        return float(self.table["value"].max())

    def amount(self, value: float) -> Amount:
        """Return a value by a list, which is no money that anybody paid."""
        return Amount(value, self.currency).of(formula="emv")

    @property
    def statement(self) -> Statement:
        """The range and what it is not."""
        title, table = said("returning.emv_title"), self.table
        values = [(str(n), self.amount(v)) for n, v in zip(table["price_list"], table["value"], strict=True)]
        lists = tuple(said("returning.emv_list", name=name, value=value) for name, value in values)
        told = said("returning.emv_range", n=Number(len(lists)), low=self.amount(self.low),
                    high=self.amount(self.high), lists=All(lists, "words.semicolon"))  # fmt: skip
        holes = said("returning.emv_holes", n=Number(self.unknown))
        names = heads("returning", ("price_list", "value"), ("price_list",))
        bars = tuple(Bar(name, value.value, value.value, value) for name, value in values)
        parts = (
            Grid(names, tuple(map(Row, values)), where=frozenset({"sheets"})),
            Paragraph(Sentences((told, said("returning.emv_never")))),
            *([Paragraph(holes, "note")] if self.unknown else []),
            Picture(Bars(title, bars, title)),
        )
        return Statement("emv_range", parts, title=title)

    def _not_money(self, *_: Any) -> NoReturn:
        raise errors.NotMoneyError("emv_is_no_money", name="emv_range")

    __float__ = __int__ = __add__ = __radd__ = __sub__ = __rsub__ = _not_money
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _not_money


def emv_range(
    results: Any, price_lists: Mapping[str, Mapping[str, Any]], currency: str | None = None
) -> EmvRange:
    """Price the results by every list that is given, and return the range.

    `price_lists` maps the name of each list to its prices: `cpm_price` (a thousand impressions),
    `cpc_price` (a click), `multiplier` (how many clicks an interaction is worth, 1 by default). What
    has no price is not priced, and no list is built in. `currency` is only shown;
    prices may state it ("0,50 €").

    Raises `UnknownNameError` for another price, `BadValueError` for no list or a price below zero,
    `MissingColumnError` where what is to be priced is not there. See `cm.emv` for formula and source.

    >>> likes = pd.DataFrame({"likes": [1000]})
    >>> emv_range(likes, {"a cent": {"cpc_price": 0.01}, "ten cents": {"cpc_price": 0.10}}).high
    100.0
    """
    if not isinstance(price_lists, Mapping) or not price_lists:
        raise errors.BadValueError("no_price_list")
    rows, lists = opened(results), [(str(name), stated) for name, stated in price_lists.items()]
    table = [
        {"price_list": name, **(prices := _prices(name, stated)), "value": _value(rows, prices)}
        for name, stated in lists
    ]
    amounts = [as_money(key, stated.get(key)) for _, stated in lists for key in PRICES[:2]]
    codes = [Money(0, currency).currency, *(amount.currency for amount in amounts if amount)]
    counted = [name for name in COUNTS if name in rows.table]
    unknown = int(rows.numbers(counted).isna().any(axis=1).sum())
    return EmvRange(pd.DataFrame(table), one_currency(codes), unknown)


def _prices(name: str, stated: Any) -> dict[str, float]:
    if not isinstance(stated, Mapping):
        raise errors.BadValueError("not_a_price_list", name=name, value=Typed(stated))
    for key in stated:
        if key not in PRICES:
            raise unknown("price", key, PRICES)
    money = {key: as_money(key, stated.get(key)) for key in PRICES[:2]}
    prices = {key: amount.amount if amount else math.nan for key, amount in money.items()}
    if all(map(math.isnan, prices.values())):
        raise errors.BadValueError("not_a_price_list", name=name, value=Typed(stated))
    return {**prices, "multiplier": one("multiplier", stated.get("multiplier", 1), "score")}


def _value(rows: Rows, prices: dict[str, float]) -> float:
    """Add up what the list prices: impressions where they have a price, acts where clicks have one."""
    seen = () if math.isnan(prices["cpm_price"]) else COUNTS[:1]
    acted = () if math.isnan(prices["cpc_price"]) else ACTS
    sums: dict[str, float] = {}
    for names in filter(None, (seen, acted)):
        if not (priced := [name for name in names if name in rows.table]):
            wants, present = (tuple(map(Inside, each)) for each in (names, rows.columns))
            either = All(wants, "errors.or_join")
            raise errors.MissingColumnError("nothing_to_price", wants=either, present=All(present))
        sums |= {name: float(rows.values(name).sum()) for name in priced}
    public = sum(sums.get(name, 0.0) for name in ACTS[:3])
    known = {key: 0.0 if math.isnan(value) else value for key, value in prices.items()}
    return float(FUNCTIONS["emv"](sums.get("impressions", 0.0), public, sums.get("clicks", 0.0), **known))
