"""The bench's controls: the objective, its KPI and target, and the tools under the table."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import ipywidgets as widgets

from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS, normalised
from cmkit.desk.bench.draft import Draft, Outcome
from cmkit.desk.typed import as_csv, as_link
from cmkit.desk.upload import Picker
from cmkit.errors import CmkitError
from cmkit.given.objective import AIMS
from cmkit.language.languages import languages, written_as
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence

READ = ".csv,.tsv,.txt,.xlsx,.xls,.ods,text/csv"
FITTING = {"description_width": "auto"}


class Controls:
    """What a person chooses beside the table; `do` carries out an action of the draft for a person."""

    def __init__(self, draft: Draft, do: Callable[..., None]) -> None:
        self.draft, self._do, self._quiet, self._spoken = draft, do, False, ""
        self.objective, self.kpi = widgets.Dropdown(style=FITTING), widgets.Dropdown(style=FITTING)
        self.target = widgets.Text(style=FITTING)
        self.lang = widgets.Dropdown(options=[(written_as(lang).name, lang) for lang in languages()])
        self.add, self.reset = widgets.Button(icon="plus"), widgets.Button(icon="undo")
        self.column, self.python = widgets.Dropdown(), widgets.ToggleButton(icon="code")
        self.file = Picker(draft.lang, self._import, READ, "bench.import")
        self.why, self.csv, self.says = widgets.HTML(), widgets.HTML(), widgets.HTML()
        aims = [self.objective, self.kpi, self.target, self.why]
        tools = [self.add, self.column, self.reset, self.file, self.csv, self.python, self.lang]
        self.aims = widgets.HBox(aims, _dom_classes=("cmkit-aims",))
        self.tools = widgets.HBox(tools, _dom_classes=("cmkit-tools",))
        for control, action in (
            (self.objective, draft.aim_at), (self.kpi, lambda chosen: draft.decide_by(chosen or None)),
            (self.target, draft.aim_for), (self.lang, draft.speak),
            (self.column, lambda chosen: draft.add_column(chosen) if chosen.strip() else None),
        ):  # fmt: skip
            control.observe(lambda change, action=action: self._ask(action, change["new"]), names="value")
        self.add.on_click(lambda _: self._ask(draft.add))
        self.reset.on_click(lambda _: self._ask(draft.reset))

    def _ask(self, action: Callable[..., Any], *given: Any) -> None:
        if not self._quiet:
            self._do(action, *given)

    def _import(self, files: dict[str, bytes], too_large: list[CmkitError]) -> None:
        """Put the results of the first file on the bench; one that was too large to be sent is said."""

        def load() -> None:
            if too_large:
                raise too_large[0]
            name, content = next(iter(files.items()))
            self.draft.load(content, name)

        self._do(load)

    def show(self, shown: Outcome) -> None:
        """Show what the draft holds, and what was wrong or set aside."""
        draft, self._quiet = self.draft, True
        try:
            if self._spoken != draft.lang:
                self._speak(draft.say)
            self._put(draft)
        finally:
            self._quiet = False
        # The link before the sentences: whoever reads that a file was read takes its results away.
        link, name = as_link(as_csv(shown.results, draft.lang)), draft.say("file")
        self.csv.value = f'<a class="cmkit-link" download="{name}" href="{link}">{draft.say("export")}</a>'
        why = shown.marks.get((-1, "target"), "")
        (self.target.add_class if why else self.target.remove_class)("cmkit-wrong")
        self.why.value = told(why, "cmkit-why")
        aside = sum(column != "result" for _, column in shown.marks)
        wrong = [draft.say("set_aside_here", n=aside)] if aside else []
        self.says.value = "".join(told(note, "cmkit-says", "status") for note in [*draft.notes, *wrong])

    def _speak(self, said: Callable[[str], str]) -> None:
        for name in ("objective", "kpi", "target", "reset", "python"):
            getattr(self, name).description = said(name)
        self.add.description, self.target.placeholder = said("add_row"), said("target_none")
        self.column.tooltip, self.reset.tooltip = said("add_column"), said("reset_help")
        self.lang.tooltip = said("language")
        self.objective.options = [(self._aim(name), name) for name in AIMS]
        self.file.speak(self.draft.lang)
        self._spoken = self.draft.lang

    def _put(self, draft: Draft) -> None:
        default = draft.default_kpi()
        name = in_sentence(draft.label(default)) if default else draft.say("default_none")
        chosen = [(draft.label(kpi), kpi) for kpi in draft.kpis()]
        _offer(self.kpi, [(draft.say("default_kpi", kpi=name), ""), *chosen])
        _offer(self.column, [(draft.say("add_column"), ""), *self._columns(draft)])
        self.objective.value, self.kpi.value = draft.goal.name, draft.goal.kpi or ""
        self.target.value, self.column.value, self.lang.value = draft.target, "", draft.lang

    def _aim(self, name: str) -> str:
        return say(f"catalogue.objective_{name}", self.draft.lang)

    def _columns(self, draft: Draft) -> list[tuple[str, str]]:
        """Return the columns to choose from: what serves the objective first, then the others by label.

        The heading of a group is a choice that does nothing.
        """
        aim = draft.goal.aim
        serving = dict.fromkeys(c for kpi in (*aim.deciding, *aim.supporting) for c in made_of(kpi))
        others = sorted(set(NUMBERS) - set(serving), key=lambda column: normalised(draft.label(column)))
        groups, choices = {"serving": [*serving], "others": others}, []
        for place, (group, names) in enumerate(groups.items(), 1):
            absent = [(draft.label(name), name) for name in names if name not in draft.columns]
            heading = f"— {draft.say(group, objective=self._aim(draft.goal.name))} —"
            choices += [(heading, " " * place), *absent] if absent else []
        return choices


def _offer(control: widgets.Dropdown, choices: list[tuple[str, str]]) -> None:
    if control.options != tuple(choices):
        control.options = choices


def made_of(kpi: str) -> Iterator[str]:
    """Return the columns that a KPI is, or is made of.

    >>> list(made_of("ctr"))
    ['link_clicks', 'impressions']
    """
    if kpi in NUMBERS:
        yield kpi
    for name in CATALOGUE[kpi].inputs if kpi in CATALOGUE else ():
        yield from made_of(name)


def told(text: str, css: str = "cmkit-problem", role: str = "alert") -> str:
    """Return a sentence as a paragraph that a screen reader reads out, "" where there is none."""
    return f'<p class="{css}" role="{role}">{escape(text)}</p>' if text else ""
