"""What price lists would have charged, as a range, and what that is not."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import All, Amount, Number, Sentences
from cmkit.language.said import said
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, heads


@dataclass(frozen=True, eq=False, repr=False)
class Priced:
    """A row a price list, with the value by each; `unknown`: of how many results something that is priced is
    not known. See `EmvRange`."""

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


def statement(priced: Priced) -> Statement:
    """Return what the price lists say."""
    title, table = said("returning.emv_title"), priced.table
    values = [(str(n), priced.amount(v)) for n, v in zip(table["price_list"], table["value"], strict=True)]
    lists = tuple(said("returning.emv_list", name=name, value=value) for name, value in values)
    told = said("returning.emv_range", n=Number(len(lists)), low=priced.amount(priced.low),
                high=priced.amount(priced.high), lists=All(lists, "words.semicolon"))  # fmt: skip
    holes = said("returning.emv_holes", n=Number(priced.unknown))
    names = heads("returning", ("price_list", "value"), ("price_list",))
    bars = tuple(Bar(name, value.value, value.value, value) for name, value in values)
    parts = (
        Grid(names, tuple(map(Row, values)), where=frozenset({"sheets"})),
        Paragraph(Sentences((told, said("returning.emv_never")))),
        *([Paragraph(holes, "note")] if priced.unknown else []),
        Picture(Bars(title, bars, title)),
    )
    return Statement("emv_range", parts, title=title)
