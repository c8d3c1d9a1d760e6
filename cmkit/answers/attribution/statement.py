"""What a comparison of models says: each channel under each model, where they disagree, what limits it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit.answers.attribution.attribute import Credit, Options
from cmkit.answers.attribution.markov import ORDERS
from cmkit.answers.attribution.opening import counted
from cmkit.errors import CmkitError
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import All, Counted, Number, Quoted, Share, Shared, Source, Span, listed
from cmkit.language.said import Said, said
from cmkit.statements.aside import Aside

from cmkit.statements.statement import (  # isort: skip
    ON_PAGE, Cell, Grid, Head, Left, Picture, Row, Statement, Word, paragraphs,
)  # fmt: skip

WIDEST = 3
"""How many channels the sentences name, those on which models disagree most."""

SHOWN, BARS = 100, 20
"""How many channels a page and a terminal show, and the picture: those that come first."""

OFF_PAGE = frozenset({"plain", "sheets"})


@dataclass(frozen=True, eq=False, repr=False)
class Compared:
    """What several models credit, each one's error and the rows left out: see `Comparison`."""

    table: pd.DataFrame
    ranks: pd.DataFrame
    credits: pd.DataFrame
    sensitivity: pd.DataFrame
    total: float
    found: dict[str, Credit]
    refused: dict[str, CmkitError]
    aside: Aside
    options: Options
    value: str | None

    @property
    def models(self) -> list[str]:
        """The models that were computed, in order."""
        return list(self.found)


def statement(made: Compared) -> Statement:
    """Return what a comparison says; ranks stand under the shares on a page only, where there is room."""
    left, heads, told = len(made.table) - SHOWN, _heads(made), paragraphs(list(_sentences(made)))
    more = said("statements.not_shown", n=Number(left)) if left > 0 else None
    page = Grid(heads, _ranked(made), said("journeys.caption"), more, where=ON_PAGE)
    off_page = tuple(
        Row((str(row["channel"]), *(_share(made, row, name) for name in made.models), _range(made, row)))
        for row in made.table.to_dict("records")
    )
    plain = Grid(heads, off_page, more=more, most=SHOWN, where=OFF_PAGE)
    parts = (page, plain, *told, Left(made.aside.table), Picture(_bars(made)))
    return Statement("models", parts, title=said("journeys.picture"))


def _ranked(made: Compared) -> tuple[Row, ...]:
    ranks = made.ranks.head(SHOWN).set_index("channel").to_dict("index")
    known = {rank for of in ranks.values() for rank in of.values() if not pd.isna(rank)}
    named = {rank: Shared(said("journeys.rank", rank=Number(rank))) for rank in known}

    def cell(row: Mapping[Any, Any], name: str) -> Word | Cell:
        share, rank = _share(made, row, name), ranks[row["channel"]][name]
        return share if pd.isna(rank) else Cell(share, (named[rank],), "wins" if rank == 1 else "")

    rows = []
    for row in made.table.head(SHOWN).to_dict("records"):
        cells = (cell(row, name) for name in made.models)
        rows.append(Row((str(row["channel"]), *cells, Cell(_range(made, row), style="strong"))))
    return tuple(rows)


def _heads(made: Compared) -> tuple[Head, ...]:
    half_life, order = Number(made.options.half_life), Number(made.options.order)
    asked = {
        "time_decay": said("journeys.with_half_life", model=_model("time_decay"), n=half_life),
        "markov": said("journeys.with_order", model=_model("markov"), order=order),
    }
    models = (Head(asked.get(name) or _model(name)) for name in made.models)
    return (Head(said("journeys.channel"), words=True), *models, Head(said("journeys.range")))


def _model(name: str) -> Said:
    return said(f"journeys.model_{name}")


def _share(made: Compared, row: Mapping[Any, Any], name: str) -> Share:
    return Share(row[name], 1, source=Source((made.value or "conversions",), (row["channel"],), name))


def _range(made: Compared, row: Mapping[Any, Any]) -> Span:
    return Span(_share(made, row, "low"), _share(made, row, "high"))


def _sentences(made: Compared) -> Iterator[Said]:
    total: Word = Counted(made.total, name="conversions")
    if made.value is not None:
        total = said("journeys.total_value", total=Number(made.total).of(made.value), what=Quoted(made.value))
    models, channels = Number(len(made.models)), Number(len(made.table))
    yield said("journeys.opening", total=total, models=models, channels=channels)
    if made.total:
        yield from _ranges(made)
        yield _winners(made)
        yield from _moved(made)
    yield said("journeys.no_truth")
    yield from _limits(made)


def _ranges(made: Compared) -> Iterator[Said]:
    widest = made.table[made.table["gap"] > 1e-9].sort_values("gap", ascending=False, kind="stable")
    if widest.empty:
        yield said("journeys.all_agree")
    for row in widest.head(WIDEST).to_dict("records"):
        ends = {"low": _share(made, row, "low"), "high": _share(made, row, "high")}
        least, most = (_model(pick(made.models, key=row.__getitem__)) for pick in (min, max))
        yield said("journeys.channel_range", channel=Quoted(row["channel"]), least=least, most=most, **ends)


def _winners(made: Compared) -> Said:
    firsts: dict[tuple[str, ...], list[Said]] = {}
    for name in made.models:
        first = tuple(made.ranks.loc[made.ranks[name] == 1, "channel"].tolist())
        firsts.setdefault(first, []).append(_model(name))
    if len(firsts) == 1:
        return said("journeys.one_first", channel=listed(next(iter(firsts))))
    each = (
        said("journeys.first_under", channel=listed(first), models=All(tuple(models)))
        for first, models in firsts.items()
    )
    return said("journeys.other_firsts", listed=All(tuple(each), "words.semicolon"))


def _moved(made: Compared) -> Iterator[Said]:
    key = {"half_life": "moved_half_life", "order": "moved_order_alone"}
    for kind in key:
        tried = [name for name in made.sensitivity.columns if name.startswith(kind)]
        if not tried:
            continue
        shares = made.sensitivity.set_index("channel")[tried].agg(["min", "max"], axis=1)
        most = str((shares["max"] - shares["min"]).idxmax())
        low, high = map(float, shares.loc[most])
        if round(low, 3) != round(high, 3):
            values = All(tuple(Number(float(name.split()[1])) for name in tried))
            ends = {"low": Share(low, 1), "high": Share(high, 1)}
            yield said(f"journeys.{key[kind]}", channel=Quoted(most), values=values, **ends)
            key["order"] = "moved_order"


def _limits(made: Compared) -> Iterator[Said]:
    untried = tuple(Number(n) for n in ORDERS if f"order {n}" not in made.sensitivity.columns)
    if untried and "markov" in made.found:
        yield said("journeys.order_untried", n=len(untried), values=All(untried))
    yield from (one.note for one in made.found.values() if one.note)
    for model, error in made.refused.items():
        yield said("journeys.left_out", model=_model(model), why=error)
    yield from next(iter(made.found.values())).paths.notes
    if len(made.aside):
        yield said("journeys.aside_shown", n=len(made.aside), reasons=counted(made.aside))


def _bars(made: Compared) -> Bars:
    first = made.table.head(BARS).dropna(subset=["low"]).to_dict("records")
    rows = [Bar(str(row["channel"]), row["low"], row["high"], _range(made, row)) for row in first]
    return Bars(said("journeys.picture"), tuple(rows), said("journeys.measured"))
