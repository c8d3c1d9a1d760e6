"""The tables of three returns: as people read them, and as sheets hold them."""

from __future__ import annotations

import numpy as np

from cmkit.answers.returns.lines import Roa, Roe, Roi
from cmkit.answers.returns.returned import Returned
from cmkit.answers.returns.words import attention, names, per_money, reason, times
from cmkit.language.facts import Number, Share
from cmkit.language.writing import MISSING
from cmkit.statements.statement import Grid, Row, Word, heads

SHOWN = 20
"""How many results the shown table holds, beyond which the rest is counted."""

COLUMNS = ("result", "roa", "attained", "roe", "rate", "roi")
NUMBERS = ("result", "won", "per_money", "attained", "done", "roe", "rate", "roi", "roas")
WORDED = ("result", "roa", "roe", "roi", "step", "reason")
"""Those columns whose cells are words as much as numbers."""

SHOWN_ONLY = frozenset({"html", "plain"})
"""The table as people read it: sheets hold the numbers of all results."""


def table(found: Returned) -> Grid:
    """Return the table: a row a result, as far as shown, then the whole."""
    each, columns = found.each, columns_shown(found)
    many = len(each.names)
    rows = [_row(name, each.lines(n), columns) for n, name in enumerate(each.names[:SHOWN])]
    if many > 1:
        rows.append(_row(reason("the_whole"), found.whole, columns, "total"))
    more = reason("not_shown", n=Number(many - SHOWN), shown=Number(SHOWN)) if many > SHOWN else None
    return Grid(heads("returning", columns, WORDED), tuple(rows), more=more, where=SHOWN_ONLY)


def numbers(found: Returned, name: str = "table") -> Grid:
    """Return the table for sheets: every result, then the whole, each number in a column of its own."""
    each, unit = found.each, attention(found.roa.unit) if found.roa.unit else MISSING
    facts = {"unit": unit, "acts": names(found.roe.acts), "money": per_money(found.currency)}
    rows = [_numbers(label, each.lines(n)) for n, label in enumerate(each.names)]
    rows.append(_numbers(reason("the_whole"), found.whole))
    return Grid(heads("returning", NUMBERS, NUMBERS[:1], **facts), tuple(rows), name=name)


def _numbers(name: Word, lines: tuple[Roa, Roe, Roi]) -> Row:
    won, acts, money = lines
    done, roi = Number(acts.done).of(*acts.acts), money.rate_shown
    return Row((name, won.span, won.span_per_money, attained(won), done, acts.rate_shown, acts.plain_rate,
                roi, times(money.roas)))  # fmt: skip


def columns_shown(found: Returned) -> list[str]:
    """Return the columns to show: the plain rate and the share attained only where there is one."""
    known = {
        "rate": not found.each.acts.rates["rate"].isna().all(),
        "attained": not np.isnan([*found.held.shares, found.roa.attained]).all(),
    }
    return [column for column in COLUMNS if known.get(column, True)]


def _row(name: Word, lines: tuple[Roa, Roe, Roi], columns: list[str], style: str = "") -> Row:
    attention, acts, money = lines
    cells = {
        "result": name, "roa": attention, "attained": attained(attention), "roe": acts,
        "rate": acts.plain_rate, "roi": money,
    }  # fmt: skip
    return Row(tuple(cells[column] for column in columns), style)


def attained(line: Roa) -> Share:
    """Return the share of what was expected that was attained."""
    return Share(line.attained, 0).of(line.kpi or "")
