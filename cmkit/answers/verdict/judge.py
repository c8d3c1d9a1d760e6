"""`judge`: results against an objective, as a verdict that shows, explains and questions itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cmkit.answers.matrix.matrix import tipping_points
from cmkit.answers.verdict import statement
from cmkit.answers.verdict.judging import Judgement, hold
from cmkit.answers.verdict.phrases import SHOWN
from cmkit.given.objective import Objective
from cmkit.given.rows import Results, opened_results
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.statements.page import render

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Verdict:
    """The verdict on results for an objective, made by `judge`.

    - `table`: DataFrame, a row a result: result, kpi, value, target, attained (share of the target),
      status ("met", "near", "missed", or missing), rank, rank_by_rate;
    - `notes`: DataFrame of the cells that were set aside or are to be looked at;
    - `goal`: the `Objective`; `kpi`: the name of the KPI that decides.

    It shows itself in a notebook (HTML) and in a terminal (plain text), in the language in use.
    """

    def __init__(self, judged: Judgement, results: Results) -> None:
        self.judged = judged
        self._results = results

    @property
    def table(self) -> pd.DataFrame:
        """The verdict, a row a result, in the order of the results."""
        return self.judged.table

    @property
    def notes(self) -> pd.DataFrame:
        """The cells set aside or to be looked at: result, column, value, rule."""
        rows = [(n.result, n.column, n.value, n.rule) for n in self.judged.notes]
        return pd.DataFrame(rows, columns=["result", "column", "value", "rule"])

    @property
    def goal(self) -> Objective:
        """The objective that the results were held against."""
        return self.judged.goal

    @property
    def kpi(self) -> str:
        """The name of the column or metric that decides."""
        return self.judged.kpi.name

    def text(self, lang: str | None = None) -> str:
        """Return the reading in sentences, a paragraph a line, in "en" or "fr".

        It says what the rate alone would have concluded, what the objective concludes, and why they
        differ; then what limits the verdict.
        """
        return "\n".join(statement.reading(self.judged, lang))

    def figure(self, lang: str | None = None) -> Figure:
        """Return the picture (matplotlib): what the rate says, what the objective says, the two rankings."""
        from cmkit.figures import draw, prepare

        return draw(prepare(self.judged, lang))

    def tipping_points(self, lang: str | None = None) -> pd.DataFrame:
        """Return from which target a status changes, and under which objective another result wins.

        A row a change: kind, result, objective, kpi, target, before, after, sentence.
        """
        return tipping_points(self.judged, self._results, lang)

    def html(self, lang: str | None = None) -> str:
        """Return the table and the sentences as HTML, everything escaped."""
        lang = writing.language(lang)
        kept, more = self._shown(lang)
        cells = statement.rows(self.judged, lang, kept)
        states = self.table.status.loc[kept].fillna("")
        return render(
            "verdict.html",
            lang,
            headings=statement.headings(self.judged, lang),
            more=more,
            rows=[{"cells": row, "status": state} for row, state in zip(cells, states, strict=True)],
            paragraphs=statement.reading(self.judged, lang),
        )

    def plain(self, lang: str | None = None) -> str:
        """Return the table and the sentences as plain text, for a terminal."""
        lang = writing.language(lang)
        kept, more = self._shown(lang)
        cells = statement.rows(self.judged, lang, kept)
        table = pd.DataFrame(cells, columns=statement.headings(self.judged, lang))
        lines = [table.to_string(index=False), more, "", self.text(lang)]
        return "\n".join(line for line in lines if line or line == "")

    def _shown(self, lang: str) -> tuple[list[int], str]:
        """Return the rows to show, all in their order or the best first, and what is not shown."""
        if len(self.table) <= SHOWN:
            return list(self.table.index), ""
        best = self.table["rank"].astype("Float64").sort_values(na_position="last", kind="stable").index
        return list(best[:SHOWN]), say("verdict.not_shown", lang, n=len(best) - SHOWN, shown=SHOWN)

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.plain()


def judge(results: Any, goal: Objective | str, name: str | None = None) -> Verdict:
    """Judge results against an objective.

    `results` is a table with a row a result (or a post): a DataFrame of any kind, or an export read
    by `cmkit.read`. `goal` is an `Objective`, or its name. `name` is the column that names the
    results (by default `result`, `name`, the post's text or id, else "Result 1", ...).

    A value that breaks its rule (negative, infinite, text) is set aside and noted, and the rest is
    judged. A result without the KPI has no status and no rank. Ties share a rank.

    Raises `EmptyTableError`, `DuplicateNameError`, `MissingColumnError` (no column decides this
    objective), `UnknownNameError`, `RefusedKpiError`.

    >>> from cmkit.desk.sample import three_results
    >>> verdict = judge(three_results("en"), Objective("traffic", target=400))
    >>> verdict.table.status.tolist()
    ['missed', 'met', 'met']
    """
    objective = Objective(goal) if isinstance(goal, str) else goal
    opened = opened_results(results, name)
    return Verdict(hold(opened, objective), opened)
