"""What headings mean, and which channels are social: one table of words for every answer."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from cmkit import errors
from cmkit.catalogue.columns import DATES, by_heading, normalised
from cmkit.language.facts import Inside
from cmkit.language.languages import declared

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
