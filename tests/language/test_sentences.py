"""What cmkit says, in both languages: a sentence that lacks one is a traceback in the middle of a lesson."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest

import cmkit
from cmkit.language import sentences

LOCALES = sorted((Path(cmkit.__file__).parent / "locales").glob("*.toml"))
SENTENCES = [
    pytest.param(sentence, id=f"{path.stem}.{key}")
    for path in LOCALES for key, sentence in tomllib.loads(path.read_text(encoding="utf-8")).items()
]
EVERY_SENTENCE = pytest.mark.parametrize("sentence", SENTENCES)
NARROW = "\u00a0\u202f"


def forms(said):
    return said if isinstance(said, dict) else {"": said}


def placeholders(said):
    return {name for form in forms(said).values() for _, name, _, _ in string.Formatter().parse(form) if name}


@pytest.fixture(autouse=True)
def unchosen(monkeypatch, tmp_path):
    monkeypatch.setattr(sentences, "_chosen", {})
    monkeypatch.delenv("CMKIT_LANG", raising=False)
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: ("en_GB", "UTF-8"))
    monkeypatch.chdir(tmp_path)


@EVERY_SENTENCE
def test_each_sentence_has_both_languages_with_the_same_facts(sentence):
    """A fact said in one language only, or a sentence that is not there, misleads half of the readers."""
    assert set(sentence) == {"en", "fr"}
    assert placeholders(sentence["en"]) == placeholders(sentence["fr"])


@EVERY_SENTENCE
def test_singular_and_plural_come_together_and_count_on_n(sentence):
    for lang in sentences.LANGUAGES:
        if isinstance(sentence[lang], dict):
            assert set(sentence[lang]) == {"one", "other"}


@EVERY_SENTENCE
def test_french_never_breaks_a_line_before_its_punctuation(sentence):
    """« 10,66 », end of line, « % »: French sets a no-break space there, never a plain one."""
    for form in forms(sentence["fr"]).values():
        assert not re.search(r" [:;?!%»]", form)
        assert not re.search(rf"«(?![{NARROW}])|(?<![{NARROW}])»", form)
        assert not re.search(rf"[\w)»][?!:;%](?=\s|$)(?<![{NARROW}].)", re.sub(r"\{[^}]*\}", "x", form))


@EVERY_SENTENCE
def test_french_uses_its_own_apostrophe(sentence):
    for form in forms(sentence["fr"]).values():
        assert not re.search(r"\w'\w", form)


@EVERY_SENTENCE
def test_english_has_no_french_spacing(sentence):
    for form in forms(sentence["en"]).values():
        outside_quotes = re.sub(r'"[^"]*"', "", form)
        assert not re.search(rf"\w[ {NARROW}][:;?!](?=\s|$)", outside_quotes)


def test_every_sentence_is_under_a_room_of_its_own():
    assert {path.stem for path in LOCALES} >= {"errors", "words", "catalogue"}
    for path in LOCALES:
        assert sentences.room(path.stem)


@pytest.mark.parametrize(("lang", "n", "form"), [
    ("en", 0, "other"), ("en", 1, "one"), ("en", 2, "other"),
    ("fr", 0, "one"), ("fr", 1, "one"), ("fr", 1.5, "one"), ("fr", 2, "other"),
])
def test_plurals_follow_the_language(monkeypatch, lang, n, form):
    """0 ligne in French, 0 rows in English."""
    said = {"en": {"one": "one {n}", "other": "other {n}"}, "fr": {"one": "one {n}", "other": "other {n}"}}
    monkeypatch.setattr(sentences, "room", lambda name: {"rows": said})
    assert sentences.say("any.rows", lang, n=n) == f"{form} {n}"


def test_a_fact_may_be_called_key_or_lang(monkeypatch):
    monkeypatch.setattr(sentences, "room", lambda name: {"x": {"en": "{key} {lang}", "fr": ""}})
    assert sentences.say("any.x", "en", key="a", lang="b") == "a b"


def test_english_where_nothing_is_chosen():
    assert sentences.current() == "en"


def test_the_system_s_language_is_followed(monkeypatch):
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: ("fr_FR", "UTF-8"))
    assert sentences.current() == "fr"
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: (None, None))
    assert sentences.current() == "en"
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: ("de_DE", "UTF-8"))
    assert sentences.current() == "en"


def test_a_notebook_folder_has_its_language(tmp_path, monkeypatch):
    """The French lessons speak French on an English laptop."""
    (tmp_path / "cmkit.toml").write_text('lang = "fr"', encoding="utf-8")
    assert sentences.current() == "fr"
    (tmp_path / "cmkit.toml").write_text('lang = "klingon"', encoding="utf-8")
    assert sentences.current() == "en"


def test_the_variable_goes_before_the_folder_and_use_before_both(tmp_path, monkeypatch):
    (tmp_path / "cmkit.toml").write_text('lang = "fr"', encoding="utf-8")
    monkeypatch.setenv("CMKIT_LANG", "en")
    assert sentences.current() == "en"
    sentences.choose("fr")
    assert sentences.current() == "fr"
