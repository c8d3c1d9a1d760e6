"""The bench without its widgets: what is typed is judged, what cannot be used is marked, the rest goes on."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit.desk.bench.arriving import MOST
from cmkit.desk.bench.draft import Draft
from cmkit.errors import BadValueError, RefusedKpiError, UnknownNameError
from cmkit.language import sentences

NASTY = '<script>alert("1")</script>'


def draft(results=None, objective="traffic", lang="en", **goal):
    return Draft(results, cm.Objective(objective, **goal), lang)


def test_it_starts_with_the_three_results_and_their_verdict():
    outcome = draft(target=400).outcome()
    assert outcome.verdict.table.status.tolist() == ["missed", "met", "met"]
    assert not outcome.marks
    assert not outcome.problem


def test_a_typed_number_changes_the_verdict():
    bench = draft(target=400)
    bench.rows[0].cells["clicks"] = "1,000"
    assert bench.outcome().verdict.table["rank"].tolist() == [1, 3, 2]


def test_a_bad_number_is_set_aside_by_the_verdict_and_the_rest_is_judged():
    bench = draft(target=400)
    bench.rows[0].cells["clicks"] = "many"
    outcome = bench.outcome()
    assert list(outcome.marks) == [(0, "clicks")]
    assert outcome.verdict.table["rank"].tolist()[1:] == [2, 1]
    assert "many" in outcome.verdict.text("en")


@pytest.mark.parametrize("name", ["", "   ", "Result 1", "x" * 300])
def test_a_name_that_cannot_be_taken_is_marked_and_replaced(name):
    bench = draft()
    bench.rows[2].name = name
    outcome = bench.outcome()
    assert list(outcome.marks) == [(2, "result")]
    assert outcome.verdict.table.result.is_unique
    assert outcome.verdict.table.result[2] in outcome.marks[2, "result"]


@given(st.lists(st.text(max_size=80), min_size=1, max_size=6))
def test_whatever_the_names_every_result_is_judged_under_a_name_of_its_own(names):
    bench = draft(pd.DataFrame({"clicks": range(len(names))}))
    for row, name in zip(bench.rows, names, strict=True):
        row.name = name
    outcome = bench.outcome()
    assert outcome.verdict is not None
    assert outcome.verdict.table.result.tolist() == outcome.results.result.tolist()
    assert outcome.results.result.is_unique


def test_results_given_twice_under_one_name_are_marked_not_refused():
    bench = draft(pd.DataFrame({"result": ["A", "A"], "clicks": [1, 2]}))
    assert list(bench.outcome().marks) == [(1, "result")]


def test_a_target_that_is_not_a_number_is_marked_and_left_out():
    bench = draft(target=400)
    bench.target = "4OO"
    outcome = bench.outcome()
    assert (-1, "target") in outcome.marks
    assert outcome.verdict.goal.target is None


def test_each_objective_keeps_its_own_target():
    bench = draft(target=400)
    bench.aim_at("visibility")
    assert bench.target == ""
    bench.target = "6,000"
    bench.aim_at("traffic")
    assert bench.target == "400"


def test_an_objective_without_its_columns_is_a_sentence_not_an_error():
    bench = draft(lang="fr")
    bench.aim_at("sales")
    outcome = bench.outcome()
    assert outcome.verdict is None
    assert "Il faut commandes ou" in outcome.problem
    assert "ventes" in outcome.problem


def test_the_problem_speaks_the_language_of_the_bench_not_of_the_session():
    with sentences.speaking("fr"):
        bench = draft(lang="en")
        bench.aim_at("sales")
        assert "objective sales" in bench.outcome().problem


def test_a_kpi_that_must_never_decide_is_not_offered_and_refused():
    bench = draft(pd.DataFrame({"reach": [10], "likes": [1], "clicks": [2], "impressions": [30]}))
    assert not {"engagement_rate", "likes", "reach"} & {*bench.kpis()}
    assert bench.kpis()[0] == bench.default_kpi() == "clicks"
    with pytest.raises(RefusedKpiError):
        bench.decide_by("engagement_rate")


def test_columns_are_added_empty_and_removed_with_the_kpi_that_needs_them():
    bench = draft()
    bench.add_column("link_clicks")
    bench.decide_by("link_clicks")
    assert bench.rows[0].cells["link_clicks"] == ""
    bench.remove_column("link_clicks")
    assert bench.goal.kpi is None
    assert bench.outcome().verdict.kpi == "clicks"
    with pytest.raises(UnknownNameError):
        bench.add_column("clics_de_lien")


def test_all_results_can_be_taken_away_and_others_added():
    bench = draft()
    for row in list(bench.rows):
        bench.remove(row)
    for column in list(bench.columns):
        bench.remove_column(column)
    assert bench.outcome().problem
    bench.add("New", clicks=5)
    assert bench.outcome().verdict.table.value.tolist() == [5]


def test_an_added_result_gets_a_name_of_its_own():
    bench = draft()
    bench.rows[0].name = "Result 4"
    assert bench.add().name == "Result 4 (2)"


def test_reset_puts_back_the_three_results_and_the_first_objective():
    bench = draft(pd.DataFrame({"clicks": [1]}), target=400)
    bench.aim_at("visibility")
    bench.reset()
    assert bench.outcome().verdict.table.status.tolist() == ["missed", "met", "met"]


def test_what_a_table_holds_beyond_the_bench_is_said():
    table = pd.DataFrame({"clicks": range(MOST + 3), "platform": "Facebook"})
    bench = draft(table)
    assert len(bench.shown) == MOST
    assert len(bench.outcome().verdict.table) == MOST + 3
    assert any("3 more are judged with them" in note for note in bench.notes)
    assert any("Platform" in note for note in bench.notes)
    with pytest.raises(BadValueError):
        bench.add()


def test_results_beyond_the_table_are_judged_and_move_up_when_one_is_removed():
    bench = draft({"clicks": [*range(1234, 1234 + MOST), 9999]})
    assert bench.outcome().verdict.table.value.max() == 9999
    bench.remove(bench.rows[0])
    assert bench.shown[-1].cells == {"clicks": "9,999"}


def test_of_two_names_that_are_alike_the_one_typed_last_is_marked():
    bench = draft()
    bench.rename(bench.rows[0], "Result 3")
    assert list(bench.outcome().marks) == [(0, "result")]
    assert bench.names()[0] == ["Result 3 (2)", "Result 2", "Result 3"]
    bench.rename(bench.rows[2], "Result 9")
    assert not bench.outcome().marks
    assert bench.names()[0] == ["Result 3", "Result 2", "Result 9"]


def test_another_language_keeps_what_was_typed_and_writes_it_its_own_way():
    bench = draft(target=1250.5)
    bench.rows[0].cells["clicks"] = "1,234.5"
    bench.rows[1].cells["clicks"] = "4OO"
    bench.rename(bench.rows[2], "Mine")
    before = bench.outcome().verdict.table.value.tolist()
    bench.speak("fr")
    assert [row.name for row in bench.rows] == ["Résultat 1", "Résultat 2", "Mine"]
    assert [row.cells["clicks"] for row in bench.rows] == ["1\u202f234,5", "4OO", "500"]
    assert bench.target == "1\u202f250,5"
    after = bench.outcome()
    assert pd.Series(after.verdict.table.value.tolist()).equals(pd.Series(before))
    assert "n’est pas un nombre" in after.marks[1, "clicks"]


def test_a_name_is_never_inserted_unescaped():
    bench = draft(pd.DataFrame({"result": [NASTY, '"\'&'], "reach": [9, 9], "clicks": [1, 2]}))
    outcome = bench.outcome()
    assert outcome.verdict.table.result[0] == NASTY
    assert "<script" not in outcome.verdict.html("en") + bench.across(outcome.results).html("en")
