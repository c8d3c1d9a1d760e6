"""The columns: two under one label, or one that adds up wrongly, would spoil every table read."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.catalogue import columns
from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.language.writing import UNITS

EVERY_COLUMN = pytest.mark.parametrize("name", NUMBERS)


@EVERY_COLUMN
def test_each_column_is_declared_whole(name):
    column = NUMBERS[name]
    assert column.name == name
    assert name.isidentifier()
    assert name == name.lower()
    assert column.unit in UNITS
    assert column.adds in ("sum", "base", "never")
    assert column.better in ("higher", "lower")
    assert column.minimum in (0, None)
    assert "'" not in column.label("en") + column.label("fr")


@EVERY_COLUMN
def test_shares_and_scores_never_add_up(name):
    """Adding up market shares gives a number that looks like one."""
    if NUMBERS[name].unit in ("share", "score", "ratio", "points", "times"):
        assert NUMBERS[name].adds == "never"


def test_people_are_a_base_and_no_sum():
    """Reach of Monday and Tuesday is not the reach of both days."""
    for name in ("reach", "followers", "users", "viewers"):
        assert NUMBERS[name].adds == "base"


def test_a_balance_may_be_negative_and_a_count_may_not():
    assert NUMBERS["net_followers"].minimum is None
    assert NUMBERS["gain"].minimum is None
    assert NUMBERS["clicks"].minimum == 0


def test_no_two_columns_answer_to_one_word():
    owners: dict[str, set[str]] = {}
    for column in NUMBERS.values():
        for word in (column.name, column.name.replace("_", " "), column.label("en"), column.label("fr")):
            owners.setdefault(columns.normalised(word), set()).add(column.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


def test_numbers_dates_and_words_are_apart():
    assert not set(NUMBERS) & set(DATES)
    assert not set(NUMBERS) & set(WORDS)
    assert not set(DATES) & set(WORDS)


def test_an_unknown_column_names_the_nearest():
    with pytest.raises(errors.UnknownNameError, match="link_clicks"):
        columns.column("link_click")


@pytest.mark.parametrize(("heading", "same"), [
    ("Portée", "portee"),
    ("PORTÉE", "portée"),
    ("Porte\u0301e", "Portée"),
    ("Clics\u00a0sur un lien", "clics sur un lien"),
    ("Clics\u202fsur  un\tlien ", "clics sur un lien"),
    ("\ufeffReach", "reach"),
    ("J’aime", "J'aime"),
    ("Re\u00adach", "reach"),
    ("ﬁn", "fin"),
])
def test_headings_are_compared_as_a_reader_would(heading, same):
    """A BOM, a no-break space or a curly apostrophe is invisible, and would lose the column."""
    assert columns.normalised(heading) == columns.normalised(same)


@given(st.text())
def test_normalising_twice_changes_nothing(heading):
    once = columns.normalised(heading)
    assert columns.normalised(once) == once
    assert not any(unicodedata.combining(character) for character in once)


@EVERY_COLUMN
def test_each_column_is_found_by_its_name_and_both_labels(name):
    column = NUMBERS[name]
    english, french = column.label("en"), column.label("fr")
    for heading in (name, name.replace("_", " "), english, french, french.upper(), f" {english} "):
        assert columns.by_heading([heading]) == {heading: name}


def test_headings_that_are_not_known_are_left_out():
    assert columns.by_heading(["Portée", "Rest", ""]) == {"Portée": "reach"}
    for name in (*WORDS, *DATES):
        assert columns.by_heading([name]) == {name: name}


def test_a_column_is_found_by_its_name_with_its_label():
    assert columns.column("reach").label("fr") == "Portée"
    assert columns.normalised("Mentions\u00a0J’aime") == "mentions j'aime"
    assert columns.by_heading(["link_clicks", "Rest"]) == {"link_clicks": "link_clicks"}


@pytest.mark.parametrize("heading", [0, ("a", "b"), float("nan"), None])
def test_a_heading_that_is_no_text_is_no_column_of_cmkit(heading):
    assert columns.normalised(heading)
    with pytest.raises(errors.MissingColumnError):
        cm.measure(pd.DataFrame([[1, 2]], columns=[heading, "x"]), "ctr")
