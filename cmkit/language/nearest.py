"""The word that was meant: the nearest of those known, and what is said of a word that is not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from cmkit.errors import UnknownNameError
from cmkit.language.said import Said, said

LISTED = 12
"""How many known words are named."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word closest to `word`, or "" when none is close.

    >>> nearest("trafic", ["traffic", "visibility"])
    'traffic'
    """
    close = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> Said | str:
    """Return the question that names the nearest known word, "" when none is close.

    It is kept without a language: a fact of a sentence, written when the sentence is said.

    >>> did_you_mean("cliks", ["clicks", "reach"]).text("en")
    ' Did you mean clicks?'
    """
    close = nearest(word, known)
    return said("errors.did_you_mean", word=close) if close else ""


def unknown(kind: str, word: object, known: Iterable[str]) -> UnknownNameError:
    """Return the error for a `word` that is not among the `known` words of its `kind`.

    >>> print(unknown("objective", "trafic", ["traffic", "image"]).in_language("en"))
    'trafic' is not an objective that cmkit knows. Did you mean traffic? Known: traffic, image.
    """
    names = list(known)
    listed = (*names[:LISTED], *(["..."] if len(names) > LISTED else []))
    what, hint = said(f"errors.kind_{kind}"), did_you_mean(str(word), names)
    return UnknownNameError("unknown_name", kind=what, word=word, hint=hint, known=listed)
