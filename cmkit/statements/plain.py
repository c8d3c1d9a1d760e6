"""A statement without markup: sentences alone (`text`), a terminal, tables first (`plain`), `sheets`."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from cmkit.language.facts import Fact, written
from cmkit.language.sentences import has, say
from cmkit.language.terminal import harmless
from cmkit.language.writing import label

from cmkit.statements.statement import (  # isort: skip
    Cards, Cell, Grid, Items, Left, Pairs, Paragraph, Part, Sheet, Statement, Word, cell_of,
)  # fmt: skip

if TYPE_CHECKING:
    import pandas as pd

SENTENCES, ASIDE = "sentences", "set_aside"  # what the sheets are called, beside the names of the grids

NARROWEST = 80  # tables are folded to the width of the terminal, or to this where it is narrower


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
    for part in parts:
        match part:
            case Paragraph():
                yield written(part.said, lang)
            case Items():
                if part.heading is not None:
                    yield written(part.heading, lang)
                yield from (f"- {written(item, lang)}" for item in part.items)
            case Cards():
                for card in part.cards:
                    said = [written(each, lang) for each in (card.big, *card.small)]
                    colon = say("words.colon", lang)
                    yield f"{written(card.name, lang)}{colon}{', '.join(each for each in said if each)}"
            case Pairs():
                pairs = [(written(name, lang), written(value, lang)) for name, value in part.pairs]
                width = max((len(name) for name, _ in pairs), default=0)
                yield from (f"{name.ljust(width)}  {value}" for name, value in pairs)
            case Grid():
                yield from ("", table(part, lang), "")


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


def sheets(statement: Statement, lang: str) -> dict[str, pd.DataFrame]:
    """Return name -> DataFrame under headings in a language: each grid, "sentences", "set_aside"."""
    import pandas as pd

    found: dict[str, pd.DataFrame] = {}
    for part in statement.on("sheets"):
        if isinstance(part, Grid | Sheet):
            grid = part.made() if isinstance(part, Sheet) else part
            names = (f"{grid.name}_{n}" if n > 1 else grid.name for n in itertools.count(1))
            found[next(name for name in names if name not in found)] = frame(grid, lang)
        elif isinstance(part, Left) and len(left := part.table(lang)):
            # Without codes: columns by their labels, and why in a sentence.
            named = left.drop(columns="reason", errors="ignore")
            if "column" in named:
                named["column"] = [label(column, lang) for column in named["column"]]
            found[ASIDE] = named.rename(columns=lambda each: say(f"statements.heading_{each}", lang))
    lines = [line for line in text(statement, lang).split("\n") if line]
    found[SENTENCES] = pd.DataFrame({say("statements.sheet_sentences", lang): lines})
    return found


def title(name: str, lang: str) -> str:
    """Return what a sheet is called in a language; a name that is not cmkit's as it is."""
    key = f"statements.sheet_{name}"
    return say(key, lang) if has(key, lang) else name


def frame(grid: Grid, lang: str) -> pd.DataFrame:
    """Return a grid as a DataFrame: numbers as numbers, everything else as it is written."""
    import pandas as pd

    rows = [[_value(cell_of(cell).said, lang) for cell in row.cells] for row in grid.rows]
    names = [head(each.said, each.small, lang) or " " for each in grid.heads]
    return pd.DataFrame(rows, columns=names)


def _value(said: Word, lang: str) -> Any:
    return said.cell(lang) if isinstance(said, Fact) else said or ""
