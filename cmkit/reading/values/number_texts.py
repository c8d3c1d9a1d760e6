"""Text to numbers: the one place where "1 234", "18,9K", "15.86%" or "1.234,56 €" become numbers.

What a lone comma or point means is decided for the whole column, then from the rest of the file. A cell is
a number, missing (empty), withheld (the platform wrote that it does not say: "-") or unreadable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import normalised, visible
from cmkit.language.languages import declared

WORDS = declared("reading/words.toml")
"""The words that files are understood by, in `words.toml`."""
WITHHELD = frozenset(map(normalised, WORDS["withheld"]))
SCALES = WORDS["scales"]
LONGEST = 60
TOO_LONG = "not a number: too long"
_NUMBER = re.compile(
    r"(?P<sign>[-+−(]?)\s*(?:[A-Z]{0,2}[€$£¥]|[A-Z]{3}\s)?\s*(?P<digits>(?:\d[\d., '’]*|[.,]\d+))"
    r"(?P<power>[eE][-+]?\d+)?\s*(?P<scale>[kKmMbB]|[mM][dD]|[mM]rd|[mM]io|bn)?\s*(?P<unit>%|€|\$|£|¥|[A-Z]{3})?\s*\)?"
)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2}(?:\.\d+)?)")
_SPAN = re.compile(
    "".join(
        rf"(?:(?P<{name}>\d+(?:[.,]\d+)?)\s?(?:{'|'.join(map(re.escape, words))})(?![^\W\d])\.?\s*)?"
        for name, words in WORDS["times"].items()
    ),
    re.IGNORECASE,
)
"""A time in words: "1m 5s", "32 s", "1 h 02 min"."""
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\t\n\r", " ") | {"’": "'"})


@dataclass
class Numbers:
    """A column as numbers: the values (NaN where there is none), and why a cell has none."""

    values: np.ndarray[Any, np.dtype[np.float64]]
    withheld: np.ndarray[Any, np.dtype[np.bool_]]
    bad: np.ndarray[Any, np.dtype[np.bool_]]
    decimal: str = ""
    percent: bool = False
    guessed: str = ""
    """A cell whose lone mark nothing in the column settles ("1.234"), "" when there is none."""


def to_numbers(cells: pd.Series[Any], likely: str = ".", whole: bool = False) -> Numbers:
    """Turn a column of text (or of floats already) into numbers."""
    if cells.dtype.kind in "fiu":
        values = cells.to_numpy(dtype=float)
        bad = np.isinf(values)
        values = np.where(bad, np.nan, values) if bad.any() else values
        return Numbers(values, np.zeros(len(values), bool), bad)
    codes, uniques = pd.factorize(cells, use_na_sentinel=False)
    words = [cleaned(word) for word in uniques]
    marked = [word for word in words if not _plain(word)]
    marks = {found for word in marked if (found := decimal_mark(word))}
    decimal = marks.pop() if len(marks) == 1 else ""
    guessed = next((word for word in marked if _lone(word)), "") if not decimal else ""
    # A column that contradicts itself settles no lone mark; in one of whole numbers it parts thousands.
    lone = decimal or ("?" if marks else likely)
    if whole and guessed and not marks:
        lone = "," if "." in guessed else "."
    timed = any(":" in word or word[-1:] in ("s", "S") for word in marked)
    parsed = [
        (float(word), "number") if _plain(word)
        else (_clock(word) if timed and _is_minutes(word) else _value(word, decimal_mark(word) or lone))
        for word in words
    ]  # fmt: skip
    values, states = np.array([p[0] for p in parsed], dtype=float), np.array([p[1] for p in parsed])
    percent = any(word.endswith("%") for word in words)
    withheld, bad = (states == "withheld")[codes], (states == "bad")[codes]
    return Numbers(values[codes], withheld, bad, lone, percent, guessed)


class OneNumber(NamedTuple):
    """A number read by itself: its `value`, its `state` ("number", "missing", "withheld", "bad", "two ways"),
    and where it reads two ways the `other` value, in which the mark is a decimal one."""

    value: float
    state: str
    other: float = np.nan


def read_number(text: str, decimal: str = "") -> OneNumber:
    """Read one number by itself; `decimal` is what a lone mark is, "" where nothing settles it.

    >>> read_number("1 234,5").value, read_number("18,7K").value, read_number("1.234")
    (1234.5, 18700.0, OneNumber(value=1234.0, state='two ways', other=1.234))
    """
    word = cleaned(text)
    mark = decimal_mark(word) or decimal
    if not mark and _lone(word):
        whole, part = (".", ",") if "," in word else (",", ".")
        return OneNumber(_value(word, whole)[0], "two ways", _value(word, part)[0])
    return OneNumber(*_value(word, mark or "."))


def cleaned(word: object) -> str:
    """Return a cell as text with plain spaces, "" where there is none."""
    if isinstance(word, float):
        return "" if word != word else repr(word)
    text = "" if word is None or word is pd.NA else str(word)
    return visible(text, wholly=True).translate(_SPACES).strip() if len(text) <= LONGEST else TOO_LONG


def _plain(word: str) -> bool:
    return word.isdecimal() and word.isascii()


def _is_minutes(word: str) -> bool:
    """"5m" is five millions, but five minutes where others of its column are times."""
    return word[-1:] == "m" and bool(_SPAN.fullmatch(word))


def _digits(word: str) -> str:
    found = _NUMBER.fullmatch(word)
    return re.sub(r"[ ']", "", found["digits"]) if found else ""


def decimal_mark(word: str) -> str:
    """Return the decimal mark that a cell shows beyond doubt, or ""."""
    digits = _digits(word)
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rindex(".") > digits.rindex(",") else ","
    if points + commas == 0 or _lone(word):
        return ""
    return "." if points == 1 or commas > 1 else ","  # what stands twice parts thousands


def _lone(word: str) -> bool:
    """Tell whether a cell reads both ways: "1.234" is one thousand or one and a bit."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", _digits(word))) and not re.search(r"\d ", word)


def _value(word: str, decimal: str) -> tuple[float, str]:
    if not word:
        return np.nan, "missing"
    found = _NUMBER.fullmatch(word)
    if not found and normalised(word) in WITHHELD:
        return np.nan, "withheld"
    if not found or (decimal == "?" and _lone(word)):
        return _clock(word)
    digits = re.sub(r"[ ']", "", found["digits"])
    thousands = "," if decimal == "." else "."
    if not _well_grouped(found["digits"], thousands, decimal):
        return np.nan, "bad"
    number = float(digits.replace(thousands, "").replace(",", ".") + (found["power"] or ""))
    number *= SCALES.get((found["scale"] or "").lower(), 1.0) * (0.01 if found["unit"] == "%" else 1.0)
    number = -number if found["sign"] in ("-", "−", "(") and found["sign"] else number
    if not np.isfinite(number):
        return np.nan, "bad"
    return (round(number, 12) if found["scale"] or found["unit"] else number), "number"


def _well_grouped(digits: str, thousands: str, decimal: str) -> bool:
    whole, mark, rest = digits.strip().partition(decimal)
    groups = re.split(rf"[{re.escape(thousands)} ']", whole)
    tidy = all(len(g) == 3 for g in groups[1:]) and (len(groups) == 1 or 1 <= len(groups[0]) <= 3)
    return tidy and bool(re.fullmatch(r"\d+" if mark else "", rest)) and (whole + rest) != ""


def _clock(word: str) -> tuple[float, str]:
    found = _CLOCK.fullmatch(word) or _SPAN.fullmatch(word)
    if not found or not any(found.groups()):
        return np.nan, "bad"
    hours, minutes, seconds = (part.replace(",", ".") if part else "0" for part in found.groups())
    return float(hours) * 3600 + float(minutes) * 60 + float(seconds), "number"


def file_mark(columns: list[pd.Series[Any]], otherwise: str) -> str:
    """Return the decimal mark that a file's cells show most, or `otherwise` when none shows any."""
    seen = [decimal_mark(cleaned(word)) for column in columns for word in column.unique()[:500]]
    points, commas = seen.count("."), seen.count(",")
    return otherwise if points == commas else ("." if points > commas else ",")
