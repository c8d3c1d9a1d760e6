"""What cmkit knows of columns: every one has a heading, every code word its words, in every language."""

from __future__ import annotations

import pytest

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.catalogue.declare import CATALOGUE
from cmkit.language.languages import languages
from cmkit.language.sentences import has
from cmkit.statements.known import code_word, data, heading, is_known, kind_of


@pytest.mark.parametrize("lang", languages())
def test_every_column_has_a_heading(lang):
    names = {name for names in data()["kinds"].values() for name in names}
    headless = {name for name in names if not has(f"tables.{name}", lang)}
    assert headless <= {*NUMBERS, *CATALOGUE}


def test_every_column_of_results_and_every_metric_is_known():
    assert [name for name in (*NUMBERS, *CATALOGUE, *WORDS, *DATES) if kind_of(name) is None] == []


def test_a_column_is_known_once():
    names = [name for names in data()["kinds"].values() for name in names]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (["result", "reach"], True),
        (["reach", "mine"], True),
        (["reach", "mine", "other"], False),
        (["name", "value"], False),
        (["file", "line"], True),
        (["status", "count"], True),
        (["first", "last"], False),
        ([1, 2], False),
    ],
)
def test_a_table_is_known_by_its_columns(names, known):
    assert is_known(names) is known


def test_the_same_word_is_headed_by_what_stands_beside_it():
    assert heading("position").text("en") == "Average position"
    assert heading("position", ["channel", "linear", "position"]).text("en") == "Position 40/20/40"
    assert kind_of("value", ["price_list", "value"]) == "money"


def test_columns_made_of_others_have_headings_made_of_theirs():
    assert heading("engagement_rate_rows").text("fr") == "Taux d’engagement\u00a0: lignes comptées"
    assert heading("half_life 3.5").text("fr") == "Demi-vie de 3,5\u00a0jours"
    assert heading("city_low") == "city_low"


def test_code_words_are_said_and_names_that_people_gave_stay():
    assert code_word("step", "notoriety").text("fr") == "Notoriété"
    assert code_word("scope", "Post_1") == "Post_1"
    assert code_word("rule", "another reason").text("en") == "Another reason"
