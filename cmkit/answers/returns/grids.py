"""The tables of three returns, as people read them and as sheets hold them, and their picture."""

from __future__ import annotations

import math

import numpy as np

from cmkit.answers.returns.lines import Roa, Roe, Roi
from cmkit.answers.returns.returned import Returned
from cmkit.answers.returns.words import attention, names, per_money, reason
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

THE_WHOLE = reason("the_whole")
Lines = tuple[Roa, Roe, Roi]


def table(found: Returned, *without: str) -> Grid:
    """Return the table as people read it, `without` some columns: a row a result shown, then the whole."""
    missing = {
        "rate": found.acts.rates.isna().all(),
        "attained": np.isnan([*found.held.shares, *found.roa.attained_span]).all(),
    }
    columns = [column for column in COLUMNS if not missing.get(column) and column not in without]
    rows, many = [_row(name, lines, columns) for name, lines in _shown(found)], len(found.rows)
    more = reason("not_shown", n=Number(many - SHOWN), shown=Number(SHOWN)) if many > SHOWN else None
    named = heads("returning", columns, WORDED)
    return Grid(named, tuple(rows), more=more, where=frozenset({"html", "plain"}))


def _shown(found: Returned) -> list[tuple[Word, Lines]]:
    """Return the name and the lines of each result that is shown, then of the whole, where it is another."""
    first = enumerate(found.rows.names[:SHOWN])
    each: list[tuple[Word, Lines]] = [(name, found.lines(row)) for row, name in first]
    return [*each, (THE_WHOLE, found.whole)] if len(found.rows) > 1 else each


def _row(name: Word, lines: Lines, columns: list[str]) -> Row:
    won, acts, money = lines
    cells: dict[str, Word] = {
        "result": name, "roa": won.shown, "attained": won.share, "roe": acts.shown,
        "rate": acts.plain_rate, "roi": money.shown,
    }  # fmt: skip
    return Row(tuple(cells[column] for column in columns), "total" if name == THE_WHOLE else "")


def numbers(found: Returned, name: str = "table") -> Grid:
    """Return the table for sheets: every result, then the whole, each number in a column of its own."""
    unit = attention(found.roa.unit) if found.roa.unit else MISSING
    facts = {"unit": unit, "acts": names(found.roe.acts), "money": per_money(found.currency)}
    rows = [_numbers(label, found.lines(n)) for n, label in enumerate(found.rows.names)]
    rows.append(_numbers(THE_WHOLE, found.whole))
    return Grid(heads("returning", NUMBERS, NUMBERS[:1], **facts), tuple(rows), name=name)


def _numbers(name: Word, lines: Lines) -> Row:
    won, acts, money = lines
    rates = acts.rates["rate"], acts.plain_rate, money.rate_shown, money.roas_shown
    return Row((name, won.span, won.span_per_money, won.share, acts.count, *rates))


def picture(found: Returned, under: Fact) -> Bars:
    """Return bars of the acts that serve, over attention; of attention itself where there are none."""
    if math.isnan(found.roe.value):
        kind, rows = "roa", [Bar(name, won.low, won.high, won.shown) for name, (won, _, _) in _shown(found)]
    else:
        kind, rows = "roe", [Bar(name, n.value, n.value, n.shown) for name, (_, n, _) in _shown(found)]
    return Bars(reason(f"heading_{kind}"), tuple(row for row in rows if not math.isnan(row.low)), under)
