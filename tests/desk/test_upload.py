"""What one would lose: a file put on the page and accounted for, and a widget that outlives a bad one."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.desk.upload import MOST_SENT, TOO_LARGE, Named, Picker, columns
from cmkit.language.sentences import say

NASTY = '<script>alert("1")</script>\'&'


def made(*names: str) -> dict[str, bytes]:
    return {name: cm.sample(f"exports/{name}").read_bytes() for name in names}


@pytest.fixture
def place():
    return cm.upload("en")


def test_what_was_read_is_shown_and_handed_on(place):
    told = []
    place.on_read(told.append)
    place.take(made("youtube_table_en.csv"))
    assert told == [place.export] == place.exports
    assert place.export.posts["views"].sum() == 4728
    for words in ("YouTube Studio", "Rows kept", "line 2", "Total row", "19 March 2026", "18,425"):
        assert words in place._shown.value, words


def test_what_was_understood_can_be_corrected(place):
    """A heading taken for the wrong column would otherwise need code to mend."""
    place.take({"mine.csv": b"Result,Reach,Clicks\nA,5000,25\n", **made("youtube_table_en.csv")})
    before = len(place.export)
    place.correct()
    (form,) = place.forms
    assert (form.choices["Clicks"].value, form.choices["Reach"].value) == ("clicks", "reach")
    form.choices["Clicks"].value = "link_clicks"
    place.confirm(form)
    assert place.export.posts["link_clicks"].sum() == 25
    assert "clicks" not in place.export.posts
    assert (len(place.export), place.forms) == (before, [])


def test_it_speaks_french_whatever_the_session_speaks():
    place = cm.upload("fr")
    place.take(made("youtube_tableau_fr.csv"))
    for words in ("Lignes gardées", "ligne 2", "Ligne de total", "19 mars 2026", "18\u202f425"):
        assert words in place._shown.value, words
    assert "Rows" not in place._shown.value


def test_files_given_together_are_joined(place):
    place.take(made("youtube_table_en.csv", "x_content_en.csv"))
    assert len(place.exports) == 1
    assert len(place.export) == 8 + 14


def test_files_given_one_after_the_other_are_all_kept(place):
    for name in ("youtube_table_en.csv", "x_content_en.csv"):
        place.take(made(name))
    assert [len(export) for export in place.exports] == [8, 14]
    assert len(place.export) == 14


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + bytes(300), b"PK\x03\x04broken"])
def test_a_file_that_cannot_be_read_is_said_and_the_next_one_is_read(place, data: bytes):
    place.take({"bad.csv": data} | made("youtube_table_en.csv"))
    assert len(place.problems) == 1
    assert "bad.csv" in place._says.value
    assert len(place.export) == 8
    place.take(made("x_content_en.csv"))
    assert (place.problems, place._says.value) == ([], "")


def test_an_unknown_file_waits_for_somebody_to_say_what_it_means(place):
    told = []
    place.on_read(told.append)
    place.take(made("bilan_agence_fr.csv"))
    assert (place.export, told) == (None, [])
    form = place.forms[0]
    assert form.choices["Nb. de vues"].value == "views"
    form.choices["Réf. contenu"].value = "post_id"
    assert form.choices["Commentaire agence"].label == say("upload.leave_out", "en")
    place.confirm(form)
    assert (place.forms, place._asked.children, told) == ([], (), [place.export])
    posts = place.export.posts
    assert posts["post_id"].tolist()[0] == "AB-001"
    assert posts["views"].sum() == 16_743
    assert "segment" not in posts


def test_known_files_are_read_while_an_unknown_one_waits(place):
    place.take(made("bilan_agence_fr.csv", "youtube_table_en.csv"))
    assert len(place.export) == 8
    assert [list(form.files) for form in place.forms] == [["bilan_agence_fr.csv"]]


def test_several_unknown_files_are_each_confirmed(place):
    data = made("bilan_agence_fr.csv")["bilan_agence_fr.csv"]
    place.take({"one.csv": data, "two.csv": data})
    for form in list(place.forms):
        place.confirm(form)
    assert len(place.exports) == 2


def test_several_tables_are_listed(place):
    place.take(made("ga4_snapshot_en.csv"))
    assert place.export.kind == "several tables"
    assert "several tables" in place._shown.value


def test_nothing_of_a_file_is_taken_for_html(place):
    quoted = f'"{NASTY.replace(chr(34), chr(34) * 2)}"'
    posts, odd = f"Result,Reach\n{quoted},5\nTotal,5\n", f"{quoted},Zzz\n{NASTY[:8]},5\n{NASTY[:8]},6\n"
    html = ""
    for content in (posts, odd, ""):
        place.take({NASTY: content.encode()})
        parts = [child for form in place.forms for child in form.box.children]
        html += place._shown.value + place._says.value
        html += "".join(child.value for child in parts if hasattr(child, "value"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_account_of_the_file_before_leaves_with_the_next_one(place):
    """Else it would be read as the account of the file that was refused."""
    place.take(made("youtube_table_en.csv"))
    assert "YouTube Studio" in place._shown.value
    place.take({"bad.csv": b""})
    assert place._shown.value == ""
    assert "bad.csv is empty" in place._says.value


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_column_can_be_chosen_by_its_label(lang: str):
    choices = columns(lang)
    assert {name for _, name in choices} == {"", *NUMBERS, *WORDS, *DATES}
    assert len({label for label, _ in choices}) == len(choices), "two columns under one label"
    assert choices[0] == (say("upload.leave_out", lang), "")


def test_columns_are_chosen_by_label_and_one_may_be_left_out():
    assert columns("fr")[0] == ("(laisser de côté)", "")
    assert ("Portée", "reach") in columns("fr")


def sent(name: str, content: bytes = b"", kind: str = "text/csv") -> dict[str, object]:
    return {
        "name": name, "type": kind, "size": len(content), "content": memoryview(content),
        "last_modified": pd.Timestamp(0),
    }  # fmt: skip


@pytest.fixture
def told():
    return []


@pytest.fixture
def picker(told):
    return Picker("fr", lambda *given: told.append(given), ".csv", "upload.choose", "upload.drop")


def test_files_are_handed_on_by_name_and_can_be_chosen_again(picker, told):
    for _ in range(2):
        picker.files.value = (sent("a.csv", b"1"), sent("b.csv", b"2"))
        assert picker.files.value == ()
    assert told == [({"a.csv": b"1", "b.csv": b"2"}, [])] * 2


def test_a_file_too_large_to_be_sent_is_an_error_with_its_size_and_the_others_are_read(picker, told):
    picker.files.value = (sent("a.csv", b"1"), sent("big.csv", kind=f"{TOO_LARGE}/{12_345_678}"))
    ((files, (error,)),) = told
    assert files == {"a.csv": b"1"}
    assert error.in_language("fr").startswith("big.csv pèse 12,3\u00a0Mo\u00a0: une page en envoie 10")
    assert 'cm.read("big.csv")' in error.in_language("en")


def test_the_zone_speaks_another_language_when_asked(picker):
    assert "Choisir des fichiers" in picker.zone.value
    picker.speak("en")
    assert "Choose files" in picker.zone.value
    assert str(MOST_SENT) in picker.zone.value


def test_bytes_keep_the_name_of_their_file():
    assert (Named("a.csv", b"1").name, Named("a.csv", b"1").read()) == ("a.csv", b"1")
