"""What headings mean, and how sure that is: what a format knows, and a guess that is never just taken."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.errors import BadValueError, NotATableError, UnreadableFileError
from cmkit.language.facts import Typed
from cmkit.language.languages import languages
from cmkit.language.said import alike, unknown
from cmkit.language.writing import labels
from cmkit.reading.headings.formats import own_formats, plain_heading
from cmkit.reading.values.number_texts import WORDS as KNOWN

LEAST = 0.77
BEST_GUESS = 0.95
"""What only looks like a known heading is never quite sure."""
BLANKS = ("zero", "unknown")
FILLERS, RATES = frozenset(KNOWN["fillers"]), frozenset(KNOWN["rates"])
TURNING = RATES.union(KNOWN["qualifiers"])
WHOLE = frozenset(word[1:] for word in KNOWN["telling"] if word[0] == "=")
BEGINNINGS = tuple(word for word in KNOWN["telling"] if word[0] != "=")


def proposed(
    headings: Iterable[str], kind: Callable[[str], str | None] = lambda heading: None
) -> pd.DataFrame:
    """Return heading, column and confidence (0 to 1) for each heading; no column below `LEAST`.

    `kind` says what stands under a heading ("numbers", "dates", ...): a column takes its own kind.
    Without a column of numbers there is nothing to measure, and nothing is proposed.
    """
    headings = list(dict.fromkeys(headings))
    found: dict[str, tuple[str, float]] = {}
    for sure, heading, column in sorted(_guesses(headings, kind), key=lambda guess: -guess[0]):
        if heading not in found and column not in {taken for taken, _ in found.values()}:
            found[heading] = (column, sure)
    if not any(column in NUMBERS for column, _ in found.values()):
        found = {}
    rows = [(heading, *found.get(heading, (None, 0.0))) for heading in headings]
    return pd.DataFrame(rows, columns=["heading", "column", "confidence"])


def _guesses(
    headings: list[str], kind: Callable[[str], str | None]
) -> Iterable[tuple[float, str, str]]:
    choices = _choices(languages())
    plain = {_in_order(word): column for word, column in reversed(choices.items())}
    for heading in headings:
        written = plain_heading(heading)
        near = alike(_in_order(written), plain, LEAST) if _core(written) else []
        near = [(score, word) for score, word in near if _turned(word) == _turned(written)]
        sure = [(min(score, BEST_GUESS), plain[word]) for score, word in near]
        sure += [(1.0, choices[written])] if written in choices else []
        held = (kind(heading) or "") if sure else ""
        for score, column in sure:
            if _holds(column, held):
                yield round(score, 2), heading, column


def _holds(column: str, kind: str) -> bool:
    """Tell whether a column may hold values of a kind ("": of a kind not known)."""
    if column in NUMBERS:
        return kind in ("", "numbers")
    if column in DATES:
        return kind in ("", "dates")
    return kind not in ("dates", "nothing") and (kind != "numbers" or column.endswith("id"))


def _turned(words: str) -> bool:
    return not TURNING.isdisjoint(re.findall(r"\w+", words))


def _in_order(words: str) -> str:
    """Put the words that say something in alphabetical order: "lien clics" is "clics lien"."""
    return " ".join(sorted(_core(words).split()))


def _core(words: str) -> str:
    """Leave out what only joins or counts: "nb. de clics sur un lien" is about "clics lien"."""
    return " ".join(word for word in re.findall(r"\w+", words) if word not in FILLERS)


@cache
def _choices(spoken: tuple[str, ...]) -> dict[str, str]:
    words = {plain_heading(name): name for name in NUMBERS}
    words |= {plain_heading(label): c.name for c in NUMBERS.values() for label in labels(c.name)}
    for one in reversed(own_formats()):
        words |= {plain_heading(w): name for name, known in one.columns.items() for w in known}
    return words | {plain_heading(name): name for name in (*WORDS, *DATES)}


def tells(heading: str) -> bool:
    """Tell whether a word of a heading, in any language, names what cmkit may know, and not a rate of it."""
    words = re.findall(r"[\w']+", plain_heading(heading))
    told = any(word in WHOLE or word.startswith(BEGINNINGS) for word in words)
    return told and "%" not in heading and RATES.isdisjoint(words)


def checked(mapping: Any) -> dict[str, str | None]:
    """Return a user's mapping by plain heading; a column that cmkit does not have is refused by name."""
    if isinstance(mapping, pd.DataFrame) and {"heading", "column"} <= set(mapping):
        pairs = zip(mapping["heading"], mapping["column"], strict=True)
        mapping = {heading: None if pd.isna(column) else column for heading, column in pairs}
    if not isinstance(mapping, Mapping):
        raise NotATableError("not_a_mapping", value=Typed(mapping))
    for column in mapping.values():
        if column is not None and column not in (*NUMBERS, *WORDS, *DATES):
            raise unknown("column", column, (*NUMBERS, *WORDS, *DATES))
    return {str(heading): column for heading, column in mapping.items()}


def checked_blanks(blanks: Any) -> Mapping[str, str]:
    """Return what a user says of blank cells, heading to "zero" or "unknown"; anything else is refused."""
    if blanks is not None and not isinstance(blanks, Mapping):
        raise NotATableError("not_blanks", value=Typed(blanks))
    for heading, said in (blanks or {}).items():
        if not isinstance(said, str) or said not in BLANKS:
            raise BadValueError("not_a_blank", heading=str(heading), value=Typed(said))
    return {str(heading): said for heading, said in (blanks or {}).items()}


def by_position(mapping: Mapping[str, str | None], headings: list[str]) -> dict[int, str | None]:
    """Return what a mapping says of these headings, by their position."""
    by_word = {plain_heading(heading): column for heading, column in mapping.items()}
    plain = map(plain_heading, headings)
    return {i: by_word[word] for i, word in enumerate(plain) if word in by_word}


def check_headings(
    key: str, mapping: Mapping[str, str | None], tables: Iterable[tuple[str, list[str]]]
) -> None:
    """Refuse what names a heading that no table has, by a key; `tables` are files and their headings."""
    tables = list(tables)
    seen = [heading for _, headings in tables for heading in headings if heading.strip()]
    plain = {plain_heading(heading) for heading in seen}
    for heading in mapping:
        if plain_heading(heading) not in plain:
            files = ", ".join(dict.fromkeys(file for file, _ in tables))
            listed = ", ".join(dict.fromkeys(seen))[:200]
            raise UnreadableFileError(key, heading=heading, file=files, headings=listed)
