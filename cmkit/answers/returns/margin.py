"""The margin on what was sold: a share of the revenue, or money; told apart by type and by range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cmkit import errors
from cmkit.answers.emv_range.emv_range import EmvRange
from cmkit.answers.returns.means import amounts, by_result, is_one
from cmkit.answers.returns.sums import Amounts, Floats
from cmkit.catalogue.columns import NUMBERS
from cmkit.given.money import Money, as_money, mismatches
from cmkit.given.numbers import as_share
from cmkit.given.people import Span
from cmkit.given.rows import Rows


@dataclass(frozen=True, eq=False)
class Margin:
    """The margin as it is stated: money (`own`), or a share of the revenue (`rate`: one, or one a result)."""

    own: Amounts | None = None
    rate: float | Floats = math.nan
    column: str = ""
    unclear: bool = False

    @property
    def stated(self) -> bool:
        """Whether there is one."""
        return self.own is not None or not np.isnan(self.rate).all()

    @property
    def one(self) -> float:
        """The share of the revenue that holds for all of it, NaN where there is none."""
        return self.rate if isinstance(self.rate, float) else math.nan

    def on(self, revenue: Amounts | None) -> Amounts | None:
        """Return the gain: a margin that is not known lies between nothing and the revenue it is part of."""
        if self.own is None:
            return self._share_of(revenue)
        own = self.own.whole
        if own.exact or revenue is None or mismatches(own.stated, revenue.whole.stated):
            return self.own
        most = revenue.whole.high
        if self.own.each is not None and revenue.each is not None:
            most = float(np.where(np.isnan(self.own.each), revenue.each, self.own.each).sum())
        return replace(self.own, whole=replace(own, high=most))

    def _share_of(self, revenue: Amounts | None) -> Amounts | None:
        if revenue is None or not self.stated:
            return None
        most = np.where(np.isnan(self.rate), 1.0, self.rate)
        of_whole = Span(float(np.nan_to_num(self.rate).min()), float(most.max()))
        return revenue.times(self.rate, most, of_whole)


def margin_of(value: Any, rows: Rows, currency: str | None) -> Margin:
    """Open the margin that was given, else that of a column (money, or a share of the revenue)."""
    if value is None:
        column = next(filter(rows.has, ("margin", "margin_rate")), "")
        return _of_column(column, rows, currency) if column else Margin()
    if isinstance(value, Money | EmvRange):
        return Margin(amounts("margin", value, rows, currency, minimum=None))
    if is_one(value, rows):
        value = _typed(value)
        return Margin(rate=as_share("margin", value)) if not isinstance(value, Money) else Margin(
            amounts("margin", value, rows, currency, minimum=None)
        )
    column = rows.column(value) if isinstance(value, str) else str(getattr(value, "name", ""))
    if column == "margin_rate":
        return Margin(rate=_shares(by_result("margin", value, rows)))
    if column in NUMBERS and column != "margin":
        return Margin(amounts("margin", value, rows, currency, minimum=None))  # refused, where it is no money
    cells = list(map(_typed, by_result("margin", value, rows)))
    if _is_share(cells, column == "margin"):
        return Margin(rate=_shares(cells))
    return Margin(amounts("margin", cells, rows, currency, minimum=None))


def _of_column(column: str, rows: Rows, currency: str | None) -> Margin:
    """Take a column that nobody named; one that may be shares as well as money is left, and said."""
    if column == "margin_rate":
        return Margin(rate=rows.values(column).to_numpy(dtype=float), column=column)
    cells = rows.values(column).dropna()
    if cells.between(0, 1).all() and (cells > 0).any():
        return Margin(unclear=True)
    own = amounts(column, column, rows, currency, minimum=None)
    return Margin(own, column=column)


def _is_share(cells: Sequence[Any], named: bool) -> bool:
    """Tell shares of the revenue from amounts by their range; raise where they may be both.

    In a column that is called the margin, which holds money, a value below 1 may well be an amount.
    """
    plain = [cell for cell in cells if type(cell) in (int, float) and not math.isnan(cell)]
    parts = [cell for cell in plain if 0 < cell < 1]
    large = [cell for cell in cells if isinstance(cell, Money) or (cell in plain and not 0 <= cell <= 1)]
    if large and (named or not parts):
        return False
    ones = [cell for cell in plain if cell == 1]
    if (parts and (large or named)) or (ones and not parts):
        raise errors.BadValueError("margin_ambiguous", value=f"{(parts or ones)[0]:g}")
    return bool(parts)


def _shares(cells: Sequence[Any]) -> Floats:
    return np.array([as_share("margin", cell) for cell in cells], dtype=float)


def _typed(cell: Any) -> Any:
    """Read what a person typed: "40 %" and "0.4" are numbers, "1 200 €" is Money; another value as it is."""
    if not isinstance(cell, str) or "%" in cell:
        return as_share("margin", cell) if isinstance(cell, str) else cell
    money = as_money("margin", cell, minimum=None)
    return money.amount if money and not money.currency else money
