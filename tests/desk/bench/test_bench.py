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
    bench.controls.file.files.value = (
        {
            "name": "<script>.csv", "type": "text/csv", "size": 1, "content": memoryview(b" "),
            "last_modified": pd.Timestamp(0),
        },
    )
    assert bench.results.result.tolist() == ["A", "B"]
    assert "&lt;script" in bench.controls.says.value
    assert "<script" not in bench.controls.says.value


def test_the_verdict_follows_an_upload(bench):
    """In Voilà no cell can be run again."""
    place = cm.upload("en")
    follows = cm.bench(place, target=400)
    assert (follows.verdict, follows.problem) == (None, "No result yet: add one, or give a file.")
    place.take({"two.csv": b"Result,Reach,Clicks\nA,5000,25\nB,5000,483\n"})
    assert follows.verdict.table.value.tolist() == [25, 483]
    assert "two.csv: 2 results read." in follows.controls.says.value
    place.take({"bad.csv": b""})
    assert follows.verdict.table.value.tolist() == [25, 483]
    assert cm.bench(place).verdict.table.value.tolist() == [25, 483]


def test_an_upload_that_holds_no_results_is_a_sentence_on_the_bench():
    place = cm.upload("fr")
    follows = cm.bench(place)
    place.take({"ga4.csv": cm.sample("exports/ga4_snapshot_en.csv").read_bytes()})
    assert "ne contient pas de publications" in follows.controls.says.value
    assert follows.lang == "fr"


def test_the_language_is_switched_from_code_and_back_with_the_same_verdict(bench):
    before = bench.verdict.text("en")
    bench.lang = "fr"
    assert bench.verdict.table.result.tolist() == ["Résultat 1", "Résultat 2", "Résultat 3"]
    assert bench.grid.head.children[0].value == "Résultat"
    bench.lang = "en"
    assert bench.verdict.text("en") == before
    with pytest.raises(UnknownNameError):
        bench.lang = "de"


def test_french_speaks_french():
    bench = cm.bench(lang="fr", objective="trafic")
    bench.write("Résultat 1", "clicks", "beaucoup")
    controls = bench.controls
    shown = controls.says.value + bench._verdict.value + controls.csv.value + controls.add.description
    assert "mise de côté" in shown
    assert "Objectif" in shown
    assert "Ajouter" in shown
    assert not [w for w in ("Objective", "Export as", "set aside") if w in shown]
