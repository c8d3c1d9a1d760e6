"""The table that one types in: no key is lost, and what is wrong is said where it stands."""

from __future__ import annotations

import pytest

import cmkit as cm

NASTY = '<script>alert("1")</script>\'&'


@pytest.fixture
def bench():
    return cm.bench(target=400, lang="en")


def test_the_cell_being_typed_in_is_never_made_anew(bench):
    cell = bench.grid.lines[bench.draft.rows[0]].cells["clicks"]
    cell.value = "1,0O0"
    bench.add("New", clicks=3)
    bench.add_column("spend")
    bench.remove("Result 3")
    assert bench.grid.lines[bench.draft.rows[0]].cells["clicks"] is cell
    assert cell.value == "1,0O0"


def test_a_bad_cell_is_marked_with_the_reason_and_freed_when_corrected(bench):
    line = bench.grid.lines[bench.draft.rows[1]]
    line.cells["clicks"].value = NASTY
    assert "cmkit-wrong" in line.cells["clicks"]._dom_classes
    assert "is not a number" in line.cells["clicks"].description
    assert "is not a number" in line.reasons.value
    assert "<script" not in line.reasons.value
    line.cells["clicks"].value = "483"
    assert "cmkit-wrong" not in line.cells["clicks"]._dom_classes
    assert line.reasons.value == ""


def test_removing_closes_what_was_shown(bench):
    line = bench.grid.lines[bench.draft.rows[0]]
    line.button.click()
    assert len(bench.results) == 2
    assert line.cells["clicks"].comm is None


def test_removing_a_column_by_its_cross_closes_its_boxes_and_the_rest_is_judged(bench):
    line, heading = bench.grid.lines[bench.draft.rows[0]], bench.grid.head.children[2]
    cell = line.cells["likes"]
    assert heading.children[0].value == "Likes"
    heading.children[1].click()
    assert cell.comm is None
    assert heading.children[1].comm is None
    assert "likes" not in bench.results
    assert bench.verdict.table.value.tolist() == [25, 483, 500]


def test_a_screen_reader_is_told_where_a_cell_is_and_what_is_wrong(bench):
    cells = bench.grid.lines[bench.draft.rows[1]].cells
    assert (cells["result"].description, cells["clicks"].description) == ("Result, row 2", "Clicks, row 2")
    cells["result"].value = "Result 1"
    assert cells["result"].description.startswith("Result, row 2. This name is taken")


def test_a_reason_stands_under_its_cell_or_reaches_up_to_it_where_that_is_far_to_the_right(bench):
    line = bench.grid.lines[bench.draft.rows[0]]
    line.cells["reach"].value = "x"
    assert 'style="margin-left:204px"' in line.reasons.value
    line.cells["reach"].value = "5,000"
    line.cells["clicks"].value = "x"
    assert 'style="width:810px;text-align:right"' in line.reasons.value
