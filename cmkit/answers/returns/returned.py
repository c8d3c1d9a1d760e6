"""What three returns are made of, before anything is said of them: the whole, and a result when asked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from cmkit.answers.lift.statement import HeldOut
from cmkit.answers.returns.attention import Expected, roa
from cmkit.answers.returns.lines import Line, Roa, Roe, Roi
from cmkit.answers.returns.profit import roi
from cmkit.answers.returns.serving import Engagement
from cmkit.answers.returns.stating import Stated
from cmkit.given.objective import Objective
from cmkit.given.rows import Note, Rows
from cmkit.language.said import Said

WHOLE = "whole"


@dataclass(frozen=True, eq=False)
class Each:
    """The results one by one: as they were opened, and all it takes to make the lines of any of them."""

    opened: Rows
    unit: str | None
    won: pd.Series
    money: Stated
    acts: Engagement
    held: Expected

    @property
    def names(self) -> pd.Series:
        """The name of each result."""
        return self.opened.names

    def lines(self, row: int) -> tuple[Roa, Roe, Roi]:
        """Make the three lines of one result."""
        sides, won = self.money.sides(row), float(self.won.iloc[row])
        return roa(self.unit, won, won, sides.cost, self.held, row), self.acts.of(row, sides.cost), roi(sides)


@dataclass(frozen=True, eq=False, repr=False)
class Returned:
    """The lines of the whole and of each result, the ladder, what is to be known: see `Returns`."""

    goal: Objective
    each: Each
    roa: Roa
    roe: Roe
    roi: Roi
    steps: pd.DataFrame
    known: tuple[Said, ...]
    lift: HeldOut | None
    of_whole: bool

    @property
    def held(self) -> Expected:
        """What the deciding KPI came to, and what was expected of it."""
        return self.each.held

    @property
    def currency(self) -> str | None:
        """The currency of the amounts, where one is stated."""
        known = (self.roi.cost, self.roi.revenue, self.roi.gain)
        return next((m.currency for m in known if m and m.currency), self.goal.currency)

    @property
    def whole(self) -> tuple[Roa, Roe, Roi]:
        """The three lines of the whole."""
        return self.roa, self.roe, self.roi

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a result: result, roa, roe, roi; the last three hold lines, not numbers."""
        lines = [self.each.lines(row) for row in range(len(self.each.names))]
        cells = {
            kind: pd.Series([each[place] for each in lines], dtype=object)
            for place, kind in enumerate(("roa", "roe", "roi"))
        }
        return pd.DataFrame({"result": list(self.each.names), **cells})

    @property
    def figures(self) -> pd.DataFrame:
        """Every number, to be kept or exported: result (or "whole"), line, figure, value, unit."""
        each = ((name, lines) for name, *lines in self.table.itertuples(index=False))
        scopes = [(WHOLE, self.whole), *each]
        rows = [(name, *row) for name, lines in scopes for line in lines for row in _figures(line)]
        return pd.DataFrame(rows, columns=["result", "line", "figure", "value", "unit"])

    @property
    def notes(self) -> pd.DataFrame:
        """The cells that could not be used: result, column, value, rule, and why."""
        return pd.DataFrame(self.all_notes, columns=list(Note._fields))

    @property
    def all_notes(self) -> list[Note]:
        """The same, one by one."""
        return self.each.opened.notes

    @property
    def set_aside(self) -> pd.DataFrame:
        """The same in the one shape of what is left out: file, line, row, column, value, reason, why."""
        return self.each.opened.aside.table()


def _figures(line: Line) -> list[tuple[str, str, float, str]]:
    """Return the numbers of a line: line, figure, value, unit."""
    match line:
        case Roa():
            found = _figures_of_attention(line)
        case Roe():
            found = [("acts", line.done, " + ".join(line.acts)), ("over", line.over, line.base or ""),
                     ("value", line.value, "ratio"), ("value_low", line.low, "ratio"),
                     ("value_high", line.high, "ratio"), ("per_money", line.per_money, "acts/money"),
                     ("engagement_rate", line.rate, line.rate_name or "")]  # fmt: skip
        case Roi():
            money = {"revenue": line.revenue, "gain": line.gain, "cost": line.cost}
            found = [(name, each.amount if each else math.nan, "money") for name, each in money.items()]
            found += [("roas", line.roas, "times"), ("break_even_roas", line.break_even, "times"),
                      ("value", line.value, "ratio")]  # fmt: skip
        case _:
            found = []
    return [(line.kind, figure, value, unit) for figure, value, unit in found]


def _figures_of_attention(line: Roa) -> list[tuple[str, float, str]]:
    unit, (low, high) = line.unit or "attention", line.per_money
    return [
        ("attention_low", line.low, unit), ("attention_high", line.high, unit),
        ("per_money_low", low, f"{unit}/money"), ("per_money_high", high, f"{unit}/money"),
        ("achieved", line.achieved, line.kpi or ""), ("expected", line.expected, line.kpi or ""),
        ("attained", line.attained, "ratio"),
    ]  # fmt: skip
