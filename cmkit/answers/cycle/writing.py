"""How counts, rates and amounts of the cycle are written: enough digits for small rates, bounds as a span."""

from __future__ import annotations

import math
from collections.abc import Callable

from cmkit.language import writing
from cmkit.language.sentences import say


def rate(value: float, lang: str) -> str:
    """Write a rate as a percent with at least two digits that count; above 1, as a number of times.

    >>> rate(0.1066, "en"), rate(0.000234, "en"), rate(106.6, "en")
    ('10.66%', '0.023%', '× 106.6')
    """
    if math.isnan(value):
        return writing.MISSING
    if value > 1:
        return "× " + writing.number(value, lang, 2 if value < 100 else 1)
    decimals = 2 if value == 0 or value >= 0.001 else min(1 - math.floor(math.log10(value)) - 2, 9)
    return writing.percent(value, lang, max(decimals, 2))


def span(low: str, high: str, lang: str) -> str:
    """Write two ends as a span, or once where they read the same.

    >>> span("1%", "2%", "en"), span("1%", "1%", "en")
    ('1% to 2%', '1%')
    """
    return low if low == high else say("ledger.span", lang, low=low, high=high)


def ends(low: float, high: float, write: Callable[[float], str], lang: str) -> str:
    """Write two ends, each as `write` writes it; the one that is known alone as "at least" or "at most".

    >>> ends(math.nan, 3, str, "en")
    'at most 3'
    """
    if math.isnan(high):
        return say("outreach.at_least", lang, low=write(low))
    if math.isnan(low):
        return say("outreach.at_most", lang, high=write(high))
    return span(write(low), write(high), lang)


def rate_span(low: float, high: float, lang: str) -> str:
    """Write an interval of a rate; "" where there is none.

    >>> rate_span(0.04, 0.06, "fr")
    '4,00\\xa0% à 6,00\\xa0%'
    """
    if math.isnan(low) and math.isnan(high):
        return ""
    return ends(low, high, lambda end: rate(end, lang), lang)


def count(low: float, high: float, lang: str) -> str:
    """Write a count, or its bounds.

    >>> count(1200, 1200, "en"), count(1200, 3400, "en"), count(1200, math.nan, "fr")
    ('1,200', '1,200 to 3,400', 'au moins 1\\u202f200')
    """
    return ends(low, high, lambda end: writing.number(end, lang), lang)


def whole(value: float, lang: str) -> str:
    """Write a number of people or acts without decimals, where it is at least 10.

    >>> whole(1234.5, "en"), whole(1.25, "en")
    ('1,234', '1.2')
    """
    return writing.number(value, lang, 0 if abs(value) >= 10 else 1)


def amount_span(low: float, high: float, lang: str, currency: str | None) -> str:
    """Write an amount, or its bounds."""
    return ends(low, high, lambda end: writing.money(end, lang, currency), lang)
