"""Formats are data: a new platform, a corrected heading or an unknown file needs no code and no guess."""

from __future__ import annotations

from pathlib import Path

import pytest

import cmkit as cm
from cmkit.errors import CmkitError, UnknownNameError, UnreadableFileError
from cmkit.language import sentences
from cmkit.reading.headings.formats import own_formats, plain_heading
from cmkit.reading.headings.proposal import proposed

UNKNOWN = "Campagne maison;Nb de vues;Mentions j aime;Truc\nA;1 200;50;x\nB;800;20;y\n"


def test_an_unknown_file_is_never_guessed_silently() -> None:
    export = cm.read(UNKNOWN.encode())
    assert (export.kind, export.posts) == ("unknown", None)
    assert "unknown_headings" in {note.key for note in export.warnings}
    proposal = export.proposal.set_index("heading")["column"]
    assert proposal["Nb de vues"] == "views"
    assert proposal["Mentions j aime"] == "likes"


def test_a_mapping_given_is_taken_and_a_proposal_can_be_given_back() -> None:
    given = {"Campagne maison": "result", "Nb de vues": "views"}
    export = cm.read(UNKNOWN.encode(), mapping=given)
    assert export.posts.to_dict("list") == {"result": ["A", "B"], "views": [1200, 800]}
    assert cm.read(UNKNOWN.encode(), mapping=cm.read(UNKNOWN.encode()).proposal).posts["views"].tolist() == [
        1200,
        800,
    ]


def test_a_mapping_corrects_a_known_format() -> None:
    table = b"Result,Reach,Clicks\nA,5000,25\n"
    assert cm.read(table, mapping={"Clicks": "link_clicks"}).posts["link_clicks"].tolist() == [25]
    assert "clicks" not in cm.read(table, mapping={"Clicks": None}).posts


def test_a_mapping_that_names_nothing_is_refused_with_the_nearest_word() -> None:
    with pytest.raises(UnknownNameError, match="views"):
        cm.read(UNKNOWN.encode(), mapping={"Truc": "vews"})
    with pytest.raises(UnreadableFileError, match="Campagne maison"):
        cm.read(UNKNOWN.encode(), mapping={"Absent": "views"})


def test_a_proposal_tells_link_clicks_from_clicks_and_leaves_remarks_alone() -> None:
    """A wrong guess shown as nearly sure is confirmed without a look."""
    headings = ["Nb. clics lien", "Nb clics", "Commentaire agence", "Portée totale", "Remarque"]
    found = proposed(headings).set_index("heading")
    assert found["column"].fillna("").tolist() == ["link_clicks", "clicks", "", "reach", ""]
    assert found["confidence"].between(0, 0.95).all()
    assert proposed(["Vues"], text=["Vues"])["column"].isna().all()


def test_a_known_export_shows_what_its_headings_were_taken_to_mean() -> None:
    export = cm.read(b"Result,Reach,Mood\nA,5000,good\n")
    assert export.proposal.replace({float("nan"): None}).to_dict("list") == {
        "heading": ["Result", "Reach", "Mood"],
        "column": ["result", "reach", None],
        "confidence": [1.0, 1.0, 0.0],
    }


def test_a_mapping_serves_several_files_where_one_has_the_heading() -> None:
    known = b"Result,Reach,Clicks\nA,5000,25\n"
    export = cm.read([UNKNOWN.encode(), known], mapping={"Campagne maison": "result", "Nb de vues": "views"})
    assert export.posts["result"].tolist() == ["A", "B", "A"]
    with pytest.raises(UnreadableFileError, match="Absent"):
        cm.read([UNKNOWN.encode(), known], mapping={"Absent": "views"})


def test_an_unknown_file_among_known_ones_is_named() -> None:
    """Read together, it would otherwise be missing from the posts without a word."""
    export = cm.read([b"Result,Reach,Clicks\nA,5000,25\n", UNKNOWN.encode()])
    (note,) = [note for note in export.warnings if note.key == "unknown_tables"]
    assert "Campagne maison" in note.in_language("fr")
    assert len(export.posts) == 1


@pytest.mark.parametrize("mapping", ["Truc=views", ["Truc"], 3])
def test_what_is_no_mapping_is_refused_with_the_form_of_one(mapping: object) -> None:
    with pytest.raises(CmkitError, match=r"dictionary|dictionnaire"):
        cm.read(UNKNOWN.encode(), mapping=mapping)


def test_the_day_of_the_export_may_be_written_and_must_be_a_day() -> None:
    table = b"Time,Video title,Video link,Post time,Total likes,Total views\nJuly 26,a,b,July 20,1,2\n"
    assert cm.read(table, exported="2023-07-26").posts["published_at"].dt.year.tolist() == [2023]
    with pytest.raises(CmkitError, match="soon"):
        cm.read(table, exported="soon")


def test_a_users_own_format_needs_no_code(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        'id = "ours"\nname = { en = "Ours", fr = "Le nôtre" }\nkind = "posts"\nplatform = "threads"\n'
        'tell = [["Nb de vues"], ["Campagne maison"]]\n[columns]\n'
        'result = ["Campagne maison"]\nviews = ["Nb de vues"]\n',
        encoding="utf-8",
    )
    export = cm.read(UNKNOWN.encode(), formats=tmp_path)
    assert (export.source.format_id, export.posts["platform"].iloc[0]) == ("ours", "threads")
    (tmp_path / "ours.toml").write_text('id = "x"\n[columns]\nveiws = ["A"]\n')
    with pytest.raises(UnreadableFileError, match="veiws"):
        cm.read(UNKNOWN.encode(), formats=tmp_path)


@pytest.mark.parametrize("form", own_formats(), ids=lambda form: form.id)
def test_every_format_is_told_by_headings_it_knows_and_says_its_notes(form: object) -> None:
    known = {plain_heading(w) for words in form.columns.values() for w in words}
    known |= {plain_heading(w) for w in form.ignore}
    for words in form.tell:
        assert form.labels or form.by_title or form.rest or known & {plain_heading(w) for w in words}
    for lang in sentences.LANGUAGES:
        assert sentences.has(f"formats.{form.id}", lang)
        assert form.label(lang) not in ("", form.id)
        for note in form.notes:
            assert sentences.say(f"reading.note_{note}", lang, n=2, n_text="2")
    assert form.kind == "" or sentences.say(f"reading.kind_{form.kind}", "fr")


@pytest.mark.parametrize(
    "form", [f for f in own_formats() if f.tell and not f.titles], ids=lambda form: form.id
)
@pytest.mark.parametrize("language", [0, -1])
def test_every_format_reads_its_own_headings(form: object, language: int) -> None:
    """A file made of the first (English), then of the last (often French), heading of each column."""
    headings = {name: words[language] for name, words in form.columns.items()}
    for words in form.tell:
        if not {plain_heading(w) for w in words} & {plain_heading(h) for h in headings.values()}:
            headings[words[0]] = words[0]
    cell = {
        "published_at": "12/13/2025",
        "date": "2025-12-13",
        "permalink": "https://x.org/12345678",
        "boosted": "1",
    }
    line = ",".join(f'"{heading}"' for heading in headings.values())
    row = ",".join(cell.get(name, "7") for name in headings)
    export = cm.read(f"{line}\n{row}\n".encode())
    assert export.source.format_id == form.id
    assert set(form.columns) <= set(export.table)
    assert export.reconcile().holds


def test_an_error_of_the_reader_says_itself_in_french() -> None:
    with pytest.raises(CmkitError) as error:
        cm.read(b"bonjour\n")
    assert "n’a pas de ligne d’en-têtes" in error.value.in_language("fr")
