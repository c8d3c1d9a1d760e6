"""What a spreadsheet did to a file: undone where that leaves no doubt, told where it does."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit.reading.files.resaved import put_together, unwrapped, wrapping
from cmkit.reading.headings.headers import Block

HEAD = "Post ID,Title,Post type,Publish time,Reach,Likes\n"


def rows(titles: list[str]) -> str:
    each = [
        f"{10**16 + i},{title},{('Photo', 'Reel, short')[i % 2].split(',')[0]},"
        f"{i % 12 + 1:02}/{i % 28 + 1:02}/2026 05:14,100,{i % 50}\n"
        for i, title in enumerate(titles)
    ]
    return HEAD + "".join(each)


def wrapped(text: str, outer: str, filled: int = 0) -> str:
    """Save a text again as a spreadsheet does that opened every line in its first column."""
    out = io.StringIO()
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=outer, quoting=csv.QUOTE_NONE)
    csv.writer(out, delimiter=outer, lineterminator="\n").writerows([*one, *[""] * filled] for one in lines)
    return out.getvalue()


def keys(export: cm.Export) -> list[str]:
    return [note.key for note in export.warnings if note.key not in ("no_zone", "ambiguous_dates")]


@pytest.mark.parametrize("filled", [0, 3])
@pytest.mark.parametrize("every", [True, False])
def test_lines_wrapped_in_quotes_are_unwrapped_and_it_is_said(every: bool, filled: int) -> None:
    text = rows([*[f"Title {i}" for i in range(9)], '"Hello; you, ""dear"""', '"Two\nlines"'])
    lines = text.splitlines()
    saved = (
        "".join('"' + line.replace('"', '""') + '"' + "," * filled + "\n" for line in lines)
        if every else wrapped(text, ";", filled)
    )  # fmt: skip
    export = cm.read(saved.encode())
    assert export.posts.equals(cm.read(text.encode()).posts)
    assert (keys(export), export.reconcile().holds) == (["wrapped_lines"], True)


WORDS = st.text("ab ;é\"'", max_size=12).map(lambda text: '"' + text.replace('"', '""') + '"')


@given(titles=st.lists(WORDS, min_size=3, max_size=9), outer=st.sampled_from(",;\t|"))
def test_unwrapping_gives_the_file_as_it_was(titles: list[str], outer: str) -> None:
    text = rows(titles)
    saved = "".join('"' + line.replace('"', '""') + '"\n' for line in text.splitlines())
    assert unwrapped(saved, outer) == text
    assert wrapping(text) == ""


@pytest.mark.parametrize(
    "text", ['"Note"\n"a, b"\n', "Date\n1\n", '"A","B"\n"1","2"\n', 'Result;Reach\n"a;b";5\n']
)
def test_a_file_that_is_not_wrapped_stays_as_it_is(text: str) -> None:
    assert wrapping(text) == ""


def test_a_text_split_over_cells_is_put_together_where_one_column_can_hold_it() -> None:
    text = rows([f"Title {i}" for i in range(20)] + ["Hello, you, there", "Salut, toi"])
    export = cm.read(text.encode())
    assert export.posts["text"][[20, 21]].tolist() == ["Hello, you, there", "Salut, toi"]
    assert (export.posts["reach"].sum(), keys(export)) == (2_200, ["split_cells"])


def test_a_split_that_leaves_doubt_is_set_aside() -> None:
    text = "Titre,Texte,Portée,Clics\nA,b c,5,1\nB,c d,6,2\nC,un, deux,7,3\nD,e,1,234,4\n"
    export = cm.read(text.encode())
    assert export.set_aside[["line", "reason"]].to_numpy().tolist() == [[4, "long"], [5, "long"]]


def test_a_split_name_keeps_its_share_in_percent() -> None:
    text = "Ville,Part des abonnés,Abonnés\nParis,12.5%,10\nLyon,2.5%,2\nLille, Nord, France,7.25%,9\n"
    block = Block([], 1, text.splitlines()[0].split(","), [
        (n, line.split(",")) for n, line in enumerate(text.splitlines()[1:], start=2)
    ])  # fmt: skip
    notes, torn = put_together(block, ",")
    assert block.records[-1] == (4, ["Lille, Nord, France", "7.25%", "9"])
    assert ([note.key for note in notes], torn) == (["split_cells"], [])


@pytest.mark.parametrize("filled", [False, True])
def test_a_text_torn_from_its_row_is_put_together(filled: bool) -> None:
    hello = "Hello,\nyou\nthere" if not filled else "Hello\nyou\nthere"
    text = rows([*[f"Title {i}" for i in range(20)], hello, "Salut\ntoi"])
    lines = [line + "," * (5 - line.count(",")) * filled for line in text.splitlines()]
    export = cm.read("\n".join(lines).encode())
    assert export.posts["text"][[20, 21]].tolist() == [hello, "Salut\ntoi"]
    assert (export.posts["reach"].sum(), export.reconcile().holds) == (2_200, True)
    assert "torn_texts" in keys(export)


def test_a_text_torn_beyond_repair_is_set_aside_with_its_lines() -> None:
    text = rows([f"Title {i}" for i in range(20)])
    text += "10000000000000098,Hello\nyou,01/02/2026 05:14,100,2\n"
    export = cm.read(text.encode())
    assert len(export.posts) == 20
    assert export.set_aside["reason"].tolist()[-2:] == ["torn", "torn"]


@given(st.lists(st.lists(st.sampled_from(["A", "5", "7", "b c", ""]), min_size=1, max_size=3), max_size=8))
def test_rows_that_are_only_short_are_left_as_they_are(short: list[list[str]]) -> None:
    rows = [["A", "5", "6", "7"], ["B", "1", "2", "3"], *short, ["C", "8", "9", "1"]]
    records = [*enumerate(rows, start=2)]
    block = Block([], 1, ["Result", "Reach", "Clicks", "Likes"], [*records])
    put_together(block, ",")
    assert sum(len(cells) for _, cells in block.records) >= 8
    assert block.records[0] == records[0]
