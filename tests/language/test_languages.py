"""A language is a folder: adding one must take data files alone, and no line of code."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields

import pytest

import cmkit as cm
from cmkit import errors
from cmkit.catalogue.columns import by_heading, column
from cmkit.catalogue.declare import CATALOGUE, find
from cmkit.desk.typed import as_csv
from cmkit.given.objective import Objective
from cmkit.language import writing
from cmkit.language.facts import Number, Span
from cmkit.language.languages import Language, languages, room, written_as
from cmkit.language.sentences import say
from cmkit.reading.headings.formats import own_formats
from tests.language.made import made, made_language, outside

__all__ = ["made"]


def test_english_and_french_are_the_languages_of_cmkit():
    assert languages() == ("en", "fr")
    for lang in languages():
        style = written_as(lang)
        assert style.name
        assert style.decimal != style.group
        assert style.delimiter != style.decimal


@pytest.mark.parametrize("lang", languages())
def test_each_language_says_how_it_is_written_and_nothing_else(lang):
    assert set(room("language", lang)) == {field.name for field in fields(Language)}


def test_a_folder_that_is_not_there_adds_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("CMKIT_LOCALES", os.pathsep.join(["", str(tmp_path / "none"), str(tmp_path)]))
    assert languages() == ("en", "fr")


def test_several_folders_may_be_named_and_the_last_word_is_said(monkeypatch, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name / "fr").mkdir(parents=True)
        (tmp_path / name / "fr" / "verdict.toml").write_text(f'status_met = "{name}"', encoding="utf-8")
    monkeypatch.setenv("CMKIT_LOCALES", os.pathsep.join([str(tmp_path / "one"), str(tmp_path / "two")]))
    assert say("verdict.status_met", "fr") == "two"
    assert say("verdict.status_missed", "fr") == room("verdict", "fr")["status_missed"]


def test_a_made_language_says_sentences_labels_and_errors(made):
    """A third language is data only: whatever stays without brackets was written in code."""
    assert languages() == ("en", "fr", made)
    assert say("verdict.status_met", made) == "⟦met⟧"
    assert column("clicks").label(made) == "⟦Clicks⟧"
    assert CATALOGUE["ctr"].label(made) == "⟦Click-through rate⟧"
    assert Objective("traffic").label(made) == "⟦traffic⟧"
    assert own_formats()[0].label(made).startswith("⟦")
    with pytest.raises(errors.UnknownNameError) as refused:
        cm.Objective("trafic_")
    assert outside(refused.value.in_language(made)) == ""
    with pytest.raises(errors.RefusedKpiError) as never:
        cm.Objective("traffic", kpi="likes")
    assert never.value.in_language(made).count("⟦") > 5


def test_a_made_language_writes_numbers_its_own_way(made):
    assert writing.percent(0.1066, made) == "10.66_%"
    assert writing.quantity(3, "hours", made) == "3⟦ h⟧"
    assert Span(Number(1), Number(2)).text(made) == "⟦1 to 2⟧"
    assert writing.join(["a", "b", "c"], made) == "a、b、c"
    cm.use(made)
    assert writing.rate(0.00299) == "0.299_%"


def test_headings_in_a_made_language_are_understood(made):
    assert by_heading(["⟦Clicks⟧"]) == {"⟦Clicks⟧": "clicks"}
    assert find("⟦Click-through rate⟧").name == "ctr"
    assert Objective("⟦traffic⟧").name == "traffic"


def test_a_made_language_has_its_own_cells(made):
    import pandas as pd

    assert as_csv(pd.DataFrame({"result": ["A"], "clicks": [2.5]}), made).splitlines()[1] == "A|2.5"


def test_a_language_is_added_from_outside_by_a_variable(tmp_path):
    """What a user does: a folder, a variable, and cmkit speaks it."""
    code = "import cmkit as cm; cm.use('xx'); print(cm.Objective('traffic').label())"
    env = os.environ | {"CMKIT_LOCALES": str(made_language(tmp_path)), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=True)
    assert run.stdout.decode().strip() == "⟦traffic⟧"


def test_each_language_of_cmkit_has_its_sentences_and_its_marks():
    assert room("verdict", "fr")["status_met"] == "atteint"
    assert written_as("fr").delimiter == ";"
