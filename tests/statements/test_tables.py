"""What one would lose: a method that gives words in the language asked for, and checks it."""

from __future__ import annotations

import pandas as pd
import pytest

from cmkit import errors
from cmkit.language.facts import Number, Span
from cmkit.language.said import said
from cmkit.statements.tables import in_language, spoken


class Told:
    @in_language
    def least(self, value):
        return said("words.at_least", value=value)

    @in_language
    def both(self):
        return [Number(1234), "as it is"]


def test_the_language_comes_last_by_place_or_by_name():
    assert Told().least(Number(2.5), "fr") == Told().least(Number(2.5), lang="fr") == "au moins 2,5"
    assert Told().both("en") == ["1,234", "as it is"]
    with pytest.raises(errors.UnknownNameError):
        Told().both("de")


def test_what_is_no_fact_stays():
    assert spoken(5, "en") == 5
    assert spoken(pd.DataFrame({"said": [Number(1234), 5]}), "en").said.tolist() == ["1,234", 5]


def test_a_range_of_which_nothing_is_known_is_an_empty_cell():
    nothing = Number(float("nan"))
    assert Span(nothing, nothing).cell("en") is None
