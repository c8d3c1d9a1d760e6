"""One currency under two names is two currencies that will not add up: what a user would lose here."""

from __future__ import annotations

import pytest

from cmkit.language.currencies import currency_of, decimals_of


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("€", "EUR"), ("eur", "EUR"), ("euro", "EUR"), ("Euros", "EUR"), ("$", "USD"), ("US$", "USD"),
        ("$US", "USD"), ("dollars canadiens", "CAD"), ("CA$", "CAD"), ("£", "GBP"), ("£GB", "GBP"),
        ("F\u202fCFA", "XOF"), ("livres sterling", "GBP"), ("points", None), ("F", None), ("", None),
    ],
)  # fmt: skip
def test_a_currency_is_known_by_its_code_its_symbol_and_its_name(word, code):
    assert currency_of(word) == code


def test_how_many_decimals_a_currency_has_is_known():
    assert (decimals_of("EUR"), decimals_of("JPY"), decimals_of("KWD")) == (2, 0, 3)
