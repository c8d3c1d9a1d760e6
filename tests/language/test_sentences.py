"""What cmkit says, in every language: a sentence that lacks one is a traceback in the middle of a lesson."""

from __future__ import annotations

import os
import re
import string
from pathlib import Path

import pytest

import cmkit
from cmkit import errors
from cmkit.language import sentences
from cmkit.language.languages import languages, room
from cmkit.language.sentences import rendered, say

PACKAGE = Path(cmkit.__file__).parent
ROOMS = sorted({path.stem for path in PACKAGE.glob("locales/*/*.toml")} - {"language"})
EVERY_ROOM = pytest.mark.parametrize("name", ROOMS)
NARROW = "\u00a0\u202f"
NAMES = ("labels", "formats", "catalogue")
"""Rooms of which each key is the name of a thing, and not of a sentence that the code says."""
HYPOTHESIS = ("_look", "_confirm", "_clear", "_needs")
"""What is said of each hypothesis of a diagnosis, after its name."""


def sentences_of(name, lang):
    """Yield each sentence of a room, form by form, with its key."""
    for key, said in room(name, lang).items():
        for form in said.values() if isinstance(said, dict) else [said]:
            yield key, form


def placeholders(name, lang):
    facts = {}
    for key, form in sentences_of(name, lang):
        facts.setdefault(key, set()).update(n for _, n, _, _ in string.Formatter().parse(form) if n)
    return facts


@pytest.fixture(autouse=True)
def unchosen(monkeypatch, tmp_path):
    monkeypatch.setattr(sentences, "_chosen", {})
    monkeypatch.delenv("CMKIT_LANG", raising=False)
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: ("en_GB", "UTF-8"))
    monkeypatch.chdir(tmp_path)


def added(folder, lang, **rooms):
    """Add sentences to a language, as a user does: a folder of files."""
    (folder / lang).mkdir(parents=True, exist_ok=True)
    for name, text in rooms.items():
        (folder / lang / f"{name}.toml").write_text(text, encoding="utf-8")
    return str(folder)


@EVERY_ROOM
def test_each_sentence_is_in_every_language_with_the_same_facts(name):
    """A fact said in one language only, or a sentence that is not there, misleads half of the readers."""
    for lang in languages():
        assert placeholders(name, lang) == placeholders(name, "en")


@EVERY_ROOM
def test_singular_and_plural_come_together(name):
    for lang in languages():
        for key, said in room(name, lang).items():
            assert isinstance(said, str) or set(said) == {"one", "other"}, key


@EVERY_ROOM
def test_french_never_breaks_a_line_before_its_punctuation(name):
    """« 10,66 », end of line, « % »: French sets a no-break space there, never a plain one."""
    for key, form in sentences_of(name, "fr"):
        assert not re.search(r" [:;?!%»]", form), key
        assert not re.search(rf"«(?![{NARROW}])|(?<![{NARROW}])»", form), key
        bare = re.sub(r"\{[^}]*\}", "x", form)
        assert not re.search(rf"[\w)»][?!:;%](?=\s|$)(?<![{NARROW}].)", bare), key


@EVERY_ROOM
def test_french_uses_its_own_apostrophe_and_never_says_tu(name):
    for key, form in sentences_of(name, "fr"):
        assert not re.search(r"\w'\w", form), key
        assert not re.search(r"(?i)\b(tu|toi|ton|tes|t’)\b", form), key


@EVERY_ROOM
def test_english_has_no_french_spacing(name):
    for key, form in sentences_of(name, "en"):
        outside_quotes = re.sub(r'"[^"]*"', "", form)
        assert not re.search(rf"\w[ {NARROW}][:;?!](?=\s|$)", outside_quotes), key


def code():
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.toml")]
    return "\n".join(f.read_text(encoding="utf-8") for f in files if "locales" not in f.parts)


def test_no_sentence_is_left_that_nothing_says():
    """A sentence is named in the code whole, or by how it begins where its end is put in ("unit_{unit}")."""
    written = code()
    words = set(re.findall(r"\w+", written))
    begins = tuple(set(re.findall(r"\b([a-z]\w*_)(?=[{\"'])", written)))
    ends = (*set(re.findall(r"\}(_[a-z]\w+)\b", written)), *HYPOTHESIS)
    unused = [
        key for name in ROOMS if name not in NAMES for key in room(name, "en")
        if key not in words and not key.startswith(begins) and not key.endswith(ends)
    ]
    assert unused == []


@pytest.mark.parametrize(("lang", "n", "form"), [
    ("en", 0, "other"), ("en", 1, "one"), ("en", 2, "other"), ("en", 1.5, "other"), ("en", -1, "one"),
    ("fr", 0, "one"), ("fr", 1, "one"), ("fr", 1.5, "one"), ("fr", 2, "other"), ("fr", -1.5, "one"),
    ("fr", 1_000_000, "other"),
])
def test_plurals_follow_the_language(monkeypatch, tmp_path, lang, n, form):
    """0 ligne in French, 0 rows in English; a million has a form of its own in French, seldom needed."""
    monkeypatch.setenv("CMKIT_LOCALES", added(tmp_path, lang, any='rows = {one = "one", other = "other"}'))
    assert say("any.rows", lang, n=n) == form


def test_a_language_has_as_many_forms_as_its_plural(monkeypatch, tmp_path):
    """Polish: 1 wiersz, 2 wiersze, 5 wierszy."""
    told = (PACKAGE / "locales" / "en" / "language.toml").read_text(encoding="utf-8")
    rows = 'rows = {one = "wiersz", few = "wiersze", other = "wierszy"}'
    folder = added(tmp_path, "pl", language=told.replace('locale = "en"', 'locale = "pl"'), any=rows)
    monkeypatch.setenv("CMKIT_LOCALES", folder)
    assert [say("any.rows", "pl", n=n) for n in (1, 2, 5)] == ["wiersz", "wiersze", "wierszy"]


def test_a_fact_may_be_called_key_or_lang(monkeypatch, tmp_path):
    monkeypatch.setenv("CMKIT_LOCALES", added(tmp_path, "en", any='x = "{key} {lang}"'))
    assert say("any.x", "en", key="a", lang="b") == "a b"


def test_facts_that_are_sentences_are_said_in_the_same_language():
    """« L’objectif traffic » would be half of a sentence in each language."""
    class Fact:
        def text(self, lang):
            return f"in {lang}"

    error = errors.BadValueError("negative", name="clicks", value="-5", where=Fact())
    assert rendered((Fact(), "a", 3), "fr") == "in fr, a, 3"
    assert rendered(error, "fr").startswith("Clics (clicks) vaut -5in fr\u00a0:")
    assert rendered(error, "en").startswith("clicks is -5in en:")


@pytest.mark.parametrize("speak", [
    lambda: say("verdict.status_met", "es"), lambda: sentences.language("es"),
    lambda: sentences.use("es"), lambda: sentences.has("verdict.status_met", "es"),
    lambda: errors.BadValueError("empty_table").in_language("es"),
])
def test_another_language_is_refused_and_never_answered_in_english(speak):
    with pytest.raises(errors.UnknownNameError, match="“es” is not a language that cmkit speaks"):
        speak()


def test_a_block_in_another_language_is_refused():
    with pytest.raises(errors.UnknownNameError), sentences.speaking("es"):
        pass
    assert sentences.current() == "en"


def test_a_sentence_that_a_language_lacks_is_named(monkeypatch, tmp_path):
    told = (PACKAGE / "locales" / "en" / "language.toml").read_text(encoding="utf-8")
    monkeypatch.setenv("CMKIT_LOCALES", added(tmp_path, "pl", language=told))
    with pytest.raises(errors.UnknownNameError, match="pl has no sentence verdict"):
        say("verdict.status_met", "pl")


def test_english_where_nothing_is_chosen():
    assert sentences.current() == "en"


def test_the_system_s_language_is_followed_where_cmkit_speaks_it(monkeypatch):
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: ("fr_FR", "UTF-8"))
    assert sentences.current() == "fr"
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: (None, None))
    assert sentences.current() == "en"
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: ("de_DE", "UTF-8"))
    assert sentences.current() == "en"


def test_a_notebook_folder_has_its_language(tmp_path):
    """The French lessons speak French on an English laptop."""
    (tmp_path / "cmkit.toml").write_text('lang = "fr"', encoding="utf-8")
    assert sentences.current() == "fr"


@pytest.mark.parametrize("asked", ['"klingon"', "3"])
def test_a_folder_in_a_language_that_cmkit_does_not_speak_is_refused(tmp_path, asked):
    (tmp_path / "cmkit.toml").write_text(f"lang = {asked}", encoding="utf-8")
    with pytest.raises(errors.UnknownNameError, match="is not a language"):
        say("verdict.status_met")


@pytest.mark.parametrize("content", [b"lang = ", b"\xff\xfe", b"lang = \"fr\" lang", None])
def test_settings_that_cannot_be_read_are_a_sentence_in_the_system_s_language(tmp_path, monkeypatch, content):
    """The sentence asked for the language in use, which asked for the settings again: a traceback."""
    settings = tmp_path / "cmkit.toml"
    settings.write_bytes(content) if content else settings.mkdir()
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: ("fr_FR", "UTF-8"))
    with pytest.raises(errors.UnreadableFileError, match=r"cmkit\.toml est illisible"):
        say("verdict.status_met")
    sentences.use("en")
    assert say("verdict.status_met") == "met"


@pytest.mark.skipif(os.name == "nt", reason="needs a folder that can be removed under a program")
def test_in_a_folder_that_was_deleted_the_system_s_language_is_spoken(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert say("verdict.status_met") == "met"


@pytest.mark.parametrize("asked", ["fr", "FR", "fr_CA.UTF-8", "fr-BE"])
def test_the_variable_may_hold_a_locale(monkeypatch, asked):
    monkeypatch.setenv("CMKIT_LANG", asked)
    assert sentences.current() == "fr"


def test_a_variable_in_another_language_is_refused_in_the_system_s(monkeypatch):
    """The refusal itself has to be said in some language: that of the system."""
    monkeypatch.setenv("CMKIT_LANG", "es")
    monkeypatch.setattr(sentences.locale, "getlocale", lambda: ("fr_FR", "UTF-8"))
    with pytest.raises(errors.UnknownNameError, match="« es » n’est pas une langue"):
        say("verdict.status_met")
    sentences.use("en")
    assert say("verdict.status_met") == "met"


def test_the_variable_goes_before_the_folder_and_use_before_both(tmp_path, monkeypatch):
    (tmp_path / "cmkit.toml").write_text('lang = "fr"', encoding="utf-8")
    monkeypatch.setenv("CMKIT_LANG", "en")
    assert sentences.current() == "en"
    sentences.use("fr")
    assert sentences.current() == "fr"


def test_every_key_that_the_code_writes_whole_is_a_sentence():
    """A room that is emptied of a sentence another room says is found here, not by a reader."""
    run = re.sub(r"(?m)^ *>>> .*", "", code())
    keys = set(re.findall(r"""\b(?:say|said|has)\(\s*["']([a-z_]+\.[a-z_]+[a-z])["']""", run))
    rooms = {name: room(name, "en") for name in ROOMS}
    assert len(keys) > 100
    assert {key for key in keys if key.partition(".")[2] not in rooms.get(key.partition(".")[0], {})} == set()


def test_a_key_is_a_sentence_or_is_not():
    assert sentences.has("verdict.status_met", "en")
    assert not sentences.has("verdict.status_lost", "en")


def test_a_sentence_takes_the_form_of_its_number_and_a_plain_fact_stays():
    assert sentences.sentence("words.unit_days_suffix", "en", 2) == " days"
    assert sentences.language("fr") == "fr"
    assert rendered(3, "fr") == 3
