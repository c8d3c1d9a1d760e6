"""Results held against every objective: ranks, winners, and the pairs that an objective turns around."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.matrix.overtaking import overtaken_by, pairs
from cmkit.answers.verdict.judging import Judgement
from cmkit.language.writing import worded

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
    winners = {c: [str(n) for n in table.index[(table[c] == 1).fillna(False)]] for c in columns}
    kpis = {c: str(kpi) for c, (_, _, kpi) in columns.items()}
    return Across(table, values, kpis, winners, *_reversals(table), unjudged, judged)


def _reversals(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int], pd.DataFrame]:
    """Return the pairs in the other order as far as listed, how many there are, and net moves."""
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
