"""A statement as sheets: its grids with numbers that stay numbers, its sentences, what was set aside."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from cmkit.language.facts import Fact, written
from cmkit.language.labels import label
from cmkit.language.sentences import has, say
from cmkit.statements.plain import head, text
from cmkit.statements.statement import Grid, Left, Sheet, Statement, cell_of

if TYPE_CHECKING:
    import pandas as pd

SENTENCES, ASIDE = "sentences", "set_aside"


def sheets(statement: Statement, lang: str) -> dict[str, pd.DataFrame]:
    """Return name -> DataFrame under headings in a language: each grid, "sentences", "set_aside"."""
    import pandas as pd

    found: dict[str, pd.DataFrame] = {}
    for part in statement.on("sheets"):
        if isinstance(part, Grid | Sheet):
            grid = part.made() if isinstance(part, Sheet) else part
            found[_free(grid.name, found)] = frame(grid, lang)
        elif isinstance(part, Left) and len(left := part.table(lang)):
            found[ASIDE] = _for_people(left, lang)
    lines = [line for line in text(statement, lang).split("\n") if line]
    found[SENTENCES] = pd.DataFrame({say("statements.sheet_sentences", lang): lines})
    return found


def _for_people(left: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return what was set aside without codes: columns by their labels, and why in a sentence."""
    named = left.drop(columns="reason", errors="ignore")
    if "column" in named:
        named["column"] = [label(column, lang) for column in named["column"]]
    return named.rename(columns={column: say(f"statements.heading_{column}", lang) for column in named})


def title(name: str, lang: str) -> str:
    """Return what a sheet is called in a language; a name that is not cmkit's as it is."""
    key = f"statements.sheet_{name}"
    return say(key, lang) if has(key, lang) else name


def _free(name: str, taken: dict[str, Any]) -> str:
    free = (f"{name}_{n}" for n in itertools.count(2))
    return name if name not in taken else next(each for each in free if each not in taken)


def frame(grid: Grid, lang: str) -> pd.DataFrame:
    """Return a grid as a DataFrame: numbers as numbers, everything else as it is written."""
    import pandas as pd

    rows = [[value(cell_of(cell).said, lang) for cell in row.cells] for row in grid.rows]
    names = [head(each.said, each.small, lang) or " " for each in grid.heads]
    return pd.DataFrame(rows, columns=names)


def value(said: Any, lang: str) -> Any:
    """Return what a sheet holds of a fact."""
    if isinstance(said, str):
        return said
    return said.cell(lang) if isinstance(said, Fact) else written(said, lang)
