"""What the picture of a verdict shows, before anything is drawn: names, bar lengths, ranks, words."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from cmkit import words
from cmkit.catalogue import CATALOGUE
from cmkit.judging import Judgement
from cmkit.objectives import kpi_label
from cmkit.sentences import amount
from cmkit.texts import say
from cmkit.words import in_sentence

MOST = 20
"""How many results a picture shows; beyond, the best ranked."""


@dataclass(frozen=True)
class Bar:
    """A bar of one panel: from `start` to `end` (0 to 1 along its axis; NaN: no value), and its words."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Row:
    """A result: its bars, its status, and its places (0 is the top) in the two rankings (None: none)."""

    name: str
    by_rate: Bar
    by_kpi: Bar
    status: str
    place_by_rate: int | None
    place: int | None
    rank_by_rate: str
    rank: str

    @property
    def move(self) -> str:
        """Return "up", "down" or "same": how the objective moves this result from its place by rate."""
        if self.place is None or self.place_by_rate is None or self.place == self.place_by_rate:
            return "same"
        return "up" if self.place < self.place_by_rate else "down"


@dataclass(frozen=True)
class Picture:
    """The whole picture: rows, headings, the target's position (NaN: none) and its words."""

    lang: str
    rows: tuple[Row, ...]
    rate_title: str
    rate_made_of: str
    kpi_title: str
    kpi_name: str
    ranks_title: str
    ranks_ends: tuple[str, str]
    target: float
    target_text: str
    rate_zero: float
    kpi_zero: float
    more: str
    described: str


def prepare(judged: Judgement, lang: str | None = None) -> Picture:
    """Return the data of the picture of a judgement, in "en" or "fr".

    Up to 20 results are shown, in their order; beyond, the 20 best ranked and a line that says so.
    Bars go from zero to the value, along an axis that holds zero, every value and the target.

    >>> from cmkit.judging import hold
    >>> from cmkit.objectives import Objective
    >>> from cmkit.samples import three_results
    >>> shown = prepare(hold(three_results("en"), Objective("traffic", target=500)), "en")
    >>> [row.by_kpi.end for row in shown.rows], shown.target
    ([0.05, 0.966, 1.0], 1.0)
    """
    lang = words.language(lang)
    table, more = _shown(judged.table, lang)
    rates = judged.rates[table.index]
    rate_axis = _axis([*rates])
    kpi_axis = _axis([*table.value, math.nan if judged.goal.target is None else judged.goal.target])
    places_by_rate, places = _places(table.rank_by_rate), _places(table["rank"])
    rows = tuple(
        Row(
            name=str(table.result[row]),
            by_rate=Bar(_at(0, rate_axis), _at(rates[row], rate_axis), words.percent(rates[row], lang)),
            by_kpi=Bar(_at(0, kpi_axis), _at(table.value[row], kpi_axis), _value_text(judged, row, lang)),
            status=table.status[row] if isinstance(table.status[row], str) else "",
            place_by_rate=places_by_rate.get(row),
            place=places.get(row),
            rank_by_rate=_rank(table.rank_by_rate, row),
            rank=_rank(table["rank"], row),
        )
        for row in table.index
    )
    target = judged.goal.target
    return Picture(
        lang=lang, rows=rows, rate_title=say("figures.rate_title", lang), rate_made_of=_made_of(judged, lang),
        kpi_title=say("figures.kpi_title", lang, objective=judged.goal.label(lang)),
        kpi_name=_kpi_name(judged, lang), ranks_title=say("figures.ranks_title", lang),
        ranks_ends=(say("figures.by_rate", lang), say("figures.by_objective", lang)),
        target=math.nan if target is None else _at(target, kpi_axis),
        target_text="" if target is None else say("figures.target", lang, target=amount(judged, target, lang)),
        rate_zero=_at(0, rate_axis), kpi_zero=_at(0, kpi_axis), more=more,
        described=say("figures.described", lang, objective=judged.goal.label(lang), n=len(rows)),
    )


def _shown(table: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, str]:
    if len(table) <= MOST:
        return table, ""
    best = table.sort_values("rank", na_position="last", kind="stable").head(MOST)
    return best, say("figures.more", lang, shown=MOST, total=len(table))


def _axis(values: list[float]) -> tuple[float, float]:
    """Return the ends of an axis that holds zero and every known value."""
    known = [0.0, *(float(value) for value in values if not math.isnan(value))]
    low, high = min(known), max(known)
    return (low, high) if high > low else (0.0, 1.0)


def _at(value: float, axis: tuple[float, float]) -> float:
    low, high = axis
    return (float(value) - low) / (high - low)


def _places(ranks: pd.Series) -> dict[int, int]:
    """Return the place of each ranked row from the top; rows that tie follow each other in their order."""
    known = ranks.dropna().astype(float).sort_values(kind="stable")
    return {row: place for place, row in enumerate(known.index)}


def _rank(ranks: pd.Series, row: int) -> str:
    if pd.isna(ranks[row]):
        return ""
    tied = (ranks == ranks[row]).sum() > 1
    return f"{int(ranks[row])}=" if tied else f"{int(ranks[row])}"


def _value_text(judged: Judgement, row: int, lang: str) -> str:
    written = amount(judged, judged.table.value[row], lang)
    state = judged.table.status[row]
    return f"{written} · {say(f'verdict.status_{state}', lang)}" if isinstance(state, str) else written


def _made_of(judged: Judgement, lang: str) -> str:
    if judged.rate is None:
        return say("figures.no_rate", lang)
    inputs = [in_sentence(kpi_label(name, lang)) for name in CATALOGUE[judged.rate].inputs]
    return " / ".join(inputs)


def _kpi_name(judged: Judgement, lang: str) -> str:
    name = in_sentence(kpi_label(judged.kpi.name, lang))
    return say("figures.less_is_better", lang, kpi=name) if judged.kpi.better == "lower" else name
