"""A wrong delimiter, or a record cut in two, would shift every cell after it."""

from __future__ import annotations

import io

import pytest

import cmkit as cm
from cmkit.errors import UnreadableFileError
from cmkit.reading.files.text import find_delimiter, is_cut, records


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
    assert [line for line, _ in records(io.StringIO('a,"b\nc"\nd,e\n'), ",")] == [1, 3]


def test_a_text_whose_quotes_never_close_is_seen() -> None:
    assert (is_cut(['a,"b'], ","), is_cut(['a,"b"'], ",")) == (True, False)


def test_a_file_that_stops_inside_a_record_sets_it_aside() -> None:
    export = cm.read(b"Result,Reach,Clicks\nA,5000,25\nB,50")
    assert export.set_aside[["line", "reason"]].values.tolist() == [[3, "cut"]]


def test_a_quote_that_swallows_records_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        cm.read(b'Result,Reach,Clicks\n"A,5000,25\nB,1,2\nC,3,4\n')
    assert caught.value.key == "open_quote"
