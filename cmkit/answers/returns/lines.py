"""What ROA, ROE and ROI share: lines that no arithmetic can put together, and the facts that they say.

Amounts of money may be known in part only: `Sum`, and the bounds of what is made of them.
"""

from __future__ import annotations

import math
import operator
from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NoReturn

import numpy as np
import numpy.typing as npt

from cmkit import errors
from cmkit.catalogue.quantity import ratio
from cmkit.given.money import Money
from cmkit.given.people import UNKNOWN
from cmkit.given.people import Span as Ends
from cmkit.given.rows import Rows
from cmkit.language.facts import All, Amount, Fact, Inside, Measured, Number, Quantity, Span
from cmkit.language.said import Said, nearest
from cmkit.statements.shown import in_language
from cmkit.statements.statement import Word

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Sum:
    """An amount between bounds: `low`, what is known of it, and `high` (NaN where nobody knows), `stated` as
    Money is (its currency, VAT and period)."""

    stated: Money
    low: float
    high: float

    @property
    def ends(self) -> Ends:
        """Both bounds."""
        return Ends(self.low, self.high)

    @property
    def exact(self) -> bool:
        """Whether all of it is known."""
        return self.low == self.high

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of it."""
        return self.low == 0 and math.isnan(self.high)

    @property
    def least(self) -> Money | None:
        """What is known of it, as Money."""
        return None if self.unknown else replace(self.stated, amount=self.low)

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.stated, self.low + other.low, self.high + other.high)

    def fact(self, *columns: str) -> Measured | Span:
        """Write it: "1,200.00", "at least 110.00", with the columns that it comes from."""
        low, high = (Amount(end, self.stated.currency).of(*columns) for end in self.ends)
        return low if self.exact else Span(low, high)


@dataclass(frozen=True)
class Sides:
    """Both sides of the money of a result or of the whole; None where nothing is stated. `share` is the
    margin as a share of the revenue, where it is stated as such."""

    paid: Sum | None
    time: Sum | None
    revenue: Sum | None
    gain: Sum | None
    share: float

    @property
    def cost(self) -> Sum | None:
        """All that is known to have been paid, time included."""
        both = self.paid + self.time if self.paid and self.time else self.paid or self.time
        return None if both is None or both.unknown else both

    @property
    def rate(self) -> float:
        """The margin as a share of the revenue, NaN where it is not known."""
        if not math.isnan(self.share) or not (self.gain and self.revenue and self.revenue.exact):
            return self.share
        whole = self.revenue.low
        return self.gain.low / whole if self.gain.exact and whole > 0 else math.nan


@dataclass(frozen=True, eq=False)
class Amounts:
    """Amounts of one name: of the `whole`, and of `each` result (NaN: not known; None: of none), and the
    `column` where they were found without being asked for ("" otherwise)."""

    whole: Sum
    each: Floats | None = None
    column: str = ""

    def of(self, row: int | None) -> Sum | None:
        """Return the amount of one result, or of the whole (None); None where it has none of its own."""
        if row is None or self.each is None:
            return self.whole if row is None else None
        value = float(self.each[row])
        return Sum(self.whole.stated, 0 if math.isnan(value) else value, value)

    def in_currency(self, currency: str | None) -> Amounts:
        """Return the same in the currency that is stated of any amount: it is that of all, which is said."""
        stated = replace(self.whole.stated, currency=currency)
        return replace(self, whole=replace(self.whole, stated=stated))

    def times(self, rates: Any, most: Any) -> Amounts:
        """Return these amounts times a rate each: `rates` (NaN: not known, or nothing), of which `most` is
        the most; where only the whole is stated, from the least of the rates to the greatest."""
        if self.each is not None:
            return added(self.each * rates, self.whole.stated, self.each * most)
        least, greatest = float(np.nan_to_num(rates).min()), float(np.max(most))
        return Amounts(Sum(self.whole.stated, self.whole.low * least, self.whole.high * greatest))


def added(each: Floats, stated: Money, most: Floats | None = None) -> Amounts:
    """Add up the amounts of results, stated as `stated` is: what is known of them is the least, and `most`
    of each the most (by default what each is, so that one that is not known leaves no upper bound)."""
    return Amounts(Sum(stated, float(np.nansum(each)), float(np.sum(each if most is None else most))), each)


def between(formula: Callable[..., Any], part: Ends, base: Ends) -> Ends:
    """Return the bounds of a ratio by its formula, which grows with `part`; NaN where one is not known, or
    where nothing can be divided.

    >>> between(lambda margin, cost: margin / cost - 1, Ends(750, 750), Ends(110, math.nan))
    Span(low=nan, high=5.818181818181818)
    """
    overs = (base.high if part.low >= 0 else base.low, base.low if part.high >= 0 else base.high)
    ends = (
        float(formula(end, over)) if over > 0 and not math.isnan(end) else math.nan
        for end, over in zip(part, overs, strict=True)
    )
    return Ends(*ends)


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
