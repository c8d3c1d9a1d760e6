"""The three lines in a table: as HTML in a notebook, as text in a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from cmkit.answers.returns.statement import (
    caveats,
    objective,
    paragraphs,
    roa,
    roe,
    roi,
    rungs_of,
    step_value,
)
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.statements.page import render

if TYPE_CHECKING:
    from cmkit.answers.returns.returns import Returns

SHOWN = 20
"""How many results the shown table holds, beyond which the rest is counted."""

COLUMNS = ("result", "roa", "attained", "roe", "rate", "roi")
WORDED = ("result", "roa", "roe", "roi")
"""Those of them whose cells are words as much as numbers."""


def columns(found: Returns) -> list[str]:
    """Return the columns to show: the plain rate and the share attained only where there is one."""
    empty = set()
    if all(math.isnan(line.rate) for line in (*found.table.roe, found.roe)):
        empty.add("rate")
    if all(math.isnan(line.attained) for line in (*found.table.roa, found.roa)):
        empty.add("attained")
    return [column for column in COLUMNS if column not in empty]


def headings(found: Returns, lang: str) -> list[str]:
    """Return the headings of the table."""
    return [say(f"returning.heading_{column}", lang) for column in columns(found)]


def cells(found: Returns, lang: str) -> list[list[str]]:
    """Return the table as people read it: a row a result, then the whole."""
    rows = [_row(str(name), line, lang) for name, *line in found.table.head(SHOWN).itertuples(index=False)]
    if len(found.table) > 1:
        rows.append(_row(say("returning.the_whole", lang), [found.roa, found.roe, found.roi], lang))
    return [[row[column] for column in columns(found)] for row in rows]


def _row(name: str, lines: list[Any], lang: str) -> dict[str, str]:
    attention, acts, money = lines
    return {
        "result": name,
        "roa": attention.short(lang),
        "attained": writing.percent(attention.attained, lang, 0),
        "roe": acts.short(lang),
        "rate": writing.percent(acts.rate, lang),
        "roi": money.short(lang),
    }


def html(found: Returns, lang: str) -> str:
    """Return the lines, the ladder and the sentences as HTML."""
    rungs = [
        {
            "step": say(f"returning.step_{row.step}", lang),
            "value": step_value(row, lang),
            "reason": row.reason,
        }
        for row in rungs_of(found, lang)
    ]
    said = [objective(found, lang), roa(found, lang), roe(found, lang), roi(found, lang)]
    worded = [column in WORDED for column in columns(found)]
    return render(
        "returns.html", lang, headings=headings(found, lang), worded=worded, rows=cells(found, lang),
        many=len(found.table) > 1, rungs=rungs, more=_more(found, lang), notes=caveats(found, lang),
        paragraphs=[*said, say("returning.never_added", lang)],
    )  # fmt: skip


def plain(found: Returns, lang: str) -> str:
    """Return the table and the sentences as plain text."""
    table = pd.DataFrame(cells(found, lang), columns=headings(found, lang))
    lines = [table.to_string(index=False), _more(found, lang), "", *paragraphs(found, lang)]
    return "\n".join(line for n, line in enumerate(lines) if line or n == 2)


def _more(found: Returns, lang: str) -> str:
    n = len(found.table) - SHOWN
    return say("returning.not_shown", lang, n=n, shown=SHOWN) if n > 0 else ""
