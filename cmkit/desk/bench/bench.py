"""`bench`: the table, the objective, and under them the picture, the verdict and the matrix, which follow."""

import asyncio
from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from cmkit import errors
from cmkit.answers.verdict.judge import Verdict
from cmkit.answers.verdict.picture import prepare
from cmkit.desk.bench.controls import Controls, told
from cmkit.desk.bench.draft import Draft
from cmkit.desk.bench.editor import Grid
from cmkit.desk.typed import as_python
from cmkit.desk.upload import Upload
from cmkit.given.asked import asked
from cmkit.given.objective import Objective
from cmkit.language.writing import language
from cmkit.statements.html import render
from cmkit.statements.shown import in_words

PAUSE = 0.06
"""Seconds between the picture and the matrix, in which the picture leaves and the next key may come."""


class Bench(widgets.VBox):  # type: ignore[misc]
    """Results on the bench: change a number, and see what the rate and the objective make of it.

    Made by `cmkit.bench`; a widget that shows itself. From code:

    - `results` (DataFrame; may be set), `objective` (`Objective`; may be set, also by name),
      `kpi` and `target` (may be set);
    - `lang` (may be set: what was typed stays);
    - `verdict` (`Verdict`, or None where nothing can be judged: `problem` then says why);
    - `python`: the lines that make the same verdict;
    - `write`, `add`, `remove`, `rename`, `add_column`, `remove_column`, `load`,
      `follow`, `reset`.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._waiting: asyncio.TimerHandle | None = None
        self.controls = Controls(draft, self._do)
        self.controls.python.observe(lambda _: self._show_lines(), names="value")
        self.grid = Grid(draft, self._do, self._follow)
        self._picture, self._verdict, self._matrix, self._lines = (widgets.HTML() for _ in range(4))
        style = widgets.HTML(render("desk/pages/bench.html", draft.lang))
        answers = widgets.HBox([self._verdict, self._matrix], _dom_classes=("cmkit-answers",))
        asked, tools, says = self.controls.aims, self.controls.tools, self.controls.says
        parts = [style, asked, self.grid, tools, says, self._lines, self._picture, answers]
        super().__init__(parts, _dom_classes=("cmkit-bench",))
        self._follow()

    def _do(self, action: Any, *given: Any) -> None:
        self.draft.notes = []
        try:
            action(*given)
        except errors.CmkitError as error:
            self.draft.notes = [error.in_language(self.draft.lang)]
        self._arrange()

    def _change(self, action: Any, *given: Any, **more: Any) -> None:
        action(*given, **more)
        self._arrange()

    def _arrange(self) -> None:
        self.grid.arrange()
        self._follow()

    def _follow(self) -> None:
        """Show what follows from the draft, the picture first: each part is sent as it is ready."""
        lang = self.draft.lang
        shown = self._shown = self.draft.outcome()
        # Not from the statement, whose sentences would keep the picture waiting.
        picture = in_words(prepare(shown.verdict.judged), lang).drawn() if shown.verdict else None
        self._picture.value = picture.svg() if picture else ""
        # That there are no results yet is nothing wrong.
        why = told(shown.problem) if self.draft.rows else told(shown.problem, "cmkit-says", "status")
        self._verdict.value = shown.verdict.html(lang) if shown.verdict else why
        self.grid.show(shown.marks)
        self.controls.show(shown)
        self._show_lines()
        self._show_matrix_soon()

    def _show_matrix_soon(self) -> None:
        """Show the matrix once the picture is on its way; of changes that follow fast, only for the last."""
        if self._waiting:
            self._waiting.cancel()
        try:
            self._waiting = asyncio.get_running_loop().call_later(PAUSE, self._show_matrix)
        except RuntimeError:
            self._show_matrix()

    def _show_matrix(self) -> None:
        across = self.draft.across(self._shown.results)
        self._matrix.value = across.html(self.draft.lang) if across else ""

    def _show_lines(self) -> None:
        self._lines.layout.display = None if self.controls.python.value else "none"
        if self.controls.python.value:
            self._lines.value = f"<p>{self.draft.say('python_help')}</p><pre>{escape(self.python)}</pre>"

    @property
    def results(self) -> pd.DataFrame:
        """The results as a table; a cell that is not a number keeps its text."""
        return self.draft.results()

    @results.setter
    def results(self, table: Any) -> None:
        self._change(self.draft.load, table)

    @property
    def lang(self) -> str:
        """The language of the bench."""
        return self.draft.lang

    @lang.setter
    def lang(self, lang: str) -> None:
        self._change(self.draft.speak, lang)

    @property
    def objective(self) -> Objective:
        """The objective, with the KPI and target chosen."""
        return self._shown.goal

    @objective.setter
    def objective(self, goal: Objective | str) -> None:
        self._change(self.draft.choose, Objective(goal) if isinstance(goal, str) else goal)

    @property
    def kpi(self) -> str | None:
        """The KPI that was chosen, or None where the default one decides."""
        return self.draft.goal.kpi

    @kpi.setter
    def kpi(self, kpi: str | None) -> None:
        self._change(self.draft.decide_by, kpi)

    @property
    def target(self) -> float | None:
        """The target (a rate as a ratio), or None."""
        return self._shown.goal.target

    @target.setter
    def target(self, target: float | None) -> None:
        self._change(self.draft.aim_for, target)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on what is typed now, or None: `problem` then says why."""
        return self._shown.verdict

    @property
    def problem(self) -> str:
        """Why there is no verdict, in one sentence; "" where there is one."""
        return self._shown.problem

    @property
    def python(self) -> str:
        """The lines that make the same verdict."""
        return as_python(self._shown.results, self._shown.goal)

    def write(self, result: str, column: str, value: Any) -> None:
        """Put a number, or a text as typed, into a cell."""
        self._change(self.draft.put, self.draft.row(result), column, value)

    def add(self, name: str = "", **numbers: Any) -> None:
        """Add a result, with its numbers by column."""
        self._change(self.draft.add, name, **numbers)

    def remove(self, result: str) -> None:
        """Take a result away."""
        self._change(self.draft.remove, self.draft.row(result))

    def rename(self, result: str, name: str) -> None:
        """Give a result another name."""
        self._change(self.draft.rename, self.draft.row(result), name)

    def add_column(self, column: str) -> None:
        """Add one of cmkit's columns, empty."""
        self._change(self.draft.add_column, column)

    def remove_column(self, column: str) -> None:
        """Take a column away."""
        self._change(self.draft.remove_column, column)

    @asked
    def load(self, source: Any, name: str = "") -> None:
        """Read results from a file (path or bytes) in the place of these; raise as `cmkit.read` does."""
        self._change(self.draft.load, source, name)

    @asked
    def follow(self, upload: Upload) -> None:
        """Hold what an upload read last, and every file that it reads from now on."""
        upload.on_read(lambda export: self._do(self.draft.load, export))
        self._do(self.draft.load, upload.export) if upload.export else self._change(self.draft.wait)

    def reset(self) -> None:
        """Put the three results and the first objective back."""
        self._change(self.draft.reset)


def bench(
    results: Any = None, objective: Objective | str = "traffic", target: float | None = None,
    kpi: str | None = None, lang: str | None = None,
) -> Bench:  # fmt: skip
    """Put results on the bench: a widget in which numbers, objective, KPI and target can be changed.

    `results` is whatever `cmkit.judge` takes: a table, an export, a path, a dictionary of lists, a list
    of dictionaries (by default the three results). Of many, the first 40 stand in the table and 2,000
    are judged; what is left out is said. It may also be an upload, made by `cmkit.upload`: the bench
    then follows it, file after file. `objective` is a name or an `Objective`, `target` and `kpi` go
    with it; `lang` is "fr" or "en", and can be changed on the bench.

    Works in JupyterLab and in Voilà. Raises as `cmkit.Objective` does for an unknown objective and
    for a KPI that must never decide it, `EmptyTableError` for a table without rows.

    >>> bench(objective="traffic", target=400, lang="en").verdict.table.status.tolist()
    ['missed', 'met', 'met']
    """
    goal = objective if isinstance(objective, Objective) else Objective(objective)
    kpi = goal.kpi if kpi is None else kpi
    goal = replace(goal, target=goal.target if target is None else target, kpi=kpi)
    if not isinstance(results, Upload):
        return Bench(Draft(results, goal, language(lang)))
    made = Bench(Draft(None, goal, language(lang or results.lang)))
    made.follow(results)
    return made
