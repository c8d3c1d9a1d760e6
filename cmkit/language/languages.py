"""The languages there are: each is a folder of sentences, so that another one is data only.

A folder of `cmkit/locales` that holds a `language.toml` is a language, named as the folder is ("en", "fr").
So is one in a folder that the variable `CMKIT_LOCALES` names (several are parted as in `PATH`): a language
is added, or the words of one changed, without a line of code.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

VARIABLE = "CMKIT_LOCALES"


@dataclass(frozen=True)
class Language:
    """How a language is written: the facts of its `language.toml`.

    `name` is its own name; `locale` and `lists` are locales of Babel (numbers, dates and plurals; lists);
    `day` is a date pattern of Babel, `percent_space` what stands before %; `comma` and `semicolon` stand
    between the parts of a list. `decimal` and `group` are the marks of a number as it is typed, `delimiter`
    stands between the cells of a CSV file.
    """

    name: str
    locale: str
    lists: str
    day: str
    percent_space: str
    comma: str
    semicolon: str
    decimal: str
    group: str
    delimiter: str


def languages() -> tuple[str, ...]:
    """Return the languages there are: cmkit's own first, in alphabetical order, then those added.

    >>> languages()[:2]
    ('en', 'fr')
    """
    return _languages(_added())


def room(name: str, lang: str) -> dict[str, Any]:
    """Return the sentences of one file, as `lang` says them: key -> sentence, or its forms (one, other).

    >>> room("verdict", "fr")["status_met"]
    'atteint'
    """
    return _room(name, lang, _added())


def written_as(lang: str) -> Language:
    """Return how a language is written.

    >>> written_as("fr").delimiter
    ';'
    """
    return _written_as(lang, _added())


def _added() -> str:
    return os.environ.get(VARIABLE, "")


def _roots(added: str) -> list[Traversable]:
    own = resources.files("cmkit") / "locales"
    return [own, *(Path(folder) for folder in added.split(os.pathsep) if Path(folder).is_dir() and folder)]


@cache
def _languages(added: str) -> tuple[str, ...]:
    found = [
        folder.name
        for root in _roots(added)
        for folder in sorted(root.iterdir(), key=lambda one: one.name)
        if (folder / "language.toml").is_file()
    ]
    return tuple(dict.fromkeys(found))


@cache
def _room(name: str, lang: str, added: str) -> dict[str, Any]:
    files = [root / lang / f"{name}.toml" for root in _roots(added)]
    said: dict[str, Any] = {}
    for file in files:
        if file.is_file():
            said |= tomllib.loads(file.read_text(encoding="utf-8"))
    return said


@cache
def _written_as(lang: str, added: str) -> Language:
    return Language(**_room("language", lang, added))
