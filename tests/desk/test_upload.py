"""What one would lose: a file put on the page and accounted for, and a widget that outlives a bad one."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.desk.upload import columns
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
