"""What one would lose: a file that is too large said at once, and a second choice of the same file."""

from __future__ import annotations

import pandas as pd
import pytest

from cmkit.desk.picker import MOST_SENT, TOO_LARGE, Named, Picker


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
