"""Every sentence cmkit says, in the language in use, read from `cmkit/locales`.

A file of a language's folder belongs to one room (`errors.toml`, `verdict.toml`, ...); a sentence is named
by `room.key`. Where it depends on a number it has a `one` and an `other` form, and whatever other forms
the plural of the language has (`two`, `few`, `many`).
"""

import locale
import math
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cmkit.errors import CmkitError, UnknownNameError, UnreadableFileError
from cmkit.language.languages import languages, locale_of, room, written_as
from cmkit.language.terminal import harmless, on_one_line

DEFAULT = "en"  # what is spoken where nobody chose a language, and the system's own is not one of cmkit's

_chosen: dict[str, str] = {}


def use(lang: str) -> None:
    """Choose the language of this session, such as "fr" or "en".

    Raises `UnknownNameError` for a language that cmkit does not speak.

    >>> use("en")
    """
    _chosen["lang"] = language(lang)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak `lang` for the time of a block, so that what is raised or said in it is in one language."""
    before = dict(_chosen)
    use(lang)
    try:
        yield
    finally:
        _chosen.clear()
        _chosen.update(before)


def language(lang: str | None = None) -> str:
    """Return `lang` if cmkit speaks it, the language in use when None; else raise `UnknownNameError`."""
    if lang is None:
        return current()
    if not isinstance(lang, str) or lang not in languages():
        word = lang if isinstance(lang, str | int | float) else type(lang).__name__
        raise UnknownNameError("unknown_language", word=word, known=", ".join(languages()))
    return lang


def current() -> str:
    """Return the language in use: of `use`, `CMKIT_LANG`, the folder's `cmkit.toml`, the system, English."""
    # A variable or a folder that asks for a language that cmkit does not speak raises `UnknownNameError`.
    if lang := _chosen.get("lang"):
        return lang
    if asked := os.environ.get("CMKIT_LANG") or _folder_language():
        return language(_spoken(asked) or asked)
    return system_language()


def _spoken(asked: Any) -> str:
    words = str(asked).lower()
    named = {lang.lower(): lang for lang in languages()}
    return named.get(words) or named.get(re.split("[-_.@]", words)[0], "")


def system_language() -> str:
    """Return the language of the system, English where cmkit does not speak it."""
    return _spoken(locale.getlocale()[0]) or DEFAULT


def _folder_language() -> Any:
    settings = Path("cmkit.toml")
    try:
        return tomllib.loads(settings.read_text(encoding="utf-8")).get("lang")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError):
        raise UnreadableFileError("settings_unread", file=str(settings)) from None


def has(key: str, lang: str | None = None) -> bool:
    """Tell whether there is a sentence of that key."""
    where, _, name = key.partition(".")
    return name in room(where, language(lang))


def say(key: str, lang: str | None = None, /, **facts: Any) -> str:
    """Return the sentence `room.key` in `lang`, with its `{facts}` filled in; of its forms, `n` chooses."""
    # By the language's own rule (0 is singular in French); `n_text`, when given, is how `n` is written.
    lang = language(lang)
    spoken = {name: rendered(fact, lang) for name, fact in facts.items()}
    return harmless(sentence(key, lang, facts.get("n")).format(**spoken))


def sentence(key: str, lang: str, n: Any = None) -> str:
    """Return a sentence in the form that the number `n` takes, its `{facts}` not yet filled in."""
    (where, _, name), lang = key.partition("."), language(lang)
    try:
        kept = room(where, lang)[name]
    except KeyError:
        raise UnknownNameError("unknown_sentence", word=key, lang=lang) from None
    return form(kept, n, lang) if isinstance(kept, dict) else str(kept)


def form(forms: Mapping[str, str], n: Any, lang: str) -> str:
    """Return the form of a sentence or of a word that a number takes; a missing one takes that of many."""
    size = abs(float(getattr(n, "value", n)))
    if math.isnan(size):
        return forms["other"]
    return forms.get(locale_of(written_as(lang).locale).plural_form(size), forms["other"])


def rendered(fact: Any, lang: str) -> Any:
    """Return a fact as it enters a sentence: what has a `text` or is an error is written, several joined."""
    if isinstance(fact, CmkitError):
        return fact.in_language(lang)
    if isinstance(fact, tuple):
        return say("words.comma", lang).join(str(rendered(one, lang)) for one in fact)
    text = getattr(fact, "text", None)
    return text(lang) if callable(text) else fact


def _in_language(error: CmkitError, lang: str | None = None) -> str:
    try:  # where the language asked for is what is wrong, in the system's own
        lang = language(lang)
    except (UnknownNameError, UnreadableFileError):
        if lang is not None:
            raise
        lang = system_language()
    typed = {fact: _typed(fact, value, lang) for fact, value in error.facts.items()}
    return on_one_line(say(f"errors.{error.key}", lang, **typed))


CODE_NAMES = ("name", "column", "columns", "metric", "wanted_for")
"""The facts of an error that are the name of a column, a metric or a parameter, as one types it."""


def _typed(fact: str, value: Any, lang: str) -> Any:
    """Return the name of a column by its label too: "Portée (reach)"."""
    if fact in CODE_NAMES and isinstance(value, tuple):
        return tuple(_typed(fact, each, lang) for each in value)
    called = room("labels", lang).get(value) if fact in CODE_NAMES and isinstance(value, str) else None
    called = called["other"] if isinstance(called, dict) else called
    if called is None or called.lower() == value:
        return value
    return called if called.startswith(f"{value.upper()} (") else f"{called} ({value})"


CmkitError.in_language = _in_language
