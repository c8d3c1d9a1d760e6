"""Rows that vanish inside a quote, and texts that must not be taken apart."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit.reading.files import fast
from cmkit.reading.files.records import Records, is_closed, plain_records
from cmkit.reading.files.text import open_text

HEAD = ["Post ID", "Title", "Publish time", "Reach", "Likes", "Comments"]
ORDERS = ([0, 1, 2, 3, 4, 5], [1, 0, 2, 3, 4, 5], [0, 2, 3, 4, 5, 1])
"""The title second, first, last."""


def lines(
    titles: list[str], delimiter: str = ",", order: list[int] = ORDERS[0], end: str = "\n"
) -> list[str]:
    """Write rows by hand: titles as they are given, with whatever quotes they have."""
    rows = [HEAD] + [
        [str(10**16 + i), title, f"{i % 12 + 1:02}/{i % 28 + 1:02}/2026 05:14", "100", str(i % 50), "3"]
        for i, title in enumerate(titles)
    ]
    return [delimiter.join(row[i] for i in order) + end for row in rows]


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def titles(count: int, odd: dict[int, str]) -> list[str]:
    return [odd.get(i, f"Title {i}") for i in range(count)]


@pytest.mark.parametrize("order", ORDERS[:2])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_no_row_vanishes_between_two_stray_quotes(order: list[int], delimiter: str, end: str) -> None:
    odd = {10: '"Hello world', 500: 'He said "hi'}
    export = cm.read("".join(lines(titles(1000, odd), delimiter, order, end)).encode())
    assert (len(export.posts), export.posts["reach"].sum(), len(export.set_aside)) == (1000, 100_000, 0)
    assert export.posts["text"][[10, 500]].tolist() == ['"Hello world', 'He said "hi']
    assert [note.key for note in export.warnings] == ["quotes_as_letters", "no_zone"]


def test_the_fast_path_loses_none_either() -> None:
    text = "".join(lines(titles(20_000, {5_000: '"Hello', 12_000: 'say "hi'})))
    assert len(text) > fast.FAST_FROM
    export = cm.read(text.encode())
    assert (len(export.posts), export.posts["reach"].sum()) == (20_000, 2_000_000)


def test_the_fast_path_stays_fast_where_texts_have_line_breaks() -> None:
    odd = {i: quoted(f'a "b", c, d, e, f\nline {i}, c, d, e, f, g\nfin') for i in range(0, 20_000, 7)}
    text = "".join(lines(titles(20_000, odd)))
    sample = plain_records(io.StringIO(text[:50_000], newline=""), ",")
    assert fast.fast_grid(open_text("x", text.encode()), sample) is not None


@pytest.mark.parametrize(
    "odd",
    [
        {10: '"Hello'}, {10: '"Hello', 20: 'size 12"'}, {10: '"Hello', 11: quoted("Bonjour\nmonde")},
        {10: '"Hello', 11: quoted("Bonjour, monde")}, {1: '"Hello', 2: '"Bonjour', 3: '"Hola', 4: '"Ciao'},
        {0: '"Hello', 39: '"Bonjour"x'}, {10: '"Hello', 20: '"', 30: '""x"'}, {39: '"Hello'},
    ],
)  # fmt: skip
def test_quotes_that_mislead_in_many_ways_cost_no_row(odd: dict[int, str]) -> None:
    export = cm.read("".join(lines(titles(40, odd))).encode())
    assert (len(export.posts), export.posts["reach"].sum(), export.reconcile().holds) == (40, 4_000, True)


SNIPPET = "11,foo,01/02/2026 05:14,5,6,7"
WHOLE = st.one_of(
    st.text("ab ,;\"'\n-1.é", max_size=60),
    st.lists(st.sampled_from(["- one", "1. two, three", SNIPPET, "", 'say "hi"', "😀"])).map("\n".join),
    st.lists(st.sampled_from(["a,b,c", "1,2,3", SNIPPET])).map("\r\n".join),
)


@given(texts=st.lists(WHOLE, min_size=1, max_size=8), order=st.sampled_from(ORDERS[:2]))
def test_texts_that_are_quoted_as_they_must_stay_whole(texts: list[str], order: list[int]) -> None:
    rows = lines([quoted(text) for text in [*texts, *titles(8, {})]], order=order)
    found = Records(io.StringIO("".join(rows), newline="").readlines(), ",")
    assert [cells for _, cells in found.found] == list(csv.reader(io.StringIO("".join(rows), newline="")))
    assert found.letters == []


@given(
    at=st.lists(st.integers(0, 59), min_size=1, max_size=4, unique=True),
    odd=st.sampled_from(['"Hello', '"Hello world, ', 'say "hi', '12"']),
)
def test_whatever_rows_open_a_quote_every_row_is_there(at: list[int], odd: str) -> None:
    odd = odd if not odd.endswith(", ") else odd[:-2]
    rows = lines(titles(60, dict.fromkeys(at, odd)))
    assert [len(cells) for _, cells in Records(rows, ",").found] == [6] * 61


def test_a_last_column_may_hold_a_few_lines_like_rows_and_it_is_said() -> None:
    few = [quoted("\n".join(["Look:", *[f"{i},01/02/2026 05:14,5,6,7,x" for i in range(4)]]))]
    export = cm.read("".join(lines([*titles(9, {}), *few], order=ORDERS[2])).encode())
    assert (len(export.posts), [n.key for n in export.warnings if n.key == "rows_in_a_cell"]) == (
        10, ["rows_in_a_cell"],
    )  # fmt: skip


def test_quotes_stand_as_they_must_or_not() -> None:
    assert is_closed(['a,"b ""c""\n', 'd",e'], ",")
    assert not is_closed(['a,"b" c'], ",")
    assert not is_closed(['a,"b'], ",")


REPORTS = {
    "a quote at the start of a cell, tabs": (
        'Id\tTitle\tRate\n3\tabc\t5.6\n4\t"abc"\t4.3\n5\t"error\t3.3\n', 3, 13.2,
    ),
    "a cell that is a quote, bars": (
        'Col1|Col2|Col3|Col4\nStr1|1|p|10\nStr2|2|q|20\nStr3|3|"|30\nStr4|4|s|40\n', 4, 100,
    ),
    "a quote within a word, torn": ('a,b,c\n1,a"\nb",3\n2,c,4\n3,d,5\n', 3, 12),
    "a sign of the end of a file": ("Title,Other,Clicks\na\x1a,2,3\nb,4,5\n", 2, 8),
    "quotes after backslashes": (
        'Date,Text,Likes\n2026-01-01,One,1\n2026-01-02,"He said \\"hi\\", ok",5\n2026-01-03,Two,2\n',
        3, 8,
    ),
}  # fmt: skip
"""Of public bug reports of other readers: what is damaged, rows and the sum of the last column by hand."""


@pytest.mark.parametrize("name", REPORTS)
def test_what_other_readers_lost_is_read_whole(name: str) -> None:
    text, rows, total = REPORTS[name]
    headings = text.split("\n", 1)[0].replace("\t", ",").replace("|", ",").split(",")
    export = cm.read(text.encode(), mapping={headings[-1]: "reach", headings[0]: "result"})
    assert (len(export.table), float(export.table["reach"].sum())) == (rows, pytest.approx(total))
    assert export.reconcile().holds
