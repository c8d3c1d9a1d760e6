"""A statement as sentences alone (`text`), and as a terminal shows it, tables first (`plain`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from cmkit.language.facts import written
from cmkit.language.sentences import say
from cmkit.language.terminal import harmless
from cmkit.statements.statement import (
    Card,
    Cards,
    Cell,
    Grid,
    Items,
    Pairs,
    Paragraph,
    Part,
    Statement,
    Word,
    cell_of,
)

if TYPE_CHECKING:
    import pandas as pd

NARROWEST = 80
"""Tables are folded to the width of the terminal, or to this where it is narrower."""


def text(statement: Statement, lang: str) -> str:
    """Return the sentences, a paragraph a line."""
    return harmless("\n".join(_lines(statement.on("text"), lang)))


def plain(statement: Statement, lang: str) -> str:
    """Return the tables, then the sentences; or all parts as they come, where the statement says so."""
    parts = list(statement.on("plain"))
    if statement.in_order:
        return harmless("\n".join(_lines(parts, lang)).strip("\n"))
    tables = [table(part, lang) for part in parts if isinstance(part, Grid)]
    said = "\n".join(_lines([part for part in parts if not isinstance(part, Grid)], lang))
    return harmless("\n\n".join([*tables, said] if said else tables))


def _lines(parts: Iterable[Part], lang: str) -> Iterator[str]:
    """Return the lines of parts, each by what it is."""
    for part in parts:
        match part:
            case Paragraph():
                yield written(part.said, lang)
            case Items():
                if part.heading is not None:
                    yield written(part.heading, lang)
                yield from (f"- {written(item, lang)}" for item in part.items)
            case Cards():
                yield from (_card(card, lang) for card in part.cards)
            case Pairs():
                yield from _pairs(part, lang)
            case Grid():
                yield from ("", table(part, lang), "")


def _card(card: Card, lang: str) -> str:
    said = [written(each, lang) for each in (card.big, *card.small)]
    return f"{written(card.name, lang)}{say('words.colon', lang)}{', '.join(each for each in said if each)}"


def _pairs(part: Pairs, lang: str) -> Iterator[str]:
    pairs = [(written(name, lang), written(value, lang)) for name, value in part.pairs]
    width = max((len(name) for name, _ in pairs), default=0)
    yield from (f"{name.ljust(width)}  {value}" for name, value in pairs)


def table(grid: Grid, lang: str) -> str:
    """Return a grid as a terminal shows it: aligned columns, folded to its width, then what is not shown."""
    import pandas as pd

    rows = [[_cell(cell_of(cell), lang) for cell in row.cells] for row in grid.seen]
    heads = [head(each.said, each.small, lang) for each in grid.heads]
    shown = _folded(pd.DataFrame(rows, columns=heads)) if rows else "  ".join(heads)
    lines = [shown, written(grid.more, lang)]
    return harmless("\n".join(line for line in lines if line))


def _folded(frame: pd.DataFrame) -> str:
    """Return a table no wider than the terminal: the columns that do not fit stand below, named again."""
    width = max(get_terminal_size().columns, NARROWEST)
    sizes = [len(frame.iloc[:, [i]].to_string(index=False).split("\n")[0]) + 1 for i in range(frame.shape[1])]
    blocks: list[list[int]] = [[]]
    for i in range(1, len(sizes)):
        if blocks[-1] and sum(sizes[j] for j in [0, *blocks[-1], i]) > width + 1:
            blocks.append([])
        blocks[-1].append(i)
    return "\n\n".join(frame.iloc[:, [0, *block]].to_string(index=False) for block in blocks)


def head(said: Word, small: Word, lang: str) -> str:
    """Return a heading on one line."""
    more = written(small, lang)
    return f"{written(said, lang)} ({more})" if more else written(said, lang)


def _cell(cell: Cell, lang: str) -> str:
    small = [written(each, lang) for each in cell.small]
    arrow = {"up": "▲ ", "down": "▼ "}.get(cell.arrow, "")
    return " ".join([arrow + written(cell.said, lang), *(each for each in small if each)]).strip()
