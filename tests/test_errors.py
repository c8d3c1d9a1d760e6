"""An error is read by a marketer: one sentence, in the language in use, that says what to do."""

from __future__ import annotations

import copy
import inspect
import pickle
import string

import pytest

from cmkit import errors
from cmkit.language import sentences

CLASSES = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.CmkitError)
]
SENTENCES = sentences.room("errors")


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
    said = SENTENCES[key]["en"]
    form = said["other"] if isinstance(said, dict) else said
    named = {name for _, name, _, _ in string.Formatter().parse(form) if name}
    counted = {"n": 2} if isinstance(said, dict) or "n" in named else {}
    return {name: Fact() for name in named} | counted


@pytest.mark.parametrize("key", SENTENCES)
@pytest.mark.parametrize("lang", sentences.LANGUAGES)
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
    assert error.in_language("fr").startswith("clicks vaut -5\u00a0: c’est un compte")
    monkeypatch.setattr(sentences, "_chosen", {"lang": "fr"})
    assert str(errors.BadValueError("negative", **error.facts)) == error.in_language("fr")


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_crosses_from_one_process_to_another(kind):
    """An error raised by a worker that cannot be pickled hangs the pool, or loses the sentence."""
    error = kind("negative", name="clicks", value="-5", where="")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is kind
        assert (str(again), again.key, again.facts) == (str(error), error.key, error.facts)


@pytest.mark.parametrize(("word", "close"), [
    ("trafic", "traffic"), ("Trafic", "traffic"), ("visbility", "visibility"), ("zzz", ""), ("", ""),
])
def test_nearest_gives_the_word_that_was_meant_or_none(word, close):
    assert errors.nearest(word, ["traffic", "visibility", "image"]) == close


def test_unknown_names_the_word_the_nearest_and_the_known():
    error = errors.unknown("objective", "trafic", ["traffic", "image"])
    assert str(error) == (
        "'trafic' is not an objective that cmkit knows. Did you mean traffic? Known: traffic, image."
    )
    assert "Did you mean" not in str(errors.unknown("objective", "zzz", ["traffic"]))


def test_unknown_keeps_a_long_list_short():
    said = str(errors.unknown("column", "zzz", [f"column_{n}" for n in range(50)]))
    assert "column_11, ..." in said
    assert "column_12" not in said


def test_unknown_takes_what_is_no_text():
    assert "3 is not a language" in str(errors.unknown("language", 3, ["en", "fr"]))
