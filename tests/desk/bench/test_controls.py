"""The controls beside the table: they choose for the bench, and follow it without choosing."""

from __future__ import annotations

import base64

import pandas as pd
import pytest

import cmkit as cm
from cmkit.catalogue.columns import NUMBERS, normalised
from cmkit.desk.bench.controls import made_of, told


@pytest.fixture
def bench():
    return cm.bench(target=400, lang="en")


def test_objective_kpi_and_target_chosen_on_the_screen(bench):
    bench.controls.objective.value = "visibility"
    assert bench.objective.name == "visibility"
    assert bench.target is None
    bench.controls.target.value = "6,000"
    assert bench.verdict.table.status.tolist() == ["missed", "missed", "met"]
    bench.controls.objective.value = "traffic"
    bench.controls.kpi.value = "clicks"
    assert bench.kpi == "clicks"
    assert bench.target == 400


def test_a_column_is_chosen_from_those_that_are_not_there(bench):
    names = [name for _, name in bench.controls.column.options]
    assert "spend" in names
    assert "clicks" not in names
    bench.controls.column.value = "spend"
    assert list(bench.results)[-1] == "spend"
    assert bench.controls.column.value == ""
    assert "spend" not in [name for _, name in bench.controls.column.options]


def test_the_columns_that_serve_the_objective_are_offered_first_under_a_heading_that_does_nothing(bench):
    """Among sixty in one list, nobody finds what an objective needs."""
    bench.objective = "leads"
    labels = [label for label, _ in bench.controls.column.options]
    assert labels[:3] == ["Add a column…", "— For leads —", "Leads"]
    others = labels[labels.index("— Other columns —") + 1 :]
    assert others == sorted(others, key=normalised)
    before = list(bench.results)
    bench.controls.column.value = dict(bench.controls.column.options)["— Other columns —"]
    assert (list(bench.results), bench.controls.column.value) == (before, "")


def test_every_column_is_offered_once():
    bench = cm.bench(objective="image", lang="fr")
    names = [name for _, name in bench.controls.column.options if name.strip()]
    assert sorted([*names, *bench.results.columns[1:]]) == sorted(NUMBERS)


def test_a_name_that_is_changed_is_never_said_to_be_set_aside(bench):
    bench.rename("Result 1", "Result 2")
    assert "set aside" not in bench.controls.says.value
    assert bench.verdict.table["rank"].notna().all()


def test_the_language_is_chosen_on_the_screen(bench):
    bench.controls.lang.value = "fr"
    assert (bench.lang, bench.controls.target.description) == ("fr", "Cible")
    assert bench.controls.objective.options[0][0] == "trafic"
    assert "Importer" in bench.controls.file.zone.value
    assert "arrive en tête" in bench._verdict.value
    assert bench.controls.target.value == "400"


def test_a_kpi_is_made_of_columns():
    assert list(made_of("clicks")) == ["clicks"]
    assert list(made_of("net_followers")) == ["net_followers", "follows", "unfollows"]


def test_a_kpi_that_must_never_decide_is_not_offered(bench):
    offered = [name for _, name in bench.controls.kpi.options]
    assert offered[0] == ""
    assert "clicks" in offered
    assert not {"engagement_rate", "likes"} & {*offered}


def test_a_target_that_is_no_number_is_marked_and_said_until_it_is_corrected(bench):
    controls = bench.controls
    controls.target.value = "4OO <b>"
    assert "cmkit-wrong" in controls.target._dom_classes
    assert "&lt;b&gt;" in controls.why.value
    assert "1 cell is set aside" in controls.says.value
    controls.target.value = "400"
    assert "cmkit-wrong" not in controls.target._dom_classes
    assert (controls.why.value, controls.says.value) == ("", "")


def test_what_code_changes_is_shown_without_being_taken_for_a_choice(bench):
    bench.objective = cm.Objective("visibility", target=6000)
    assert bench.controls.objective.value == "visibility"
    assert bench.controls.target.value == "6,000"
    assert bench.kpi is None


def test_the_results_leave_as_csv_by_a_link(bench):
    bench.write("Result 1", "clicks", 999)
    data = bench.controls.csv.value.partition("base64,")[2].partition('"')[0]
    assert base64.b64decode(data).decode("utf-8-sig").splitlines()[1] == "Result 1,5000,500,5,3,999"


def test_a_file_that_was_refused_can_be_chosen_again(bench):
    """Else nothing would happen the second time."""
    file = {"name": "none.csv", "type": "text/csv", "size": 1, "last_modified": pd.Timestamp(0)}
    bench.controls.file.files.value = ({**file, "content": memoryview(b" ")},)
    assert "none.csv is empty" in bench.controls.says.value
    assert bench.controls.file.files.value == ()


def test_what_is_told_is_escaped_and_nothing_is_told_where_there_is_nothing():
    assert told("1 < 2", "cmkit-why") == '<p class="cmkit-why" role="alert">1 &lt; 2</p>'
    assert told("") == ""
