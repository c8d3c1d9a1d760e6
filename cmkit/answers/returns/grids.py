"""The tables of three returns, as people read them and as sheets hold them, and their picture."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from cmkit.answers.returns.lines import Line, Roa, Roe, Roi
from cmkit.answers.returns.returned import Returned
from cmkit.answers.returns.words import attention, names, per_money, reason, times
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Fact, Number
from cmkit.language.writing import MISSING
from cmkit.statements.statement import Grid, Row, Word, heads

SHOWN = 20
"""How many results the shown table holds, beyond which the rest is counted."""

COLUMNS = ("result", "roa", "attained", "roe", "rate", "roi")
NUMBERS = ("result", "won", "per_money", "attained", "done", "roe", "rate", "roi", "roas")
WORDED = ("result", "roa", "roe", "roi", "step", "reason")
"""Those columns whose cells are words as much as numbers."""

Lines = tuple[Roa, Roe, Roi]


def table(found: Returned, *without: str) -> Grid:
    """Return the table as people read it: a row a result, as far as shown, then the whole.

    The plain rate and the share attained have a column only where there is one; `without` names others.
    """
    missing = {
        "rate": found.acts.rates.isna().all(),
        "attained": np.isnan([*found.held.shares, found.roa.attained]).all(),
    }
    columns = [column for column in COLUMNS if not missing.get(column) and column not in without]
    rows, many = [_row(name, lines, columns) for name, lines in shown(found)], len(found.rows)
    if many > 1:
        rows.append(_row(reason("the_whole"), found.whole, columns, "total"))
    more = reason("not_shown", n=Number(many - SHOWN), shown=Number(SHOWN)) if many > SHOWN else None
    named = heads("returning", columns, WORDED)
    return Grid(named, tuple(rows), more=more, where=frozenset({"html", "plain"}))


def shown(found: Returned) -> list[tuple[str, Lines]]:
    """Return the name and the lines of each result that is shown."""
    return [(name, found.lines(n)) for n, name in enumerate(found.rows.names[:SHOWN])]


def _row(name: Word, lines: Lines, columns: list[str], style: str = "") -> Row:
    won, acts, money = lines
    cells: dict[str, Word] = {
        "result": name, "roa": won.shown, "attained": won.share, "roe": acts.shown,
        "rate": acts.plain_rate, "roi": money.shown,
    }  # fmt: skip
    return Row(tuple(cells[column] for column in columns), style)


def numbers(found: Returned, name: str = "table") -> Grid:
    """Return the table for sheets: every result, then the whole, each number in a column of its own."""
    unit = attention(found.roa.unit) if found.roa.unit else MISSING
    facts = {"unit": unit, "acts": names(found.roe.acts), "money": per_money(found.currency)}
    rows = [_numbers(label, found.lines(n)) for n, label in enumerate(found.rows.names)]
    rows.append(_numbers(reason("the_whole"), found.whole))
    return Grid(heads("returning", NUMBERS, NUMBERS[:1], **facts), tuple(rows), name=name)


def _numbers(name: Word, lines: Lines) -> Row:
    won, acts, money = lines
    rates = acts.rates["rate"], acts.plain_rate, money.rate_shown, times(money.roas)
    return Row((name, won.span, won.span_per_money, won.share, acts.count, *rates))


def picture(found: Returned, under: Fact) -> Bars:
    """Return bars of the acts that serve, over attention; of attention itself where there are none."""
    kind, place = ("roa", 0) if math.isnan(found.roe.value) else ("roe", 1)
    lines: list[tuple[Word, Any]] = [*shown(found)]
    if len(found.rows) > 1:
        lines.append((reason("the_whole"), found.whole))
    rows = [Bar(name, *_ends(each[place]), each[place].shown) for name, each in lines]
    return Bars(reason(f"heading_{kind}"), tuple(row for row in rows if not math.isnan(row.low)), under)


def _ends(line: Line) -> tuple[float, float]:
    """Return where the bar of a line begins and ends."""
    return (line.low, line.high) if isinstance(line, Roa) else (line.value, line.value)
