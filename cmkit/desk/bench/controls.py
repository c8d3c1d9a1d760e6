"""The bench's controls: the objective, its KPI and target, and the tools under the table."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from cmkit.catalogue.columns import NUMBERS
from cmkit.desk.bench.draft import Draft, Outcome
from cmkit.desk.copies import as_csv, as_link
from cmkit.given.objective import AIMS
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence

READ = ".csv,.tsv,.txt,text/csv"


class Controls:
    """What a person chooses beside the table; `do` carries out an action of the draft for a person."""

    def __init__(self, draft: Draft, do: Callable[..., None]) -> None:
        self.draft, self._do, self._quiet = draft, do, False
        self._make(draft.say)
        self._listen()

    def _make(self, said: Callable[[str], str]) -> None:
        objectives = [(say(f"catalogue.objective_{name}", self.draft.lang), name) for name in AIMS]
        fitting = {"description_width": "auto"}
        self.objective = widgets.Dropdown(options=objectives, description=said("objective"), style=fitting)
        self.kpi = widgets.Dropdown(description=said("kpi"), style=fitting)
        none = said("target_none")
        self.target = widgets.Text(description=said("target"), placeholder=none, style=fitting)
        self.add = widgets.Button(description=said("add_row"), icon="plus")
        self.column = widgets.Dropdown(description="", tooltip=said("add_column"))
        self.reset = widgets.Button(description=said("reset"), tooltip=said("reset_help"), icon="undo")
        self.file = widgets.FileUpload(accept=READ, description=said("import"))
        self.python = widgets.ToggleButton(description=said("python"), icon="code")
        self.why, self.csv, self.says = widgets.HTML(), widgets.HTML(), widgets.HTML()
        aims = [self.objective, self.kpi, self.target, self.why]
        tools = [self.add, self.column, self.reset, self.file, self.csv, self.python]
        self.aims = widgets.HBox(aims, _dom_classes=("cmkit-aims",))
        self.tools = widgets.HBox(tools, _dom_classes=("cmkit-tools",))

    def _listen(self) -> None:
        draft = self.draft
        for control, action in (
            (self.objective, draft.aim_at), (self.kpi, lambda chosen: draft.decide_by(chosen or None)),
            (self.target, draft.aim_for), (self.column, draft.add_column), (self.file, self._import),
        ):  # fmt: skip
            control.observe(lambda change, action=action: self._ask(action, change["new"]), names="value")
        self.add.on_click(lambda _: self._ask(draft.add))
        self.reset.on_click(lambda _: self._ask(draft.reset))

    def _ask(self, action: Callable[..., Any], *given: Any) -> None:
        if not self._quiet:
            self._do(action, *given)

    def _import(self, files: Any) -> None:
        for file in files:
            self.draft.load_file(file["content"].tobytes(), file["name"])

    def show(self, shown: Outcome) -> None:
        """Show what the draft holds, and what was wrong or set aside."""
        draft, self._quiet = self.draft, True
        try:
            self._put(draft)
        finally:
            self._quiet = False
        why = shown.marks.get((-1, "target"), "")
        (self.target.add_class if why else self.target.remove_class)("cmkit-wrong")
        self.why.value = told(why, "cmkit-why")
        wrong = [draft.say("set_aside_here", n=len(shown.marks))] if shown.marks else []
        self.says.value = "".join(told(note, "cmkit-says", "status") for note in [*draft.notes, *wrong])
        link, name = as_link(as_csv(shown.results, draft.lang)), draft.say("file")
        export = draft.say("export")
        self.csv.value = f'<a class="cmkit-link" download="{name}" href="{link}">{export}</a>'

    def _put(self, draft: Draft) -> None:
        """Put the controls where the draft stands, and make ready for the next choice."""
        default = draft.default_kpi()
        name = in_sentence(draft.label(default)) if default else draft.say("default_none")
        chosen = [(draft.label(kpi), kpi) for kpi in draft.kpis()]
        absent = sorted((draft.label(name), name) for name in NUMBERS if name not in draft.columns)
        _offer(self.kpi, [(draft.say("default_kpi", kpi=name), ""), *chosen])
        _offer(self.column, [(draft.say("add_column"), ""), *absent])
        self.objective.value, self.kpi.value = draft.goal.name, draft.goal.kpi or ""
        self.target.value, self.column.value, self.file.value = draft.target, "", ()


def _offer(control: widgets.Dropdown, choices: list[tuple[str, str]]) -> None:
    """Put choices into a list; those that are there already are not sent again."""
    if control.options != tuple(choices):
        control.options = choices


def told(text: str, css: str = "cmkit-problem", role: str = "alert") -> str:
    """Return a sentence as a paragraph that a screen reader reads out, "" where there is none."""
    return f'<p class="{css}" role="{role}">{escape(text)}</p>' if text else ""
