"""What limits a verdict, and what is to be known beside it: noise, tiny bases, gaps, how results spread."""

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from cmkit.answers.verdict.judging import Floats, Judgement
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS
from cmkit.evidence.intervals import differ, exact
from cmkit.given.objective import NOTICED, REMEMBERED
from cmkit.given.people import within
from cmkit.language.facts import All, Amount, Counted, Fact, Inside, Number, Quoted, Rate, Share, Span, listed
from cmkit.language.said import Said, said

NONE = np.empty(0)
COMPARED = 20
"""How many results are compared with the first for noise: the best."""

TINY = 100
"""On a smaller base, one act more or less moves a rate by more than a point."""

SEVERAL, TOP = 20, 5
"""From so many results on, it is said what so many of them make together."""


def remarks(judged: Judgement) -> Iterator[Fact]:
    """Say what limits the verdict, then how the results spread, and what attention is remembered."""
    kpi, goal, table = judged.kpi.name, judged.goal, judged.table
    if kpi in goal.aim.supporting:
        yield said("verdict.only_supports", kpi=Inside(kpi), objective=judged.objective)
    elif kpi not in goal.aim.deciding:
        yield said("verdict.not_listed", kpi=Inside(kpi), objective=judged.objective)
    without = table.result[table.value.isna()]
    if len(without):
        names = listed(without.tolist())
        yield said("verdict.without_kpi", n=len(without), names=names, kpi=Inside(kpi))
        yield from _fuller_kpi(judged)
    if goal.target is not None and goal.target <= 0 and goal.baseline is None:
        yield said("verdict.no_share", target=judged.quantity(goal.target))
    if goal.budget is not None and "spend" in judged.counts:
        spent = float(judged.counts["spend"].sum())
        key = "over_budget" if spent > goal.budget else "within_budget"
        yield said(f"verdict.{key}", spent=Amount(spent, goal.currency).of("spend"))
    yield from _tiny(judged)
    yield from _spread(judged)
    if goal.name == "visibility":
        yield _attention(judged)


def _fuller_kpi(judged: Judgement) -> Iterator[Fact]:
    others = [] if judged.goal.kpi else judged.goal.candidates(judged.rows.columns)
    known = {kpi: int(judged.rows.values(kpi).notna().sum()) for kpi in others}
    fullest = max(known, key=lambda kpi: known[kpi], default=judged.kpi.name)
    if known.get(fullest, 0) > known.get(judged.kpi.name, 0):
        yield said("verdict.fuller_kpi", kpi=Inside(fullest), name=fullest, n=known[fullest])


def _counts_of(judged: Judgement, metric: str | None) -> tuple[Floats, Floats]:
    """Return the hits and trials of a rate, by row: NaN where they are no such counts; none for other KPI."""
    made = CATALOGUE.get(metric or "")
    if made is None or made.name in judged.rows.columns or made.unit != "ratio" or len(made.inputs) != 2:
        return NONE, NONE
    hits, trials = (judged.rows.values(name).to_numpy() for name in made.inputs)
    fair = (hits <= trials) & (trials > 0)
    return np.where(fair, hits, math.nan), np.where(fair, trials, math.nan)


def noise(judged: Judgement, metric: str, rank: pd.Series) -> Iterator[Said]:
    """Say which results chance alone could put before the first, by a rate (at 95 %)."""
    hits, trials = _counts_of(judged, metric)
    if not len(hits):
        return
    ranks = np.where(np.isnan(hits), math.nan, rank.to_numpy(dtype=float, na_value=math.nan))
    order = np.argsort(ranks, kind="stable")[: COMPARED + 1].tolist()
    first, counts = order[0], (hits[order[0]], trials[order[0]])
    rivals = [row for row in order if ranks[row] > 1]  # not a number: no rank
    alike = [row for row in rivals if ranks[first] == 1 and not differ(*counts, hits[row], trials[row])]
    if alike:
        low, high = exact(*counts)
        names = [judged.table.result[row] for row in (first, *alike)]
        facts = {"first": Quoted(names[0]), "names": listed(names[1:]), "low": Rate(low), "high": Rate(high)}
        yield said("verdict.noise", n=len(alike), **facts)


def tiny_bases(judged: Judgement, metric: str | None) -> dict[int, Number]:
    """Return what a rate rests on, by row, where that is little."""
    trials = _counts_of(judged, metric)[1]
    few = np.flatnonzero(trials < TINY).tolist()
    return {row: Number(float(trials[row])).of(CATALOGUE[str(metric)].inputs[1]) for row in few}


def _tiny(judged: Judgement) -> Iterator[Said]:
    for metric in dict.fromkeys(filter(None, [judged.rate, judged.kpi.name])):
        if rows := list(tiny_bases(judged, metric)):
            base, few = Inside(CATALOGUE[metric].inputs[1]), judged.table.result[rows].tolist()
            facts = {"rate": Inside(metric), "base": base, "least": Number(TINY), "names": listed(few)}
            yield said("verdict.tiny_base", n=len(rows), **facts)


def _spread(judged: Judgement) -> Iterator[Said]:
    kpi, values = judged.kpi.name, np.sort(judged.table.value.dropna().to_numpy())
    adds = kpi in NUMBERS and NUMBERS[kpi].adds == "sum" and kpi in judged.rows.columns
    if not adds or len(values) < SEVERAL or values[0] < 0 or not values.sum() > 0:
        return
    top = float(values[-TOP:].sum() / values.sum())
    if top >= 0.5:
        yield said("verdict.concentrated", n=Number(TOP), share=Share(top, 0), kpi=Inside(kpi))
    if none := float((values == 0).mean()):
        yield said("verdict.nothing_of", share=Share(none, 0), none=Counted(0, name=kpi))


def _attention(judged: Judgement) -> Said:
    noticed, remembered = ([n for n in names if n in judged.counts and judged.counts[n].notna().any()]
                           for names in (NOTICED, REMEMBERED))  # fmt: skip
    facts = {"noticed": _totals(judged, noticed), "remembered": _totals(judged, remembered)}
    missing = All(tuple(Inside(name) for name in REMEMBERED))
    return said("verdict.attention" if remembered else "verdict.attention_noticed", missing=missing, **facts)


def _totals(judged: Judgement, names: list[str]) -> Fact:
    ends = {name: within(judged.counts[name].tolist(), name) for name in names}
    spans = ((name, Span(*(Number(end).of(name) for end in span))) for name, span in ends.items())
    return All(tuple(said("verdict.amount_of", what=Inside(name), value=span) for name, span in spans))
