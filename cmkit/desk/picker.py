"""`Picker`: a place on a page that takes files by click or drop, and says at once which are too large."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from cmkit import errors
from cmkit.language.facts import Number
from cmkit.statements.html import render

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
        self._taken(read, [_too_large(name, sent[name]["type"]) for name in large])


def _too_large(name: str, mark: str) -> errors.CmkitError:
    size, most = (Number(number / 1e6, 1) for number in (int(mark.partition("/")[2]), MOST_SENT))
    return errors.UnreadableFileError("too_large_to_send", file=name, size=size, most=most)
