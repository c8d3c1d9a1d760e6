"""What ROA, ROE and ROI share: lines that no arithmetic can put together, and the facts that they say."""

from __future__ import annotations

import math
import operator
from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NoReturn

import numpy as np
import numpy.typing as npt

from cmkit import errors
from cmkit.answers.returns.sums import Sum, between
from cmkit.catalogue.quantity import ratio
from cmkit.given.money import Money
from cmkit.given.people import UNKNOWN
from cmkit.given.people import Span as Ends
from cmkit.given.rows import Rows
from cmkit.language.facts import All, Amount, Fact, Inside, Measured, Number, Quantity, Span
from cmkit.language.nearest import nearest
from cmkit.language.said import Said
from cmkit.statements.shown import in_language
from cmkit.statements.statement import Word

SEEN = ("attentive_seconds", "watch_time_h", "reach", "viewers", "views", "impressions")
ON_SITE = ("engaged_sessions", "sessions")
"""Units of attention that have words of their own: what was seen, and visits to the site."""


def reason(key: str, **facts: Any) -> Said:
    """Keep a sentence of this room, such as why a line is not computed."""
    return Said(f"returning.{key}", facts)


def attention(unit: str, n: float = 2, end: float = math.nan) -> Fact:
    """Name a unit of attention as it stands after a number ("1 person reached") or the end of a span."""
    n = n if math.isnan(end) else end
    return reason(f"attention_{unit}", n=n) if unit in (*SEEN, *ON_SITE) else Inside(unit)


def per_money(currency: str | None) -> Said:
    """Say what a return is counted for: "per €1.00", or "per unit of money" where no currency is stated."""
    return reason("per_money", one=Amount(1, currency)) if currency else reason("per_unit_of_money")


def names(columns: Iterable[str]) -> All:
    """Name columns or metrics by their labels, as inside a sentence."""
    return All(tuple(map(Inside, columns)))


def bounded(write: Callable[[float], Measured], ends: Iterable[float]) -> Span:
    """Write a number between bounds: once where they meet, "at least" where there is no most."""
    return Span(*map(write, ends))


def times(value: float, formula: str = "roas") -> Quantity:
    """Return how many times one amount is of another, by the formula of a metric."""
    return Quantity(value, "times").of("revenue", "cost", formula=formula)


def holes(values: npt.ArrayLike) -> dict[str, Number]:
    """Return how many values are not known, and of how many: the facts of a sentence."""
    missing = np.isnan(np.asarray(values, dtype=float))
    return {"n": Number(int(missing.sum())), "total": Number(len(missing))}


def missing(key: str, column: str, rows: Rows, meant: str = "", **facts: str) -> errors.MissingColumnError:
    """Return the error for a column that the results do not have: those they have, and the nearest."""
    near = nearest(meant or column, rows.columns)
    hint = Said("errors.did_you_mean", {"word": Inside(near)}) if near else ""
    return errors.MissingColumnError(key, column=column, present=names(rows.columns), hint=hint, **facts)


def one_of(bounds: str, doc: str) -> property:
    """Return a property of a line: the number that some of its bounds are, or the least that it can be."""
    return property(lambda line: getattr(line, bounds).one, doc=doc)


def _compared(by: Callable[[float, float], bool]) -> Callable[[Line, Any], bool]:
    def compare(mine: Line, other: Any) -> bool:
        if not isinstance(other, Line):
            mine._not_bare()
        if other.kind != mine.kind:
            mine._refuse(other)
        if any(getattr(other, name) != getattr(mine, name) for name in mine.alike):
            raise errors.MixedReturnsError("returns_units", one=mine.kind)
        return by(mine.value, other.value)

    return compare


class Line(Fact):
    """A return in a unit of its own (`value`; NaN where `reason` says why): it cannot be added, averaged,
    turned into a bare number, or compared with another kind or unit. Raises `MixedReturnsError`."""

    kind: ClassVar[str]
    alike: ClassVar[tuple[str, ...]] = ()
    """What two lines must share to be compared."""

    value: float
    paid: Sum | None
    why: Said | None

    @property
    def cost(self) -> Money | None:
        """What is known to have been paid: all of it, or the least that it can be."""
        return self.paid.least if self.paid else None

    @property
    def currency(self) -> str | None:
        """The currency of the cost, where one is stated."""
        return self.paid.stated.currency if self.paid else None

    def _by_money(self, count: Ends) -> Ends:
        return between(ratio, count, self.paid.ends) if self.paid else UNKNOWN

    @property
    @in_language
    def reason(self) -> Word:
        """Why the line is not computed, in the language in use; "" where it is."""
        return self.why or ""

    @property
    @abstractmethod
    def shown(self) -> Word:
        """The line's value in its unit."""

    @in_language
    def short(self) -> Word:
        """Write the line's value in its unit."""
        return self.shown

    text = short

    def _refuse(self, other: Any = None, *_: Any) -> NoReturn:
        key = "returns_mixed" if isinstance(other, Line) and other.kind != self.kind else "returns_added"
        raise errors.MixedReturnsError(key, one=self.kind, other=getattr(other, "kind", ""))

    def _not_bare(self, *_: Any) -> NoReturn:
        raise errors.MixedReturnsError("return_not_bare", one=self.kind)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refuse
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = _refuse
    __neg__ = __pos__ = __abs__ = _refuse
    __float__ = __int__ = __complex__ = __round__ = __trunc__ = as_integer_ratio = _not_bare
    __lt__, __le__, __gt__, __ge__ = map(_compared, (operator.lt, operator.le, operator.gt, operator.ge))

    def __str__(self) -> str:
        return str(self.short())

    def __repr__(self) -> str:
        return str(reason("line", kind=self.kind, value=self.short()))
