"""Facts of an answer as words or tables in a language, for the methods and columns that give them so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import pandas as pd

from cmkit.errors import CmkitError
from cmkit.language.facts import Fact, written
from cmkit.language.writing import language


def speaking(telling: Callable[..., Any]) -> Callable[..., Any]:
    """Make of a method that gives a fact (or a table of facts) one that writes it, `lang` its last argument.

    >>> from cmkit.language.facts import Number
    >>> speaking(lambda self: Number(1234))(None, "fr")
    '1\\u202f234'
    """
    places = telling.__code__.co_argcount - 1

    @wraps(telling)
    def speak(self: Any, *given: Any, lang: str | None = None) -> Any:
        asked = given[places] if len(given) > places else lang
        return in_words(telling(self, *given[:places]), asked)

    return speak


def in_words(told: Any, lang: str | None = None) -> Any:
    """Write a fact, each of several, or those of a table, in a language (None: the one in use).

    >>> from cmkit.language.facts import Number
    >>> in_words((Number(1), Number(2)), "en")
    ['1', '2']
    """
    spoken = language(lang)
    if isinstance(told, tuple):
        return [written(fact, spoken) for fact in told]
    if not isinstance(told, pd.DataFrame):
        return written(told, spoken)
    said = {name: [_cell(cell, spoken) for cell in told[name]] for name in told if told[name].dtype == object}
    return told.assign(**said)


def _cell(cell: Any, lang: str) -> Any:
    return written(cell, lang) if isinstance(cell, Fact | CmkitError) else cell
