"""Typed facts: what an answer says, without a language. Each writes itself in any language, when asked.

Only here, in `measured` (the facts that are numbers) and in `Said`, does a value become words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from numbers import Real
from typing import Any

from cmkit.errors import CmkitError
from cmkit.language import writing
from cmkit.language.terminal import cut, on_one_line
from cmkit.language.writing import Labelled, label, language

from cmkit.language.measured import (  # isort: skip
    Amount, Chance, Counted, Fact, Measured, Number, Quantity, Rate, Readable, Share, Source, Times, passing,
)  # fmt: skip
from cmkit.language.sentences import say

__all__ = [
    "All", "Amount", "Capital", "Chance", "Counted", "Day", "Fact", "Inside", "Listed", "Measured", "Name",
    "Number", "Quantity", "Quoted", "Rate", "Readable", "Sentences", "Share", "Shared", "Source", "Span",
    "Times", "Typed", "listed", "passing", "written",
]  # fmt: skip


@dataclass(frozen=True)
class Day(Fact):
    """A date in full words."""

    value: date

    def text(self, lang: str) -> str:
        return writing.day(self.value, lang)

    def cell(self, lang: str) -> Any:
        return self.value


@dataclass(frozen=True)
class Span(Fact):
    """From one end to another, each a fact; once where they read the same."""
    # "At least" or "at most" where one end is not known, a dash where none is.

    low: Measured
    high: Measured

    def text(self, lang: str) -> str:
        low, high = self.low.text(lang), self.high.text(lang)
        if low == high:
            return low
        if writing.is_missing(self.high.value):
            return say("words.at_least", lang, value=low)
        if writing.is_missing(self.low.value):
            return say("words.at_most", lang, value=high)
        return say("words.span", lang, low=low, high=high)

    def cell(self, lang: str) -> Any:
        ends = (self.low.cell(lang), self.high.cell(lang))
        return ends[0] if ends[0] == ends[1] else self.text(lang)


@dataclass(frozen=True)
class Name(Fact):
    """A column, a metric or another word of cmkit, by its label; a word of the user's own as it is."""

    name: str

    def text(self, lang: str) -> str:
        return label(self.name, lang)


@dataclass(frozen=True)
class Inside(Fact):
    """A fact as it stands inside a sentence: lower case at the start, acronyms kept; also a name's label."""

    fact: Any

    def text(self, lang: str) -> str:
        fact = Name(self.fact) if isinstance(self.fact, str) else self.fact
        return writing.in_sentence(written(fact, lang))


@dataclass(frozen=True)
class Capital(Fact):
    """A fact at the start of a sentence or a cell: its first letter a capital, the others as they are."""

    fact: Any

    def text(self, lang: str) -> str:
        said = written(self.fact, lang)
        return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class All(Fact):
    """Facts joined as a sentence does, or by `mark`, a key of a sentence such as a semicolon."""

    facts: tuple[Any, ...]
    mark: str = ""

    def text(self, lang: str) -> str:
        said = [written(fact, lang) for fact in self.facts]
        return say(self.mark, lang).join(said) if self.mark else writing.join(said, lang)


@dataclass(frozen=True)
class Sentences(Fact):
    """Facts one after the other, as sentences of one paragraph; empty ones are left out."""

    facts: tuple[Any, ...]

    def text(self, lang: str) -> str:
        return " ".join(said for fact in self.facts if (said := written(fact, lang)))


@dataclass(frozen=True)
class Quoted(Fact):
    """A name that a person gave; in quotes where it is a sentence itself, such as a post's text."""

    name: Any

    def text(self, lang: str) -> str:
        said = written(self.name, lang)
        return say("words.quoted", lang, name=said) if " " in said and len(said) > 20 else said


LONGEST_TYPED = 60  # a value that was typed is shown up to so many letters
CONTAINERS = (list, tuple, set, dict)


def _float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:  # a whole number beyond any float
        return math.inf if value > 0 else -math.inf
    except ValueError:  # a signalling NaN of `decimal`
        return math.nan


@dataclass(frozen=True)
class Typed(Fact):
    """A value as a person typed it: a text in quotes and cut where it is long, a number as it is written."""

    value: Any

    def text(self, lang: str) -> str:
        if isinstance(self.value, str):
            return say("words.quoted", lang, name=cut(self.value, LONGEST_TYPED))
        if writing.is_missing(self.value):
            return "None" if self.value is None else writing.MISSING
        if isinstance(self.value, Real | Decimal) and not isinstance(self.value, bool):
            return writing.number(_float(self.value), lang, 9)
        if isinstance(self.value, bool | date | Fact):
            return written(self.value, lang)
        if isinstance(self.value, CONTAINERS):
            few = [type(each)() if isinstance(each, CONTAINERS) else each for each in islice(self.value, FEW)]
            return f"({', '.join(Typed(each).text(lang) for each in few)})"
        return type(self.value).__name__


@dataclass(frozen=True, eq=False)
class Shared(Fact):
    """A fact that very many sentences share: it is written once a language."""

    fact: Any
    said: dict[str, str] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        return self.said.get(lang) or self.said.setdefault(lang, written(self.fact, lang))


class Numbered(str):
    """The name of a result that has none, by its number: a text, written in any language."""

    number: int

    def __new__(cls, number: int, lang: str) -> "Numbered":
        name = super().__new__(cls, say("judging.result_n", lang, number=number))
        name.number = number
        return name

    def __getnewargs__(self) -> Any:
        return self.number, language()


def written(fact: Any, lang: str) -> str:
    """Write anything that an answer may say: a fact, an error, a word as it is, a number."""
    match fact:
        case None:
            return ""
        case Numbered():
            return Numbered(fact.number, lang)
        case str():
            return on_one_line(fact)
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


FEW, LONG = 6, 120
"""Up to so many names each is given; so many letters of names are too many for one sentence."""


@dataclass(frozen=True)
class Listed(Fact):
    """Names that people gave, joined; of many, or of long ones, two and how many others (`listed`)."""

    names: tuple[Any, ...]
    total: int

    def text(self, lang: str) -> str:
        said = [Quoted(name).text(lang) for name in self.names]
        short = sum(len(written(name, lang)) for name in self.names) < LONG
        if self.total <= (FEW if short else 3):
            return writing.join(said, lang)
        return say("words.and_others", lang, names=", ".join(said[:2]), n=self.total - 2)


def listed(names: Sequence[Any]) -> Listed:
    """Return names as a sentence lists them; of thousands only a few are kept."""
    return Listed(tuple(names[:FEW]), len(names))


@dataclass(frozen=True)
class Label(Fact):
    """What has a label of its own, such as a format that a user made, by that label."""

    labelled: Labelled

    def text(self, lang: str) -> str:
        return self.labelled.label(lang)


@dataclass(frozen=True)
class Moment(Day):
    """A date in full words, with its time of day where it has one."""

    value: datetime

    def text(self, lang: str) -> str:
        day, clock = writing.day(self.value, lang), f"{self.value:%H:%M}"
        return say("words.moment", lang, day=day, clock=clock) if self.value.time() != time() else day
