"""The quick way and the thorough way give the same reading; the quick way gives up rather than guess."""

from __future__ import annotations

import io
import random

import pandas as pd
import pytest

import cmkit as cm
from cmkit.reading.files import fast
from cmkit.reading.files.records import plain_records
from cmkit.reading.files.text import open_text

HEAD = "Identifiant de la publication;ID de la Page;Titre;Heure de publication;Vues;Couverture;Réactions\n"


def rows(count: int = 400) -> list[str]:
    r = random.Random(3)
    return [
        f'{10**17 + i};61;"Été n° {i}{chr(10) if i % 7 == 0 else " "}fin";'
        f"{i % 12 + 1:02}/{i % 28 + 1:02}/2026 05:14;"
        f"{r.randrange(9000)};{r.randrange(900) or ''};{r.randrange(90)}\n"
        for i in range(count)
    ]


def both(text: str, monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> tuple[cm.Export, cm.Export]:
    thorough = cm.read(text.encode(encoding))
    monkeypatch.setattr(fast, "FAST_FROM", 0)
    return cm.read(text.encode(encoding)), thorough


def same(quick: cm.Export, thorough: cm.Export) -> None:
    pd.testing.assert_frame_equal(quick.table, thorough.table)
    pd.testing.assert_frame_equal(quick.original, thorough.original, check_dtype=False)
    pd.testing.assert_frame_equal(quick.set_aside, thorough.set_aside, check_dtype=False)
    pd.testing.assert_frame_equal(quick.reconcile().table, thorough.reconcile().table)


def quickly_read(text: str) -> bool:
    sample = list(plain_records(io.StringIO(text, newline=""), ";"))[:1000]
    return fast.fast_grid(open_text("x", text.encode()), sample) is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_both_ways_read_a_regular_file_alike(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    text = HEAD + "".join(rows())
    quick, thorough = both(text, monkeypatch, encoding)
    same(quick, thorough)
    assert quickly_read(text)
    assert len(quick) == 400
    assert quick.original.index[1] == 4, "the first post's text holds a line break"


@pytest.mark.parametrize(
    "odd",
    [
        "Total;;;;12;12;12\n", "\n", HEAD, "1;2;trois;01/01/2026 05:14;1.234;5;6\n",
        "1;2;x;01/01/2026 05:14;-;5;6\n",
        "1;2;x;01/01/2026 05:14;5;6;7;8;9\n", "court;2\n", "1;2;007;pas une date;5;6;7\n", "Note au bas\n",
        "1;2;x;01/01/2026 05:14;1 234;5;12,5\n", "1;2;x;01/01/2026 05:14;inf;nan;1e5\n",
        '1;2;"ouvert;01/01/2026;5;6;7\n',
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", [1, 150, 399, 400])
def test_both_ways_read_an_odd_row_alike(monkeypatch: pytest.MonkeyPatch, odd: str, at: int) -> None:
    found = rows()
    text = HEAD + "".join([*found[:at], odd, *found[at:]])
    try:
        thorough = cm.read(text.encode())
    except cm.errors.CmkitError as error:
        monkeypatch.setattr(fast, "FAST_FROM", 0)
        with pytest.raises(type(error)):
            cm.read(text.encode())
        return
    monkeypatch.setattr(fast, "FAST_FROM", 0)
    same(cm.read(text.encode()), thorough)
