"""A number as a person types it, in French or English: its value, or why it cannot be used."""

import re
from dataclasses import dataclass
from functools import lru_cache
from numbers import Complex, Real
from typing import Any

from cmkit import errors
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import broken_rule
from cmkit.given.amounts import SHARES, read_plain
from cmkit.language.languages import Language, written_as
from cmkit.language.sentences import say
from cmkit.language.terminal import cut
from cmkit.language.writing import is_missing, worded

LARGEST = 1e15  # from here on it is a slip of the hand, and no longer exact

_LONE = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True)
class Typed:
    """What a cell holds: a number, a text that is none, or None (empty); `reason` says what is wrong."""

    value: float | str | None
    reason: str = ""


@lru_cache(maxsize=4096)
def typed(text: str, rule: Column, lang: str) -> Typed:
    """Read what is typed in `lang` as every text of a table is read: "18,7K", "1 234,5 € HT", "n/a".

    In a share or a rate, "35 %" is 0.35. A lone mark that could as well part thousands is never guessed.
    """
    style, clean = written_as(lang), " ".join(text.split())
    try:
        value = _read(clean.removesuffix(style.decimal), rule, style)  # "25," on the way to "25,5"
    except errors.CmkitError as error:
        read = {name: error.facts[name].value for name in ("one", "other") if name in error.facts}
        both = {name: written(value, lang) for name, value in read.items()}
        key = "bench.two_ways" if both else "bench.not_a_number"
        return Typed(text, say(key, lang, text=cut(clean, 30), **both))
    if is_missing(value):
        return Typed(None)
    if abs(value) >= LARGEST:
        return Typed(text, say("bench.too_large", lang))
    broken = broken_rule(value, rule)
    return Typed(value, say(f"bench.{broken}", lang) if broken else "")


def _read(text: str, rule: Column, style: Language) -> float:
    """Read a number; what reads two ways is one where the language parts thousands so, or in a rate."""
    try:
        return read_plain(text, rule)
    except errors.BadValueError:
        if style.group in text or (rule.unit in SHARES and style.decimal in text):
            return read_plain(text, rule, style.decimal)
        raise


def written(value: Any, lang: str) -> str:
    """Write a number so that `typed` reads the same one again; a missing one is empty, a text stays."""
    # What no count or amount can be (infinite, beyond `LARGEST`) is written as it is, and will be marked.
    from babel.numbers import format_decimal

    if is_missing(value):
        return ""
    if isinstance(value, Complex) and not isinstance(value, Real):
        return str(value)
    try:
        number = float(value)
    except (ArithmeticError, TypeError, ValueError):
        return worded(value)
    if isinstance(value, (str, bytes, bool)) or not (number == 0 or 1 / LARGEST <= abs(number) < LARGEST):
        return str(value)
    shown = str(format_decimal(number, locale=written_as(lang).locale, decimal_quantization=False))
    return f"{shown}0" if _LONE.fullmatch(shown) and number % 1 else shown  # 1.2340 reads in one way only
