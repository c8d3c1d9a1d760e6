"""An error is read by a marketer: one sentence, in the language in use, that says what to do."""

from __future__ import annotations

import ast
import copy
import inspect
import os
import pickle
import string
import subprocess
import sys

import pytest

import cmkit as cm
from cmkit import errors
from cmkit.language import sentences
from cmkit.language.languages import room
from cmkit.language.sentences import speaking

CLASSES = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.CmkitError)
]
SENTENCES = room("errors", "en")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setattr(sentences, "_chosen", {"lang": "en"})


class Fact:
    """Stands for any fact: it takes every format that a sentence asks for."""

    def __format__(self, how):
        return "fact"

    def __repr__(self):
        return "'fact'"


def facts_of(key):
    said = SENTENCES[key]
    form = said["other"] if isinstance(said, dict) else said
    named = {name for _, name, _, _ in string.Formatter().parse(form) if name}
    counted = {"n": 2} if isinstance(said, dict) or "n" in named else {}
    return {name: Fact() for name in named} | counted


@pytest.mark.parametrize("key", SENTENCES)
@pytest.mark.parametrize("lang", sentences.languages())
def test_every_sentence_takes_its_facts(key, lang):
    """A sentence that fails to format hides the error that it was to explain."""
    facts = facts_of(key)
    said = sentences.say(f"errors.{key}", lang, **facts)
    assert said.count("fact") >= len(facts.keys() - {"n"})


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_is_a_cmkit_error_and_a_built_in(kind):
    """Both `except CmkitError` and `except ValueError` must do what a reader expects."""
    fits = (KeyError, ValueError, TypeError, OSError, RuntimeError, NotImplementedError, ImportError)
    assert kind is errors.CmkitError or issubclass(kind, fits)
    assert inspect.getdoc(kind)


def test_warnings_are_user_warnings():
    assert issubclass(errors.SetAsideWarning, UserWarning)


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_says_its_sentence_and_nothing_else(kind):
    """KeyError would print its message between quotes."""
    error = kind("negative", name="clicks", value="-5", where=" (row 3)")
    assert str(error).startswith("clicks is -5 (row 3): it counts")
    assert error.key == "negative"
    assert error.facts["name"] == "clicks"


def test_an_error_can_be_said_in_the_other_language(monkeypatch):
    error = errors.BadValueError("negative", name="clicks", value="-5", where="")
    assert error.in_language("fr").startswith("Clics (clicks) vaut -5\u00a0: c’est un compte")
    monkeypatch.setattr(sentences, "_chosen", {"lang": "fr"})
    assert str(errors.BadValueError("negative", **error.facts)) == error.in_language("fr")


def test_an_error_names_columns_and_metrics_by_their_label_with_the_name_one_types():
    """« revenue vaut -5 » is no French; the name stays beside, for whoever typed it."""
    error = errors.BadValueError("negative", name="revenue", value="-5", where="")
    assert error.in_language("fr").startswith("Chiffre d’affaires (revenue) vaut -5")
    lacking = errors.MissingColumnError(
        "missing_column", column="link_clicks", wanted_for="cpc", hint="", present="reach"
    )
    assert lacking.in_language("en").startswith("Cost per link click (cpc) needs the column Link clicks (")
    mine = errors.BadValueError("negative", name="my calls", value="-5", where="")
    assert mine.in_language("fr").startswith("my calls vaut -5")


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_crosses_from_one_process_to_another(kind):
    """An error raised by a worker that cannot be pickled hangs the pool, or loses the sentence."""
    error = kind("negative", name="clicks", value="-5", where="")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is kind
        assert (str(again), again.key, again.facts) == (str(error), error.key, error.facts)


def test_an_error_speaks_the_language_of_the_time_at_which_it_is_read(monkeypatch):
    """Raised before `cm.use("fr")`, read after it."""
    error = errors.EmptyTableError("empty_table")
    monkeypatch.setattr(sentences, "_chosen", {"lang": "fr"})
    assert str(error).startswith("Le tableau n’a aucune ligne")


def test_classes_of_errors_import_nothing_of_cmkit_and_still_speak():
    """The lowest room: whatever is above it may raise."""
    tree = ast.parse(inspect.getsource(errors))
    imported = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    imported |= {name.name for n in ast.walk(tree) if isinstance(n, ast.Import) for name in n.names}
    assert not any(str(name).startswith("cmkit") for name in imported)
    code = "from cmkit.errors import EmptyTableError as E; print(E('empty_table'))"
    env = os.environ | {"PYTHONIOENCODING": "utf-8", "CMKIT_LANG": "fr"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=True)
    assert run.stdout.decode().startswith("Le tableau n’a aucune ligne")


@pytest.mark.parametrize("wrong", [
    lambda: cm.Objective("trafik"),
    lambda: cm.Objective("traffic", kpi="engagement_rate"),
    lambda: cm.Objective("traffic").candidates(["reach"]),
    lambda: cm.engagement_rate([1, -5], [10, 10]),
    lambda: cm.measure({"clicks": [1]}, "ctr"),
    lambda: cm.judge(cm.three_results(), cm.Objective("traffic"), name="results"),
])
def test_an_error_raised_in_one_language_is_said_whole_in_the_other(wrong):
    with speaking("en"), pytest.raises(errors.CmkitError) as english:
        wrong()
    with speaking("fr"), pytest.raises(errors.CmkitError) as french:
        wrong()
    assert english.value.in_language("fr") == str_in(french.value, "fr")
    assert english.value.in_language("en") == french.value.in_language("en") != french.value.in_language("fr")


def str_in(error, lang):
    with speaking(lang):
        return str(error)
