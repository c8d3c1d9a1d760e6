"""What a matrix says: who wins where, by which KPI, and who overtakes whom."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cmkit.answers.matrix.across import Across
from cmkit.answers.verdict.statement import notes
from cmkit.language.facts import All, Inside, Measured, Name, Number, Quantity, listed
from cmkit.language.said import Said, said

from cmkit.statements.statement import (  # isort: skip
    ON_PAGE, SPOKEN, Cell, Fold, Grid, Head, Left, Paragraph, Part, Row, Statement, paragraphs,
)  # fmt: skip

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
