"""What cmkit raises, in one sentence: the name, the value, the rule, the nearest right word.

Every error derives from `CmkitError` and from the built-in that fits, so both `except CmkitError`
and `except ValueError` do what a reader expects. Sentences come in the language in use.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from cmkit.language import sentences


class CmkitError(Exception):
    """Any error of cmkit. `key` names its sentence, `facts` holds what was put into it."""

    def __init__(self, key: str, **facts: Any) -> None:
        self.key = key
        self.facts = facts
        super().__init__(self.in_language(None))

    def in_language(self, lang: str | None) -> str:
        """Return the sentence in "en" or "fr" (by default the language in use)."""
        return sentences.say(f"errors.{self.key}", lang, **self.facts)

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.key, self.facts)

    def _render_traceback_(self) -> list[str]:
        """Show only the sentence in a notebook (IPython asks for this): what to do matters there."""
        return [f"{type(self).__name__}: {self}"]


def _again(kind: type[CmkitError], key: str, facts: dict[str, Any]) -> CmkitError:
    return kind(key, **facts)


class UnknownNameError(CmkitError, KeyError, ValueError):
    """A metric, objective, column, language or format that cmkit does not know.

    Both a failed look-up and a bad value, as pandas and enum would say.
    """


class MissingColumnError(CmkitError, KeyError):
    """A metric or an objective needs a column that the table does not have."""


class BadValueError(CmkitError, ValueError):
    """A number outside its rule: a negative count, an infinite amount, a share above 1."""


class NotANumberError(CmkitError, TypeError, ValueError):
    """Text, a date or a truth value where a number should be."""


class NotATableError(CmkitError, TypeError):
    """Something that is not a table was given where one is needed."""


class EmptyTableError(CmkitError, ValueError):
    """A table without rows, from which nothing can be concluded."""


class DuplicateNameError(CmkitError, ValueError):
    """Two results, or two columns, under one name."""


class RefusedKpiError(CmkitError, ValueError):
    """A KPI that must never decide the objective it was asked for."""


class MoneyMismatchError(CmkitError, ValueError, TypeError):
    """Two amounts that cannot be put side by side: other currencies, VAT or periods, or a bare number."""


class MixedReturnsError(CmkitError, TypeError):
    """ROA, ROE or ROI added, averaged, compared with another kind, or taken for a bare number."""


class NotMoneyError(CmkitError, ValueError, TypeError):
    """Likes, followers or an advertising equivalent given where money is needed."""


class NotAdditiveError(CmkitError, ValueError):
    """A sum that would mean nothing, such as adding up shares of a market."""


class UnreadableFileError(CmkitError, ValueError):
    """A file that cannot be read right: what was seen, and what to do."""


class MissingFileError(CmkitError, FileNotFoundError):
    """A path where there is no file."""


class UnwrittenFileError(CmkitError, OSError):
    """A table that was not written: the file is there already, or it cannot hold the table."""


class FolderError(CmkitError, OSError):
    """A folder that files cannot be put into."""


class MissingToolError(CmkitError, ModuleNotFoundError):
    """A program that cmkit can do without, asked for and not installed."""


class SetAsideWarning(UserWarning):
    """Rows that a calculation could not use, counted."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word closest to `word`, or "" when none is close.

    >>> nearest("trafic", ["traffic", "visibility"])
    'traffic'
    """
    close = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def unknown(kind: str, word: object, known: Iterable[str]) -> UnknownNameError:
    """Return the error for a `word` that is not among the `known` words of its `kind`."""
    names = list(known)
    close = nearest(str(word), names)
    hint = sentences.say("errors.did_you_mean", word=close) if close else ""
    listed = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    what = sentences.say(f"errors.kind_{kind}")
    return UnknownNameError("unknown_name", kind=what, word=word, hint=hint, known=listed)
