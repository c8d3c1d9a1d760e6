"""What the picture of a verdict shows, before anything is drawn: names, bar lengths, ranks, words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from cmkit.answers.verdict.judging import Judgement
from cmkit.answers.verdict.phrases import amount
from cmkit.catalogue import CATALOGUE
from cmkit.given.objective import kpi_label
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence

MOST = 20
"""How many results a picture shows; beyond, the best ranked."""
UNWRITABLE = dict.fromkeys([*range(32), 127], "\ufffd")
"""Characters that neither XML nor a font can hold."""


@dataclass(frozen=True)
class Bar:
    """A bar of one panel: from `start` to `end` (0 to 1 along its axis; NaN: no value), and its words."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Row:
    """A result: its bars, its status, its places (0 is the top) in the two rankings (None: none).

    `move` is how the objective moves it among all results that both rank, shown or not: "up",
    "down" or "same".
    """

    name: str
    by_rate: Bar
    by_kpi: Bar
    status: str
    status_text: str
    place_by_rate: int | None
    place: int | None
    rank_by_rate: str
    rank: str
    move: str

    @property
    def leads_by_rate(self) -> bool:
        """Tell whether no result has a better rate."""
        return self.rank_by_rate in ("1", "1=")

    @property
    def leads(self) -> bool:
        """Tell whether no result serves the objective better."""
        return self.rank in ("1", "1=")


@dataclass(frozen=True)
class Picture:
    """The whole picture: rows, headings, the target's position (NaN: none) and its words."""

    lang: str
    rows: tuple[Row, ...]
    rate_title: str
    rate_made_of: str
    kpi_title: str
    kpi_name: str
    kpi_note: str
    ranks_title: str
    ranks_ends: tuple[str, str]
    ranks_key: str
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

    >>> from cmkit.answers.verdict.judging import hold
    >>> from cmkit.given.objective import Objective
    >>> from cmkit.desk.sample import three_results
    >>> shown = prepare(hold(three_results("en"), Objective("traffic", target=500)), "en")
    >>> [row.by_kpi.end for row in shown.rows], shown.target
    ([0.05, 0.966, 1.0], 1.0)
    """
    lang = writing.language(lang)
    table, more = _shown(judged.table, lang)
    target = math.nan if judged.goal.target is None else judged.goal.target
    rates, values = judged.rates[table.index].tolist(), table.value.tolist()
    rate_axis, kpi_axis = _axis(rates), _axis([*values, target])
    rows = _rows(
        judged,
        table,
        _bars(rates, rate_axis, lang, _percent),
        _bars(values, kpi_axis, lang, _writer(judged)),
        lang,
    )
    moving = any(row.move != "same" for row in rows)
    return Picture(
        lang=lang,
        rows=rows,
        rate_title=say("figures.rate_title", lang),
        rate_made_of=_made_of(judged, lang),
        kpi_title=say("figures.kpi_title", lang, objective=judged.goal.label(lang)),
        kpi_name=in_sentence(kpi_label(judged.kpi.name, lang)),
        kpi_note=say("figures.less_is_better", lang) if judged.kpi.better == "lower" else "",
        ranks_title=say("figures.ranks_title", lang),
        ranks_ends=(
            say("figures.by_rate" if judged.rate else "figures.no_rate", lang),
            say("figures.by_objective", lang),
        ),
        ranks_key=say("figures.ranks_key", lang) if moving else "",
        target=_at(target, kpi_axis),
        target_text=_target_text(judged, lang),
        rate_zero=_at(0, rate_axis),
        kpi_zero=_at(0, kpi_axis),
        more=more,
        described=say("figures.described", lang, objective=judged.goal.label(lang), n=len(rows)),
    )


def _rows(
    judged: Judgement, table: pd.DataFrame, by_rate: list[Bar], by_kpi: list[Bar], lang: str
) -> tuple[Row, ...]:
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
            status_text=say(f"verdict.status_{state}", lang) if state else "",
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


def _bars(
    values: list[float], axis: tuple[float, float], lang: str, write: Callable[[float, str], str]
) -> list[Bar]:
    zero = _at(0, axis)
    return [Bar(zero, _at(value, axis), write(value, lang)) for value in values]


def _percent(value: float, lang: str) -> str:
    return writing.percent(value, lang)


def _writer(judged: Judgement) -> Callable[[float, str], str]:
    return lambda value, lang: amount(judged, value, lang)


def _target_text(judged: Judgement, lang: str) -> str:
    if judged.goal.target is None:
        return ""
    return say("figures.target", lang, target=amount(judged, judged.goal.target, lang))


def _ranks(ranks: pd.Series) -> dict[int, int]:
    """Return the known ranks by row."""
    known = ranks.dropna()
    return dict(zip(known.index.tolist(), known.astype(int).tolist(), strict=True))


def _places(shown: list[int], ranks: dict[int, int], others: dict[int, int]) -> dict[int, int]:
    """Return the place of each ranked row from the top.

    Rows that tie follow each other as the other ranking puts them: lines then cross only where the
    two rankings truly disagree.
    """
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


def _made_of(judged: Judgement, lang: str) -> str:
    if judged.rate is None:
        return say("figures.no_rate", lang)
    return " / ".join(in_sentence(kpi_label(name, lang)) for name in CATALOGUE[judged.rate].inputs)
