"""Where the winner changes: every objective (`matrix`), and the targets that tip a verdict."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.verdict.judging import Judgement, hold
from cmkit.given.objective import AIMS, Objective, kpi_label
from cmkit.given.rows import Results, columns_of, opened_results
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence, join
from cmkit.statements.page import render


@dataclass(frozen=True)
class Matrix:
    """Results against objectives: who wins where, and who overtakes whom.

    - `table`: a row a result, a column an objective (first `rate`, what the engagement rate says);
      the cells are ranks (1 is the best, ties share a rank, missing where there is no value);
    - `values`: the same shape, with the KPI's values; `kpis`: the KPI of each column;
    - `winners`: the names in front, by column;
    - `reversals`: a row for each pair that an objective puts in the other order than the rate
      (objective, ahead_by_rate, ahead_by_objective);
    - `unjudged`: why an objective is not a column, in one sentence each.
    """

    table: pd.DataFrame
    values: pd.DataFrame
    kpis: dict[str, str]
    winners: dict[str, list[str]]
    reversals: pd.DataFrame
    unjudged: dict[str, errors.CmkitError]
    judgements: dict[str, Judgement]

    def moves(self, objective: str) -> dict[str, str]:
        """Return "up" or "down" for each result that overtakes more results than overtake it, or fewer."""
        pairs = self.reversals[self.reversals.objective == objective]
        moved = Counter(pairs.ahead_by_objective)
        moved.subtract(Counter(pairs.ahead_by_rate))
        return {str(name): "up" if won > 0 else "down" for name, won in moved.items() if won}

    def text(self, lang: str | None = None) -> str:
        """Return who wins where, in sentences."""
        lang = writing.language(lang)
        said = [
            say(
                "reversals.winner",
                lang,
                n=len(names),
                where=heading(column, lang),
                names=join(names[:5], lang),
                kpi=in_sentence(kpi_label(self.kpis[column], lang)),
            )
            for column, names in self.winners.items()
        ]
        said.append(say("reversals.count", lang, n=len(self.reversals)))
        return "\n".join([*said, *(fault.in_language(lang) for fault in self.unjudged.values())])

    def html(self, lang: str | None = None) -> str:
        """Return the matrix as an HTML table, winners and reversals marked, everything escaped."""
        lang = writing.language(lang)
        columns = [
            {"name": heading(c, lang), "kpi": kpi_label(self.kpis[c], lang), "moves": self.moves(c), "key": c}
            for c in columns_of(self.table)
        ]
        shown = [
            {
                "name": name,
                "cells": [self._cell(name, column, lang) for column in columns],
            }
            for name in self.table.index
        ]
        notes = [fault.in_language(lang) for fault in self.unjudged.values()]
        unjudged = say(
            "reversals.unjudged", lang, objectives=join([heading(o, lang) for o in self.unjudged], lang)
        )
        return render("matrix.html", lang, columns=columns, rows=shown, notes=notes, unjudged=unjudged)

    def _cell(self, name: str, column: dict[str, Any], lang: str) -> dict[str, Any]:
        key = column["key"]
        judged = self.judgements.get(key)
        unit = judged.kpi.unit if judged else "ratio"
        rank = self.table.loc[name, key]
        return {
            "rank": writing.number(rank, lang),
            "value": writing.quantity(self.values.loc[name, key], unit, lang),
            "wins": bool(rank == 1) if not pd.isna(rank) else False,
            "move": column["moves"].get(name, ""),
        }

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return f"{self.table.to_string()}\n{self.text()}"


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
    return Matrix(
        table,
        pd.DataFrame(values).set_axis(names),
        kpis,
        {str(c): n for c, n in winners.items()},
        _reversals(table),
        unjudged,
        judged,
    )


def _reversals(table: pd.DataFrame) -> pd.DataFrame:
    found = []
    for objective in table.columns.drop("rate") if "rate" in table else []:
        known = table[["rate", objective]].dropna().astype(float)
        ranked = list(zip(known.index, known["rate"], known[objective], strict=True))
        found += [
            (objective, ahead, behind)
            for ahead, first, later in ranked
            for behind, second, sooner in ranked
            if first < second and later > sooner
        ]
    return pd.DataFrame(found, columns=["objective", "ahead_by_rate", "ahead_by_objective"])


def tipping_points(judged: Judgement, results: Results, lang: str | None = None) -> pd.DataFrame:
    """Return where the verdict tips: targets that change a status, objectives with another winner.

    A row a change: `kind` ("status" or "winner"), `result`, `objective`, `kpi`, `target` (the last
    one at which `before` still holds; missing for a winner), `before`, `after`, and the sentence.
    """
    lang = writing.language(lang)
    rows = [change for row in judged.table.index for change in _status_changes(judged, row, lang)]
    rows += _winner_changes(judged, matrix(results), lang)
    columns = ["kind", "result", "objective", "kpi", "target", "before", "after", "sentence"]
    return pd.DataFrame(rows, columns=columns)


def last_targets(value: float, goal: Objective, better: str) -> dict[str, float]:
    """Return the last target at which a value is met, and the last at which it is near (where it can be).

    >>> last_targets(450, Objective("traffic"), "higher")
    {'met': 450, 'near': 500.0}
    """
    start = goal.baseline or 0.0
    if goal.baseline is None and better == "lower":
        near = value * goal.near
    else:
        near = start + (value - start) / goal.near
    can_be_near = value > start if better == "higher" or goal.baseline is None else value < start
    return {"met": value, "near": near} if can_be_near and near != value else {"met": value}


def _status_changes(judged: Judgement, row: int, lang: str) -> list[dict[str, Any]]:
    value = float(judged.table.value[row])
    if math.isnan(value):
        return []
    ends = last_targets(value, judged.goal, judged.kpi.better)
    after = {"met": "near" if "near" in ends else "missed", "near": "missed"}
    return [
        {
            "kind": "status",
            "result": judged.table.result[row],
            "objective": judged.goal.name,
            "kpi": judged.kpi.name,
            "target": target,
            "before": state,
            "after": after[state],
            "sentence": say(
                f"reversals.status_{judged.kpi.better}",
                lang,
                name=judged.table.result[row],
                before=say(f"verdict.status_{state}", lang),
                after=say(f"verdict.status_{after[state]}", lang),
                target=writing.quantity(target, judged.kpi.unit, lang, judged.goal.currency),
            ),
        }
        for state, target in ends.items()
    ]


def _winner_changes(judged: Judgement, across: Matrix, lang: str) -> list[dict[str, Any]]:
    here = [str(n) for n in judged.table.result[(judged.table["rank"] == 1).fillna(False)]]
    return [
        {
            "kind": "winner",
            "result": join(names, lang),
            "objective": column,
            "kpi": across.kpis[column],
            "target": math.nan,
            "before": join(here, lang),
            "after": join(names, lang),
            "sentence": say(
                "reversals.other_winner",
                lang,
                n=len(names),
                where=heading(column, lang),
                kpi=in_sentence(kpi_label(across.kpis[column], lang)),
                names=join(names, lang),
                here=join(here, lang),
            ),
        }
        for column, names in across.winners.items()
        if column != judged.goal.name and names and set(names) != set(here)
    ]
