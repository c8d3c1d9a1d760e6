"""What price lists would have charged, as a range, and what that is not."""

from __future__ import annotations

from cmkit.answers.emv_range.priced import Priced
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import All, Amount, Number, Sentences
from cmkit.language.said import said
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, heads


def statement(priced: Priced) -> Statement:
    """Return what the price lists say."""
    by_list = zip(priced.table["price_list"].tolist(), priced.table["value"].tolist(), strict=True)
    values = [(str(name), amount(priced, value)) for name, value in by_list]
    lists = tuple(said("returning.emv_list", name=name, value=value) for name, value in values)
    told = said("returning.emv_range", n=Number(len(lists)), low=amount(priced, priced.low),
                high=amount(priced, priced.high), lists=All(lists, "words.semicolon"))  # fmt: skip
    title = said("returning.emv_title")
    bars = tuple(Bar(name, value.value, value.value, value) for name, value in values)
    return Statement(
        "emv_range",
        (
            Grid(heads("returning", ("price_list", "value"), ("price_list",)), tuple(map(Row, values)),
                 where=frozenset({"sheets"})),
            Paragraph(Sentences((told, said("returning.emv_never")))),
            Picture(Bars(title, bars, title)),
        ),
        title=title,
    )  # fmt: skip


def amount(priced: Priced, value: float) -> Amount:
    """Return a value by a list, which is no money that anybody paid."""
    return Amount(value, priced.currency).of(formula="emv")
