"""`Shown`: whatever has a statement shows itself, everywhere, in every language, at any time.

Its picture is its own, else bars of the first numbers that its first grid holds.
"""

from __future__ import annotations

import functools
import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmkit.errors import CmkitError, NotANumberError
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Fact, Measured, Span, Typed, written
from cmkit.language.writing import language
from cmkit.statements import html, plain
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, Word, cell_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from cmkit.figures.svg import Drawn


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


MOST = 20  # how many bars a picture holds


def figure(statement: Statement, lang: str) -> Figure:
    """Return the picture of a statement as a matplotlib figure."""
    return drawn(statement, lang).figure()


def drawn(statement: Statement, lang: str) -> Drawn:
    """Return the picture of a statement, ready to be drawn: its own where it has one."""
    for own in (part.shown for part in statement.parts if isinstance(part, Picture)):
        found: Drawn = in_words(own() if callable(own) else own, lang).drawn()
        return found
    grid = next((part for part in statement.parts if isinstance(part, Grid) and _column(part)), None)
    return _bars(grid, statement, lang).drawn()


def in_words(shown: Any, lang: str) -> Any:
    """Return a picture (or a part of one) with its facts written in a language, and `lang` set.

    >>> from cmkit.language.facts import Number
    >>> in_words(Bars(title=Number(1234)), "en").title
    '1,234'
    """
    if isinstance(shown, tuple):
        return tuple(in_words(each, lang) for each in shown)
    if isinstance(shown, Fact):
        return shown.text(lang)
    if not is_dataclass(shown) or isinstance(shown, type):
        return shown
    spoken = {part.name: in_words(getattr(shown, part.name), lang) for part in fields(shown) if part.init}
    return replace(shown, **(spoken | ({"lang": lang} if "lang" in spoken else {})))


def _bars(grid: Grid | None, statement: Statement, lang: str) -> Bars:
    title = written(statement.title or (grid and grid.caption), lang)
    if grid is None:
        said = next((written(p.said, lang) for p in statement.on("text") if isinstance(p, Paragraph)), "")
        return Bars(title or said, lang=lang)
    column = _column(grid)
    facts = [[cell_of(row.cells[at]).said for at in (0, column)] for row in grid.rows if _known(row, column)]
    bars = [Bar(written(name, lang), *_ends(said), written(said, lang)) for name, said in facts[:MOST]]
    heading = written(grid.heads[column].said, lang)
    return Bars(title or heading, tuple(bars), heading, lang)


def _column(grid: Grid) -> int:
    return next((n for n in range(1, len(grid.heads)) if any(_known(row, n) for row in grid.rows)), 0)


def _known(row: Row, column: int) -> bool:
    return not math.isnan(_ends(cell_of(row.cells[column]).said)[0])


def _ends(said: Word) -> tuple[float, float]:
    low, high = (said.low, said.high) if isinstance(said, Span) else (said, said)
    return _value(low), _value(high)


def _value(said: Word) -> float:
    return float(said.value) if isinstance(said, Measured) and said.cell("en") is not None else math.nan
