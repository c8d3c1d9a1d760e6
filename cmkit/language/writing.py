"""Numbers as people write them: percents, rates, amounts, durations, dates, in the language in use.

Babel knows each language's typography; the patterns given here only say how many decimals to keep
(its own French percent pattern would turn 10,66 % into 11 %). A minus is U+2212 everywhere, which no
line breaks after and no reader takes for a hyphen. Nothing is calculated here. What columns and metrics
are called is here too: `labels.toml` of each language.
"""

import math
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from numbers import Number
from typing import Any

from cmkit.language.languages import languages, locale_of, room, written_as
from cmkit.language.sentences import form, say
from cmkit.language.sentences import language as language

MISSING = "–"
UNREADABLE = 1e13
"""From here on a number is written as a power of ten: longer, it cannot be read, and Babel fails at 1e26."""

NOTHING = 1e-9  # an amount below this is what rounding leaves of none
TINY = 1e-12  # below this, a rate is written as a power of ten

UNITS = (
    "count", "ratio", "share", "money", "money_per_thousand", "minutes", "seconds", "hours", "points",
    "times", "score",
)  # fmt: skip


def is_missing(value: Any) -> bool:
    """Tell whether a value is None, NaN, `pd.NA` or `pd.NaT`; the one test used everywhere."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    try:
        return isinstance(value, Number) and bool(value != value)
    except ArithmeticError:  # a signalling NaN of `decimal`, which is to be refused
        return False


def is_text(value: Any) -> bool:
    """Tell whether a value is a text that can be written: a lone half of a character cannot."""
    return isinstance(value, str) and value.encode("utf-8", "replace").decode() == value


def worded(value: Any) -> str:
    """Return anything as a text, to be looked for among words; its kind stands for what has none."""
    try:
        return str(value)
    except Exception:
        return type(value).__name__


@cache
def _pattern(pattern: str) -> Any:
    from babel.numbers import parse_pattern

    return parse_pattern(pattern)


def _in(pattern: str, value: Any, lang: str | None) -> str:
    return _patterned(pattern, float(value) + 0.0, written_as(language(lang)).locale)


@lru_cache(maxsize=4096)
def _patterned(pattern: str, value: float, locale: str) -> str:
    written: str = _pattern(pattern).apply(value, locale_of(locale))
    return written.replace("-", "\u2212")


def _beyond(value: Any, lang: str | None) -> str:
    """Write what no pattern can: a dash for what is missing, a power of ten for what is too long; else ""."""
    if is_missing(value):
        return MISSING
    return scientific(value, lang) if UNREADABLE <= abs(value) < math.inf else ""


def number(value: Any, lang: str | None = None, decimals: int = 2) -> str:
    """Write a number with at most `decimals` decimals; a missing one is an en dash."""
    return _beyond(value, lang) or _in("#,##0." + "#" * decimals if decimals else "#,##0", value, lang)


def percent(value: Any, lang: str | None = None, decimals: int = 2) -> str:
    """Write a share as a percent: 0.1066 is "10.66%" or "10,66 %" (U+00A0); a missing one is an en dash."""
    return _beyond(value, lang) or _percent(value, lang, "." + "0" * decimals if decimals else "")


def rate(value: Any, lang: str | None = None) -> str:
    """Write a rate: a percent with two decimals; below 1 %, three significant digits, no zero after them."""
    # It is the one way in which rates are written, so that a small one never reads as zero.
    if is_missing(value) or abs(value) >= 0.01 or value == 0:
        return percent(value, lang)
    if abs(value) < TINY:
        return scientific(value, lang)
    return _percent(value, lang, ".00" + "#" * -math.floor(math.log10(100 * abs(value))))


def _percent(value: Any, lang: str | None, decimals: str) -> str:
    return _in(f"#,##0{decimals}{written_as(language(lang)).percent_space}%", value, lang)


def scientific(value: Any, lang: str | None = None) -> str:
    """Write a number as a power of ten, for one too long to be read: "1.5E21"."""
    return MISSING if is_missing(value) else _in("0.##E0", value, lang)


def money(value: Any, lang: str | None = None, currency: str | None = None) -> str:
    """Write an amount with two decimals (two digits of a small one), and its currency where one is stated."""
    from babel.numbers import format_currency

    if beyond := _beyond(value, lang):
        return f"{beyond} {currency}" if currency and beyond != MISSING else beyond
    amount, usual = float(value), 2 if currency is None else decimals_of(currency)
    small = NOTHING < abs(amount) < 10**-usual  # it never reads as zero
    decimals = 1 - math.floor(math.log10(abs(amount))) if small else usual
    if currency is None:
        return _in(f"#,##0.00{'#' * (decimals - 2)}", amount, lang)
    rounded, style = round(amount, decimals) if small else amount, written_as(language(lang))
    shown: str = format_currency(rounded, currency, locale=style.locale, decimal_quantization=not small)
    return shown.replace("-", "\u2212")


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
    from babel.numbers import get_currency_name, get_currency_symbol

    known: dict[str, str] = {}
    for locale in (locale_of(written_as(lang).locale) for lang in spoken):
        for code in map(str, locale.currencies):
            symbol = get_currency_symbol(code, locale)
            # A letter alone ("F") is no currency, and "$US" is also written "US$".
            signs = [] if len(symbol) == 1 and symbol.isalpha() else [symbol, symbol[1:] + symbol[:1]]
            names = [get_currency_name(code, n, locale) for n in (1, 2)]
            known |= {_plain(word): code for word in (code, *signs, *names) if _plain(word) not in known}
    return known


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


def day(value: date, lang: str | None = None) -> str:
    """Write a date in full words: "1 November 2026", "1er novembre 2026"."""
    from babel.dates import format_date

    style = written_as(language(lang))
    return format_date(value, format=style.first if value.day == 1 else style.day, locale=style.locale)


def quantity(value: Any, unit: str, lang: str | None = None, currency: str | None = None) -> str:
    """Write a value in its `unit`: one of `UNITS`, or "days"."""
    if is_missing(value):
        return MISSING
    if unit in ("ratio", "share"):
        return rate(value, lang) if unit == "ratio" else percent(value, lang)
    if unit in ("money", "money_per_thousand"):
        return money(value, lang, currency)
    return number(value, lang) + say(f"words.unit_{unit}_suffix", lang, n=value)


def unit_name(unit: str, lang: str | None = None) -> str:
    """Name a unit: "ratio" is "ratio, shown as %" in English."""
    return say(f"words.unit_{unit}", lang)


def join(words: list[str], lang: str | None = None) -> str:
    """Join words as a sentence does: "a, b and c", « a, b et c »."""
    from babel.lists import format_list

    return format_list(words, style="standard", locale=locale_of(written_as(language(lang)).lists))


def in_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: lower case at the start, acronyms kept ("NPS")."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def label(name: str, lang: str | None = None) -> str:
    """Return the label of a column or a metric; a word that is not one of cmkit's as it is."""
    return _called("labels", name, language(lang)) or name


def noun(name: str, n: Any, lang: str | None = None) -> str:
    """Return what a column counts, as it stands after a number."""
    lang = language(lang)
    forms = room("labels", lang).get(name, name)
    return in_sentence(form(forms, n, lang) if isinstance(forms, dict) else str(forms))


def labels(name: str) -> list[str]:
    """Return the labels of a column or a metric in all languages, those for several ("Posts", not "Post")."""
    return [found for lang in languages() if (found := _called("labels", name, lang))]


def _called(where: str, name: str, lang: str) -> str:
    found = room(where, lang).get(name, "")
    return str(found["other"] if isinstance(found, dict) else found)


class Labelled:
    """What has a label in every language. `label_key` names the label; `given_labels` are a user's own."""

    name: Any

    @property
    def label_key(self) -> str:
        """The key of its label, `room.key`."""
        return f"labels.{self.name}"

    @property
    def given_labels(self) -> Mapping[str, str]:
        """The labels that a user gave, by language; they go before cmkit's."""
        return {}

    def label(self, lang: str | None = None) -> str:
        """Return its label in a language (by default the one in use); its name where it has none."""
        lang = language(lang)
        if given := self.given_labels:
            return given.get(lang) or next(iter(given.values()))
        where, _, name = self.label_key.partition(".")
        return _called(where, name, lang) or name
