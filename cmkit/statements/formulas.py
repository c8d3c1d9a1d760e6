"""A metric's formula, read from the function that computes it: as plain text and as LaTeX.

The function is called with terms instead of numbers; each operation writes itself down, with
parentheses only where they are needed. So the formula shown is the formula computed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from cmkit.catalogue.declare import CATALOGUE, Metric, find
from cmkit.language.sentences import language, say
from cmkit.language.writing import in_sentence, label, unit_name

if TYPE_CHECKING:
    import pandas as pd

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

    def __truediv__(self, base: Any) -> Self:
        return self._joined(self, " / ", base, PRODUCT, right=WHOLE)

    def __rtruediv__(self, part: Any) -> Self:
        return type(self)(f"{part:g}") / self

    def _joined(self, left: Any, sign: str, right_term: Any, holds: int, right: int = 0) -> Self:
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

    def __truediv__(self, base: Any) -> Self:
        return type(self)(rf"\frac{{{self.written}}}{{{self._inside(base, SUM)}}}")


def formula(name: str, lang: str | None = None) -> str:
    """Return the formula of a metric in words: labels of columns and metrics, values of constants."""
    return _read(find(name), Term, lang)


def latex(name: str, lang: str | None = None) -> str:
    r"""Return the formula of a metric in LaTeX, without the dollar signs.

    Raises `UnknownNameError` for a metric or a language that cmkit does not know.

    >>> latex("engagement_rate", "en")
    '\\frac{\\text{interactions}}{\\text{reach}}'
    """
    return _read(find(name), lambda word: LatexTerm(rf"\text{{{escaped(word)}}}"), lang)


def _read(found: Metric, term: Callable[[str], Term], lang: str | None) -> str:
    lang = language(lang)
    words = {name: term(input_words(name, lang)) for name in found.inputs}
    for name in (name for name, value in found.constants.items() if math.isnan(value)):  # to be given
        words[name] = term(say(f"catalogue.constant_{name}", lang))
    written: str = found.formula(**words).written
    return written


def metrics(lang: str | None = None) -> pd.DataFrame:
    """Return every metric, one a row: name, label, formula, unit, objective, stage.

    `objective` names the objectives that the metric can help to judge (empty: none alone, as for
    every engagement rate), `stage` its step of the social sales cycle. Words are in `lang`, "en" or
    "fr" (by default the language in use); `name` is what functions take, in either language.

    Raises `UnknownNameError` for another language.

    >>> metrics("en").set_index("name").loc["ctr", ["formula", "objective"]].tolist()
    ['link clicks / impressions', 'traffic']
    """
    import pandas as pd

    lang = language(lang)
    return pd.DataFrame(
        {
            "name": name, "label": found.label(lang), "formula": formula(name, lang),
            "unit": unit_name(found.unit, lang),
            "objective": ", ".join(say(f"catalogue.objective_{word}", lang) for word in found.serves),
            "stage": say(f"catalogue.stage_{found.stage}", lang),
        }
        for name, found in CATALOGUE.items()
    )


def input_words(name: str, lang: str | None = None) -> str:
    """Return what an input is called inside a formula: its label, without what stands in parentheses."""
    return in_sentence(re.sub(r" \(.*\)$", "", label(name, lang)))


def escaped(words: str) -> str:
    r"""Return words with LaTeX's special characters escaped: "50 \%"."""
    return words.translate(SPECIAL)


SPECIAL = str.maketrans({c: "\\" + c for c in "%&#_${}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
