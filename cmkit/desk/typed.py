"""A number as a person types it, in French or English: its value, or why it cannot be used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from numbers import Complex, Real
from typing import Any

import pandas as pd

from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import broken_rule
from cmkit.language import writing
from cmkit.language.languages import written_as
from cmkit.language.sentences import say
from cmkit.reading.values.number_texts import to_numbers

SHARES = ("ratio", "share")
LARGEST, LONGEST = 1e15, 36
"""Beyond this number, or this many characters, it is a slip of the hand, and no longer exact."""

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\t", " ") | {"−": "-"})
_SHAPE = re.compile(r"[-+]?(?:[0-9][0-9 .,]*|[.,][0-9]+)")
_LONE = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True)
class Typed:
    """What a cell holds: a number, a text that is none, or None (empty); `reason` says what is wrong."""

    value: float | str | None
    reason: str = ""


@lru_cache(maxsize=4096)
def typed(text: str, rule: Column, lang: str) -> Typed:
    """Read a number as typed in `lang`; in a share or a rate, "35 %" is 0.35."""
    clean = text.translate(_SPACES).strip()
    if not clean:
        return Typed(None)
    share = rule.unit in SHARES and clean.endswith("%")
    digits = clean[:-1].rstrip() if share else clean
    if _two_ways(digits, rule, lang):
        whole, part = float(re.sub("[.,]", "", digits)), float(digits.replace(",", "."))
        facts = {"whole": written(whole, lang), "part": written(part, lang)}
        return Typed(text, say("bench.two_ways", lang, text=digits, **facts))
    number = _parsed(digits, lang)
    if number is None:
        return Typed(text, _not_a_number(clean, rule, lang))
    if abs(number) >= LARGEST:
        return Typed(text, say("bench.too_large", lang))
    value = number / 100 if share else number
    broken = broken_rule(value, rule)
    return Typed(value, say(f"bench.{broken}", lang) if broken else "")


def _parsed(digits: str, lang: str) -> float | None:
    from babel.numbers import NumberFormatError, parse_decimal

    if not _SHAPE.fullmatch(digits):
        return None
    if len(digits) > LONGEST:
        return LARGEST
    style = written_as(lang)
    grouped = digits.replace(" ", style.group) if style.group.isspace() else digits
    try:
        return float(parse_decimal(grouped, locale=style.locale, strict=True))
    except NumberFormatError:
        return None


def _two_ways(digits: str, rule: Column, lang: str) -> bool:
    """Tell whether "1.234" may mean a thousand: another language's mark, or decimals in a count."""
    if not _LONE.fullmatch(digits):
        return False
    style = written_as(lang)
    return rule.unit == "count" if style.decimal in digits else style.group not in digits


def _not_a_number(clean: str, rule: Column, lang: str) -> str:
    shown = clean if len(clean) <= 30 else clean[:29] + "…"
    if not writing.is_text(clean):
        return say("bench.not_a_number", lang, text=writing.shown(clean))
    meant = to_numbers(pd.Series([clean]), written_as(lang).decimal, rule.unit == "count").values[0]
    if writing.is_missing(float(meant)):
        return say("bench.not_a_number", lang, text=shown)
    return say("bench.not_so_written", lang, text=shown, meant=written(meant, lang))


def written(value: Any, lang: str) -> str:
    """Write a number so that `typed` reads the same one again; a missing one is empty, a text stays."""
    # What no count or amount can be (infinite, beyond `LARGEST`) is written as it is, and will be marked.
    from babel.numbers import format_decimal

    if writing.is_missing(value):
        return ""
    if isinstance(value, Complex) and not isinstance(value, Real):
        return str(value)
    try:
        number = float(value)
    except (ArithmeticError, TypeError, ValueError):
        return writing.worded(value)
    if isinstance(value, (str, bytes, bool)) or not (number == 0 or 1 / LARGEST <= abs(number) < LARGEST):
        return str(value)
    return str(format_decimal(number, locale=written_as(lang).locale, decimal_quantization=False))
