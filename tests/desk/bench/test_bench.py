"""The bench as a widget, used from code: it follows every change and survives every input."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.errors import RefusedKpiError, UnknownNameError, UnreadableFileError

NASTY = '<script>alert("1")</script>\'&'


@pytest.fixture
def bench():
    return cm.bench(target=400, lang="en")


def test_a_typed_number_changes_picture_verdict_and_matrix(bench):
    before = bench._picture.value, bench._verdict.value, bench._matrix.value
    cell = bench.grid.lines[bench.draft.rows[0]].cells["clicks"]
    cell.value = "999"
    after = bench._picture.value, bench._verdict.value, bench._matrix.value
    assert all(a != b for a, b in zip(before, after, strict=True))
    assert bench.verdict.table["rank"].tolist() == [1, 3, 2]
    assert bench.grid.lines[bench.draft.rows[0]].cells["clicks"] is cell


def test_names_are_escaped_wherever_they_are_shown(bench):
    bench.rename("Result 1", NASTY)
    bench.controls.python.value = True
    said = (bench.controls.csv, bench.controls.says)
    for shown in (bench._picture, bench._verdict, bench._matrix, bench._lines, *said):
        assert "<script" not in shown.value
    assert "&lt;script" in bench._verdict.value


def test_from_code(bench):
    bench.objective = "visibility"
    bench.target = 5000
    assert bench.verdict.table.status.tolist() == ["met", "met", "met"]
    assert bench.controls.target.value == "5,000"
    bench.results = pd.DataFrame({"result": ["A", "B"], "reach": [1, 2]})
    assert bench.verdict.table.result.tolist() == ["A", "B"]
    bench.write("A", "reach", 7000)
    assert bench.results.reach.tolist() == [7000, 2]
    with pytest.raises(RefusedKpiError):
        bench.kpi = "engagement_rate"
    with pytest.raises(UnknownNameError):
        bench.write("C", "reach", 1)
    bench.reset()
    assert len(bench.results) == 3
    assert bench.objective.name == "traffic"


def test_a_file_is_imported_and_one_that_cannot_be_read_leaves_the_bench_as_it_is(bench):
    bench.load(b"Result,Reach,Clicks\nA,5000,25\nB,5000,483\n", "two.csv")
    assert bench.results.result.tolist() == ["A", "B"]
    assert "two.csv" in bench.controls.says.value
    with pytest.raises(UnreadableFileError):
        bench.load(b"", "empty.csv")
    bench.controls.file.value = (
        {
            "name": "<script>.csv", "type": "text/csv", "size": 1, "content": memoryview(b" "),
            "last_modified": pd.Timestamp(0),
        },
    )
    assert bench.results.result.tolist() == ["A", "B"]
    assert "&lt;script" in bench.controls.says.value
    assert "<script" not in bench.controls.says.value


def test_french_speaks_french():
    bench = cm.bench(lang="fr", objective="trafic")
    bench.write("Résultat 1", "clicks", "beaucoup")
    controls = bench.controls
    shown = controls.says.value + bench._verdict.value + controls.csv.value + controls.add.description
    assert "mise de côté" in shown
    assert "Objectif" in shown
    assert "Ajouter" in shown
    assert not [w for w in ("Objective", "Export as", "set aside") if w in shown]
