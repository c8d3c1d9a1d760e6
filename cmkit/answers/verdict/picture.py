"""What the picture of a verdict shows: bar lengths, ranks and places, with words that are still facts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd

from cmkit.answers.verdict.judging import Judgement
from cmkit.catalogue import CATALOGUE
from cmkit.figures.picture import Picture
from cmkit.figures.sides import UNWRITABLE, Row, Side
from cmkit.language import writing
from cmkit.language.facts import All, Inside, Rate
from cmkit.language.said import said

MOST = 20
"""How many results a picture shows; beyond, the best ranked."""


def prepare(judged: Judgement) -> Picture:
    """Return the picture of a judgement: up to `MOST` results in their order, else the best ranked."""
    table = best_first(judged.table, MOST)
    target = math.nan if judged.goal.target is None else judged.goal.target
    rates, values = judged.rates[table.index].tolist(), table.value.tolist()
    rate_axis, kpi_axis = _axis(rates), _axis([*values, target])
    rows = _rows(judged, table, _sides(rates, rate_axis, Rate), _sides(values, kpi_axis, judged.quantity))
    more = said("figures.more", shown=MOST, total=len(judged.table)) if len(judged.table) > MOST else ""
    moving = any(row.move != "same" for row in rows)
    return Picture(
        rows=rows,
        rate_title=said("figures.rate_title"),
        rate_made_of=_made_of(judged),
        kpi_title=said("figures.kpi_title", objective=judged.objective),
        kpi_name=Inside(judged.kpi.name),
        kpi_note=said("figures.less_is_better") if judged.kpi.better == "lower" else "",
        ranks_title=said("figures.ranks_title"),
        ranks_ends=(
            said("figures.by_rate" if judged.rate else "figures.no_rate"),
            said("figures.by_objective"),
        ),
        ranks_key=said("figures.ranks_key") if moving else "",
        target=_at(target, kpi_axis),
        target_text="" if math.isnan(target) else said("figures.target", target=judged.quantity(target)),
        rate_zero=_at(0, rate_axis),
        kpi_zero=_at(0, kpi_axis),
        more=more,
        described=said("figures.described", objective=judged.objective, n=len(rows)),
    )


def best_first(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return all rows in their order, or the `most` best ranked where there are more."""
    if len(table) <= most:
        return table
    return table.sort_values("rank", na_position="last", kind="stable").head(most)


def _rows(judged: Judgement, table: pd.DataFrame, by_rate: list[Side], by_kpi: list[Side]) -> tuple[Row, ...]:
    ranks_by_rate, ranks = _ranks(judged.table.rank_by_rate), _ranks(judged.table["rank"])
    shown = list(table.index)
    places_by_rate, places = _places(shown, ranks_by_rate, ranks), _places(shown, ranks, ranks_by_rate)
    everyone = list(judged.table.index)
    moves = _moves(_places(everyone, ranks_by_rate, ranks), _places(everyone, ranks, ranks_by_rate))
    tied_by_rate, tied = Counter(ranks_by_rate.values()), Counter(ranks.values())
    statuses = ["" if writing.is_missing(state) else state for state in table.status.tolist()]
    return tuple(
        Row(
            name=str(name).translate(UNWRITABLE),
            by_rate=rate,
            by_kpi=kpi,
            status=state,
            status_text=said(f"verdict.status_{state}") if state else "",
            place_by_rate=places_by_rate.get(row),
            place=places.get(row),
            rank_by_rate=_rank(ranks_by_rate.get(row), tied_by_rate),
            rank=_rank(ranks.get(row), tied),
            move=moves.get(row, "same"),
        )
        for row, name, rate, kpi, state in zip(
            shown, table.result.tolist(), by_rate, by_kpi, statuses, strict=True
        )
    )


def _axis(values: list[float]) -> tuple[float, float]:
    """Return the ends of an axis that holds zero and every known value."""
    known = [0.0, *(float(value) for value in values if not math.isnan(value))]
    low, high = min(known), max(known)
    return (low, high) if high > low else (0.0, 1.0)


def _at(value: float, axis: tuple[float, float]) -> float:
    low, high = axis
    return (float(value) - low) / (high - low)


def _sides(values: list[float], axis: tuple[float, float], write: Callable[[float], Any]) -> list[Side]:
    zero = _at(0, axis)
    return [Side(zero, _at(value, axis), write(value)) for value in values]


def _ranks(ranks: pd.Series) -> dict[int, int]:
    """Return the known ranks by row."""
    known = ranks.dropna()
    return dict(zip(known.index.tolist(), known.astype(int).tolist(), strict=True))


def _places(shown: list[int], ranks: dict[int, int], others: dict[int, int]) -> dict[int, int]:
    """Return the place of each ranked row from the top. Rows that tie follow the other ranking: lines then
    cross only where the two rankings truly disagree."""
    known = sorted(
        (row for row in shown if row in ranks), key=lambda row: (ranks[row], others.get(row, math.inf))
    )
    return {row: place for place, row in enumerate(known)}


def _moves(before: dict[int, int], after: dict[int, int]) -> dict[int, str]:
    """Return how each row moves among the rows that both rankings hold."""
    both = [row for row in before if row in after]
    old = {row: place for place, row in enumerate(both)}
    new = {row: place for place, row in enumerate(sorted(both, key=after.__getitem__))}
    words_of = {-1: "up", 0: "same", 1: "down"}
    return {row: words_of[(new[row] > old[row]) - (new[row] < old[row])] for row in both}


def _rank(rank: int | None, tied: Counter[int]) -> str:
    if rank is None:
        return ""
    return f"{rank}=" if tied[rank] > 1 else f"{rank}"


def _made_of(judged: Judgement) -> Any:
    if judged.rate is None:
        return said("figures.no_rate")
    return All(tuple(Inside(name) for name in CATALOGUE[judged.rate].inputs), "words.slash")
