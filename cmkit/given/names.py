"""What headings mean, which channels are social, and what each row is called."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.catalogue.columns import DATES, by_heading, normalised
from cmkit.given.asked import as_text
from cmkit.language.facts import Inside, Numbered, Typed
from cmkit.language.languages import declared
from cmkit.language.said import did_you_mean
from cmkit.language.writing import is_missing, language
from cmkit.reading.values.number_texts import WORDS

CURRENCY = re.compile(r"\s*(\((eur|usd|gbp|chf|cad|€|\$|£)\)|€|\bin euros|\ben euros)$")
"""What may follow a heading of money without changing what it means."""

LENIENT = (*DATES, "name", "post", "text", "permalink", "post_type")
"""Columns that describe a row, and that a table may well hold twice under two headings."""


SOCIAL = declared("given/channels.toml")


@cache
def synonyms() -> dict[str, str]:
    """Return what people write above a column, as it is compared, and the column it means."""
    listed = declared("given/headings.toml")
    known = {_plain(word): column for column, words in listed.items() for word in words}
    return known | {_plain(column): column for column in listed}


def meaning(heading: Any) -> str:
    """Return the column that a heading means, by its name, a label or a word for it; "" for none."""
    return _label(heading) or synonyms().get(_plain(str(heading)), "")


def is_social(channel: Any) -> bool:
    """Tell whether a channel or a source of visits is social: "Organic Social", "ig / story", "t.co".

    >>> is_social("lm.facebook.com / referral"), is_social("microsoft.com / referral"), is_social("Email")
    (True, False, False)
    """
    words = re.findall(r"[\w.-]+", normalised(str(channel)))
    plain = [part for word in words if "." not in word for part in re.split("[_-]", word)]
    hosts = [word for word in words if "." in word]
    named = any(f".{name}." in f".{word}." for word in (*plain, *hosts) for name in SOCIAL["names"])
    return named or any(part in word for word in plain for part in SOCIAL["parts"])


def renames(headings: Iterable[Any], also: Mapping[str, str] | None = None) -> dict[Any, str]:
    """Return which headings of a table are read under another name, and which; none is written over.

    A label goes before other words; two as good as each other are refused, but for `LENIENT` columns.
    `also` gives what a room calls otherwise: {"cost": "spend"} reads a cost as a spend where there is none.
    """
    names = list(headings)
    taken = {name for name in names if isinstance(name, str)}
    found: dict[str, list[Any]] = {}
    for heading in names:
        if isinstance(heading, str) and (column := meaning(heading)) and column not in taken:
            found.setdefault(column, []).append(heading)
    chosen = {_chosen(column, meant): column for column, meant in found.items()}
    read, asked = {chosen.get(name, name): name for name in names}, (also or {}).items()
    return chosen | {read[had]: wanted for had, wanted in asked if had in read and wanted not in read}


def called(column: str) -> Inside:
    """Return a column as a sentence calls it: by its label; those that only name rows by that of another."""
    return Inside({"name": "result", "post": "text"}.get(column, column))


def is_label(heading: Any) -> bool:
    """Tell whether a heading is a column's own name or label, in any language: nothing to be said of."""
    return bool(_label(heading))


def _label(heading: Any) -> str:
    plain = CURRENCY.sub("", normalised(str(heading)))
    return by_heading([plain]).get(plain, "")


def _plain(word: str) -> str:
    return CURRENCY.sub("", " ".join(normalised(word).replace("_", " ").split()))


def _chosen(column: str, meant: list[Any]) -> Any:
    best = [heading for heading in meant if is_label(heading)] or meant
    if len(best) > 1 and column not in LENIENT:
        raise errors.DuplicateNameError("headings_twice", names=", ".join(map(str, best)), column=column)
    return best[0]


NAMES = (
    "result", "name", "post", "text", "post_id", "ad", "query", "ad_set", "campaign", "channel", "page",
    "date",
)  # fmt: skip
"""The columns that may name a row, best first."""

REPEATED = ("text", "post", "ad", "query", "ad_set", "campaign", "channel", "page", "date")
"""Those under which several rows may go by one name: they are told apart by a number."""

LONGEST_NAME = 60
DIRECT = frozenset(WORDS["direct"])


def is_direct(channel: str) -> bool:
    """Tell whether a channel is that of visits whose origin nobody knows, in any spelling and language.

    >>> [is_direct(name) for name in ("(direct) / (none)", "Accès directs", "Direct mail")]
    [True, True, False]
    """
    return " ".join(re.findall(r"[a-z]+", normalised(channel))) in DIRECT


@dataclass(frozen=True, eq=False)
class Names:
    """The names of rows: `given` ("" for a row that goes by its number), and which are `numbered`."""

    given: list[str]
    numbered: npt.NDArray[np.bool_]

    def texts(self) -> list[str]:
        """Return every name as text, a number in the language in use; names stay apart in any language."""
        spoken = language()  # looked up once, not for each of many rows
        names = [name or Numbered(n, spoken) for n, name in enumerate(self.given, 1)]
        return _told_apart(names) if self.numbered.any() and not self.numbered.all() else names


def names_of(table: pd.DataFrame, column: str | None = None, differing: bool = True) -> Names:
    """Name the rows of a table by `column`, else by the first of `NAMES`, else by an index of words.

    A channel, a page or a day names a row where nothing else does. Names that a person gave must differ
    (`DuplicateNameError`), unless not `differing`; posts and ads, which often share a text or a name, are
    told apart by a number. Raises `MissingColumnError` for a `column` that is not there.
    """
    chosen = _column(table, column)
    if chosen is None:
        words = not pd.api.types.is_numeric_dtype(table.index)
        values = list(table.index) if words else [None] * len(table)
    else:
        values = table[chosen].tolist()
    given = [_words(value, str(chosen)) for value in values]
    if chosen in REPEATED:
        named = _told_apart([_cut(name) for name in given])
    else:
        if differing and (twice := [name for name, n in Counter(given).items() if n > 1 and name]):
            raise errors.DuplicateNameError("duplicate_results", names=", ".join(map(_cut, twice[:5])))
        short = _all_cut(given)
        named = [short[name] for name in given]
    return Names(named, np.array([not name for name in named], dtype=bool))


def _column(table: pd.DataFrame, asked: str | None) -> str | None:
    """Return the column that names the rows, by its name or by a heading that means it."""
    if asked is None:
        return next((c for c in NAMES if c in table.columns), None)
    asked = as_text("name", asked)
    if asked in table.columns:
        return asked
    if (meant := meaning(asked)) and meant in table.columns:
        return meant
    hint = did_you_mean(asked, [str(c) for c in table.columns])
    raise errors.MissingColumnError("missing_name_column", column=asked, hint=hint)


def _words(value: Any, column: str) -> str:
    """Return a cell as a name, "" where it is missing; a list or a dictionary names nothing."""
    if not pd.api.types.is_scalar(value):
        raise errors.NotANumberError("not_text", name=column, value=Typed(value))
    if isinstance(value, datetime) and not is_missing(value) and value.time() == time():
        value = value.date()
    return "" if is_missing(value) else " ".join(str(value).split())


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…"


def _all_cut(names: list[str]) -> dict[str, str]:
    """Return each name, cut at its end; at its start where the starts are alike, as those of links are."""
    cut = {name: _cut(name) for name in names}
    alike = Counter(cut.values())
    each = [end if alike[end] == 1 else f"…{name[1 - LONGEST_NAME :].lstrip()}" for name, end in cut.items()]
    return dict(zip(cut, _told_apart(each), strict=True))


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
