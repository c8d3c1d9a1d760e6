"""Results held against every objective, and what a matrix says: who wins where, who overtakes whom.

Two results are a pair that an objective turns around where one is ahead by the first order and behind by the
second; who ties by either overtakes nobody there. Each is counted in n log n steps, listed as far as asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.answers.verdict.judging import Judgement
from cmkit.answers.verdict.statement import notes
from cmkit.language.facts import All, Inside, Measured, Name, Number, Quantity, listed
from cmkit.language.said import Said, said
from cmkit.language.writing import worded

from cmkit.statements.statement import (  # isort: skip
    ON_PAGE, SPOKEN, Cell, Fold, Grid, Head, Left, Paragraph, Part, Row, Statement, paragraphs,
)  # fmt: skip

Ranks = npt.NDArray[np.int64]
LISTED = 200
"""How many pairs in the other order are listed for each objective; all are counted."""


@dataclass(frozen=True, eq=False, repr=False)
class Across:
    """Results across objectives; see `cmkit.answers.matrix.matrix.Matrix`."""

    table: pd.DataFrame
    values: pd.DataFrame
    kpis: dict[str, str]
    winners: dict[str, list[str]]
    reversals: pd.DataFrame
    reversal_counts: dict[str, int]
    net: pd.DataFrame
    unjudged: dict[str, errors.CmkitError]
    judgements: dict[str, Judgement]

    def moves(self, objective: str) -> dict[str, str]:
        """Return "up" or "down" for each result that overtakes more results than overtake it, or fewer."""
        if worded(objective) not in self.net:
            return {}
        moved = self.net[objective][self.net[objective] != 0].to_dict()
        return {str(name): "up" if net > 0 else "down" for name, net in moved.items()}


def across(judged: dict[str, Judgement], unjudged: dict[str, errors.CmkitError]) -> Across:
    """Return the ranks of judgements side by side, the winners, and who overtakes whom."""
    first = next(iter(judged.values()))
    columns = {"rate": (first.table.rank_by_rate, first.rates, first.rate)} if first.rate else {}
    columns |= {name: (each.table["rank"], each.table.value, each.kpi.name) for name, each in judged.items()}
    ranks, values = (pd.DataFrame({c: of[n] for c, of in columns.items()}) for n in (0, 1))
    table, values = ranks.set_axis(first.table.result), values.set_axis(first.table.result)
    winners = {c: [*table.index[(table[c] == 1).fillna(False)]] for c in columns}
    kpis = {c: str(kpi) for c, (_, _, kpi) in columns.items()}
    return Across(table, values, kpis, winners, *_reversals(table), unjudged, judged)


def _reversals(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int], pd.DataFrame]:
    found, counts, net = [], {}, {}
    for objective in table.columns.drop("rate") if "rate" in table else []:
        known = np.flatnonzero(table[["rate", objective]].notna().all(axis=1))
        by_rate, by_objective = (table[c].iloc[known].to_numpy(dtype=np.int64) for c in ("rate", objective))
        won, lost = overtaken_by(by_rate, by_objective)
        counts[objective] = int(won.sum())
        net[objective] = np.zeros(len(table), dtype=np.int64)
        net[objective][known] = won - lost
        names = table.index[known]
        first = islice(pairs(by_rate, by_objective, lost), LISTED)
        found += [(objective, names[ahead], names[other]) for ahead, other in first]
    listed = pd.DataFrame(found, columns=["objective", "ahead_by_rate", "ahead_by_objective"])
    return listed, counts, pd.DataFrame(net, index=table.index)


def overtaken_by(first: Ranks, second: Ranks) -> tuple[Ranks, Ranks]:
    """Return how many each overtakes and is overtaken by, from `first` to `second`: ranks without holes."""
    return _passed(first, second), _passed(-first, -second)


def pairs(first: Ranks, second: Ranks, lost: Ranks) -> Iterator[tuple[int, int]]:
    """Yield the places of the pairs in the other order, looking only at results that `lost` any place."""
    for ahead in np.flatnonzero(lost).tolist():
        past = (first > first[ahead]) & (second < second[ahead])
        yield from ((ahead, other) for other in np.flatnonzero(past).tolist())


def _passed(first: Ranks, second: Ranks) -> Ranks:
    """Return for each how many come before it by `first` and after it by `second`, ties left out."""
    order = np.lexsort((second, first))  # who ties by the first stands so that nobody there passes another
    passed = np.empty_like(order)
    passed[order] = _greater_before(second[order])
    return passed


def _greater_before(values: Ranks) -> Ranks:
    """Return for each value how many of those before it are greater. Bit by bit from the highest: among
    values alike so far, a 0 counts the 1 that stand before it."""
    values = values - values.min(initial=0)
    found, order = np.zeros_like(values), np.arange(len(values))
    for bit in reversed(range(int(values.max(initial=0)).bit_length())):
        here = values[order]
        alike, one = here >> (bit + 1), (here >> bit) & 1
        before = np.cumsum(one) - one
        before -= before[np.searchsorted(alike, alike)]
        found[order] += np.where(one == 0, before, 0)
        order = order[np.argsort(here >> bit, kind="stable")]
    return found


SHOWN = 20
"""How many results the table holds, beyond which the rest is counted."""


def statement(across: Across) -> Statement:
    """Return what a matrix says."""
    spoken = paragraphs(list(_winners(across)), where=SPOKEN)
    legend = Paragraph(said("reversals.legend"), "note", where=ON_PAGE)
    rows = next(iter(across.judgements.values())).rows
    noted, left = paragraphs(list(notes(rows, rows.notes))), Left(rows.aside.table)
    parts = (_grid(across), *spoken, legend, *_unjudged(across), *noted, left)
    return Statement("matrix", parts, title=said("reversals.caption"))


def where(column: str) -> Said:
    """Name a column of the matrix: an objective, or "rate alone"."""
    return said("reversals.rate" if column == "rate" else f"catalogue.objective_{column}")


def _winners(across: Across) -> Iterator[Said]:
    for column, names in across.winners.items():
        facts = {"where": where(column), "names": listed(names), "kpi": Inside(across.kpis[column])}
        yield said("reversals.winner", n=len(names), **facts)
    yield said("reversals.count", n=sum(across.reversal_counts.values()))


def _unjudged(across: Across) -> list[Part]:
    if not across.unjudged:
        return []
    objectives = All(tuple(where(objective) for objective in across.unjudged))
    faults = tuple(Paragraph(said("reversals.fault", fault=fault)) for fault in across.unjudged.values())
    return [Fold(said("reversals.unjudged", objectives=objectives), faults)]


def _grid(across: Across) -> Grid:
    kept, left = _kept(across.table)
    columns, names = [str(c) for c in across.table], [across.table.index[place] for place in kept]
    heads = [Head(where(column), Name(across.kpis[column])) for column in columns]
    cells = zip(names, *(_cells(across, column, kept) for column in columns), strict=True)
    more = said("reversals.not_shown", n=left, shown=SHOWN) if left else None
    first = Head(said("reversals.result"), words=True)
    return Grid((first, *heads), tuple(map(Row, cells)), caption=said("reversals.caption"), more=more)


def _kept(table: pd.DataFrame) -> tuple[list[int], int]:
    if len(table) <= SHOWN:
        return list(range(len(table))), 0
    best = table.min(axis=1).to_numpy(dtype=float, na_value=np.inf)
    return np.argsort(best, kind="stable")[:SHOWN].tolist(), len(table) - SHOWN


def _cells(across: Across, column: str, kept: list[int]) -> list[Cell]:
    judged = across.judgements.get(column)
    net = across.net[column].iloc[kept].tolist() if column in across.net else [0] * len(kept)
    ranks, values = across.table[column].iloc[kept], across.values[column].iloc[kept]
    rate = across.kpis[column]
    return [
        _cell(rank, judged.quantity(value, (name,)) if judged else Quantity(value, "ratio").of(rate), moved)
        for name, rank, value, moved in zip(across.table.index[kept], ranks, values, net, strict=True)
    ]


def _cell(rank: int, value: Measured, moved: int) -> Cell:
    arrow = "up" if moved > 0 else "down" if moved < 0 else ""
    wins = not pd.isna(rank) and rank == 1
    spoken = said(f"reversals.move_{arrow}") if arrow else None
    return Cell(Number(rank), (value,), "wins" if wins else "", arrow, spoken)
