"""What stands beside the table: where it comes from, what it means, what its headings were taken for."""

from __future__ import annotations

import cmkit as cm

UNKNOWN = "Campagne maison;Nb de vues;Mentions j aime;Truc\nA;1 200;50;x\nB;800;20;y\n"


def test_a_known_export_shows_what_its_headings_were_taken_to_mean() -> None:
    export = cm.read(b"Result,Reach,Mood\nA,5000,good\n")
    assert export.proposal.replace({float("nan"): None}).to_dict("list") == {
        "heading": ["Result", "Reach", "Mood"],
        "column": ["result", "reach", None],
        "confidence": [1.0, 1.0, 0.0],
    }


def test_an_unknown_file_among_known_ones_is_named() -> None:
    """Read together, it would otherwise be missing from the posts without a word."""
    export = cm.read([b"Result,Reach,Clicks\nA,5000,25\n", UNKNOWN.encode()])
    (note,) = [note for note in export.warnings if note.key == "unknown_tables"]
    assert "Campagne maison" in note.in_language("fr")
    assert len(export.posts) == 1


def test_what_files_share_is_said_and_what_they_do_not_is_not() -> None:
    one, two = b"Result,Reach\nA,5\n", b"R\xe9sultat;Port\xe9e\nA;6\n"
    source = cm.read([one, two]).source
    assert (source.encoding, source.delimiter, len(source.files)) == ("", "", 2)
    assert source.files[0].delimiter == ","


def test_the_original_keeps_the_headings_and_the_lines_of_the_file() -> None:
    export = cm.read(b"Result,Reach,Reach\nTotal,9,9\nA,5,5\n")
    assert export.original.to_dict("index") == {3: {"Result": "A", "Reach": "5", "Reach [3]": "5"}}
    assert export.places.values.tolist() == [["<bytes>", 3]]


def test_each_table_is_an_export_of_its_own() -> None:
    export = cm.read(b"Result,Reach\nA,5\n\nCountry,Sessions\nFR,9\n")
    assert all(isinstance(one, cm.Export) for one in export.tables.values())
    assert (export.reasons, sum(map(len, export.tables.values()))) == ({}, 2)
