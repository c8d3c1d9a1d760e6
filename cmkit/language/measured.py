"""Facts that are numbers. Each keeps its value, so that a sheet can calculate with it, and its `Source`."""

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.language.writing import noun


@dataclass(frozen=True)
class Source:
    """Where a number comes from: its columns, its rows (names or numbers), formula, file and lines."""

    columns: tuple[str, ...] = ()
    rows: tuple[Any, ...] = ()
    formula: str = ""
    file: str = ""
    lines: tuple[int, ...] = ()


class Fact(ABC):
    """What can be written in any language. `cell` is what a sheet holds: a number where it is one."""

    @abstractmethod
    def text(self, lang: str) -> str:
        """Write it in a language."""

    def cell(self, lang: str) -> Any:
        """Return what stands in a sheet: its text, unless it is a number."""
        return self.text(lang)


@dataclass(frozen=True)
class Measured(Fact):
    """A number: its `value` (NaN where it is not known) and the `source` it comes from."""

    value: float
    source: Source | None = field(default=None, kw_only=True)

    def cell(self, lang: str) -> Any:
        return None if writing.is_missing(self.value) else self.value

    def of(self, *columns: str, rows: Sequence[Any] = (), formula: str = "", file: str = "") -> Self:
        """Return the same number with where it comes from."""
        return replace(self, source=Source(columns, tuple(rows), formula, file))


@dataclass(frozen=True)
class Number(Measured):
    """A count or another number, with at most `decimals` decimals."""

    decimals: int = 2

    def text(self, lang: str) -> str:
        return writing.number(self.value, lang, self.decimals)


@dataclass(frozen=True)
class Readable(Measured):
    """A number with two decimals, or as many as it takes for a small one not to read as zero."""

    def text(self, lang: str) -> str:
        small = 0 < abs(self.value) < 0.1
        places = min(9, 1 - math.floor(math.log10(abs(self.value)))) if small else 2
        return writing.number(self.value, lang, places)


@dataclass(frozen=True)
class Share(Measured):
    """A part of a whole as a percent with `decimals` decimals; `whole`: without them where they are zero."""

    decimals: int = 2
    whole: bool = False

    def text(self, lang: str) -> str:
        even = self.whole and abs(self.value - round(self.value, 2)) < 1e-9
        return writing.percent(self.value, lang, 0 if even else self.decimals)


@dataclass(frozen=True)
class Rate(Measured):
    """A rate, the same way in every room: 10.66%, and enough decimals for a small one."""

    def text(self, lang: str) -> str:
        return writing.rate(self.value, lang)


@dataclass(frozen=True)
class Amount(Measured):
    """An amount of money, with its currency where one is stated."""

    currency: str | None = None

    def text(self, lang: str) -> str:
        return writing.money(self.value, lang, self.currency)


@dataclass(frozen=True)
class Quantity(Measured):
    """A value in a unit of cmkit ("count", "ratio", "money", "minutes", "times", ...)."""

    unit: str = "count"
    currency: str | None = None

    def text(self, lang: str) -> str:
        return writing.quantity(self.value, self.unit, lang, self.currency)


@dataclass(frozen=True)
class Times(Measured):
    """How many times one is of another, where it is more than a part: × 2.5."""

    def text(self, lang: str) -> str:
        if writing.is_missing(self.value):
            return writing.MISSING
        return "× " + writing.number(self.value, lang, 2 if self.value < 100 else 1)


def passing(value: float) -> Measured:
    """Return the rate from one step to another; where there is more of the second, how many times."""
    return Times(value) if value > 1 else Rate(value)


@dataclass(frozen=True)
class Counted(Measured):
    """So many of what a column counts: "1 click", "483 clicks", « 0 clic »."""

    name: str = ""

    def text(self, lang: str) -> str:
        return f"{writing.number(self.value, lang)} {noun(self.name, self.value, lang)}"


RAREST = 0.0001  # a chance below this is said as "less than once in ten thousand"


@dataclass(frozen=True)
class Chance(Measured):
    """A chance as a rate, where it is not so small that the rate would only look exact."""

    def text(self, lang: str) -> str:
        if self.value < RAREST:
            return say("words.less_than", lang, value=writing.rate(RAREST, lang))
        return writing.rate(self.value, lang)
