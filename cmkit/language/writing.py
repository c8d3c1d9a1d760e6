"""Names and numbers as people write them: labels, percents, amounts, dates, in French and English.

Babel knows each language's typography; the patterns given here only say how many decimals to keep
(its own French percent pattern would turn 10,66 % into 11 %). Nothing is calculated here.
"""

from __future__ import annotations

import math
from datetime import date
from functools import cache
from numbers import Number
from typing import Any

from cmkit.errors import unknown
from cmkit.language import sentences

MISSING = "–"
UNREADABLE = 1e13
"""From here on a number is written as a power of ten: longer, it cannot be read, and Babel fails at 1e26."""


def use(lang: str) -> None:
    """Choose the language of this session: "fr" or "en".

    Raises `UnknownNameError` for another language.

    >>> use("en")
    """
    sentences.choose(language(lang))


def language(lang: str | None = None) -> str:
    """Return `lang` if it is "en" or "fr", the language in use when None; else raise.

    >>> language("fr")
    'fr'
    """
    if lang is None:
        return sentences.current()
    if lang not in sentences.LANGUAGES:
        raise unknown("language", lang, sentences.LANGUAGES)
    return lang


def is_missing(value: Any) -> bool:
    """Tell whether a value is None, NaN, `pd.NA` or `pd.NaT`; the one test used everywhere.

    >>> is_missing(float("nan")), is_missing(0)
    (True, False)
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, Number) and bool(value != value)


@cache
def _pattern(pattern: str) -> Any:
    """Return a number pattern read once: Babel would read it anew at each number."""
    from babel.numbers import parse_pattern

    return parse_pattern(pattern)


@cache
def _locale(lang: str) -> Any:
    from babel import Locale

    return Locale.parse(lang)


def number(value: Any, lang: str | None = None, decimals: int = 2) -> str:
    """Write a number with at most `decimals` decimals; a missing one is an en dash.

    >>> number(1234.5, "en")
    '1,234.5'
    """
    from babel.numbers import format_decimal

    if is_missing(value):
        return MISSING
    if UNREADABLE <= abs(value) < math.inf:
        return scientific(value, lang)
    pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
    return format_decimal(float(value), format=_pattern(pattern), locale=_locale(language(lang)))


def percent(value: Any, lang: str | None = None, decimals: int = 2) -> str:
    """Write a ratio as a percent with `decimals` decimals: 0.1066 is "10.66%" or "10,66 %".

    The French space is U+00A0. A missing value is an en dash.

    >>> percent(0.1066, "en")
    '10.66%'
    """
    from babel.numbers import format_percent

    if is_missing(value):
        return MISSING
    if UNREADABLE <= abs(value) < math.inf:
        return scientific(value, lang)
    zeros = "." + "0" * decimals if decimals else ""
    space = "\u00a0" if language(lang) == "fr" else ""
    pattern = _pattern(f"#,##0{zeros}{space}%")
    return format_percent(float(value), format=pattern, locale=_locale(language(lang)))


def rate(value: Any, lang: str | None = None) -> str:
    """Write a rate: two decimals, more where it is small.

    >>> rate(0.1066, "en"), rate(0.00299, "en"), rate(0.02, "en")
    ('10.66%', '0.299%', '2.00%')
    """
    if is_missing(value) or not 0 < abs(value) < 0.01:
        return percent(value, lang)
    places = 2 - math.floor(math.log10(abs(100 * value)))
    shown = f"{100 * value:.{places}f}"
    return percent(value, lang, max(2, len(shown.rstrip("0").partition(".")[2])))


def scientific(value: Any, lang: str | None = None) -> str:
    """Write a number as a power of ten, for one too long to be read.

    >>> scientific(1.5e21, "en")
    '1.5E21'
    """
    from babel.numbers import format_scientific

    if is_missing(value):
        return MISSING
    return format_scientific(float(value), format=_pattern("0.##E0"), locale=_locale(language(lang)))


def money(value: Any, lang: str | None = None, currency: str | None = None) -> str:
    """Write an amount with two decimals, and its currency only where one is stated.

    >>> money(0.5, "en"), money(0.5, "en", "EUR")
    ('0.50', '€0.50')
    """
    from babel.numbers import format_currency, format_decimal

    if is_missing(value):
        return MISSING
    if UNREADABLE <= abs(value) < math.inf:
        return " ".join([scientific(value, lang), *([currency] if currency else [])])
    if currency is None:
        return format_decimal(float(value), format=_pattern("#,##0.00"), locale=_locale(language(lang)))
    return format_currency(float(value), currency, locale=_locale(language(lang)))


def day(value: date, lang: str | None = None) -> str:
    """Write a date in full words: "23 November 2026", "23 novembre 2026".

    >>> day(date(2026, 11, 23), "fr")
    '23 novembre 2026'
    """
    from babel.dates import format_date

    return format_date(value, format="d MMMM y", locale=language(lang))


def quantity(value: Any, unit: str, lang: str | None = None, currency: str | None = None) -> str:
    """Write a value in its `unit` (a key of `UNITS`).

    >>> quantity(0.1066, "ratio", "en"), quantity(483, "count", "en")
    ('10.66%', '483')
    """
    if is_missing(value):
        return MISSING
    if unit in ("ratio", "share"):
        return percent(value, lang)
    if unit in ("money", "money_per_thousand"):
        return money(value, lang, currency)
    suffix = sentences.say(f"words.unit_{unit}_suffix", language(lang))
    return number(value, lang) + suffix


UNITS = (
    "count",
    "ratio",
    "share",
    "money",
    "money_per_thousand",
    "minutes",
    "seconds",
    "hours",
    "points",
    "times",
    "score",
)


def unit_name(unit: str, lang: str | None = None) -> str:
    """Name a unit: "ratio" is "ratio, shown as %" in English.

    >>> unit_name("money", "fr")
    'montant'
    """
    return sentences.say(f"words.unit_{unit}", language(lang))


def join(words: list[str], lang: str | None = None) -> str:
    """Join words as a sentence does: "a, b and c", « a, b et c ».

    >>> join(["a", "b", "c"], "fr")
    'a, b et c'
    """
    from babel.lists import format_list

    if language(lang) == "en":
        return format_list(words, style="standard", locale="en_GB")
    return format_list(words, style="standard", locale="fr")


def in_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: lower case at the start, acronyms kept.

    >>> in_sentence("Link clicks"), in_sentence("NPS")
    ('link clicks', 'NPS')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
