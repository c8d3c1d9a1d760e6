"""Numbers as people write them: percents, rates, amounts, durations, dates, in the language in use.

Babel knows each language's typography; the patterns given here only say how many decimals to keep
(its own French percent pattern would turn 10,66 % into 11 %). A minus is U+2212 everywhere, which no
line breaks after and no reader takes for a hyphen. Nothing is calculated here.
"""

from __future__ import annotations

import math
from datetime import date
from functools import cache
from numbers import Number
from typing import Any

from cmkit.language import sentences
from cmkit.language.languages import written_as
from cmkit.language.sentences import language as language

MISSING = "–"
UNREADABLE = 1e13
"""From here on a number is written as a power of ten: longer, it cannot be read, and Babel fails at 1e26."""


TINY = 1e-12
"""Below this, a rate is written as a power of ten."""


def use(lang: str) -> None:
    """Choose the language of this session, such as "fr" or "en".

    Raises `UnknownNameError` for a language that cmkit does not speak.

    >>> use("en")
    """
    sentences.choose(lang)


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
def _parsed(name: str) -> Any:
    from babel import Locale

    return Locale.parse(name)


def _locale(lang: str | None) -> Any:
    return _parsed(written_as(language(lang)).locale)


def _signed(written: str) -> str:
    return written.replace("-", "\u2212")


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
    return _signed(format_decimal(float(value), format=_pattern(pattern), locale=_locale(lang)))


def percent(value: Any, lang: str | None = None, decimals: int = 2) -> str:
    """Write a share as a percent with `decimals` decimals: 0.1066 is "10.66%" or "10,66 %".

    The French space is U+00A0. A missing value is an en dash.

    >>> percent(0.1066, "en")
    '10.66%'
    """
    if is_missing(value):
        return MISSING
    if UNREADABLE <= abs(value) < math.inf:
        return scientific(value, lang)
    return _percent(value, lang, "." + "0" * decimals if decimals else "")


def rate(value: Any, lang: str | None = None) -> str:
    """Write a rate: a percent with two decimals; below 1 %, three significant digits, and no zero after them.

    It is the one way in which rates are written, so that a small one never reads as zero.

    >>> rate(0.1066, "en"), rate(0.00299, "en"), rate(0.000234, "en"), rate(0.005, "en")
    ('10.66%', '0.299%', '0.0234%', '0.50%')
    """
    if is_missing(value) or abs(value) >= 0.01 or value == 0:
        return percent(value, lang)
    if abs(value) < TINY:
        return scientific(value, lang)
    digits = -math.floor(math.log10(100 * abs(value)))
    return _percent(value, lang, ".00" + "#" * digits)


def _percent(value: Any, lang: str | None, decimals: str) -> str:
    from babel.numbers import format_percent

    pattern = _pattern(f"#,##0{decimals}{written_as(language(lang)).percent_space}%")
    return _signed(format_percent(float(value), format=pattern, locale=_locale(lang)))


def scientific(value: Any, lang: str | None = None) -> str:
    """Write a number as a power of ten, for one too long to be read.

    >>> scientific(1.5e21, "en")
    '1.5E21'
    """
    from babel.numbers import format_scientific

    if is_missing(value):
        return MISSING
    return _signed(format_scientific(float(value), format=_pattern("0.##E0"), locale=_locale(lang)))


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
        return _signed(format_decimal(float(value), format=_pattern("#,##0.00"), locale=_locale(lang)))
    return _signed(format_currency(float(value), currency, locale=_locale(lang)))


def day(value: date, lang: str | None = None) -> str:
    """Write a date in full words: "23 November 2026", "23 novembre 2026".

    >>> day(date(2026, 11, 23), "fr")
    '23 novembre 2026'
    """
    from babel.dates import format_date

    return format_date(value, format=written_as(language(lang)).day, locale=_locale(lang))


def duration(value: Any, unit: str, lang: str | None = None) -> str:
    """Write a length of time in its `unit`: "seconds", "minutes", "hours" or "days".

    >>> duration(90, "minutes", "en"), duration(1, "days", "fr").replace("\\u00a0", " ")
    ('90 min', '1 jour')
    """
    return MISSING if is_missing(value) else number(value, lang) + _suffix(unit, value, lang)


def _suffix(unit: str, value: Any, lang: str | None) -> str:
    return sentences.say(f"words.unit_{unit}_suffix", lang, n=value)


def quantity(value: Any, unit: str, lang: str | None = None, currency: str | None = None) -> str:
    """Write a value in its `unit` (a key of `UNITS`).

    >>> quantity(0.1066, "ratio", "en"), quantity(483, "count", "en")
    ('10.66%', '483')
    """
    if is_missing(value):
        return MISSING
    if unit == "ratio":
        return rate(value, lang)
    if unit == "share":
        return percent(value, lang)
    if unit in ("money", "money_per_thousand"):
        return money(value, lang, currency)
    return number(value, lang) + _suffix(unit, value, lang)


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
    return sentences.say(f"words.unit_{unit}", lang)


def span(low: str, high: str, lang: str | None = None) -> str:
    """Write a range by its two written ends; where they read the same, there is one.

    >>> span("2", "5", "fr"), span("2", "2", "fr")
    ('2 à 5', '2')
    """
    return low if low == high else sentences.say("words.span", lang, low=low, high=high)


def at_least(value: str, lang: str | None = None) -> str:
    """Write a range of which only the lower end is known, by that end as written.

    >>> at_least("500", "en")
    'at least 500'
    """
    return sentences.say("words.at_least", lang, value=value)


def at_most(value: str, lang: str | None = None) -> str:
    """Write a range of which only the upper end is known, by that end as written.

    >>> at_most("500", "en")
    'at most 500'
    """
    return sentences.say("words.at_most", lang, value=value)


def join(words: list[str], lang: str | None = None) -> str:
    """Join words as a sentence does: "a, b and c", « a, b et c ».

    >>> join(["a", "b", "c"], "fr")
    'a, b et c'
    """
    from babel.lists import format_list

    return format_list(words, style="standard", locale=_parsed(written_as(language(lang)).lists))


def in_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: lower case at the start, acronyms kept.

    >>> in_sentence("Link clicks"), in_sentence("NPS")
    ('link clicks', 'NPS')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
