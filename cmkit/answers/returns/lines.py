"""ROA, ROE and ROI: three lines in three units, which no arithmetic can put together."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn

from cmkit import errors
from cmkit.answers.returns.reasons import Named, Reason, attention_words, money_words
from cmkit.given.money import Money
from cmkit.language import writing
from cmkit.language.sentences import say


class Line(ABC):
    """A return in a unit of its own. It cannot be added, averaged or turned into a bare number.

    `value` is the number of this one line (NaN where it is not computed, and `reason` says why).
    Lines of one kind and one unit can be compared; of two kinds, never. Raises `MixedReturnsError`.
    """

    kind: ClassVar[str]
    value: float
    why: Reason | None

    @property
    def reason(self) -> str:
        """Why the line is not computed, in the language in use; "" where it is."""
        return self.why.text() if self.why else ""

    @property
    def unit_of(self) -> tuple[Any, ...]:
        """What two lines must share to be compared."""
        return ()

    @abstractmethod
    def short(self, lang: str | None = None) -> str:
        """Write the line's value in its unit, in "en" or "fr"."""

    def _refuse(self, other: Any = None, *_: Any) -> NoReturn:
        mixed = isinstance(other, Line) and other.kind != self.kind
        key = "returns_mixed" if mixed else "returns_added"
        raise errors.MixedReturnsError(key, one=self.kind, other=getattr(other, "kind", ""))

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refuse
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = _refuse
    __neg__ = __pos__ = __abs__ = _refuse

    def _not_bare(self, *_: Any) -> NoReturn:
        raise errors.MixedReturnsError("return_not_bare", one=self.kind)

    __float__ = __int__ = __complex__ = __round__ = __trunc__ = as_integer_ratio = _not_bare

    def _compared(self, other: Any) -> tuple[float, float]:
        if not isinstance(other, Line):
            raise errors.MixedReturnsError("return_not_bare", one=self.kind)
        if other.kind != self.kind:
            raise errors.MixedReturnsError("returns_mixed", one=self.kind, other=other.kind)
        if other.unit_of != self.unit_of:
            raise errors.MixedReturnsError("returns_units", one=self.kind)
        return self.value, other.value

    def __lt__(self, other: Any) -> bool:
        mine, theirs = self._compared(other)
        return mine < theirs

    def __le__(self, other: Any) -> bool:
        mine, theirs = self._compared(other)
        return mine <= theirs

    def __gt__(self, other: Any) -> bool:
        mine, theirs = self._compared(other)
        return mine > theirs

    def __ge__(self, other: Any) -> bool:
        mine, theirs = self._compared(other)
        return mine >= theirs

    def __str__(self) -> str:
        return self.short()

    def __repr__(self) -> str:
        return f"{self.kind}: {self.short()}"


@dataclass(frozen=True, repr=False)
class Roa(Line):
    """Return on attention: attention won per unit of money, and what was attained of what was expected.

    - `unit`: the column that counts attention; `low`, `high`: how much was won (two numbers where
      only bounds are known, as for the reach of several posts; `high` NaN where one is not known);
    - `cost`: Money, all that is known to have been paid, or None; `value`: attention per unit of
      money, NaN without a cost or where only bounds are known (`per_money`: the two bounds);
    - `attained`: share of the target, NaN without one; `kpi`, `achieved`, `expected`: its parts.

    Attention is not an outcome (IAB and MRC, Attention Measurement Guidelines 1.0, 2025).
    """

    kind: ClassVar[str] = "ROA"
    unit: str
    low: float
    high: float
    cost: Money | None
    attained: float
    kpi: str | None
    achieved: float
    expected: float
    why: Reason | None = None

    @property
    def per_money(self) -> tuple[float, float]:
        """Attention per unit of money, from its lower to its upper bound."""
        if self.cost is None or not self.cost.amount > 0:
            return math.nan, math.nan
        return self.low / self.cost.amount, self.high / self.cost.amount

    @property
    def value(self) -> float:  # type: ignore[override]
        """Attention per unit of money; NaN without a cost, or where only bounds are known."""
        low, high = self.per_money
        return low if low == high else math.nan

    @property
    def unit_of(self) -> tuple[Any, ...]:
        """The unit of attention, and the currency."""
        return (self.unit, self.cost.currency if self.cost else None)

    def won(self, lang: str | None = None) -> str:
        """Write the attention won: "5,000 people reached", "9,800 to 19,800 people reached"."""
        lang = writing.language(lang)
        if math.isnan(self.low):
            return writing.MISSING
        said = between(self.low, self.high, lang)
        return f"{said} {attention_words(self.unit, lang)}"

    def short(self, lang: str | None = None) -> str:
        """Write attention per unit of money, or what was won where no cost is known."""
        lang = writing.language(lang)
        low, high = self.per_money
        if math.isnan(low):
            return self.won(lang)
        currency = self.cost.currency if self.cost else None
        return f"{between(low, high, lang)} {attention_words(self.unit, lang)} {money_words(currency, lang)}"


@dataclass(frozen=True, repr=False)
class Roe(Line):
    """Return on engagement: the acts that serve the objective, over attention and per unit of money.

    - `acts`: the columns that serve; `done`: how many acts; `base`: the column of attention they are
      held against, `over` its total (for the whole, summed post by post as the base of a rate);
    - `value`: acts / attention, a ratio, NaN where one is missing; `low`, `high`: the same over
      different people, where the base is the reach of several posts;
    - `per_money`: acts per unit of money; `cost`: Money or None;
    - `rate`: what the plain engagement rate says of the same, `rate_name` which one, `counted` how
      many acts it counts.
    """

    kind: ClassVar[str] = "ROE"
    acts: tuple[str, ...]
    done: float
    base: str | None
    over: float
    low: float
    high: float
    value: float
    cost: Money | None
    rate: float
    rate_name: str | None
    counted: float
    why: Reason | None = None

    @property
    def per_money(self) -> float:
        """Acts per unit of money, NaN without a cost."""
        return self.done / self.cost.amount if self.cost and self.cost.amount > 0 else math.nan

    @property
    def unit_of(self) -> tuple[Any, ...]:
        """The acts and what they are held against."""
        return (self.acts, self.base)

    def short(self, lang: str | None = None) -> str:
        """Write the ratio of acts to attention."""
        lang = writing.language(lang)
        if not self.acts or math.isnan(self.done):
            return writing.MISSING
        acts = Reason("acts", (("n", writing.number(self.done, lang)), ("acts", Named(self.acts)))).text(lang)
        if math.isnan(self.value):
            return acts
        return say("returning.roe_words", lang, rate=writing.percent(self.value, lang), acts=acts)


@dataclass(frozen=True, repr=False)
class Roi(Line):
    """Return on investment: (gain - cost) / cost, money on both sides, or the reason why there is none.

    - `value`: a ratio (0 gives the money back), NaN where it is not computed;
    - `revenue`, `gain` (margin on the revenue), `cost`: Money or None; `time`: what of the cost is
      time, `full`: whether time is in it;
    - `roas`: revenue / cost, in times; `break_even`: the ROAS that pays the cost back at the margin;
    - `at_least`: whether some revenue is not known, so that the numbers are lower bounds.
    """

    kind: ClassVar[str] = "ROI"
    value: float
    revenue: Money | None
    gain: Money | None
    cost: Money | None
    full: bool
    roas: float
    break_even: float
    why: Reason | None = None
    what: Reason | None = None
    at_least: bool = False
    time: Money | None = None

    @property
    def instead(self) -> str:
        """What to report in its place, in the language in use; "" where it is computed."""
        return self.what.text() if self.what else ""

    def short(self, lang: str | None = None) -> str:
        """Write the ROI, or the ROAS under its own name, or a dash."""
        lang = writing.language(lang)
        if not math.isnan(self.value):
            return self.bound(writing.percent(self.value, lang, 1), lang)
        if not math.isnan(self.roas):
            return say("returning.only_roas", lang, roas=self.times(lang))
        return writing.MISSING

    def times(self, lang: str) -> str:
        """Write the ROAS."""
        return self.bound(writing.quantity(self.roas, "times", lang), lang)

    def bound(self, value: str, lang: str) -> str:
        """Write a value as the least that it can be, where some revenue is not known."""
        return say("returning.at_least", lang, value=value) if self.at_least else value


def between(low: float, high: float, lang: str) -> str:
    """Write a number, or the bounds of one: two, or the least alone where the most is not known.

    >>> between(1, 1, "en"), between(9800, 19800, "en"), between(9800, math.nan, "en")
    ('1', '9,800 to 19,800', 'at least 9,800')
    """
    if math.isnan(high):
        return say("returning.at_least", lang, value=readable(low, lang))
    if low == high:
        return readable(low, lang)
    return say("returning.from_to", lang, low=readable(low, lang), high=readable(high, lang))


def readable(value: float, lang: str) -> str:
    """Write a number with two decimals, or as many as it takes for a small one not to read as zero.

    >>> readable(33.333, "en"), readable(0.00217, "en")
    ('33.33', '0.0022')
    """
    small = 0 < abs(value) < 0.1
    return writing.number(value, lang, min(9, 1 - math.floor(math.log10(abs(value)))) if small else 2)
