"""The small turns of phrase that the sentences of a verdict share: names, values, labels."""

from __future__ import annotations

from typing import Any

from cmkit.answers.verdict.judging import Judgement
from cmkit.given.objective import kpi_label
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence, join

FEW = 6
"""Up to so many results each is named; beyond, the first and the last, and how many between."""

LONG = 120
"""So many letters of names are too many for one sentence."""

SHOWN = 20
"""How many results a shown table holds, best first, beyond which the rest is counted."""


def amount(judged: Judgement, value: Any, lang: str) -> str:
    """Write a value of the deciding KPI in its unit."""
    return writing.quantity(value, judged.kpi.unit, lang, judged.goal.currency)


def kpi_words(judged: Judgement, lang: str) -> str:
    """Name the deciding KPI as inside a sentence."""
    return in_sentence(kpi_label(judged.kpi.name, lang))


def names_words(names: list[str], lang: str) -> str:
    """Join names, quoting those that are sentences themselves; of many, or of long ones, only two."""
    if len(names) <= 3 or (len(names) <= FEW and sum(map(len, names)) < LONG):
        return join([named(name, lang) for name in names], lang)
    return _and_others([named(name, lang) for name in names[:2]], len(names) - 2, lang)


def few_names(names: list[str], lang: str) -> str:
    """Join names as they are, for a cell; of many only two.

    >>> few_names(["a", "b", "c"], "en"), few_names(list("abcdefgh"), "en")
    ('a, b and c', 'a, b and 6 others')
    """
    return join(names, lang) if len(names) <= FEW else _and_others(names[:2], len(names) - 2, lang)


def _and_others(names: list[str], n: int, lang: str) -> str:
    return say("verdict.and_others", lang, names=", ".join(names), n=n)


def named(name: str, lang: str) -> str:
    """Quote a name that is a sentence itself, such as a post's text."""
    return say("verdict.quoted", lang, name=name) if " " in name and len(name) > 20 else name
