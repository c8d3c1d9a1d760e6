"""The picture of a statement: its own, else bars of the first numbers that its first grid holds."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Fact, Measured, Span, written
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, Word, cell_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from cmkit.figures.svg import Drawn

MOST = 20
"""How many bars a picture holds."""


def figure(statement: Statement, lang: str) -> Figure:
    """Return the picture of a statement as a matplotlib figure."""
    return drawn(statement, lang).figure()


def drawn(statement: Statement, lang: str) -> Drawn:
    """Return the picture of a statement, ready to be drawn: its own where it has one."""
    own = next((part for part in statement.parts if isinstance(part, Picture)), None)
    if own is not None:
        shown = own.shown() if callable(own.shown) else own.shown
        found: Drawn = in_words(shown, lang).drawn()
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
    rows = tuple(_bar(row, column, lang) for row in grid.rows if _known(row, column))
    heading = written(grid.heads[column].said, lang)
    return Bars(title or heading, rows[:MOST], heading, lang)


def _bar(row: Row, column: int, lang: str) -> Bar:
    cell = cell_of(row.cells[column])
    low, high = _ends(cell.said)
    return Bar(written(cell_of(row.cells[0]).said, lang), low, high, written(cell.said, lang))


def _column(grid: Grid) -> int:
    """Return the first column of numbers, 0 where there is none."""
    places = range(1, len(grid.heads))
    return next((n for n in places if any(_known(row, n) for row in grid.rows)), 0)


def _known(row: Row, column: int) -> bool:
    return not math.isnan(_ends(cell_of(row.cells[column]).said)[0])


def _ends(said: Word) -> tuple[float, float]:
    if isinstance(said, Span):
        return _value(said.low), _value(said.high)
    value = _value(said) if isinstance(said, Measured) else math.nan
    return value, value


def _value(said: Measured) -> float:
    return math.nan if said.cell("en") is None else float(said.value)
