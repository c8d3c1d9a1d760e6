"""The columns of a table of posts or results: name, unit, how they add up (`columns.toml`).

Metrics take these names as parameters, formats map headings onto them, notebooks show their labels (in
`locales/<language>/labels.toml`).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cmkit.language.languages import declared, languages
from cmkit.language.said import unknown
from cmkit.language.writing import Labelled, labels, worded


@dataclass(frozen=True)
class Column(Labelled):
    """One column: its unit, the least value it may hold (None: any), how it adds up over rows."""
    # `adds`: "sum" (the total), "base" (of a rate: summed reach is no number of people), "never".

    name: str
    unit: str
    minimum: float | None = 0.0
    adds: str = "sum"
    better: str = "higher"


_DECLARED = declared("catalogue/columns.toml")
NUMBERS: dict[str, Column] = {
    name: Column(name, unit, adds=_DECLARED["adds"].get(name, "sum"),
                 minimum=None if name in _DECLARED["signed"] else 0.0,
                 better="lower" if name in _DECLARED["lower"] else "higher")
    for name, unit in _DECLARED["units"].items()
}  # fmt: skip
DATES: tuple[str, ...] = tuple(_DECLARED["dates"])
WORDS: tuple[str, ...] = tuple(_DECLARED["words"])


def column(name: str) -> Column:
    """Return the numeric column `name`, or raise `UnknownNameError` with the nearest right one."""
    try:
        return NUMBERS[worded(name)]
    except KeyError:
        raise unknown("column", name, NUMBERS) from None


def normalised(heading: str) -> str:
    """Return a heading as it is compared: NFKC, no accents, no invisible marks, lower case, single spaces."""
    text = visible(unicodedata.normalize("NFKC", str(heading)), wholly=True).translate(_MARKS)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", text).strip().lower()


_MARKS = str.maketrans("’‘\u00a0\u202f", "''  ")
UNSEEN = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
"""Soft hyphens, joiners, marks of direction, byte-order marks: what nobody sees."""
_MEANT = re.compile("[\u0590-\u180d\u180f-\u1fff\u2190-\ufdff\ufe20-\ufefe\uff00-\U0010ffff]")
"""Emoji and the scripts in which joiners and marks of direction say something."""


def visible(text: str, wholly: bool = False) -> str:
    """Leave out what nobody sees, `wholly` even what joins emoji and letters or turns their direction.

    >>> visible("Reich\u00adweite"), visible("👩\u200d🚀\ufeff") == "👩\u200d🚀"
    ('Reichweite', True)
    """
    if text.isascii():
        return text
    meant = not wholly and _MEANT.search(text)
    return re.sub("[\u00ad\u180e\u2060\ufeff]" if meant else UNSEEN, "", text)


def by_heading(headings: Iterable[str]) -> dict[str, str]:
    """Map headings that are cmkit's own names or labels (in any language) onto column names."""
    known = _words(languages())
    return {h: known[normalised(h)] for h in headings if normalised(h) in known}


@cache
def _words(spoken: tuple[str, ...]) -> dict[str, str]:
    known = {normalised(word): name for name in NUMBERS for word in (*labels(name), name)}
    known |= {normalised(name.replace("_", " ")): name for name in NUMBERS}
    return known | {name: name for name in (*WORDS, *DATES)}
