"""Amounts and other numbers as people type them: "1 200 €", "€1,200.50 HT", "1 200 € par mois", "40 %"."""

import math
import re
from functools import cache, lru_cache
from typing import NamedTuple

from cmkit import errors
from cmkit.catalogue.columns import Column
from cmkit.language.facts import Amount, Number, Typed
from cmkit.language.languages import declared
from cmkit.language.writing import currency_of, decimals_of
from cmkit.reading.values.number_texts import SCALES, WITHHELD, cleaned, read_number

MONEY, SHARES = ("money", "money_per_thousand"), ("ratio", "share")

_PARTS = re.compile(r"(?P<before>[^0-9.,]*)(?P<digits>[0-9][0-9., ']*|[.,][0-9]+)(?P<after>.*)")
_PLAIN = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,2})?")
_SCALE = re.compile(rf"({'|'.join(sorted(SCALES, key=len, reverse=True))})\s*(.*)")


class Read(NamedTuple):
    """What a text says of an amount: its number (NaN: not known), currency, VAT, and "month" if by month."""

    value: float
    currency: str | None = None
    vat: str | None = None
    per: str | None = None


class _Parts(NamedTuple):
    """A number cut up: whether it is below zero, what stands before it, its digits, its scale and unit."""

    minus: bool
    before: str
    digits: str
    scale: str
    unit: str


@lru_cache(maxsize=4096)
def read_amount(name: str, text: str, decimal: str = "") -> Read:
    """Read an amount as it is typed; `decimal`: the mark that other cells of its column settle ("1.200")."""
    plain, meant = _cut(cleaned(text).lower())
    if plain in WITHHELD or not plain:
        return Read(math.nan)
    parts = _parts(plain)
    codes = [currency_of(word) for word in (parts.before, parts.unit) if word] if parts else []
    if parts is None or len(codes) > 1 or None in codes:
        raise errors.NotANumberError("not_an_amount", name=name, value=Typed(text), where="")
    currency = codes[0] if codes else None
    if currency and not decimal and decimals_of(currency) < 3 and not parts.scale:
        decimal = "," if "." in parts.digits else "."  # the currency settles a mark that stands alone
    elif currency and not decimal:
        decimal = "." if parts.before else ""
    value = _value(name, text, parts, decimal, "not_an_amount")
    return Read(value, currency, meant.get("vat"), meant.get("per"))


def tried(name: str, text: str) -> Read | None:
    """Read an amount, None where it is none, is missing or reads two ways."""
    try:
        read = read_amount(name, text)
    except errors.CmkitError:
        return None
    return None if math.isnan(read.value) else read


@lru_cache(maxsize=4096)
def read_plain(text: str, rule: Column, decimal: str = "") -> float:
    """Read a number as it is typed, NaN where missing; "40 %" of a share is 0.4, "1:30" of seconds is 90."""
    if rule.unit in MONEY:
        read = read_amount(rule.name, text, decimal)
        if read.per:
            raise errors.BadValueError("months_unknown", amount=Amount(read.value, currency=read.currency))
        return read.value
    plain = cleaned(text).lower()
    if plain in WITHHELD or not plain:
        return math.nan
    if rule.unit == "seconds" and ":" in plain and (clock := read_number(plain)).state == "number":
        return clock.value
    parts = _parts(plain)
    percent = parts is not None and parts.unit == "%" and rule.unit in SHARES
    if parts is None or parts.before or (parts.unit and not percent):
        raise errors.NotANumberError("not_a_number", name=rule.name, value=Typed(text), where="")
    return _value(rule.name, text, parts, decimal, "not_a_number") / (100 if percent else 1)


@cache
def _beside() -> tuple[re.Pattern[str], dict[str, str]]:
    listed = declared("given/amounts.toml")
    known = {word: meaning for meaning, words in listed.items() for word in words}
    words = (rf"(?<![a-z]){re.escape(word)}" if word[0].isalpha() else re.escape(word) for word in known)
    return re.compile(rf"({'|'.join(sorted(words, key=len, reverse=True))})$"), known


def _cut(plain: str) -> tuple[str, dict[str, str]]:
    ends, known = _beside()
    meant: dict[str, str] = {}
    while found := ends.search(plain):
        meaning = known[found[1]]
        meant["per" if meaning == "month" else "vat"] = meaning
        plain = plain[: found.start()].rstrip()
    return plain, meant


def _parts(plain: str) -> _Parts | None:
    bracketed = plain.startswith("(") and plain.endswith(")")
    found = _PARTS.fullmatch(plain[1:-1].strip() if bracketed else plain)
    if found is None or len(re.findall("[-−+]", found["before"])) > 1:
        return None
    before, after, scale = found["before"].strip(), found["after"].strip(), ""
    # "k€" is a thousand euros, "MAD" a currency.
    if (scaled := _SCALE.fullmatch(after)) and not currency_of(after):
        scale, after = scaled[1], scaled[2]
    minus = bracketed or "-" in before or "−" in before
    return _Parts(minus, before.strip("-−+ "), found["digits"].strip(), scale, after)


def _value(name: str, text: str, parts: _Parts, decimal: str, otherwise: str) -> float:
    if _PLAIN.fullmatch(parts.digits):  # most are, and need no more thought
        value, state, other = float(parts.digits.replace(",", ".")), "number", math.nan
    else:
        value, state, other = read_number(parts.digits, decimal)
    factor: float = (-1 if parts.minus else 1) * SCALES.get(parts.scale, 1)
    if state == "two ways":
        one, other = value * factor, other * factor
        facts = {"one": Number(one), "other": Number(other, decimals=3)}
        plain = {"first": f"{one:.12g}", "second": f"{other:.12g}"}
        raise errors.BadValueError("two_readings", name=name, value=Typed(text), where="", **facts, **plain)
    if state != "number":
        raise errors.NotANumberError(otherwise, name=name, value=Typed(text), where="")
    return round(value * factor, 9) if parts.scale else value * factor
