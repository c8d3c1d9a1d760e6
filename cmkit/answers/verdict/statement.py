"""What a verdict says: what the rate concludes, what the objective concludes, why they differ, its limits."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from cmkit.answers.verdict.judging import Judgement, Whole, place, whole
from cmkit.answers.verdict.picture import best_first, made_of, prepare
from cmkit.answers.verdict.remarks import noise, remarks, tiny_bases
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable
from cmkit.given.rows import Note, Rows
from cmkit.language.said import Said, said
from cmkit.statements.statement import Cell, Grid, Head, Left, Picture, Row, Statement, heads, paragraphs

from cmkit.language.facts import (  # isort: skip
    FEW, All, Amount, Capital, Counted, Day, Fact, Inside, Name, Number, Quoted, Rate, Sentences, Share,
    Span, listed,
)  # fmt: skip

SHOWN = 20
"""How many results the table holds, best first, and how many cells set aside are told one by one."""

Group = tuple[list[str], float]
"""Names that tie, and their value."""


def statement(judged: Judgement) -> Statement:
    """Return what a verdict says; what was wanted of the whole is said first."""
    together = whole(judged) if judged.goal.total is not None else Whole()
    concluded = (_objective(judged), _by_rate(judged), _by_objective(judged), *_why(judged))
    told = [*_whole(judged, together), *concluded, *remarks(judged), *notes(judged.rows, judged.notes)]
    title = said("verdict.title", objective=judged.objective, kpi=Inside(judged.kpi.name))
    picture = Picture(lambda: prepare(judged, next(_whole(judged, together), "")))
    parts = (_grid(judged, together), *paragraphs(told), picture, Left(judged.rows.aside.table))
    return Statement("verdict", parts, title=title)


def _grid(judged: Judgement, together: Whole) -> Grid:
    table = best_first(judged.table, SHOWN)
    left = len(judged.table) - len(table)
    tiny = [tiny_bases(judged, metric) for metric in (judged.kpi.name, judged.rate)]
    rows = [Row(tuple(_cells(judged, row, *tiny))) for row in table.itertuples()]
    if judged.goal.total is not None:
        rows.append(Row(tuple(_whole_cells(judged, together)), "total"))
    more = said("verdict.not_shown", n=left, shown=SHOWN) if left else None
    part = "way" if judged.goal.baseline is not None else "attained"  # of the target, or of the way to it
    part = "allowed" if part == "attained" and judged.kpi.better == "lower" else part
    names = ["result", "kpi", "value", "target", part, "status", "rank", "rank_by_rate"]
    found = list(heads("verdict", names, words=("result", "kpi", "status")))
    if _rate_supports(judged):
        found.insert(3, Head(Name(str(judged.rate))))
    return Grid(tuple(found), tuple(rows), more=more)


def _rate_supports(judged: Judgement) -> bool:
    return judged.rate is not None and judged.goal.supported_by(judged.rate)


def _cells(judged: Judgement, row: Any, *tiny: dict[int, Number]) -> Iterator[Any]:
    def on_base(value: Fact, bases: dict[int, Number]) -> Fact | Cell:
        base = bases.get(row.Index)
        return Cell(value, (said("verdict.of_base", base=base),)) if base else value

    yield from (row.result, Name(judged.kpi.name))
    yield on_base(judged.quantity(row.value, rows=(row.result,)), tiny[0])
    if _rate_supports(judged):
        yield on_base(Rate(judged.rates[row.Index]), tiny[1])
    yield from (judged.quantity(row.target), _share(judged, row.value, row.attained), _status(row.status))
    yield from (Number(row.rank), Number(row.rank_by_rate))


def _whole_cells(judged: Judgement, together: Whole) -> Iterator[Any]:
    yield from (said("verdict.all_together"), Name(judged.kpi.name), _spanned(judged, together))
    yield from [Number(math.nan)] * _rate_supports(judged)
    goal = replace(judged, goal=replace(judged.goal, baseline=None))
    yield from (judged.quantity(together.target), _share(goal, together.value, together.attained))
    yield from (_status(together.status), Number(math.nan), Number(math.nan))


def _status(state: Any) -> Cell | Number:
    return Cell(said(f"verdict.status_{state}"), style=state) if isinstance(state, str) else Number(math.nan)


def _share(judged: Judgement, value: float, share: float) -> Share:
    """Return what was attained as shown: of what is allowed where less is better; never below zero."""
    if judged.kpi.better == "lower" and judged.goal.baseline is None:
        share = 1 / share if share > 0 and math.isfinite(value) else math.nan
    return Share(share if share >= 0 else math.nan, whole=True)


def _spanned(judged: Judgement, together: Whole) -> Fact:
    low, high = (judged.quantity(end) for end in together.span)
    return low if together.span.exact else Span(low, high)


def _whole(judged: Judgement, together: Whole) -> Iterator[Said]:
    if together.target is None:
        return
    facts: dict[str, Any] = {"kpi": Inside(judged.kpi.name), "n": int((judged.counting != 0).sum())}
    facts |= {"value": _spanned(judged, together), "target": judged.quantity(together.target)}
    if together.why is not None:
        yield said("verdict.whole_unknown", why=together.why, **facts)
    elif together.status is None:
        yield said("verdict.whole_open", **facts)
    else:
        goal, status = replace(judged.goal, target=together.target, baseline=None), together.status
        reached = place(goal, judged.kpi.better, together.value, together.attained, judged.quantity)
        told = [each for each in (reached, said(f"verdict.status_{status}")) if each]
        key = "verdict.whole_lower" if judged.kpi.better == "lower" else "verdict.whole"
        yield said(key, place=All(tuple(told), "words.comma"), **facts)
    for key, n in {"outside": (judged.counting == 0).sum(), "undated": judged.counting.isna().sum()}.items():
        if n:
            yield said(f"verdict.{key}", n=int(n))


def _objective(judged: Judgement) -> Fact:
    goal, facts = judged.goal, {"objective": judged.objective, "kpi": Inside(judged.kpi.name)}
    instead = bool(judged.passed_over) and goal.kpi is None
    absent = All(tuple(Inside(name) for name in judged.passed_over[:3]))
    first = said("verdict.objective_instead" if instead else "verdict.objective", absent=absent, **facts)
    which = said("verdict.which_clicks") if judged.kpi.name == "clicks" else None
    stated: dict[str, tuple[Any, Callable[[Any], Any]]] = {
        "total": (goal.total, judged.quantity),
        "target" if len(judged.table) == 1 else "target_each": (goal.target, judged.quantity),
        "baseline": (goal.baseline, judged.quantity),
        "start": (goal.start, Day),
        "by": (goal.by, Day),
        "budget": (goal.budget, lambda money: Amount(money, goal.currency)),
        "owner": (goal.owner or None, str),
    }
    told = (said(f"verdict.{k}", value=write(v)) for k, (v, write) in stated.items() if v is not None)
    return Sentences((first, which, *told))


def _by_rate(judged: Judgement) -> Fact:
    if judged.rate is None:
        return said("verdict.no_rate")
    order = _order(judged.table.rank_by_rate, judged.table.result, judged.rates, Rate)
    first = said("verdict.by_rate", rate=Inside(judged.rate), made_of=made_of(judged.rate), order=order)
    return Sentences((first, *noise(judged, judged.rate, judged.table.rank_by_rate)))


def _groups(rank: pd.Series, names: pd.Series, values: pd.Series) -> tuple[list[Group], int]:
    """Return who ties, from the best to the worst, and how many stand between; of many only the two ends."""
    ranks = rank.to_numpy(dtype=float, na_value=math.nan)
    places = sorted({place for place in ranks.tolist() if place == place})
    told = places if len(places) <= FEW else [places[0], places[-1]]
    called, amounts, groups = names.tolist(), values.tolist(), []
    for rank in told:
        tied = np.flatnonzero(ranks == rank).tolist()
        groups.append(([called[row] for row in tied], float(amounts[tied[0]])))
    known = int((ranks == ranks).sum())
    return groups, known - sum(len(group) for group, _ in groups)


def _order(rank: pd.Series, names: pd.Series, values: pd.Series, write: Callable[[float], Fact]) -> Fact:
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
    states = {state: int((table.status == state).sum()) for state in ("met", "near", "missed")}
    each = All(tuple(said(f"verdict.count_{state}", n=n) for state, n in states.items()))
    counts = judged.goal.target is not None and len(table) > FEW and said("verdict.counts", counts=each)
    return Sentences((first, counts or None, *noise(judged, judged.kpi.name, table["rank"])))


def _with_status(judged: Judgement, value: float) -> Fact:
    table = judged.table
    row = table.index[table.value == value][0]
    name, state, share = table.result[row], table.status[row], table.attained[row]
    shown = judged.quantity(value, rows=(name,))
    if pd.isna(state):
        return shown
    where = place(judged.goal, judged.kpi.better, value, share, judged.quantity)
    told = [each for each in (where, said(f"verdict.status_{state}")) if each]
    return said("verdict.value_status", value=shown, status=All(tuple(told), "words.comma"))


def _why(judged: Judgement) -> Iterator[Fact]:
    table = judged.table
    if judged.rate is None or table["rank"].isna().all() or len(table) < 2:
        return
    known = table[table["rank"].notna()].sort_values("rank_by_rate", kind="stable").index
    by_rate, best = table.index[table.rank_by_rate == 1], table.index[table["rank"] == 1]
    if list(by_rate) == list(best):
        yield said("verdict.agree", names=listed(table.result[best].tolist()))
        return
    losers = by_rate.append(known)
    losers = losers[losers.isin(known) & ~losers.isin(best)]
    if len(losers):
        yield _difference(judged, losers[0], best[0])


def _difference(judged: Judgement, loser: int, best: int) -> Fact:
    kpi, rate = judged.kpi.name, str(judged.rate)
    acts, base = CATALOGUE[rate].inputs
    facts = {"kpi": Inside(kpi), "rate": Inside(rate), "base": Inside(base)}
    if kpi == base:
        return said("verdict.why_base", **facts)
    if acts not in CATALOGUE:  # a platform's own count, of which the parts are not known
        return said("verdict.why_platform", **facts)
    if kpi in (*CATALOGUE[acts].inputs, "link_clicks") and computable(acts, judged.rows.columns):
        known = (row for row in (loser, best) if not math.isnan(judged.rows.values(acts)[row]))
        each = tuple(_part_of_interactions(judged, acts, base, row) for row in known)
        return Sentences((said("verdict.why_part", **facts), *each))
    return said("verdict.why_outside", **facts)


def _part_of_interactions(judged: Judgement, acts: str, base: str, row: int) -> Said:
    kpi, name = judged.kpi.name, judged.table.result[row]
    total, part = float(judged.rows.values(acts)[row]), float(judged.counts[kpi][row])
    of = float(judged.rows.values(base)[row])
    seen = Number(of) if base == "reach" else Counted(of, name=base)
    return said(
        "verdict.part_reach" if base == "reach" else "verdict.part", n=total, name=Quoted(name),
        part=Number(part).of(kpi, rows=(name,)),
        total=Number(total).of(*CATALOGUE[acts].inputs, rows=(name,), formula=acts),
        share=Rate(part / total if total else math.nan), kpi=Inside(kpi), of=seen.of(base, rows=(name,)),
    )  # fmt: skip


def notes(rows: Rows, noted: Sequence[Note]) -> Iterator[Said]:
    """Say each cell that could not be used, what has more acts than people reached, what was renamed."""
    faults = [note for note in noted if note.rule != "above_reach"]
    for note in faults[:SHOWN]:
        yield said("verdict.unusable", name=Quoted(note.result), fault=Capital(note.why))
    if len(faults) > SHOWN:
        yield said("verdict.more_unusable", n=len(faults) - SHOWN)
    if above := [note.result for note in noted if note.rule == "above_reach"]:
        yield said("verdict.above_reach", n=len(above), names=listed(above))
    if renamed := rows.renamed_said():
        yield renamed
