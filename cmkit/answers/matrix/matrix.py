"""Where the winner changes: every objective (`matrix`), and the targets that tip a verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.matrix.overtaking import overtaken_by, pairs
from cmkit.answers.verdict.judging import Judgement, hold
from cmkit.answers.verdict.phrases import SHOWN, few_names, names_words
from cmkit.given.objective import AIMS, Objective, kpi_label
from cmkit.given.rows import Results, columns_of, opened_results
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence, join
from cmkit.statements.page import render

LISTED = 200
"""How many pairs in the other order are listed for each objective; all are counted."""
TIPPING = ["kind", "result", "objective", "kpi", "target", "before", "after"]
"""The columns of tipping points, before their sentence."""


@dataclass(frozen=True)
class Matrix:
    """Results against objectives: who wins where, and who overtakes whom.

    - `table`: a row a result, a column an objective (first `rate`, what the engagement rate says);
      the cells are ranks (1 is the best, ties share a rank, missing where there is no value);
    - `values`: the same shape, with the KPI's values; `kpis`: the KPI of each column;
    - `winners`: the names in front, by column;
    - `reversals`: the pairs that an objective puts in the other order than the rate (objective,
      ahead_by_rate, ahead_by_objective), a row each, listed as far as shown: the first 200 of each
      objective (there can be as many as results by results);
    - `reversal_counts`: how many such pairs there are, by objective; `net`: the shape of `table`
      without the rate, how many results each overtakes, less those that overtake it;
    - `unjudged`: why an objective is not a column, in one sentence each.
    """

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
        if objective not in self.net:
            return {}
        moved = self.net[objective][self.net[objective] != 0].to_dict()
        return {str(name): "up" if net > 0 else "down" for name, net in moved.items()}

    def text(self, lang: str | None = None) -> str:
        """Return who wins where, in sentences."""
        lang = writing.language(lang)
        said = [
            say(
                "reversals.winner",
                lang,
                n=len(names),
                where=heading(column, lang),
                names=names_words(names, lang),
                kpi=in_sentence(kpi_label(self.kpis[column], lang)),
            )
            for column, names in self.winners.items()
        ]
        n = sum(self.reversal_counts.values())
        said.append(say("reversals.count", lang, n=n, n_text=writing.number(n, lang)))
        return "\n".join([*said, *(fault.in_language(lang) for fault in self.unjudged.values())])

    def html(self, lang: str | None = None) -> str:
        """Return the matrix as an HTML table, winners and reversals marked, everything escaped.

        Of many results the 20 that stand best in any column are shown, and how many are not.
        """
        lang = writing.language(lang)
        kept, more = self._shown(lang)
        columns = [(column, self._cells(column, kept, lang)) for column in columns_of(self.table)]
        headings = [{"name": heading(c, lang), "kpi": kpi_label(self.kpis[c], lang)} for c, _ in columns]
        cells = zip(*(cells for _, cells in columns), strict=True)
        rows = [{"name": self.table.index[at], "cells": row} for at, row in zip(kept, cells, strict=True)]
        notes = [fault.in_language(lang) for fault in self.unjudged.values()]
        unjudged = say(
            "reversals.unjudged", lang, objectives=join([heading(o, lang) for o in self.unjudged], lang)
        )
        return render(
            "matrix.html", lang, columns=headings, rows=rows, more=more, notes=notes, unjudged=unjudged
        )

    def _shown(self, lang: str) -> tuple[list[int], str]:
        """Return the places of the rows to show, all in their order or the best first, and what is not."""
        n = len(self.table)
        if n <= SHOWN:
            return list(range(n)), ""
        best = self.table.min(axis=1).to_numpy(dtype=float, na_value=np.inf)
        kept = np.argsort(best, kind="stable")[:SHOWN].tolist()
        return kept, say("reversals.not_shown", lang, n=n - SHOWN, shown=SHOWN)

    def _cells(self, column: str, kept: list[int], lang: str) -> list[dict[str, Any]]:
        """Return the cells of a column, of the rows that are shown."""
        judged = self.judgements.get(column)
        unit = judged.kpi.unit if judged else "ratio"
        net = self.net[column].iloc[kept].tolist() if column in self.net else [0] * len(kept)
        ranks, values = self.table[column].iloc[kept], self.values[column].iloc[kept]
        return [
            {
                "rank": writing.number(rank, lang),
                "value": writing.quantity(value, unit, lang),
                "wins": not pd.isna(rank) and rank == 1,
                "move": "up" if moved > 0 else "down" if moved < 0 else "",
            }
            for rank, value, moved in zip(ranks, values, net, strict=True)
        ]

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        kept, more = self._shown(writing.language())
        return "\n".join([self.table.iloc[kept].to_string(), *([more] if more else []), self.text()])


def heading(column: str, lang: str) -> str:
    """Return the heading of a column of the matrix: an objective, or "rate alone"."""
    return say("reversals.rate", lang) if column == "rate" else say(f"catalogue.objective_{column}", lang)


def matrix(results: Any, name: str | None = None) -> Matrix:
    """Hold results against every objective that their columns allow.

    `results` is any table that `judge` takes. An objective whose KPI are not in the columns is
    listed in `unjudged`, not silently left out. Raises as `judge` does where nothing can be judged.

    >>> from cmkit.desk.sample import three_results
    >>> matrix(three_results("en")).winners["traffic"]
    ['Result 3']
    """
    opened = opened_results(results, name)
    judged: dict[str, Judgement] = {}
    unjudged: dict[str, errors.CmkitError] = {}
    for objective in AIMS:
        try:
            judged[objective] = hold(opened, Objective(objective))
        except errors.MissingColumnError as missing:
            if missing.key != "missing_kpi":
                raise
            unjudged[objective] = missing
    if not judged:
        raise next(iter(unjudged.values()))
    return _matrix(judged, unjudged)


def _matrix(judged: dict[str, Judgement], unjudged: dict[str, errors.CmkitError]) -> Matrix:
    first = next(iter(judged.values()))
    ranks = {objective: each.table["rank"] for objective, each in judged.items()}
    values = {objective: each.table.value for objective, each in judged.items()}
    kpis = {objective: each.kpi.name for objective, each in judged.items()}
    if first.rate:
        ranks = {"rate": first.table.rank_by_rate, **ranks}
        values = {"rate": first.rates, **values}
        kpis = {"rate": first.rate, **kpis}
    names = first.table.result
    table = pd.DataFrame(ranks).set_axis(names)
    winners = {c: [str(n) for n in table.index[(table[c] == 1).fillna(False)]] for c in table}
    listed, counts, net = _reversals(table)
    return Matrix(
        table,
        pd.DataFrame(values).set_axis(names),
        kpis,
        {str(c): n for c, n in winners.items()},
        listed,
        counts,
        net,
        unjudged,
        judged,
    )


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


def tipping_points(judged: Judgement, results: Results, lang: str | None = None) -> pd.DataFrame:
    """Return where the verdict tips: targets that change a status, objectives with another winner.

    A row a change: `kind` ("status" or "winner"), `result`, `objective`, `kpi`, `target` (the last
    one at which `before` still holds; missing for a winner), `before`, `after`, and the sentence.
    """
    lang = writing.language(lang)
    changes = [_status_changes(judged, lang), _winner_changes(judged, matrix(results), lang)]
    return pd.concat([each for each in changes if len(each)] or changes, ignore_index=True)


def last_targets(value: float, goal: Objective, better: str) -> dict[str, float]:
    """Return the last target at which a value is met, and the last at which it is near (where it can be).

    >>> last_targets(450, Objective("traffic"), "higher")
    {'met': 450, 'near': 500.0}
    """
    near, can_be_near = _near(value, goal, better)
    return {"met": value, "near": near} if can_be_near and near != value else {"met": value}


def _near(value: Any, goal: Objective, better: str) -> tuple[Any, Any]:
    """Return the last target at which a value (or each of an array) is near, and whether it can be."""
    start = goal.baseline or 0.0
    if goal.baseline is None and better == "lower":
        near = value * goal.near
    else:
        near = start + (value - start) / goal.near
    return near, value > start if better == "higher" or goal.baseline is None else value < start


def _status_changes(judged: Judgement, lang: str) -> pd.DataFrame:
    """Return the last target of each status of each result: a row for "met", one for "near" if it can be."""
    value = judged.table.value.to_numpy(dtype=float)
    near, can_be_near = _near(value, judged.goal, judged.kpi.better)
    can_be_near = can_be_near & (near != value)
    known = np.flatnonzero(~np.isnan(value))
    rows = np.repeat(known, 1 + can_be_near[known])
    second = np.append(False, rows[1:] == rows[:-1])
    before = np.where(second, "near", "met")
    after = np.where(second | ~can_be_near[rows], "missed", "near")
    changes = {
        "kind": "status",
        "result": judged.table.result.to_numpy()[rows],
        "objective": judged.goal.name,
        "kpi": judged.kpi.name,
        "target": np.where(second, near[rows], value[rows]),
        "before": before,
        "after": after,
    }
    table = pd.DataFrame(changes, columns=[*TIPPING, "sentence"])
    return table.assign(sentence=_status_sentences(table, judged, lang))


def _status_sentences(changes: pd.DataFrame, judged: Judgement, lang: str) -> list[str]:
    key, unit, currency = f"reversals.status_{judged.kpi.better}", judged.kpi.unit, judged.goal.currency
    status = {state: say(f"verdict.status_{state}", lang) for state in ("met", "near", "missed")}
    written = {target: writing.quantity(target, unit, lang, currency) for target in set(changes.target)}
    columns = (changes[column].tolist() for column in ("result", "before", "after", "target"))
    return [
        say(key, lang, name=name, before=status[before], after=status[after], target=written[target])
        for name, before, after, target in zip(*columns, strict=True)
    ]


def _winner_changes(judged: Judgement, across: Matrix, lang: str) -> pd.DataFrame:
    here = [str(n) for n in judged.table.result[(judged.table["rank"] == 1).fillna(False)]]
    rows = [
        {
            "kind": "winner",
            "result": few_names(names, lang),
            "objective": column,
            "kpi": across.kpis[column],
            "target": math.nan,
            "before": few_names(here, lang),
            "after": few_names(names, lang),
            "sentence": say(
                "reversals.other_winner",
                lang,
                n=len(names),
                where=heading(column, lang),
                kpi=in_sentence(kpi_label(across.kpis[column], lang)),
                names=names_words(names, lang),
                here=names_words(here, lang),
            ),
        }
        for column, names in across.winners.items()
        if column != judged.goal.name and names and set(names) != set(here)
    ]
    return pd.DataFrame(rows, columns=[*TIPPING, "sentence"])
