"""The bench's controls: the objective, its KPI and target, and the tools under the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import ipywidgets as widgets

from cmkit.catalogue.columns import NUMBERS
from cmkit.desk.bench.draft import Draft, Outcome
from cmkit.desk.copies import as_csv, as_link
from cmkit.given.objective import AIMS
from cmkit.language.labels import label
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence

READ = ".csv,.tsv,.txt,text/csv"


class Controls:
    """What a person chooses beside the table, and what the bench says of it.

    `do` carries out an action of the draft for a person; `load` takes a file's bytes and name.
    """

    def __init__(self, draft: Draft, do: Callable[..., None], load: Callable[[bytes, str], None]) -> None:
        self.draft, self._do, self._load = draft, do, load
        self._quiet = False
        self._make(draft.lang)
        self._listen()

    def _make(self, lang: str) -> None:
        said = {"style": {"description_width": "auto"}}
        objectives = [(say(f"catalogue.objective_{name}", lang), name) for name in AIMS]
        self.objective = widgets.Dropdown(
            options=objectives, description=say("bench.objective", lang), **said
        )
        self.kpi = widgets.Dropdown(description=say("bench.kpi", lang), **said)
        self.target = widgets.Text(
            description=say("bench.target", lang), placeholder=say("bench.target_none", lang), **said
        )
        self.add = widgets.Button(description=say("bench.add_row", lang), icon="plus")
        self.column = widgets.Dropdown(description="", tooltip=say("bench.add_column", lang))
        self.reset = widgets.Button(
            description=say("bench.reset", lang), tooltip=say("bench.reset_help", lang), icon="undo"
        )
        self.file = widgets.FileUpload(accept=READ, description=say("bench.import", lang))
        self.python = widgets.ToggleButton(description=say("bench.python", lang), icon="code")
        self.why, self.csv, self.says = widgets.HTML(), widgets.HTML(), widgets.HTML()

    def _listen(self) -> None:
        draft = self.draft
        self.objective.observe(lambda change: self._ask(draft.aim_at, change["new"]), names="value")
        self.kpi.observe(lambda change: self._ask(draft.decide_by, change["new"] or None), names="value")
        self.target.observe(lambda change: self._ask(draft.aim_for, change["new"]), names="value")
        self.column.observe(lambda change: self._ask(draft.add_column, change["new"]), names="value")
        self.file.observe(lambda _: self._ask(self._import), names="value")
        self.add.on_click(lambda _: self._ask(draft.add))
        self.reset.on_click(lambda _: self._ask(draft.reset))

    def rows(self) -> tuple[widgets.HBox, widgets.HBox]:
        """Return the row above the table and the row under it."""
        aims = widgets.HBox([self.objective, self.kpi, self.target, self.why])
        tools = widgets.HBox([self.add, self.column, self.reset, self.file, self.csv, self.python])
        aims.add_class("cmkit-aims")
        tools.add_class("cmkit-tools")
        return aims, tools

    def _ask(self, action: Callable[..., Any], *given: Any) -> None:
        if not self._quiet:
            self._do(action, *given)

    def _import(self) -> None:
        for file in self.file.value:
            self._load(file["content"].tobytes(), file["name"])
        with self._silence():
            self.file.value = ()

    @contextmanager
    def _silence(self) -> Iterator[None]:
        """Let controls be set by code without taking it for a choice of the person."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def show(self, shown: Outcome) -> None:
        """Show what the draft holds, and what was wrong or set aside."""
        draft, lang = self.draft, self.draft.lang
        with self._silence():
            self.objective.value = draft.goal.name
            choices = ((self._default(), ""), *((label(k, lang), k) for k in draft.kpis()))
            if choices != self.kpi.options:
                self.kpi.options = choices
            self.kpi.value = draft.goal.kpi or ""
            self.target.value = draft.target
            self._show_columns()
        why = shown.marks.get((-1, "target"), "")
        (self.target.add_class if why else self.target.remove_class)("cmkit-wrong")
        self.why.value = f'<p class="cmkit-why" role="alert">{escape(why)}</p>' if why else ""
        wrong = [say("bench.set_aside_here", lang, n=len(shown.marks))] if shown.marks else []
        said = [f'<p class="cmkit-says" role="status">{escape(note)}</p>' for note in [*draft.notes, *wrong]]
        self.says.value = "".join(said)
        link, name = as_link(as_csv(shown.results, lang)), say("bench.file", lang)
        export = say("bench.export", lang)
        self.csv.value = f'<a class="cmkit-link" download="{name}" href="{link}">{export}</a>'

    def _default(self) -> str:
        lang = self.draft.lang
        kpi = self.draft.default_kpi()
        name = in_sentence(label(kpi, lang)) if kpi else say("bench.default_none", lang)
        return say("bench.default_kpi", lang, kpi=name)

    def _show_columns(self) -> None:
        lang = self.draft.lang
        absent = [(c.label(lang), c.name) for c in NUMBERS.values() if c.name not in self.draft.columns]
        choices = ((say("bench.add_column", lang), ""), *sorted(absent))
        if choices != self.column.options:
            self.column.options = choices
        self.column.value = ""
