"""The languages there are: each is a folder of sentences, so that another one is data only.

A folder of `cmkit/locales` (or of one that `CMKIT_LOCALES` names, parted as in `PATH`) that holds a
`language.toml` is a language of that name; sentences found there go before cmkit's own.
"""

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

VARIABLE = "CMKIT_LOCALES"


@dataclass(frozen=True)
class Language:
    """How a language is written: the facts of its `language.toml`."""

    name: str
    locale: str  # of Babel: numbers, dates and plurals
    lists: str  # of Babel too: how it joins a list
    day: str  # a date pattern of Babel; `first` is that of the first day of a month
    first: str
    percent_space: str  # what stands before %
    decimal: str  # as a number is typed; so is `group`
    group: str
    delimiter: str  # between the cells of a CSV file


Read = TypeVar("Read")


def _once(read: Callable[..., Read]) -> Callable[..., Read]:
    """Read once, for as long as the variable names the same folders."""
    kept = cache(lambda added, *args: read(*args))

    @wraps(read)
    def call(*args: Any) -> Read:
        return kept(os.environ.get(VARIABLE, ""), *args)

    return call


def _folders() -> list[Traversable]:
    added = [Path(folder) for folder in os.environ.get(VARIABLE, "").split(os.pathsep) if folder]
    return [resources.files("cmkit") / "locales", *(folder for folder in added if folder.is_dir())]


def declared(path: str) -> dict[str, Any]:
    """Return what a file of data beside the code declares, by its path in the package."""
    return tomllib.loads((resources.files("cmkit") / path).read_text(encoding="utf-8"))


@_once
def languages() -> tuple[str, ...]:
    """Return the languages there are: cmkit's own first, in alphabetical order, then those added."""
    inside = [one for folder in _folders() for one in sorted(folder.iterdir(), key=lambda one: one.name)]
    return tuple(dict.fromkeys(one.name for one in inside if (one / "language.toml").is_file()))


@_once
def room(name: str, lang: str) -> dict[str, Any]:
    """Return the sentences of one file, as `lang` says them: key -> sentence, or its forms (one, other)."""
    files = [folder / lang / f"{name}.toml" for folder in _folders()]
    said = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files if file.is_file()]
    return {key: sentence for each in said for key, sentence in each.items()}


@_once
def written_as(lang: str) -> Language:
    """Return how a language is written."""
    return Language(**room("language", lang))


@cache
def locale_of(name: str) -> Any:
    """Return a locale of Babel, read once."""
    from babel import Locale

    return Locale.parse(name)
