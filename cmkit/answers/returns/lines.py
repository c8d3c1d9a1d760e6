"""ROA, ROE and ROI: three lines in three units, which no arithmetic can put together."""

from __future__ import annotations

import math
import operator
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn, cast

from cmkit import errors
from cmkit.answers.returns.sums import Sides, Sum, between
from cmkit.answers.returns.words import attention, bounded, least, names, per_money, reason, times
from cmkit.catalogue.quantity import ratio
from cmkit.given.money import Money
from cmkit.given.people import UNKNOWN
from cmkit.given.people import Span as Ends
from cmkit.language.facts import Counted, Fact, Number, Rate, Readable, Share, Span
from cmkit.language.said import Said
from cmkit.language.writing import MISSING
from cmkit.statements.shown import in_language
from cmkit.statements.statement import Word


def _compared(by: Callable[[float, float], bool]) -> Callable[[Line, Any], bool]:
    """Return a comparison of two lines of one kind and one unit, which refuses any other."""

    def compare(mine: Line, other: Any) -> bool:
        if not isinstance(other, Line):
            mine._not_bare()
        if other.kind != mine.kind:
            mine._refuse(other)
        if other.unit_of != mine.unit_of:
            raise errors.MixedReturnsError("returns_units", one=mine.kind)
        return by(mine.value, other.value)

    return compare


class Line(Fact):
    """A return in a unit of its own (`value`; NaN where `reason` says why): it cannot be added, averaged,
    turned into a bare number, or compared with another kind or unit. Raises `MixedReturnsError`."""

    kind: ClassVar[str]
    alike: ClassVar[tuple[str, ...]] = ()
    value: float
    paid: Sum | None
    why: Said | None

    @property
    def cost(self) -> Money | None:
        """What is known to have been paid: all of it, or the least that it can be."""
        return self.paid.least if self.paid else None

    def _by_money(self, count: Ends) -> Ends:
        """Return bounds of a count per unit of money."""
        return between(ratio, count, self.paid.ends) if self.paid else UNKNOWN

    @property
    @in_language
    def reason(self) -> Word:
        """Why the line is not computed, in the language in use; "" where it is."""
        return self.why or ""

    @property
    def currency(self) -> str | None:
        """The currency of the cost, where one is stated."""
        return self.paid.stated.currency if self.paid else None

    @property
    def unit_of(self) -> tuple[Any, ...]:
        """What two lines must share to be compared."""
        return tuple(getattr(self, name) for name in self.alike)

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


@dataclass(frozen=True, repr=False)
class Roa(Line):
    """Return on attention: attention won per unit of money, and what was attained of what was expected.

    `low` and `high` are how much was won, in `unit`: two bounds for the reach of several posts. Attention
    is not an outcome (IAB and MRC, Attention Measurement Guidelines 1.0, 2025).
    """

    kind, alike = "ROA", ("unit", "currency")
    unit: str
    low: float
    high: float
    paid: Sum | None
    attained_span: Ends
    kpi: str | None
    achieved_span: Ends
    expected: float
    why: Said | None = None

    @property
    def attained(self) -> float:
        """The share of what was expected, or the least that it can be."""
        return self.attained_span.one

    @property
    def achieved(self) -> float:
        """What was achieved of the KPI, or the least that it can be."""
        return self.achieved_span.one

    @property
    def per_money(self) -> Ends:
        """Attention per unit of money, from its lower to its upper bound."""
        return self._by_money(Ends(self.low, self.high))

    @property
    def value(self) -> float:  # type: ignore[override]
        """Attention per unit of money; NaN without a cost, or where only bounds are known."""
        return self.per_money.low if self.per_money.exact else math.nan

    @property
    def span(self) -> Span:
        """How much attention was won: a number, or its bounds."""
        return bounded(lambda end: Readable(end).of(self.unit), (self.low, self.high))

    @property
    def span_per_money(self) -> Span:
        """The same per unit of money."""
        return bounded(lambda end: Readable(end).of(self.unit, "cost"), self.per_money)

    @property
    def share(self) -> Span:
        """What was attained of what was expected: a number, or its bounds."""
        of = (self.kpi,) if self.kpi else ()
        known = Ends(*(end if end >= 0 else math.nan for end in self.attained_span))  # below zero is no part
        return bounded(lambda end: Share(end, whole=True).of(*of), known)

    def _attention(self) -> Word:
        """What was won: "5,000 people reached", "9,800 to 19,800 people reached"."""
        if math.isnan(self.low):
            return MISSING
        return reason("won", value=self.span, unit=attention(self.unit, _last(self.low, self.high)))

    attention, won = property(_attention), in_language(_attention)

    @property
    def shown(self) -> Word:
        """Attention per unit of money, or what was won where no cost is known."""
        if not self.per_money.known:
            return self._attention()
        per, unit = per_money(self.currency), attention(self.unit, _last(*self.per_money))
        return reason("won_for_money", value=self.span_per_money, unit=unit, money=per)


def _last(low: float, high: float) -> float:
    """Return the number that a unit stands after: the end of a span, or its start where none is known."""
    return low if math.isnan(high) else high


@dataclass(frozen=True, repr=False)
class Roe(Line):
    """Return on engagement: the acts that serve the objective, over attention and per unit of money.

    `value` is `done` acts / `over`, the total of the column `base` (for the whole, summed post by post);
    `low` and `high` the same over different people; `rate` what the plain engagement rate says; `total` the
    acts of all results, of which more are `done` where attention or some acts are not known.
    """

    kind, alike = "ROE", ("acts", "base")
    acts: tuple[str, ...]
    done: float
    base: str | None
    over: float
    low: float
    high: float
    value: float
    paid: Sum | None
    rate: float
    rate_name: str | None
    counted: float
    total: Ends
    why: Said | None = None

    @property
    def per_money(self) -> float:
        """Acts per unit of money; NaN without a cost, or where only the most that they can be is known."""
        return self._by_money(self.total).one

    @property
    def span_per_money(self) -> Span:
        """The same as a number, or its bounds."""
        return bounded(lambda end: Readable(end).of(*self.acts, "cost"), self._by_money(self.total))

    @property
    def partial(self) -> bool:
        """Whether more acts are known, or may be, than those that are held against attention."""
        return not self.total.low == self.total.high == self.done

    @property
    def count(self) -> Number:
        """How many acts, with where they come from."""
        return Number(self.done).of(*self.acts)

    @property
    def counted_all(self) -> Span:
        """How many acts in all: a number, or the least that is known."""
        return bounded(lambda end: Number(end).of(*self.acts), self.total)

    @property
    def rates(self) -> dict[str, Rate]:
        """The ratio of acts to attention, and its bounds over different people, with where they come from."""
        ratios = {"rate": self.value, "low": self.low, "high": self.high}
        return {name: Rate(each).of(*filter(None, (*self.acts, self.base))) for name, each in ratios.items()}

    @property
    def plain_rate(self) -> Rate:
        """What the plain engagement rate says of the same."""
        return Rate(self.rate).of(formula=self.rate_name or "")

    @property
    def acts_done(self) -> Fact:
        """How many acts: "483 clicks", "1 click"."""
        if len(self.acts) == 1:
            return Counted(self.done, name=self.acts[0]).of(*self.acts)
        return reason("acts", n=self.count, acts=names(self.acts))

    @property
    def shown(self) -> Word:
        """The ratio of acts to attention, and how many acts."""
        if not self.acts or math.isnan(self.done):
            return MISSING
        if math.isnan(self.value):
            return least(self.acts_done, "at_least" if self.partial else "")
        return reason("roe_words", rate=self.rates["rate"], acts=self.acts_done)


@dataclass(frozen=True, repr=False)
class Roi(Line):
    """Return on investment: (gain - cost) / cost, money on both sides, or the reason why there is none.

    `value` is a ratio (0 gives the money back) and `roas` is in times: numbers, or the least that they can
    be (`at_least`) where some revenue or margin is not known. `span` and `roas_span` are their bounds,
    `sides` what they are made of, `paid` the cost.
    """

    kind = "ROI"
    span: Ends
    roas_span: Ends
    sides: Sides
    paid: Sum | None
    break_even: float
    why: Said | None = None
    what: Said | None = None

    @property
    def value(self) -> float:  # type: ignore[override]
        """The ROI, or the least that it can be."""
        return self.span.one

    @property
    def roas(self) -> float:
        """Revenue / what was paid, in times, or the least that it can be."""
        return self.roas_span.one

    @property
    def full(self) -> bool:
        """Whether time is in the cost."""
        return self.sides.time is not None

    @property
    def revenue(self) -> Money | None:
        """The revenue that is known."""
        return self.sides.revenue.least if self.sides.revenue else None

    @property
    def gain(self) -> Money | None:
        """The margin that is known."""
        return self.sides.gain.least if self.sides.gain else None

    @property
    def time(self) -> Money | None:
        """What the time cost, as far as it is known."""
        return self.sides.time.least if self.sides.time else None

    @property
    def at_least(self) -> bool:
        """Whether the numbers are lower bounds."""
        bounds = self.span if self.span.known else self.roas_span
        return not math.isnan(bounds.low) and math.isnan(bounds.high)

    @property
    @in_language
    def instead(self) -> Word:
        """What to report in its place, in the language in use; "" where it is computed."""
        return self.what or ""

    @property
    def rate_shown(self) -> Share | Span:
        """The ROI as a part of the cost: a number, or its bounds."""
        ends = bounded(lambda end: Share(end, 1).of("margin", "cost", formula="roi"), self.span)
        return cast(Share, ends.low) if self.span.exact else ends

    @property
    def shown(self) -> Word:
        """The ROI, or the ROAS under its own name, or a dash."""
        if self.span.known:
            return self.rate_shown
        return reason("only_roas", roas=self.roas_shown) if self.roas_span.known else MISSING

    def _roas(self) -> Word:
        """The ROAS, in times."""
        return bounded(times, self.roas_span)

    roas_shown, times = property(_roas), in_language(_roas)
