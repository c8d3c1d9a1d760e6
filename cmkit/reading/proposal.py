"""For headings that no format knows: which column each may mean, and how sure that is; never just taken."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from cmkit.errors import UnreadableFileError, unknown
from cmkit.reading.formats import own_formats, plain_heading
from cmkit.schema import DATES, NUMBERS, WORDS

LEAST = 0.72


def proposed(headings: list[str]) -> pd.DataFrame:
    """Return heading, column and confidence (0 to 1) for each heading; no column below `LEAST`.

    >>> proposed(["Nb de vues", "Partagés"])["column"].tolist()
    ['views', 'shares']
    """
    from rapidfuzz import fuzz, process

    known, taken, rows = _choices(), set[str](), list[tuple[str, Any, float]]()
    for heading in headings:
        found = process.extractOne(plain_heading(heading), known.keys(), scorer=fuzz.WRatio)
        word, score = (found[0], found[1] / 100) if found and heading.strip() else ("", 0.0)
        column = known.get(word) if score >= LEAST and known.get(word) not in taken else None
        taken |= {column} if column else set()
        rows.append((heading, column, round(score, 2) if column else 0.0))
    return pd.DataFrame(rows, columns=["heading", "column", "confidence"])


@cache
def _choices() -> dict[str, str]:
    words = {plain_heading(c.name.replace("_", " ")): c.name for c in NUMBERS.values()}
    words |= {plain_heading(label): c.name for c in NUMBERS.values() for label in (c.en, c.fr)}
    for one in reversed(own_formats()):
        words |= {plain_heading(w): name for name, known in one.columns.items() for w in known}
    return words


def checked(mapping: Any, headings: list[str], file: str) -> dict[int, str | None]:
    """Return a user's mapping by position; a heading or a column that is not there is refused by name.

    `mapping` is heading -> column (None to leave a heading out), or a corrected proposal.
    """
    if isinstance(mapping, pd.DataFrame):
        pairs = zip(mapping["heading"], mapping["column"], strict=True)
        mapping = {heading: None if pd.isna(column) else column for heading, column in pairs}
    plain = [plain_heading(h) for h in headings]
    for heading, column in mapping.items():
        if column is not None and column not in (*NUMBERS, *WORDS, *DATES):
            raise unknown("column", column, (*NUMBERS, *WORDS, *DATES))
        if plain_heading(heading) not in plain:
            seen = ", ".join(h for h in headings if h.strip())
            raise UnreadableFileError("no_such_heading", heading=heading, file=file, headings=seen[:200])
    by_word = {plain_heading(h): c for h, c in mapping.items()}
    return {i: by_word[word] for i, word in enumerate(plain) if word in by_word}
