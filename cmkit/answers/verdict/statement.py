"""What a verdict says: what the rate concludes, what the objective concludes, why they differ, its limits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cmkit.answers.verdict.judging import Judgement
from cmkit.answers.verdict.picture import best_first, made_of, prepare
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable
from cmkit.given.rows import Note, Rows
from cmkit.language.facts import (
    FEW,
    All,
    Amount,
    Day,
    Fact,
    Inside,
    Name,
    Number,
    Quoted,
    Rate,
    Sentences,
    Share,
    listed,
)
from cmkit.language.said import Said, said
from cmkit.statements.statement import Cell, Grid, Left, Picture, Row, Statement, heads, paragraphs

SHOWN = 20
"""How many results the table holds, best first, and how many cells set aside are told one by one."""

PARTS = ("likes", "shares", "comments", "clicks", "link_clicks", "saves")
Group = tuple[list[str], float]
"""Names that tie, and their value."""


def statement(judged: Judgement) -> Statement:
    """Return what a verdict says."""
    concluded = (_objective(judged), _by_rate(judged), _by_objective(judged), *_why(judged))
    reading = paragraphs([*concluded, *_remarks(judged), *notes(judged.rows, judged.notes)])
    title = said("verdict.title", objective=judged.objective, kpi=Inside(judged.kpi.name))
    left, picture = Left(judged.rows.aside.table), Picture(lambda: prepare(judged))
    return Statement("verdict", (_grid(judged), *reading, picture, left), title=title)


def _grid(judged: Judgement) -> Grid:
    table = best_first(judged.table, SHOWN)
    left = len(judged.table) - len(table)
    rows = tuple(Row(tuple(_cells(judged, row))) for row in table.itertuples())
    more = said("verdict.not_shown", n=left, shown=SHOWN) if left else None
    names = [str(name) for name in judged.table.columns]
    return Grid(heads("verdict", names, words=("result", "kpi", "status")), rows, more=more)


def _cells(judged: Judgement, row: Any) -> Iterator[Any]:
    yield from (str(row.result), Name(judged.kpi.name), judged.quantity(row.value, rows=(row.result,)))
    yield from (judged.quantity(row.target), Share(row.attained, whole=True))
    known = isinstance(row.status, str)
    yield Cell(said(f"verdict.status_{row.status}"), style=row.status) if known else Number(math.nan)
    yield from (Number(row.rank), Number(row.rank_by_rate))


def _objective(judged: Judgement) -> Fact:
    """Say what was wanted, by what it is decided, and what was set beforehand."""
    goal, facts = judged.goal, {"objective": judged.objective, "kpi": Inside(judged.kpi.name)}
    instead = bool(judged.passed_over) and goal.kpi is None
    absent = All(tuple(Inside(name) for name in judged.passed_over[:3]))
    first = said("verdict.objective_instead" if instead else "verdict.objective", absent=absent, **facts)
    stated: dict[str, tuple[Any, Callable[[Any], Any]]] = {
        "target": (goal.target, judged.quantity),
        "baseline": (goal.baseline, judged.quantity),
        "by": (goal.by, Day),
        "budget": (goal.budget, lambda money: Amount(money, goal.currency)),
        "owner": (goal.owner or None, str),
    }
    told = (said(f"verdict.{k}", value=write(v)) for k, (v, write) in stated.items() if v is not None)
    return Sentences((first, *told))


def _by_rate(judged: Judgement) -> Fact:
    if judged.rate is None:
        return said("verdict.no_rate")
    order = _order(judged.table.rank_by_rate, judged.table.result, judged.rates, Rate)
    return said("verdict.by_rate", rate=Inside(judged.rate), made_of=made_of(judged.rate), order=order)


def _groups(rank: pd.Series, names: pd.Series, values: pd.Series) -> tuple[list[Group], int]:
    """Return who ties, from the best to the worst, and how many stand between; of many only the two ends."""
    ranks = rank.to_numpy(dtype=float, na_value=math.nan)
    places = sorted({place for place in ranks.tolist() if place == place})
    told = places if len(places) <= FEW else [places[0], places[-1]]
    called, amounts, groups = names.tolist(), values.tolist(), []
    for place in told:
        tied = np.flatnonzero(ranks == place).tolist()
        groups.append(([str(called[row]) for row in tied], float(amounts[tied[0]])))
    known = int((ranks == ranks).sum())
    return groups, known - sum(len(group) for group, _ in groups)


def _order(rank: pd.Series, names: pd.Series, values: pd.Series, write: Callable[[float], Fact]) -> Fact:
    """Say who comes first, then, last; with many results only the two ends."""
    groups, others = _groups(rank, names, values)
    facts = [{"n": len(each), "names": listed(each), "value": write(value)} for each, value in groups]
    if len(groups) == 1:
        first, *tied = groups[0][0]
        key = "verdict.all_tie" if tied else "verdict.only"
        return said(key, name=Quoted(first), value=facts[0]["value"])
    told = [said("verdict.first", **facts[0]), *(said("verdict.then", **each) for each in facts[1:-1])]
    between = [said("verdict.between", n=others)] if others else []
    return All((*told, *between, said("verdict.last", **facts[-1])), "words.comma")


def _by_objective(judged: Judgement) -> Fact:
    table, kpi = judged.table, Inside(judged.kpi.name)
    if table["rank"].isna().all():
        return said("verdict.nothing_to_judge", kpi=kpi)
    order = _order(table["rank"], table.result, table.value, lambda value: _with_status(judged, value))
    first = said("verdict.by_objective", objective=judged.objective, kpi=kpi, order=order)
    many = judged.goal.target is not None and len(table) > FEW
    return Sentences((first, _counts(table))) if many else first


def _with_status(judged: Judgement, value: float) -> Fact:
    """Say a value, the share of the target that it attains, and its status."""
    table = judged.table
    row = table.index[table.value == value][0]
    name, state, share = table.result[row], table.status[row], table.attained[row]
    shown = judged.quantity(value, rows=(name,))
    if pd.isna(state):
        return shown
    status = said(f"verdict.status_{state}")
    key = "verdict.value_status" if pd.isna(share) else "verdict.value_share_status"
    return said(key, value=shown, share=Share(share, whole=True), status=status)


def _counts(table: pd.DataFrame) -> Said:
    counts = ((state, int((table.status == state).sum())) for state in ("met", "near", "missed"))
    return said("verdict.counts", counts=All(tuple(said(f"verdict.count_{s}", n=n) for s, n in counts)))


def _why(judged: Judgement) -> Iterator[Fact]:
    """Say why the rate and the objective do, or do not, put the same results first."""
    table = judged.table
    if judged.rate is None or table["rank"].isna().all() or len(table) < 2:
        return
    known = table[table["rank"].notna()].sort_values("rank_by_rate", kind="stable").index
    by_rate, best = table.index[table.rank_by_rate == 1], table.index[table["rank"] == 1]
    if list(by_rate) == list(best):
        yield said("verdict.agree", names=listed([str(name) for name in table.result[best]]))
        return
    losers = by_rate.append(known)
    losers = losers[losers.isin(known) & ~losers.isin(best)]
    if len(losers):
        yield _difference(judged, losers[0], best[0])


def _difference(judged: Judgement, loser: int, best: int) -> Fact:
    kpi, rate = judged.kpi.name, str(judged.rate)
    facts = {"kpi": Inside(kpi), "rate": Inside(rate)}
    if kpi in PARTS and computable("interactions", judged.rows.columns):
        each = tuple(_part_of_interactions(judged, row) for row in (loser, best))
        return Sentences((said("verdict.why_part", **facts), *each))
    inside = kpi in CATALOGUE[rate].inputs[1:]
    return said("verdict.why_base" if inside else "verdict.why_outside", **facts)


def _part_of_interactions(judged: Judgement, row: int) -> Said:
    kpi, name = judged.kpi.name, judged.table.result[row]
    total = float(judged.rows.values("interactions")[row])
    part = float(judged.counts[kpi][row])
    facts: dict[str, Any] = {
        "name": Quoted(str(name)),
        "part": Number(part).of(kpi, rows=(name,)),
        "total": Number(total).of(*CATALOGUE["interactions"].inputs, rows=(name,), formula="interactions"),
        "share": Rate(part / total if total else math.nan),
        "kpi": Inside(kpi),
    }
    reach = float(judged.counts["reach"][row]) if "reach" in judged.counts else None
    key = "verdict.part" if reach is None else "verdict.part_reach"
    return said(key, reach=reach if reach is None else Number(reach).of("reach", rows=(name,)), **facts)


def _remarks(judged: Judgement) -> Iterator[Fact]:
    """Say what limits the verdict: a KPI that only supports, results without a value, the budget."""
    kpi, goal, table = judged.kpi.name, judged.goal, judged.table
    if kpi in goal.aim.supporting:
        yield said("verdict.only_supports", kpi=Inside(kpi), objective=judged.objective)
    elif kpi not in goal.aim.deciding:
        yield said("verdict.not_listed", kpi=Inside(kpi), objective=judged.objective)
    without = table.result[table.value.isna()]
    if len(without):
        names = listed([str(name) for name in without])
        yield said("verdict.without_kpi", n=len(without), names=names, kpi=Inside(kpi))
        yield from _fuller_kpi(judged)
    if goal.target is not None and goal.target <= 0 and goal.baseline is None:
        yield said("verdict.no_share", target=judged.quantity(goal.target))
    if goal.budget is not None and "spend" in judged.counts:
        spent = float(judged.counts["spend"].sum())
        key = "over_budget" if spent > goal.budget else "within_budget"
        yield said(f"verdict.{key}", spent=Amount(spent, goal.currency).of("spend"))


def _fuller_kpi(judged: Judgement) -> Iterator[Fact]:
    """Name the KPI that could decide as well and that more of these results have."""
    others = [] if judged.goal.kpi else judged.goal.candidates(judged.rows.columns)
    known = {kpi: int(judged.rows.values(kpi).notna().sum()) for kpi in others}
    fullest = max(known, key=lambda kpi: known[kpi], default=judged.kpi.name)
    if known.get(fullest, 0) > known.get(judged.kpi.name, 0):
        yield said("verdict.fuller_kpi", kpi=Inside(fullest), name=fullest, n=known[fullest])


def notes(rows: Rows, noted: Sequence[Note]) -> Iterator[Said]:
    """Say each cell that could not be used, what has more acts than people reached, what was renamed."""
    faults = [note for note in noted if note.rule != "above_reach"]
    for note in faults[:SHOWN]:
        yield said("verdict.unusable", name=Quoted(note.result), fault=note.why)
    if len(faults) > SHOWN:
        yield said("verdict.more_unusable", n=len(faults) - SHOWN)
    if above := [note.result for note in noted if note.rule == "above_reach"]:
        yield said("verdict.above_reach", n=len(above), names=listed(above))
    if renamed := rows.renamed_said():
        yield renamed
