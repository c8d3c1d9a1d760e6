"""What the picture of a verdict shows: bar lengths, ranks and places, with words that are still facts."""

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd

from cmkit.answers.verdict.judging import Judgement
from cmkit.catalogue import CATALOGUE
from cmkit.figures.picture import Picture, Row, Side
from cmkit.language import writing
from cmkit.language.facts import All, Inside, Rate
from cmkit.language.said import said

MOST = 20
"""How many results a picture shows; beyond, the best and the worst, half each."""


def prepare(judged: Judgement, together: Any = "") -> Picture:
    """Return the picture of a judgement; `together` is said of the whole, where a total was wanted."""
    table = _ends(judged.table)
    target = math.nan if judged.goal.target is None else judged.goal.target
    rates, values = judged.rates[table.index].tolist(), table.value.tolist()
    rate_axis, kpi_axis = _axis(rates), _axis([*values, target])
    rows = _rows(judged, table, _sides(rates, rate_axis, Rate), _sides(values, kpi_axis, judged.quantity))
    left, cut = len(judged.table) - len(rows), int(judged.table["rank"].notna().sum()) > MOST
    by_rate = said("figures.by_rate" if judged.rate else "figures.no_rate")
    return Picture(
        rows=rows, rate_title=said("figures.rate_title"),
        rate_made_of=made_of(judged.rate) if judged.rate else said("figures.no_rate"),
        kpi_title=said("figures.kpi_title", objective=judged.objective), kpi_name=Inside(judged.kpi.name),
        kpi_note=said("figures.less_is_better") if judged.kpi.better == "lower" else "",
        ranks_title=said("figures.ranks_title"), ranks_ends=(by_rate, said("figures.by_objective")),
        ranks_key=said("figures.ranks_key") if any(row.move != "same" for row in rows) else "",
        target=_at(target, kpi_axis),
        target_text="" if math.isnan(target) else said("figures.target", target=judged.quantity(target)),
        rate_zero=_at(0, rate_axis), kpi_zero=_at(0, kpi_axis),
        more=said("figures.more" if cut else "figures.more_without", half=MOST // 2, n=left) if left else "",
        gap=MOST // 2 if cut else 0, whole=together,
        described=said("figures.described", objective=judged.objective, n=len(rows)),
    )  # fmt: skip


def best_first(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return all rows in their order, or the `most` best ranked where there are more."""
    ranked = table.sort_values("rank", na_position="last", kind="stable")
    return table if len(table) <= most else ranked.head(most)


def _ends(table: pd.DataFrame) -> pd.DataFrame:
    """Return all rows in their order; of more than `MOST` the ranked ones, or the best and the worst half."""
    if len(table) <= MOST:
        return table
    ranked, half = table.dropna(subset="rank").sort_values("rank", kind="stable"), MOST // 2
    if len(ranked) <= MOST:
        return best_first(table, max(len(ranked), 1))
    return pd.concat([ranked[:half], ranked[-half:]])


def _rows(judged: Judgement, table: pd.DataFrame, by_rate: list[Side], by_kpi: list[Side]) -> tuple[Row, ...]:
    everyone, shown = list(judged.table.index), list(table.index)
    known = (judged.table[each].dropna().astype(int) for each in ("rank_by_rate", "rank"))
    ranks: list[dict[Any, int]] = [each.to_dict() for each in known]
    places = [_places(shown, one, other) for one, other in (ranks, ranks[::-1])]
    moves = _moves(*(_places(everyone, one, other) for one, other in (ranks, ranks[::-1])))
    ties = [Counter(each.values()) for each in ranks]
    statuses = ["" if writing.is_missing(state) else state for state in table.status.tolist()]
    each = zip(shown, table.result.tolist(), by_rate, by_kpi, statuses, strict=True)
    return tuple(
        Row(
            name=name, by_rate=rate, by_kpi=kpi, status=state,
            status_text=said(f"verdict.status_{state}") if state else "", place_by_rate=places[0].get(row),
            place=places[1].get(row), rank_by_rate=_rank(ranks[0].get(row), ties[0]),
            rank=_rank(ranks[1].get(row), ties[1]), move=moves.get(row, "same"),
        )
        for row, name, rate, kpi, state in each
    )


def _axis(values: list[float]) -> tuple[float, float]:
    known = [0.0, *(float(value) for value in values if math.isfinite(value))]
    low, high = min(known), max(known)
    return (low, high) if high > low else (0.0, 1.0)


def _at(value: float, axis: tuple[float, float]) -> float:
    return (float(value) - axis[0]) / (axis[1] - axis[0]) if math.isfinite(value) else math.nan


def _sides(values: list[float], axis: tuple[float, float], write: Callable[[float], Any]) -> list[Side]:
    zero = _at(0, axis)
    return [Side(zero, _at(value, axis), write(value)) for value in values]


def _places(shown: list[int], ranks: dict[int, int], others: dict[int, int]) -> dict[int, int]:
    """Return places from the top; ties follow the other ranking: lines cross where the two disagree."""
    known = (row for row in shown if row in ranks)
    ordered = sorted(known, key=lambda row: (ranks[row], others.get(row, math.inf)))
    return {row: place for place, row in enumerate(ordered)}


def _moves(before: dict[int, int], after: dict[int, int]) -> dict[int, str]:
    old = {row: place for place, row in enumerate(row for row in before if row in after)}
    new = {row: place for place, row in enumerate(sorted(old, key=after.__getitem__))}
    words = {-1: "up", 0: "same", 1: "down"}
    return {row: words[(new[row] > old[row]) - (new[row] < old[row])] for row in old}


def _rank(rank: int | None, tied: Counter[int]) -> str:
    return "" if rank is None else f"{rank}=" if tied[rank] > 1 else f"{rank}"


def made_of(rate: str) -> All:
    """Return what a rate is made of, one over the other."""
    return All(tuple(Inside(name) for name in CATALOGUE[rate].inputs), "words.slash")
