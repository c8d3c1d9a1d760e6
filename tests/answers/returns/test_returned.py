"""What one would lose: the numbers behind three lines, for every result, or for each alone."""

from __future__ import annotations

import pickle

import pytest

import cmkit as cm
from cmkit.desk.lab import three_results

GOAL = cm.Objective("traffic", target=400)


@pytest.fixture(scope="module")
def found():
    return cm.returns(three_results("en"), GOAL, cost=[100, 200, 300], revenue=[300, 400, 500], margin=0.5)


def test_the_lines_of_one_result_are_those_of_the_table(found):
    for row in range(3):
        assert found.lines(row) == tuple(found.table.loc[row, ["roa", "roe", "roi"]])


def test_returns_are_kept_in_a_file_and_found_again(found):
    again = pickle.loads(pickle.dumps(found))
    assert again.text("fr") == found.text("fr")
    assert again.table.roi[1] == found.table.roi[1]


def test_the_numbers_of_the_whole_stand_first(found):
    figures = found.figures
    assert figures.result.iloc[0] == "whole"
    assert set(figures[figures.line == "ROI"].figure) >= {"revenue", "gain", "cost", "roas", "value"}
    assert len(figures) == 4 * len(figures[figures.result == "whole"])


def test_each_cell_set_aside_can_be_taken_one_by_one():
    """`all_notes` was there before, and whoever went through it would find nothing."""
    noted = cm.returns(three_results("en").assign(clicks=[-1, 483, 500]), GOAL)
    assert [(note.column, note.rule) for note in noted.all_notes] == noted.notes[["column", "rule"]].apply(
        tuple, axis=1
    ).tolist()
    assert noted.all_notes[0].column == "clicks"


def test_bounds_are_among_the_numbers():
    some = cm.returns(three_results("en"), GOAL, cost=[100, None, 300], revenue=[900] * 3, margin=0.5)
    whole = some.figures[(some.figures.result == "whole") & (some.figures.line == "ROI")]
    figures = whole.set_index("figure").value
    assert figures["value_high"] == pytest.approx(1350 / 400 - 1)
    assert figures[["value", "value_low"]].isna().all()
    assert (figures["cost"], figures["gain"]) == (400, 1350)
