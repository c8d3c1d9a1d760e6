"""What three returns are made of, before anything is said of them: the whole, and a result when asked."""

import math
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from cmkit import errors
from cmkit.answers.lift.lift import Lift
from cmkit.answers.returns.attention import Expected, Roa, roa
from cmkit.answers.returns.profit import Roi, roi
from cmkit.answers.returns.serving import Engagement, Roe
from cmkit.answers.returns.stated import Stated
from cmkit.given.asked import asked
from cmkit.given.objective import Objective
from cmkit.given.rows import Note, Rows
from cmkit.language.facts import Fact
from cmkit.language.said import Said

WHOLE = "whole"
KINDS = ("roa", "roe", "roi")
Lines = tuple[Roa, Roe, Roi]


@dataclass(frozen=True, eq=False, repr=False)
class Returned:
    """The lines of the whole, and all it takes to make those of any result: see `Returns`."""

    goal: Objective
    rows: Rows
    won: pd.Series
    money: Stated
    acts: Engagement
    held: Expected
    roa: Roa
    roe: Roe
    roi: Roi
    steps: pd.DataFrame
    known: tuple[Said, ...]
    lift: Lift | None

    @property
    def currency(self) -> str | None:
        """The currency of the amounts, where one is stated."""
        known = (self.roi.cost, self.roi.revenue, self.roi.gain)
        return next((m.currency for m in known if m and m.currency), self.goal.currency)

    @property
    def cost(self) -> Fact | None:
        """All that was paid, as a fact."""
        return self.roi.paid.fact("cost") if self.roi.paid else None

    @property
    def gain(self) -> Fact | None:
        """The margin on the revenue, as a fact."""
        return self.roi.sides.gain.fact("margin") if self.roi.sides.gain else None

    @property
    def whole(self) -> Lines:
        """The three lines of the whole."""
        return self.roa, self.roe, self.roi

    @asked
    def lines(self, row: int) -> Lines:
        """Make the three lines of one result."""
        if not 0 <= row < len(self.rows):
            raise errors.BadValueError("no_such_row", row=row, n=len(self.rows))
        unit, won, sides = self.roa.unit or None, float(self.won.iloc[row]), self.money.sides(row)
        return roa(unit, won, won, sides.cost, self.held, row), self.acts.of(row, sides.cost), roi(sides)

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a result: result, roa, roe, roi; the last three hold lines, not numbers."""
        lines = [self.lines(row) for row in range(len(self.rows))]
        cells = dict(zip(KINDS, zip(*lines, strict=True), strict=True))
        return pd.DataFrame({"result": list(self.rows.names), **cells}).astype(dict.fromkeys(KINDS, object))

    @property
    def figures(self) -> pd.DataFrame:
        """Every number, to be kept or exported: result (or "whole"), line, figure, value, unit."""
        scopes = [(WHOLE, *self.whole), *self.table.itertuples(index=False)]
        rows = [(name, *figure) for name, *lines in scopes for figure in _figures(*lines)]
        return pd.DataFrame(rows, columns=["result", "line", "figure", "value", "unit"])

    @property
    def notes(self) -> pd.DataFrame:
        """The cells that could not be used: result, column, value, rule, and why."""
        return pd.DataFrame(self.rows.notes, columns=list(Note._fields))

    @property
    def all_notes(self) -> tuple[Note, ...]:
        """The same, one by one."""
        return tuple(self.rows.notes)

    @property
    def set_aside(self) -> pd.DataFrame:
        """The same in the one shape of what is left out: file, line, row, column, value, reason, why."""
        return self.rows.aside.table()


def _figures(won: Roa, acts: Roe, money: Roi) -> list[tuple[str, str, float, str]]:
    unit, kpi, (low, high) = won.unit or "attention", won.kpi or "", won.per_money
    sums = {"revenue": money.sides.revenue, "gain": money.sides.gain, "cost": money.paid}
    known = {name: each.low if each and not each.unknown else math.nan for name, each in sums.items()}
    return [
        ("ROA", "attention_low", won.low, unit), ("ROA", "attention_high", won.high, unit),
        ("ROA", "per_money_low", low, f"{unit}/money"), ("ROA", "per_money_high", high, f"{unit}/money"),
        ("ROA", "achieved", won.achieved, kpi), ("ROA", "expected", won.expected, kpi),
        ("ROA", "attained", won.attained, "ratio"),
        ("ROE", "acts", acts.done, " + ".join(acts.acts)), ("ROE", "over", acts.over, acts.base or ""),
        ("ROE", "value", acts.value, "ratio"), ("ROE", "value_low", acts.low, "ratio"),
        ("ROE", "value_high", acts.high, "ratio"), ("ROE", "per_money", acts.per_money, "acts/money"),
        ("ROE", "engagement_rate", acts.rate, acts.rate_name or ""),
        *(("ROI", name, amount, "money") for name, amount in known.items()),
        ("ROI", "roas", money.roas, "times"), ("ROI", "break_even_roas", money.break_even, "times"),
        ("ROI", "value", money.value, "ratio"), ("ROI", "value_low", money.span.low, "ratio"),
        ("ROI", "value_high", money.span.high, "ratio"),
    ]  # fmt: skip
