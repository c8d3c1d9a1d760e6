"""Facts in tables and single answers, put into words: for what gives a table or a text in a language."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pandas as pd

from cmkit.errors import CmkitError
from cmkit.language.facts import Fact, written
from cmkit.language.writing import language


def spoken(found: Any, lang: str) -> Any:
    """Return a table with each cell or label that is a fact (or an error) in words; so of a list, a fact."""
    if isinstance(found, pd.DataFrame):
        words = functools.partial(spoken, lang=lang)
        kept = found.rename(columns=words, index=words if found.index.dtype == object else None)
        for column in [name for name in kept if kept[name].dtype == object]:
            kept[column] = [written(c, lang) if isinstance(c, Fact | CmkitError) else c for c in kept[column]]
        return kept
    if isinstance(found, list):
        return [spoken(each, lang) for each in found]
    return written(found, lang) if isinstance(found, Fact | CmkitError) else found


def in_language(make: Callable[..., Any]) -> Callable[..., Any]:
    """Make a method that gives facts one that takes `lang` last (by default the one in use), in words."""
    places = make.__code__.co_argcount - 1

    @functools.wraps(make)
    def method(self: Any, *args: Any, lang: str | None = None, **given: Any) -> Any:
        asked = language(args[places] if len(args) > places else lang)
        return spoken(make(self, *args[:places], **given), asked)

    return method
