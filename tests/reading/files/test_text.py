"""A wrong delimiter, or a record cut in two, would shift every cell after it."""

from __future__ import annotations

import io

import pytest

import cmkit as cm
from cmkit.errors import UnreadableFileError
from cmkit.reading.files.records import is_cut, plain_records
from cmkit.reading.files.text import find_delimiter


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_a_sep_line_believed(mark: str) -> None:
    assert (
        find_delimiter(
            mark.join(["Result", "Reach"]) + "\n" + mark.join(["A", "1,5" if mark != "," else "1"])
        )
        == mark
    )
    assert find_delimiter(f"sep={mark}\nResult,Reach\n") == mark


def test_a_record_knows_the_line_it_starts_on() -> None:
    assert [line for line, _ in plain_records(io.StringIO('a,"b\nc"\nd,e\n'), ",")] == [1, 3]


def test_a_text_whose_quotes_never_close_is_seen() -> None:
    assert (is_cut(['a,"b'], ","), is_cut(['a,"b"'], ",")) == (True, False)


def test_a_file_that_stops_inside_a_record_sets_it_aside() -> None:
    export = cm.read(b"Result,Reach,Clicks\nA,5000,25\nB,50")
    assert export.set_aside[["line", "reason"]].values.tolist() == [[3, "cut"]]


def test_a_quote_that_swallows_rows_is_a_letter_and_the_rows_are_back() -> None:
    export = cm.read(b'Result,Reach,Clicks\n"A,5000,25\nB,1,2\nC,3,4\n')
    assert export.posts[["result", "clicks"]].to_numpy().tolist() == [['"A', 25], ["B", 2], ["C", 4]]
    assert [note.key for note in export.warnings] == ["quotes_as_letters"]


def test_a_quote_that_swallows_what_may_be_rows_of_words_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        cm.read(b'Titre,Texte,Lien\n"A,un,deux\nB,trois,quatre\nC,cinq,six\n')
    assert caught.value.key == "open_quote"


@pytest.mark.parametrize(("padded", "mark"), [("sep=,;;;", ";"), ("sep=,,,", ","), ('"sep=,";;;', ";")])
def test_a_sep_line_that_a_spreadsheet_filled_up_says_what_the_file_was(padded: str, mark: str) -> None:
    rows = [["Result", "Reach", "Clicks", "Likes"], ["A, b" if mark == ";" else "A", "5000", "25", "3"]]
    export = cm.read("\n".join([padded, *map(mark.join, rows)]).encode())
    assert (export.source.delimiter, export.posts["clicks"].tolist()) == (mark, [25])


def test_the_account_starts_from_the_lines_of_the_file() -> None:
    data = b'# note\n\nResult,Reach,Clicks\n"A\r\nb",5000,25\n\nTotal,5000,25\nC,1\n"cut'
    lines = cm.read(data).reconcile().table.loc["lines"]
    assert lines[["in_file", "kept", "aside", "holds"]].tolist() == [9, 3, 6, True]


def test_a_line_that_no_table_holds_does_not_add_up() -> None:
    export = cm.read(b"Result,Reach,Clicks\nA,5000,25\nB,1,2\n")
    export._tables[0].grid.physical.lines += 1
    assert not export.reconcile()
