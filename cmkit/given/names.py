"""What each row is called: by a column, by an index of words, else by its number."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.given.headings import meaning
from cmkit.language.nearest import did_you_mean
from cmkit.language.sentences import say
from cmkit.language.writing import language, shown, worded

NAMES = ("result", "name", "post", "text", "post_id", "ad")
"""The columns that may name a row, best first."""

REPEATED = ("text", "post", "ad")
"""Those under which several rows may go by one name: they are told apart by a number."""

LONGEST_NAME = 60


@dataclass(frozen=True, eq=False)
class Names:
    """The names of rows: `given` ("" for a row that goes by its number), and which are `numbered`."""

    given: list[str]
    numbered: npt.NDArray[np.bool_]

    def texts(self) -> list[str]:
        """Return every name as text, a number in the language in use; names stay apart in any language."""
        spoken = language()  # looked up once, not for each of many rows
        names = [name or say("judging.result_n", spoken, number=n) for n, name in enumerate(self.given, 1)]
        return _told_apart(names) if self.numbered.any() and not self.numbered.all() else names


def names_of(table: pd.DataFrame, column: str | None = None, differing: bool = True) -> Names:
    """Name the rows of a table by `column`, else by the first of `NAMES`, else by an index of words.

    Names that a person gave must differ (`DuplicateNameError`), unless not `differing`; posts and ads,
    which often share a text or a name, are told apart by a number. Raises `MissingColumnError` for a
    `column` that is not there.
    """
    chosen = _column(table, column)
    if chosen is None:
        words = not pd.api.types.is_numeric_dtype(table.index)
        values = list(table.index) if words else [None] * len(table)
    else:
        values = table[chosen].tolist()
    named = ["" if pd.isna(value) else _short(value) for value in values]
    if chosen in REPEATED:
        named = _told_apart(named)
    elif differing and (twice := [name for name, n in Counter(named).items() if n > 1 and name]):
        raise errors.DuplicateNameError("duplicate_results", names=", ".join(twice[:5]))
    return Names(named, np.array([not name for name in named], dtype=bool))


def _column(table: pd.DataFrame, asked: str | None) -> str | None:
    """Return the column that names the rows, by its name or by a heading that means it."""
    if asked is None:
        return next((c for c in NAMES if c in table.columns), None)
    if not isinstance(asked, str):
        raise errors.NotANumberError("not_text", name="name", value=shown(asked))
    if asked in table.columns:
        return asked
    if (meant := meaning(asked)) and meant in table.columns:
        return meant
    hint = did_you_mean(asked, [str(c) for c in table.columns])
    raise errors.MissingColumnError("missing_name_column", column=asked, hint=hint)


def _short(value: object) -> str:
    words = " ".join(worded(value).split())
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…"


def _told_apart(names: list[str]) -> list[str]:
    """Return names of which each is there once; "" stays as it is."""
    taken, counts = set(names), {name: itertools.count(2) for name in names}
    apart: dict[str, None] = {}
    found = []
    for name in names:
        free = name
        while free and (free in apart or (free != name and free in taken)):
            free = f"{name} ({next(counts[name])})"
        apart[free] = None
        found.append(free)
    return found
