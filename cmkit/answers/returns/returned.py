"""What three returns are made of, before anything is said of them: the whole, and a result when asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from cmkit.answers.lift.held_out import HeldOut
from cmkit.answers.returns.attention import Expected, roa
from cmkit.answers.returns.lines import Roa, Roe, Roi
from cmkit.answers.returns.means import Stated
from cmkit.answers.returns.profit import roi
from cmkit.answers.returns.serving import Engagement
from cmkit.answers.returns.words import amount
from cmkit.given.objective import Objective
from cmkit.given.rows import Note, Rows
from cmkit.language.facts import Fact
from cmkit.language.said import Said

WHOLE = "whole"
KINDS = ("roa", "roe", "roi")


@dataclass(frozen=True, eq=False)
class Each:
    """The results one by one: as they were opened, and all it takes to make the lines of any of them."""

    rows: Rows
    unit: str | None
    won: pd.Series
    money: Stated
    acts: Engagement
    held: Expected

    @property
    def names(self) -> pd.Series:
        """The name of each result."""
        return self.rows.names

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
    def cost(self) -> Fact | None:
        """All that was paid, as a fact."""
        return amount(self.roi.cost, self.currency, "cost")

    @property
    def gain(self) -> Fact | None:
        """The margin on the revenue, as a fact."""
        return amount(self.roi.gain, self.currency, "margin")

    @property
    def whole(self) -> tuple[Roa, Roe, Roi]:
        """The three lines of the whole."""
        return self.roa, self.roe, self.roi

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a result: result, roa, roe, roi; the last three hold lines, not numbers."""
        lines = [self.each.lines(row) for row in range(len(self.each.rows))]
        cells = dict(zip(KINDS, zip(*lines, strict=True), strict=True))
        return pd.DataFrame({"result": list(self.each.names), **cells}).astype(dict.fromkeys(KINDS, object))

    @property
    def figures(self) -> pd.DataFrame:
        """Every number, to be kept or exported: result (or "whole"), line, figure, value, unit."""
        scopes = [(WHOLE, *self.whole), *self.table.itertuples(index=False)]
        every = ((name, line) for name, *lines in scopes for line in lines)
        rows = [(name, line.kind, *figure) for name, line in every for figure in line.figures]
        return pd.DataFrame(rows, columns=["result", "line", "figure", "value", "unit"])

    @property
    def notes(self) -> pd.DataFrame:
        """The cells that could not be used: result, column, value, rule, and why."""
        return pd.DataFrame(self.each.rows.notes, columns=list(Note._fields))

    @property
    def set_aside(self) -> pd.DataFrame:
        """The same in the one shape of what is left out: file, line, row, column, value, reason, why."""
        return self.each.rows.aside.table()
