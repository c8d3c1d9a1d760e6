"""Every sentence cmkit says, in both languages, read from `cmkit/locales`.

A file of `locales` belongs to one room (`errors.toml`, `verdict.toml`, ...) and holds its sentences
side by side, `en` under `fr`, so that one is never changed without the other. A sentence is named by
`room.key`; where it depends on a number it has a `one` and an `other` form.
"""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "fr")
_chosen: dict[str, str] = {}


def choose(lang: str) -> None:
    """Keep `lang` as the language of this session (checked by `cmkit.use`)."""
    _chosen["lang"] = lang


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak `lang` for the time of a block, so that what is raised or said in it is in one language."""
    before = dict(_chosen)
    _chosen["lang"] = lang
    try:
        yield
    finally:
        _chosen.clear()
        _chosen.update(before)


def current() -> str:
    """Return the language in use, "en" or "fr".

    In order: what `cmkit.use` chose, the variable `CMKIT_LANG`, the `lang` of a `cmkit.toml` in the
    working folder (each notebook folder has one), the system's own language, English.
    """
    asked = _chosen.get("lang") or os.environ.get("CMKIT_LANG") or _folder_language(Path.cwd())
    asked = asked or (locale.getlocale()[0] or "en")
    return "fr" if asked.lower().startswith("fr") else "en"


def _folder_language(folder: Path) -> str | None:
    settings = folder / "cmkit.toml"
    if not settings.is_file():
        return None
    lang = tomllib.loads(settings.read_text(encoding="utf-8")).get("lang")
    return lang if lang in LANGUAGES else None


@cache
def room(name: str) -> dict[str, Any]:
    """Return the sentences of one room: key -> {"en": ..., "fr": ...}."""
    path = resources.files("cmkit") / "locales" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def say(key: str, lang: str | None = None, /, **facts: Any) -> str:
    """Return the sentence `room.key` in `lang`, with its `{facts}` filled in.

    Where the sentence has a `one` and an `other` form, the fact `n` chooses between them by the
    language's own rule (0 is singular in French, plural in English). `n_text`, when given, is how
    the number is written.

    >>> say("verdict.status_met", "fr")
    'atteint'
    """
    lang = lang or current()
    where, _, name = key.partition(".")
    sentence = room(where)[name][lang]
    if isinstance(sentence, dict):
        sentence = sentence[_plural(facts["n"], lang)]
    return str(sentence).format(**facts)


def _plural(n: float, lang: str) -> str:
    singular = abs(n) < 2 if lang == "fr" else n == 1
    return "one" if singular else "other"
