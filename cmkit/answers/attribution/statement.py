"""What a comparison of models says: each channel under each model, where they disagree, what limits it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from cmkit.answers.attribution.compared import Compared
from cmkit.answers.attribution.floats import counted
from cmkit.answers.attribution.markov import ORDERS
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import All, Counted, Number, Quoted, Share, Shared, Source, Span, listed
from cmkit.language.said import Said, said
from cmkit.statements.statement import (
    ON_PAGE,
    Cell,
    Grid,
    Head,
    Left,
    Picture,
    Row,
    Statement,
    Word,
    paragraphs,
)

WIDEST = 3
"""How many channels the sentences name, those on which models disagree most."""

SHOWN, BARS = 100, 20
"""How many channels a page and a terminal show, and the picture: those that come first."""

OFF_PAGE = frozenset({"plain", "sheets"})


def statement(made: Compared) -> Statement:
    """Return what a comparison says; ranks stand under the shares on a page only, where there is room."""
    parts = (
        _page(made),
        _off_page(made),
        *paragraphs(list(_sentences(made))),
        Left(made.aside.table),
        Picture(_bars(made)),
    )
    return Statement("models", parts, title=said("journeys.picture"))


def _model(name: str) -> Said:
    return said(f"journeys.model_{name}")


def _page(made: Compared) -> Grid:
    """Return the table of a page: shares with their ranks under them, of the first channels."""
    ranks = made.ranks.head(SHOWN).set_index("channel").to_dict("index")
    named = {rank: Shared(said("journeys.rank", rank=Number(rank))) for rank in _ranks_of(ranks)}
    rows = []
    for row in _records(made.table.head(SHOWN)):
        rank = ranks[row["channel"]]
        cells = [_cell(_share(made, row, name), rank[name], named) for name in made.models]
        rows.append(Row((str(row["channel"]), *cells, Cell(_range(made, row), style="strong"))))
    caption = said("journeys.caption")
    return Grid(_heads(made), tuple(rows), caption, _more(made), where=ON_PAGE)


def _ranks_of(ranks: dict[Any, dict[Any, Any]]) -> set[int]:
    return {rank for of in ranks.values() for rank in of.values() if not pd.isna(rank)}


def _cell(share: Share, rank: Any, named: dict[int, Shared]) -> Word | Cell:
    return share if pd.isna(rank) else Cell(share, (named[rank],), "wins" if rank == 1 else "")


def _off_page(made: Compared) -> Grid:
    """Return the table of a terminal and of a sheet: shares alone, one a cell."""
    rows = [
        Row((str(row["channel"]), *(_share(made, row, name) for name in made.models), _range(made, row)))
        for row in _records(made.table)
    ]
    return Grid(_heads(made), tuple(rows), more=_more(made), most=SHOWN, where=OFF_PAGE)


def _heads(made: Compared) -> tuple[Head, ...]:
    models = [Head(_asked(made, name)) for name in made.models]
    return (Head(said("journeys.channel"), words=True), *models, Head(said("journeys.range")))


def _more(made: Compared) -> Said | None:
    left = len(made.table) - SHOWN
    return said("statements.not_shown", n=Number(left)) if left > 0 else None


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _asked(made: Compared, name: str) -> Said:
    """Name a model, with what it was asked."""
    if name == "time_decay":
        half_life = Number(made.options.half_life)
        return said("journeys.with_half_life", model=_model(name), n=half_life)
    if name == "markov":
        return said("journeys.with_order", model=_model(name), order=Number(made.options.order))
    return _model(name)


def _share(made: Compared, row: dict[str, Any], name: str) -> Share:
    source = Source((made.value or "conversions",), (row["channel"],), name)
    return Share(row[name], 1, source=source)


def _range(made: Compared, row: dict[str, Any]) -> Span:
    return Span(_share(made, row, "low"), _share(made, row, "high"))


def _sentences(made: Compared) -> Iterator[Said]:
    """Say what is shared out, where models disagree, who comes first, what limits it."""
    yield _opening(made)
    if made.total:
        yield from _ranges(made)
        yield _winners(made)
        yield from _moved(made)
    yield said("journeys.no_truth")
    yield from _limits(made)


def _opening(made: Compared) -> Said:
    total: Word = Counted(made.total, name="conversions")
    if made.value is not None:
        total = said("journeys.total_value", total=Number(made.total).of(made.value), what=Quoted(made.value))
    models, channels = Number(len(made.models)), Number(len(made.table))
    return said("journeys.opening", total=total, models=models, channels=channels)


def _ranges(made: Compared) -> Iterator[Said]:
    """Say for the channels with the widest ranges who gives them least and most."""
    widest = made.table[made.table["gap"] > 1e-9].sort_values("gap", ascending=False, kind="stable")
    if widest.empty:
        yield said("journeys.all_agree")
    for row in _records(widest.head(WIDEST)):
        yield said(
            "journeys.channel_range",
            channel=Quoted(row["channel"]),
            low=_share(made, row, "low"),
            high=_share(made, row, "high"),
            least=_model(min(made.models, key=row.__getitem__)),
            most=_model(max(made.models, key=row.__getitem__)),
        )


def _winners(made: Compared) -> Said:
    """Say which channel comes first under which models."""
    firsts: dict[tuple[str, ...], list[Said]] = {}
    for name in made.models:
        first = tuple(made.ranks.loc[made.ranks[name] == 1, "channel"].tolist())
        firsts.setdefault(first, []).append(_model(name))
    if len(firsts) == 1:
        return said("journeys.one_first", channel=listed(next(iter(firsts))))
    each = [
        said("journeys.first_under", channel=listed(first), models=All(tuple(models)))
        for first, models in firsts.items()
    ]
    return said("journeys.other_firsts", listed=All(tuple(each), "words.semicolon"))


def _moved(made: Compared) -> Iterator[Said]:
    """Say how far a setting alone moves a share: the half-life, and the order of the chain."""
    for kind in ("half_life", "order"):
        tried = [name for name in made.sensitivity.columns if name.startswith(kind)]
        if len(tried) > 1:
            shares = made.sensitivity.set_index("channel")[tried]
            low, high = shares.min(axis=1), shares.max(axis=1)
            most = str((high - low).idxmax())
            yield said(
                f"journeys.moved_{kind}",
                channel=Quoted(most),
                low=Share(low[most], 1),
                high=Share(high[most], 1),
                values=All(tuple(Number(float(name.split()[1])) for name in tried)),
            )


def _limits(made: Compared) -> Iterator[Said]:
    """Say what was not tried, left out and set aside, and what a model's answer rests on."""
    untried = [Number(n) for n in ORDERS if f"order {n}" not in made.sensitivity.columns]
    if untried and "markov" in made.found:
        yield said("journeys.order_untried", n=len(untried), values=All(tuple(untried)))
    yield from (one.note for one in made.found.values() if one.note)
    for model, error in made.refused.items():
        yield said("journeys.left_out", model=_model(model), why=error)
    yield from next(iter(made.found.values())).paths.notes
    if len(made.aside):
        yield said("journeys.aside_shown", n=len(made.aside), reasons=counted(made.aside))


def _bars(made: Compared) -> Bars:
    """Return the picture: for each channel a bar to the least it gets, and an outline to the most."""
    rows = [
        Bar(str(row["channel"]), row["low"], row["high"], _range(made, row))
        for row in _records(made.table.head(BARS))
        if not math.isnan(row["low"])
    ]
    return Bars(said("journeys.picture"), tuple(rows), said("journeys.measured"))
