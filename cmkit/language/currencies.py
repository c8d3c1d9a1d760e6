"""Currencies however they are written: "EUR", "€", "euros", « $US », by what Babel knows of each language."""

from __future__ import annotations

from functools import cache

from cmkit.language.languages import languages, written_as


def currency_of(word: str) -> str | None:
    """Return the code of a currency by its code, its symbol or its name in any language; None for none.

    "$" alone is the US dollar, as cmkit writes it in English; other dollars say whose they are ("CA$").

    >>> currency_of("€"), currency_of("US$"), currency_of("livres sterling"), currency_of("points")
    ('EUR', 'USD', 'GBP', None)
    """
    return _words(languages()).get(_plain(word))


@cache
def decimals_of(code: str) -> int:
    """Return how many decimals the amounts of a currency have."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(code)


@cache
def _words(spoken: tuple[str, ...]) -> dict[str, str]:
    from babel import Locale
    from babel.numbers import get_currency_name, get_currency_symbol

    known: dict[str, str] = {}
    for locale in (Locale.parse(written_as(lang).locale) for lang in spoken):
        for code in map(str, locale.currencies):
            symbol = get_currency_symbol(code, locale)
            # A letter alone ("F") is no currency, and "$US" is also written "US$".
            signs = [] if len(symbol) == 1 and symbol.isalpha() else [symbol, symbol[1:] + symbol[:1]]
            names = [get_currency_name(code, n, locale) for n in (1, 2)]
            known |= {_plain(word): code for word in (code, *signs, *names) if _plain(word) not in known}
    return known


def _plain(word: str) -> str:
    return " ".join(word.lower().split())
