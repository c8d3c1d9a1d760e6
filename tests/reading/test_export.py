"""An export shows what was read wherever it is looked at, in the language of who looks."""

from __future__ import annotations

from pathlib import Path

import pytest

import cmkit as cm

DATA = b"Result,Reach,Clicks\nA,5000,25\nTotal,5000,25\n"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Rows kept", "5,000", "line 3: Total row", "Name of the result")),
        ("fr", ("Lignes gardées", "5\u202f000", "ligne 3\u00a0: Ligne de total", "Nom du résultat")),
    ],
)
def test_every_surface_says_the_same(lang: str, words: tuple[str, ...]) -> None:
    export = cm.read(DATA)
    for said in (export.text(lang), export.plain(lang), export.html(lang)):
        assert all(word in said for word in words)


def test_it_is_saved_whole_with_what_was_set_aside(tmp_path: Path) -> None:
    export = cm.read(b"Result,Reach\n" + b"".join(b"R%d,%d\n" % (n, n) for n in range(1, 9)))
    sheets = export.sheets("en")
    assert sheets["table"]["Reach"].tolist() == list(range(1, 9))
    assert "set_aside" in cm.read(DATA).sheets("en")
    assert export.save(tmp_path / "e.csv").read_text(encoding="utf-8-sig").count("\n") == 9
