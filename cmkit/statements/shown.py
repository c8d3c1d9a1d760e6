"""`Shown`: whatever has a statement shows itself, everywhere, in every language, at any time."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmkit.errors import CmkitError, NotANumberError
from cmkit.language.facts import Fact, Typed, written
from cmkit.language.writing import language
from cmkit.statements import html, plain
from cmkit.statements.statement import Statement

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class Shown(ABC):
    """An answer: a `statement` of typed facts, and the surfaces on which it stands.

    HTML in a notebook, plain text in a terminal, in the language in use; in another one where asked.
    Every method raises `UnknownNameError` for a language that cmkit does not speak.
    """

    own_lang: str | None = None
    """The language of an answer that was asked for in one, which then goes before the one in use."""

    @property
    @abstractmethod
    def statement(self) -> Statement:
        """What the answer says: typed facts, in no language."""

    def _spoken(self, lang: str | None) -> str:
        return language(self.own_lang if lang is None else lang)

    def text(self, lang: str | None = None) -> str:
        """Return what it says in sentences, a paragraph a line."""
        return plain.text(self.statement, self._spoken(lang))

    def plain(self, lang: str | None = None) -> str:
        """Return its tables and sentences as plain text, for a terminal."""
        return plain.plain(self.statement, self._spoken(lang))

    def html(self, lang: str | None = None) -> str:
        """Return it as HTML, everything escaped."""
        return html.fragment(self.statement, self._spoken(lang))

    def sheets(self, lang: str | None = None) -> dict[str, pd.DataFrame]:
        """Return its tables, its sentences and what was set aside, by name, numbers kept as numbers."""
        return plain.sheets(self.statement, self._spoken(lang))

    def figure(self, lang: str | None = None) -> Figure:
        """Return its picture (matplotlib)."""
        from cmkit.statements.picture import figure

        return figure(self.statement, self._spoken(lang))

    def save(self, path: str | Path, lang: str | None = None, force: bool = False) -> Path:
        """Write it to a file, never over one that is there (unless `force`); return the path.

        The ending says how: .html (a page of its own), .xlsx (all sheets), .csv (the first table),
        .txt (as in a terminal). Raises `UnwrittenFileError` for another ending, a file that is there,
        a folder that is not.
        """
        from cmkit.statements.saving import save_statement

        if not isinstance(path, str | PathLike):
            raise NotANumberError("not_text", name="path", value=Typed(path))
        return save_statement(self.statement, Path(path), self._spoken(lang), force)

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.plain()

    def __str__(self) -> str:
        return self.plain()


def spoken(found: Any, lang: str) -> Any:
    """Return a table with each cell or label that is a fact (or an error) in words; so of a list, a fact."""
    import pandas as pd

    if isinstance(found, pd.DataFrame):
        words = functools.partial(spoken, lang=lang)
        kept = found.rename(columns=words, index=words if found.index.dtype == object else None)
        for column in [name for name in kept if kept[name].dtype == object]:
            kept[column] = [written(c, lang) if isinstance(c, Fact | CmkitError) else c for c in kept[column]]
        return kept
    if isinstance(found, list):
        return [spoken(each, lang) for each in found]
    return written(found, lang) if isinstance(found, Fact | CmkitError) else found


def in_language(make: Callable[..., Any]) -> Callable[..., Any]:
    """Make a method that gives facts one that takes `lang` last (by default the one in use), in words."""
    places = make.__code__.co_argcount - 1

    @functools.wraps(make)
    def method(self: Any, *args: Any, lang: str | None = None, **given: Any) -> Any:
        asked = language(args[places] if len(args) > places else lang)
        return spoken(make(self, *args[:places], **given), asked)

    return method
