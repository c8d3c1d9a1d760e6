"""What one would lose: a table of facts read in the language asked for, at any time."""

from __future__ import annotations

import pandas as pd

import cmkit as cm
from cmkit.errors import BadValueError
from cmkit.language.facts import Name, Rate
from cmkit.statements.tabled import spoken

TABLE = pd.DataFrame({
    "name": [Name("reach"), "mine"], "rate": [Rate(0.5), None], "n": [1, 2],
    "why": [BadValueError("level_range", value=3), ""],
})  # fmt: skip


def test_facts_and_errors_become_words_and_the_rest_stays():
    said = spoken(TABLE, "fr")
    assert said["name"].tolist() == ["Portée", "mine"]
    assert said["rate"].tolist()[0] == "50,00\u00a0%"
    assert said["n"].tolist() == [1, 2]
    assert said["why"].tolist()[0] == TABLE["why"].iloc[0].in_language("fr")


def test_it_is_said_in_the_language_in_use_unless_another_is_asked_for():
    cm.use("fr")
    assert spoken(TABLE)["name"].tolist()[0] == "Portée"
    assert spoken(TABLE, "en")["name"].tolist()[0] == "Reach"
