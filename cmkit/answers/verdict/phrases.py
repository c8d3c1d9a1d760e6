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


def amount(judged: Judgement, value: Any, lang: str) -> str:
    """Write a value of the deciding KPI in its unit."""
    return writing.quantity(value, judged.kpi.unit, lang, judged.goal.currency)


def kpi_words(judged: Judgement, lang: str) -> str:
    """Name the deciding KPI as inside a sentence."""
    return in_sentence(kpi_label(judged.kpi.name, lang))


def names_words(names: list[str], lang: str) -> str:
    """Join names, quoting those that are sentences themselves; of many, or of long ones, only two."""
    said = [named(name, lang) for name in names]
    if len(names) <= (FEW if sum(map(len, names)) < LONG else 3):
        return join(said, lang)
    return say("verdict.and_others", lang, names=", ".join(said[:2]), n=len(names) - 2)


def named(name: str, lang: str) -> str:
    """Quote a name that is a sentence itself, such as a post's text."""
    return say("verdict.quoted", lang, name=name) if " " in name and len(name) > 20 else name
