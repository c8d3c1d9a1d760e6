"""What cmkit raises, in one sentence: the name, the value, the rule, the nearest right word.

Every error derives from `CmkitError` and from the built-in that fits, so both `except CmkitError`
and `except ValueError` do what a reader expects. Here are only the classes: an error keeps the key of its
sentence and its facts, and `cmkit.language` says it, in whichever language it is asked for.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any


class CmkitError(Exception):
    """Any error of cmkit. `key` names its sentence, `facts` holds what is put into it.

    A fact that is a sentence or a label itself is kept without a language (it has a `text`), so that the
    whole error is in one language.
    """

    in_language: Callable[..., str]
    """Return the sentence in a language of cmkit (by default the one in use): the room of language puts
    this method here, so that errors need no room to exist."""

    def __init__(self, key: str, **facts: Any) -> None:
        self.key = key
        self.facts = facts
        super().__init__(key)

    def __str__(self) -> str:
        import_module("cmkit.language.sentences")
        return self.in_language()

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), self.key, **self.facts), ()

    def _render_traceback_(self) -> list[str]:
        """Show only the sentence in a notebook (IPython asks for this): what to do matters there."""
        return [f"{type(self).__name__}: {self}"]


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


class WrongKindError(BadValueError, TypeError):
    """An argument of a kind that the function does not take: a number for yes or no, a list in itself."""


class WrongCallError(CmkitError, TypeError):
    """A function called with an argument that it does not take, or without one that it needs."""


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
    """Rows that a calculation could not use, or could only add up, counted."""
