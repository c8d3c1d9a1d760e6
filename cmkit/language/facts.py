"""Typed facts: what an answer says, without a language. Each writes itself in any language, when asked.

A number keeps its value, so that a sheet can calculate with it, and where it came from (`Source`), so that
a document can open it. Only here, and in `Said`, does a value become words.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from cmkit.errors import CmkitError
from cmkit.language import writing
from cmkit.language.labels import label, noun
from cmkit.language.sentences import say


@dataclass(frozen=True)
class Source:
    """Where a number comes from: its columns, its rows (names or numbers), its formula, its file and lines.

    >>> Source(columns=("clicks",), rows=("Result 1",)).formula
    ''
    """

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
        """Return the number itself, None where it is not known."""
        return None if writing.is_missing(self.value) else self.value

    def of(self, *columns: str, rows: Sequence[Any] = (), formula: str = "", file: str = "") -> Self:
        """Return the same number with where it comes from.

        >>> Number(25).of("clicks", rows=["Result 1"]).source.columns
        ('clicks',)
        """
        return replace(self, source=Source(columns, tuple(rows), formula, file))


@dataclass(frozen=True)
class Number(Measured):
    """A count or another number, with at most `decimals` decimals.

    >>> Number(1234.5).text("en")
    '1,234.5'
    """

    decimals: int = 2

    def text(self, lang: str) -> str:
        """Write the number."""
        return writing.number(self.value, lang, self.decimals)


@dataclass(frozen=True)
class Readable(Measured):
    """A number with two decimals, or as many as it takes for a small one not to read as zero.

    >>> Readable(33.333).text("en"), Readable(0.00217).text("en")
    ('33.33', '0.0022')
    """

    def text(self, lang: str) -> str:
        """Write the number."""
        small = 0 < abs(self.value) < 0.1
        places = min(9, 1 - math.floor(math.log10(abs(self.value)))) if small else 2
        return writing.number(self.value, lang, places)


@dataclass(frozen=True)
class Share(Measured):
    """A part of a whole as a percent with `decimals` decimals; `whole` leaves them out where they are zero.

    >>> Share(1.25, 0).text("en"), Share(1.2075, whole=True).text("en")
    ('125%', '120.75%')
    """

    decimals: int = 2
    whole: bool = False

    def text(self, lang: str) -> str:
        """Write the percent."""
        even = self.whole and abs(self.value - round(self.value, 2)) < 1e-9
        return writing.percent(self.value, lang, 0 if even else self.decimals)


@dataclass(frozen=True)
class Rate(Measured):
    """A rate, the same way in every room: 10.66%, and enough decimals for a small one.

    >>> Rate(0.1066).text("en")
    '10.66%'
    """

    def text(self, lang: str) -> str:
        """Write the rate."""
        return writing.rate(self.value, lang)


@dataclass(frozen=True)
class Amount(Measured):
    """An amount of money, with its currency where one is stated.

    >>> Amount(1200, "EUR").text("en")
    '€1,200.00'
    """

    currency: str | None = None

    def text(self, lang: str) -> str:
        """Write the amount."""
        return writing.money(self.value, lang, self.currency)


@dataclass(frozen=True)
class Quantity(Measured):
    """A value in a unit of cmkit ("count", "ratio", "money", "minutes", "times", ...).

    >>> Quantity(0.1066, "ratio").text("en"), Quantity(12, "minutes").text("en")
    ('10.66%', '12 min')
    """

    unit: str = "count"
    currency: str | None = None

    def text(self, lang: str) -> str:
        """Write the value in its unit."""
        return writing.quantity(self.value, self.unit, lang, self.currency)


@dataclass(frozen=True)
class Times(Measured):
    """How many times one is of another, where it is more than a part: × 2.5.

    >>> Times(2.5).text("en")
    '× 2.5'
    """

    def text(self, lang: str) -> str:
        """Write the number of times."""
        if writing.is_missing(self.value):
            return writing.MISSING
        return "× " + writing.number(self.value, lang, 2 if self.value < 100 else 1)


def passing(value: float) -> Measured:
    """Return the rate from one step to another; where there is more of the second, how many times.

    >>> passing(0.02).text("en"), passing(2.5).text("en")
    ('2.00%', '× 2.5')
    """
    return Times(value) if value > 1 else Rate(value)


@dataclass(frozen=True)
class Counted(Measured):
    """So many of what a column counts: "1 click", "483 clicks", « 0 clic ».

    >>> Counted(1, "clicks").text("en"), Counted(483, "clicks").text("en")
    ('1 click', '483 clicks')
    """

    name: str = ""

    def text(self, lang: str) -> str:
        """Write the count and its noun."""
        return f"{writing.number(self.value, lang)} {noun(self.name, self.value, lang)}"


@dataclass(frozen=True)
class Day(Fact):
    """A date in full words.

    >>> Day(date(2026, 11, 25)).text("fr")
    '25 novembre 2026'
    """

    value: date

    def text(self, lang: str) -> str:
        """Write the date."""
        return writing.day(self.value, lang)

    def cell(self, lang: str) -> Any:
        """Return the date itself."""
        return self.value


@dataclass(frozen=True)
class Span(Fact):
    """From one end to another, each a fact; once where they read the same; "at least", "at most" where one
    end is not known, a dash where none is.

    >>> Span(Number(12000), Number(20000)).text("en"), Span(Number(500), Number(math.nan)).text("en")
    ('12,000 to 20,000', 'at least 500')
    """

    low: Measured
    high: Measured

    def text(self, lang: str) -> str:
        """Write both ends."""
        no_low, no_high = (writing.is_missing(end.value) for end in (self.low, self.high))
        if no_low and no_high:
            return writing.MISSING
        low, high = self.low.text(lang), self.high.text(lang)
        if no_high:
            return say("words.at_least", lang, value=low)
        if no_low:
            return say("words.at_most", lang, value=high)
        return low if low == high else say("words.span", lang, low=low, high=high)

    def cell(self, lang: str) -> Any:
        """Return the number where both ends are one, None where none is known, else the text."""
        if writing.is_missing(self.low.value) and writing.is_missing(self.high.value):
            return None
        return self.low.value if self.low.value == self.high.value else self.text(lang)


@dataclass(frozen=True)
class Name(Fact):
    """A column, a metric or another word of cmkit, by its label; a word of the user's own as it is.

    >>> Name("link_clicks").text("fr"), Name("my_column").text("fr")
    ('Clics sur un lien', 'my_column')
    """

    name: str

    def text(self, lang: str) -> str:
        """Write the label."""
        return label(self.name, lang)


@dataclass(frozen=True)
class Inside(Fact):
    """A fact as it stands inside a sentence: lower case at the start, acronyms kept; also a name's label.

    >>> Inside("link_clicks").text("en")
    'link clicks'
    """

    fact: Any

    def text(self, lang: str) -> str:
        """Write it in lower case."""
        fact = Name(self.fact) if isinstance(self.fact, str) else self.fact
        return writing.in_sentence(written(fact, lang))


@dataclass(frozen=True)
class Capital(Fact):
    """A fact at the start of a sentence or a cell: its first letter a capital, the others as they are."""

    fact: Any

    def text(self, lang: str) -> str:
        """Write it with a capital."""
        said = written(self.fact, lang)
        return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class All(Fact):
    """Facts joined as a sentence does, or by `mark`, a key of a sentence such as a semicolon.

    >>> All(("a", "b", "c")).text("fr")
    'a, b et c'
    """

    facts: tuple[Any, ...]
    mark: str = ""

    def text(self, lang: str) -> str:
        """Write them one after the other."""
        said = [written(fact, lang) for fact in self.facts]
        return say(self.mark, lang).join(said) if self.mark else writing.join(said, lang)


@dataclass(frozen=True)
class Sentences(Fact):
    """Facts one after the other, as sentences of one paragraph; empty ones are left out."""

    facts: tuple[Any, ...]

    def text(self, lang: str) -> str:
        """Write the paragraph."""
        return " ".join(said for fact in self.facts if (said := written(fact, lang)))


@dataclass(frozen=True)
class Quoted(Fact):
    """A name that a person gave; in quotes where it is a sentence itself, such as a post's text.

    >>> Quoted("Result 1").text("en"), Quoted("Our summer sale starts today").text("en")
    ('Result 1', '“Our summer sale starts today”')
    """

    name: Any

    def text(self, lang: str) -> str:
        """Write the name."""
        said = written(self.name, lang)
        return say("words.quoted", lang, name=said) if " " in said and len(said) > 20 else said


@dataclass(frozen=True, eq=False)
class Shared(Fact):
    """A fact that very many sentences share: it is written once a language.

    >>> Shared(Quantity(0.1066, "ratio")).text("en")
    '10.66%'
    """

    fact: Any
    said: dict[str, str] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        """Write the fact."""
        if lang not in self.said:
            self.said[lang] = written(self.fact, lang)
        return self.said[lang]


def written(fact: Any, lang: str) -> str:
    """Write anything that an answer may say: a fact, an error, a word as it is, a number.

    >>> written(Number(1234), "en"), written("as it is", "en"), written(None, "en")
    ('1,234', 'as it is', '')
    """
    match fact:
        case None:
            return ""
        case str():
            return fact
        case Fact():
            return fact.text(lang)
        case BaseException():
            return fact.in_language(lang) if isinstance(fact, CmkitError) else str(fact)
        case tuple():
            return All(fact, "words.comma").text(lang)
        case date():
            return writing.day(fact, lang)
        case bool():
            return say(f"words.{str(fact).lower()}", lang)
    return writing.number(fact, lang)


RAREST = 0.0001
"""A chance below this is said as "less than once in ten thousand"."""


@dataclass(frozen=True)
class Chance(Measured):
    """A chance as a rate, where it is not so small that the rate would only look exact.

    >>> Chance(0.3677).text("en"), Chance(2e-9).text("en")
    ('36.77%', 'less than 0.01%')
    """

    def text(self, lang: str) -> str:
        """Write the chance."""
        if self.value < RAREST:
            return say("words.less_than", lang, value=writing.rate(RAREST, lang))
        return writing.rate(self.value, lang)


FEW, LONG = 6, 120
"""Up to so many names each is given; so many letters of names are too many for one sentence."""


@dataclass(frozen=True)
class Listed(Fact):
    """Names that people gave, joined; of many, or of long ones, two and how many others (`listed`)."""

    names: tuple[Any, ...]
    total: int

    def text(self, lang: str) -> str:
        """Write the names."""
        said = [Quoted(name).text(lang) for name in self.names]
        short = sum(len(written(name, lang)) for name in self.names) < LONG
        if self.total <= (FEW if short else 3):
            return writing.join(said, lang)
        others = self.total - 2
        return say("words.and_others", lang, names=", ".join(said[:2]), n=others)


def listed(names: Sequence[Any]) -> Listed:
    """Return names as a sentence lists them; of thousands only a few are kept.

    >>> listed(["a", "b", "c"]).text("en"), listed([f"R{n}" for n in range(9)]).text("en")
    ('a, b and c', 'R0, R1 and 7 others')
    """
    return Listed(tuple(names[:FEW]), len(names))
