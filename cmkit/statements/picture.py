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
