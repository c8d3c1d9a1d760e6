"""`upload`: files taken by click or drop, the account of their reading, and headings to confirm."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from cmkit import errors
from cmkit.catalogue.columns import DATES, NUMBERS, WORDS, normalised
from cmkit.given.asked import asked
from cmkit.language import sentences
from cmkit.language.facts import Number
from cmkit.language.sentences import language, say
from cmkit.language.terminal import cut
from cmkit.language.writing import label, percent
from cmkit.reading.export import Export
from cmkit.reading.read import read
from cmkit.statements.html import render

ENDINGS = ".csv,.tsv,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods,.parquet,.zip"
EXAMPLES, SHORT = 3, 48
WIDTHS = ("220px", "260px", "240px", "90px")
MOST_SENT = 10_000_000
"""Bytes that a page can send at once: with more, Jupyter closes the line between page and kernel."""
TOO_LARGE = "too-large"


class Named(io.BytesIO):
    """Bytes that keep the name of their file, as a file object does."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(data)
        self.name = name


class Picker(widgets.HBox):  # type: ignore[misc]
    """Takes files: `taken` is called with them (name -> bytes), and with an error for each too large one.

    `says` are the sentences of `words` (such as "upload.choose"): on the button, and beside it if any.
    """

    # FileUpload takes clicks only, and sends whatever it is given. So it is hidden; an element of the page
    # takes clicks and drops, and hands it the files, an empty stand-in in the place of one too large.

    def __init__(
        self, lang: str, taken: Callable[[dict[str, bytes], list[errors.CmkitError]], None],
        endings: str, button: str, *beside: str,
    ) -> None:  # fmt: skip
        self._taken, self._how = taken, {"endings": endings, "button": button, "beside": beside}
        self.files = widgets.FileUpload(multiple=True, layout={"display": "none"})
        self.files.observe(lambda change: self._chosen(change["new"]), names="value")
        self.zone = widgets.HTML()
        super().__init__([self.zone, self.files], _dom_classes=("cmkit-files",))
        self.speak(lang)

    def speak(self, lang: str) -> None:
        """Write what stands there in a language."""
        self.zone.value = render("desk/pages/picker.html", lang, most=MOST_SENT, mark=TOO_LARGE, **self._how)

    def _chosen(self, given: Any) -> None:
        if not given:
            return
        sent = {file["name"]: file for file in given}
        self.files.value = ()  # so that the same file can be chosen again
        large = [name for name, file in sent.items() if file["type"].startswith(TOO_LARGE)]
        read = {name: file["content"].tobytes() for name, file in sent.items() if name not in large}
        refused: list[errors.CmkitError] = []
        for name in large:
            weighs = int(sent[name]["type"].partition("/")[2])
            size, most = Number(weighs / 1e6, 1), Number(MOST_SENT / 1e6, 1)
            refused.append(errors.UnreadableFileError("too_large_to_send", file=name, size=size, most=most))
        self._taken(read, refused)


class Upload(widgets.VBox):  # type: ignore[misc]
    """A place to put export files, made by `cmkit.upload`; a widget that shows itself.

    From code: `export` (the last `Export`, None before the first), `exports` (all of them), `problems`
    (what could not be read, a sentence each), `forms` (files whose headings wait to be confirmed),
    `take` (files as name -> bytes) and `on_read`.
    """

    def __init__(self, lang: str, formats: Any = None) -> None:
        self.lang, self.formats = lang, formats
        self.export: Export | None = None
        self.exports: list[Export] = []
        self.problems: list[str] = []
        self.forms: list[Form] = []
        self._told: list[Callable[[Export], Any]] = []
        self._known: dict[str, bytes] = {}
        self.picker = Picker(lang, self._chosen, ENDINGS, "upload.choose", "upload.drop", "upload.limit")
        self._says, self._shown, self._asked = widgets.HTML(), widgets.HTML(), widgets.VBox()
        self._correct = widgets.Button(description=say("upload.correct", lang), icon="pencil")
        self._correct.layout = widgets.Layout(width="max-content", display="none")
        self._correct.on_click(lambda _: self.correct())
        style = widgets.HTML(render("desk/pages/upload.html", lang))
        parts = [style, self.picker, self._says, self._asked, self._shown, self._correct]
        super().__init__(parts, _dom_classes=("cmkit-upload",))

    def on_read(self, callback: Callable[[Export], Any]) -> None:
        """Call `callback` with every export read from now on."""
        self._told.append(callback)

    @asked
    def take(self, files: dict[str, bytes]) -> None:
        """Read files (name -> bytes): those that are known together, the others once confirmed.

        Never raises for what a file holds: `problems` says what could not be read. The account of the
        files before leaves the page; `export` stays the last one that was read.
        """
        self._chosen(files, [])

    def _chosen(self, files: dict[str, bytes], too_large: list[errors.CmkitError]) -> None:
        self.problems, self.forms, self._shown.value = [], [], ""
        self._say(say("upload.reading", self.lang, names=", ".join(files)))
        self.problems = [error.in_language(self.lang) for error in too_large]
        known = {}
        for name, data in files.items():
            export = self._read({name: data})
            if export is not None and export.kind == "unknown":
                self.forms.append(Form({name: data}, export, self))
            elif export is not None:
                known[name] = export
        self._known = {name: files[name] for name in known}
        together = self._read(self._known) if len(known) > 1 else None
        for export in [together] if together is not None else known.values():
            self._hand_on(export)
        self._show_forms()
        self._say()

    def _show_forms(self) -> None:
        self._asked.children = [form.box for form in self.forms]
        self._correct.layout.display = "" if self._known and self.export else "none"

    def correct(self) -> None:
        """Open what the headings of the last export were taken to mean, to correct and to confirm."""
        if self.export is not None and self._known:
            self.forms.append(Form(self._known, self.export, self))
            self._known = {}
            self._show_forms()

    def _read(self, files: dict[str, bytes], mapping: Any = None) -> Export | None:
        named: list[Any] = [Named(name, data) for name, data in files.items()]
        source = named if len(named) > 1 else named[0]
        with sentences.speaking(self.lang):
            try:
                return read(source, mapping=mapping, formats=self.formats, progress=False)
            except errors.CmkitError as error:
                self.problems.append(error.in_language(self.lang))
                return None

    @asked
    def confirm(self, form: Form) -> None:
        """Read a file with the meanings that its form shows."""
        self.problems = []
        export = self._read(form.files, form.mapping())
        if export is not None:
            self.forms.remove(form)
            self._hand_on(export)
            self._known = form.files
            self._show_forms()
        self._say()

    def _hand_on(self, export: Export) -> None:
        self.export = export
        self.exports.append(export)
        self._shown.value = export.html(self.lang)
        for callback in self._told:
            callback(export)

    def _say(self, passing: str = "") -> None:
        said = [f'<p class="cmkit-problem" role="alert">{escape(problem)}</p>' for problem in self.problems]
        said += [f'<p class="note" role="status">{escape(passing)}</p>'] if passing else []
        self._says.value = "".join(said)


class Form:
    """What the headings of files mean, or may mean, a line each, to correct and to confirm."""

    def __init__(self, files: dict[str, bytes], export: Export, upload: Upload) -> None:
        self.files, self.lang = files, upload.lang
        self.choices: dict[str, widgets.Dropdown] = {}
        heads = [say(f"upload.{name}", self.lang) for name in ("heading", "example", "meaning", "how_sure")]
        lines = [self._line(*(widgets.HTML(f"<b>{escape(head)}</b>") for head in heads))]
        for heading, column, sure in export.proposal.itertuples(index=False, name=None):
            lines.append(self._choice(heading, column, sure, export))
        said = say("upload.confirm", self.lang)
        confirm = widgets.Button(description=said, button_style="primary", icon="check")
        confirm.on_click(lambda _: upload.confirm(self))
        title = f"<h4>{escape(say('upload.unknown', self.lang, name=', '.join(files)))}</h4>"
        why = "unknown_help" if export.kind == "unknown" else "known_help"
        help_ = f"<p>{escape(say(f'upload.{why}', self.lang))}</p>"
        self.box = widgets.VBox([widgets.HTML(title + help_), *lines, confirm])
        self.box.add_class("cmkit-mapping")

    def _choice(self, heading: str, column: Any, sure: float, export: Export) -> widgets.HBox:
        likely = column if isinstance(column, str) else ""
        told = say("upload.mapping_of", self.lang, heading=heading)
        choice = widgets.Dropdown(options=columns(self.lang), value=likely, description=told, tooltip=told)
        self.choices[heading] = choice
        how = percent(sure, self.lang, 0) if likely else say("upload.no_idea", self.lang)
        first = export.original.get(heading.strip(), pd.Series(dtype="str")).dropna()[:EXAMPLES]
        seen = cut(" · ".join(str(cell).strip() for cell in first if str(cell).strip()), SHORT)
        name, example, sureness = (widgets.HTML(escape(text)) for text in (heading, seen, how))
        return self._line(name, example, choice, sureness)

    def _line(self, *cells: widgets.Widget) -> widgets.HBox:
        for cell, width in zip(cells, WIDTHS, strict=True):
            cell.layout = widgets.Layout(width=width, min_width=width)
        return widgets.HBox(cells)

    def mapping(self) -> dict[str, str | None]:
        """Return heading -> column as chosen, None for a heading left out."""
        return {heading: choice.value or None for heading, choice in self.choices.items()}


def columns(lang: str) -> list[tuple[str, str]]:
    """Return cmkit's columns as (label, name), in the order of their labels, "leave out" ("") first."""
    known = [(label(name, lang), name) for name in (*NUMBERS, *WORDS, *DATES)]
    return [(say("upload.leave_out", lang), ""), *sorted(known, key=lambda pair: normalised(pair[0]))]


def upload(lang: str | None = None, formats: Any = None) -> Upload:
    """Make a place to put export files: by click or by drop, in JupyterLab and in Voilà.

    It shows what was read as `cmkit.read` does: the platform, the period, the rows kept, those set aside
    and why, the warnings, the first rows. Files given together are joined. A file whose headings no
    format knows is read once its columns are confirmed. `lang` is "fr" or "en", `formats` a folder of
    more formats. `upload.export` holds the last export, to hand on: `cm.judge(upload.export, ...)`.

    >>> place = upload("en")
    >>> place.take({"results.csv": b"Result,Reach,Clicks\\nA,5000,25\\nB,5000,483\\n"})
    >>> place.export.posts["clicks"].tolist()
    [25, 483]
    """
    return Upload(language(lang), formats)
