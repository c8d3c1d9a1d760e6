"""A sentence kept as its key and its facts, so that it can be said in either language later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from cmkit.given.money import Money, stated
from cmkit.given.objective import kpi_label
from cmkit.language import sentences, writing


class Named(NamedTuple):
    """Columns or metrics to be named by their labels."""

    names: tuple[str, ...]


class Written(NamedTuple):
    """A value to be written in its unit, and in a currency where it is money."""

    value: float
    unit: str
    currency: str | None = None


@dataclass(frozen=True)
class Reason:
    """Why something is not there, or what is to be known of it: a key of `returning.toml` and facts."""

    key: str
    facts: tuple[tuple[str, Any], ...] = ()

    def text(self, lang: str | None = None) -> str:
        """Return the sentence in "en" or "fr"."""
        lang = writing.language(lang)
        return sentences.say(f"returning.{self.key}", lang, **{k: _fact(v, lang) for k, v in self.facts})

    def __str__(self) -> str:
        return self.text()


def reason(key: str, **facts: Any) -> Reason:
    """Return a sentence to be said later.

    >>> reason("no_cost").text("fr").startswith("aucun coût")
    True
    """
    return Reason(key, tuple(facts.items()))


def _fact(value: Any, lang: str) -> Any:
    if isinstance(value, Reason):
        return value.text(lang)
    if isinstance(value, Money):
        return writing.money(value.amount, lang, value.currency)
    if isinstance(value, Named):
        return writing.join([writing.in_sentence(kpi_label(name, lang)) for name in value.names], lang)
    if isinstance(value, Written):
        return writing.quantity(value.value, value.unit, lang, value.currency)
    return value


def attention_words(unit: str, lang: str) -> str:
    """Name a unit of attention as what was won: "people reached"; a column of the user's own as it is.

    >>> attention_words("reach", "en"), attention_words("my_column", "en")
    ('people reached', 'my_column')
    """
    if sentences.has(f"returning.attention_{unit}", lang):
        return sentences.say(f"returning.attention_{unit}", lang)
    return writing.in_sentence(kpi_label(unit, lang))


def money_words(currency: str | None, lang: str) -> str:
    """Say what a return is counted for: "per €1.00", or "per unit of money" where no currency is stated.

    >>> money_words("EUR", "en")
    'per €1.00'
    """
    if currency is None:
        return sentences.say("returning.per_unit_of_money", lang)
    return sentences.say("returning.per_money", lang, one=writing.money(1, lang, currency))


def statement(money: Money, what: str) -> Reason | str:
    """Return what is stated of an amount, to be said: VAT in words, a period or a currency as it is."""
    if what == "vat":
        return reason(f"vat_{money.vat or 'unstated'}")
    return stated(money, what) if getattr(money, what) else reason("unstated")
