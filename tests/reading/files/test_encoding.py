"""A wrong encoding breaks every accent, and with it the names of columns."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit.errors import UnreadableFileError
from cmkit.reading.files.encoding import find_encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_told_by_the_bytes(encoding: str) -> None:
    text = "Résultat;Portée\nÉté à la plage;5\n" * 20
    found = find_encoding("a.csv", text.encode(encoding), [])
    assert text.encode(encoding).decode(found) == text


def test_a_guess_is_said() -> None:
    notes = cm.read("Résultat;Portée\nÉté;5\n".encode("cp1252")).warnings
    assert {note.key for note in notes} >= {"guessed_encoding"}


def test_one_damaged_letter_does_not_change_the_encoding() -> None:
    data = "Résultat;Portée\nÉté;5\nÉté 2;6\n".encode()
    (note,) = [n for n in cm.read(data + b"\xc9t\xe9;7\n").warnings if n.key == "damaged_text"]
    assert "line 4" in note.in_language("en")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        find_encoding("a.png", b"\x89PNG" + bytes(300), [])
    assert caught.value.key == "binary_file"
