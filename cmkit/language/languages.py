"""The languages there are: each is a folder of sentences, so that another one is data only.

A folder of `cmkit/locales` that holds a `language.toml` is a language, named as the folder is ("en", "fr").
So is one in a folder that the variable `CMKIT_LOCALES` names (several are parted as in `PATH`): a language
is added, or the words of one changed, without a line of code.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

VARIABLE = "CMKIT_LOCALES"


@dataclass(frozen=True)
class Language:
    """How a language is written: the facts of its `language.toml`.

    `name` is its own name; `locale` and `lists` are locales of Babel (numbers, dates and plurals; lists);
    `day` is a date pattern of Babel, `percent_space` what stands before %. `decimal` and `group` are the
    marks of a number as it is typed, `delimiter` stands between the cells of a CSV file.
    """

    name: str
    locale: str
    lists: str
    day: str
    percent_space: str
    decimal: str
    group: str
    delimiter: str


P = ParamSpec("P")
Read = TypeVar("Read")


def _once(read: Callable[P, Read]) -> Callable[P, Read]:
    """Read once, for as long as the variable names the same folders."""
    plain: Callable[..., Read] = read
    kept = cache(lambda added, *args: plain(*args))

    @wraps(read)
    def call(*args: P.args, **kwargs: P.kwargs) -> Read:
        return kept(os.environ.get(VARIABLE, ""), *args)

    return call


def _folders() -> list[Traversable]:
    added = [Path(folder) for folder in os.environ.get(VARIABLE, "").split(os.pathsep) if folder]
    return [resources.files("cmkit") / "locales", *(folder for folder in added if folder.is_dir())]


@_once
def languages() -> tuple[str, ...]:
    """Return the languages there are: cmkit's own first, in alphabetical order, then those added."""
    inside = [one for folder in _folders() for one in sorted(folder.iterdir(), key=lambda one: one.name)]
    return tuple(dict.fromkeys(one.name for one in inside if (one / "language.toml").is_file()))


@_once
def room(name: str, lang: str) -> dict[str, Any]:
    """Return the sentences of one file, as `lang` says them: key -> sentence, or its forms (one, other).

    >>> room("verdict", "fr")["status_met"]
    'atteint'
    """
    files = [folder / lang / f"{name}.toml" for folder in _folders()]
    said = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files if file.is_file()]
    return {key: sentence for each in said for key, sentence in each.items()}


@_once
def written_as(lang: str) -> Language:
    """Return how a language is written."""
    return Language(**room("language", lang))
