"""A metric's formula, read from the function that computes it: as plain text and as LaTeX.

The function is called with terms instead of numbers; each operation writes itself down, with
parentheses only where they are needed. So the formula shown is the formula computed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from cmkit.catalogue.columns import NUMBERS
from cmkit.catalogue.declare import CATALOGUE, Metric, find
from cmkit.language import sentences
from cmkit.language.writing import in_sentence, language

SUM, PRODUCT, WHOLE = 1, 2, 3
"""How tightly a term holds together: a looser one goes into parentheses inside a tighter one."""


@dataclass(frozen=True)
class Term:
    """A part of a formula in plain text; `holds` is how tightly it holds together."""

    written: str
    holds: int = WHOLE

    minus: ClassVar[str] = " − "
    times: ClassVar[str] = " × "

    def __add__(self, other: Any) -> Self:
        return self._joined(self, " + ", other, SUM)

    def __radd__(self, other: Any) -> Self:
        return self._joined(other, " + ", self, SUM)

    def __sub__(self, other: Any) -> Self:
        return self._joined(self, self.minus, other, SUM, right=PRODUCT)

    def __rsub__(self, other: Any) -> Self:
        return self._joined(other, self.minus, self, SUM, right=PRODUCT)

    def __mul__(self, other: Any) -> Self:
        return self._joined(self, self.times, other, PRODUCT)

    def __rmul__(self, other: Any) -> Self:
        return self._joined(other, self.times, self, PRODUCT)

    def __truediv__(self, other: Any) -> Self:
        return self._over(self, other)

    def __rtruediv__(self, other: Any) -> Self:
        return self._over(other, self)

    def _over(self, part: Any, base: Any) -> Self:
        return self._joined(part, " / ", base, PRODUCT, right=WHOLE)

    def _joined(self, left: Any, sign: str, right_term: Any, holds: int, right: int | None = None) -> Self:
        written = self._inside(left, holds) + sign + self._inside(right_term, right or holds)
        return type(self)(written, holds)

    def _inside(self, part: Any, holds: int) -> str:
        term = part if isinstance(part, Term) else type(self)(f"{part:g}")
        return term.written if term.holds >= holds else f"({term.written})"


@dataclass(frozen=True)
class LatexTerm(Term):
    """A part of a formula in LaTeX, where a fraction needs no parentheses."""

    minus: ClassVar[str] = " - "
    times: ClassVar[str] = r" \times "

    def _over(self, part: Any, base: Any) -> Self:
        return type(self)(rf"\frac{{{self._inside(part, SUM)}}}{{{self._inside(base, SUM)}}}")


def formula(name: str, lang: str | None = None) -> str:
    """Return the formula of a metric in words.

    Columns and metrics stand under their labels, constants under their values. Raises
    `UnknownNameError` for a metric or a language that cmkit does not know.

    >>> formula("engagement_rate", "fr"), formula("cpm", "en")
    ('interactions / portée', '1000 × ad spend / impressions')
    """
    return _read(find(name), lambda word: Term(word), lang)


def latex(name: str, lang: str | None = None) -> str:
    r"""Return the formula of a metric in LaTeX, without the dollar signs.

    Raises as `formula` does.

    >>> latex("engagement_rate", "en")
    '\\frac{\\text{interactions}}{\\text{reach}}'
    """
    return _read(find(name), lambda word: LatexTerm(rf"\text{{{escaped(word)}}}"), lang)


def _read(found: Metric, term: Any, lang: str | None) -> str:
    lang = language(lang)
    inputs = {name: term(input_words(name, lang)) for name in found.inputs}
    to_be_given = {
        name: term(sentences.say(f"catalogue.constant_{name}", lang))
        for name, value in found.constants.items()
        if math.isnan(value)
    }
    written: str = found.formula(**inputs, **to_be_given).written
    return written


def input_words(name: str, lang: str | None = None) -> str:
    """Return what an input is called inside a formula: its label, without what stands in parentheses.

    >>> input_words("link_clicks", "en"), input_words("gain", "fr")
    ('link clicks', 'gain')
    """
    label = NUMBERS[name].label(lang) if name in NUMBERS else CATALOGUE[name].label(lang)
    return in_sentence(re.sub(r" \(.*\)$", "", label))


def escaped(words: str) -> str:
    r"""Return words with LaTeX's special characters escaped.

    >>> escaped("50 % of A & B")
    '50 \\% of A \\& B'
    """
    return "".join(_SPECIAL.get(character, character) for character in words)


_SPECIAL = {c: "\\" + c for c in "%&#_${}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
