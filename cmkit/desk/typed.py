"""A number as a person types it, in French or English: its value, or why it cannot be used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import broken_rule
from cmkit.language.languages import written_as
from cmkit.language.sentences import say
from cmkit.language.writing import is_missing
from cmkit.reading.values.number_texts import to_numbers

SHARES = ("ratio", "share")
LARGEST = 1e15
"""From here on it is a slip of the hand, and no longer exact."""

_LONE = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True)
class Typed:
    """What a cell holds: a number, a text that is none, or None (empty); `reason` says what is wrong."""

    value: float | str | None
    reason: str = ""


@lru_cache(maxsize=4096)
def typed(text: str, rule: Column, lang: str) -> Typed:
    """Read what is typed in `lang` as the cell of a file is read: "18,7K", "1 234,5 €", "n/a".

    In a share or a rate, "35 %" is 0.35. A lone mark that could as well part thousands is never guessed.
    """
    mark = written_as(lang).decimal
    clean = " ".join(text.split())
    digits = clean.removesuffix(mark)  # "25," on the way to "25,5"
    read = to_numbers(pd.Series([digits], dtype="str"), mark)
    value = float(read.values[0])
    if not clean or read.withheld[0]:
        return Typed(None)
    percent, clock = read.percent and rule.unit not in SHARES, ":" in digits and rule.unit != "seconds"
    if is_missing(value) or percent or clock:
        shown = clean if len(clean) <= 30 else clean[:29] + "…"
        return Typed(text, say("bench.not_a_number", lang, text=shown))
    if read.guessed and _two_ways(read.guessed, rule, lang):
        part, whole = sorted(float(to_numbers(pd.Series([digits]), each).values[0]) for each in ".,")
        facts = {"whole": written(whole, lang), "part": written(part, lang)}
        return Typed(text, say("bench.two_ways", lang, text=digits, **facts))
    if abs(value) >= LARGEST:
        return Typed(text, say("bench.too_large", lang))
    broken = broken_rule(value, rule)
    return Typed(value, say(f"bench.{broken}", lang) if broken else "")


def _two_ways(digits: str, rule: Column, lang: str) -> bool:
    """Tell whether "1.234" may mean a thousand: in a rate it does not; "1,234" does, in English."""
    style = written_as(lang)
    return rule.unit not in SHARES if style.decimal in digits else style.group not in digits


def written(value: Any, lang: str) -> str:
    """Write a number so that `typed` reads the same one again; a missing one is empty, a text stays."""
    # What no count or amount can be (infinite, beyond `LARGEST`) is written as it is, and will be marked.
    from babel.numbers import format_decimal

    if is_missing(value):
        return ""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return str(value)
    if isinstance(value, (str, bytes, bool)) or not (number == 0 or 1 / LARGEST <= abs(number) < LARGEST):
        return str(value)
    shown = str(format_decimal(number, locale=written_as(lang).locale, decimal_quantization=False))
    return f"{shown}0" if _LONE.fullmatch(shown) and number % 1 else shown  # 1.2340 reads in one way only
