"""The verdict as a user meets it: in a notebook, in a terminal, as a table and a picture."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.desk.lab import three_results


@pytest.fixture
def verdict():
    return cm.judge(three_results("en"), cm.Objective("traffic", target=400))


def test_the_verdict_holds_table_goal_kpi_and_notes(verdict):
    assert verdict.table.status.tolist() == ["missed", "met", "met"]
    assert verdict.goal.target == 400
    assert verdict.kpi == "clicks"
    assert list(verdict.notes.columns) == ["result", "column", "value", "rule", "why"]
    assert verdict.notes.empty


def test_a_notebook_shows_table_and_sentences_escaped():
    shown = cm.judge(
        three_results("en").assign(result=["<b>x</b>", '"q" & co', "c"]), cm.Objective("traffic", target=400)
    )
    html = shown._repr_html_()
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "<b>x</b>" not in html
    assert '<span class="status missed">missed</span>' in html
    assert "What the objective says" in html
    assert "Ce que dit l’objectif" in shown.html("fr")


def test_a_terminal_shows_the_same(verdict):
    shown = verdict.plain("en")
    assert "Result 3" in shown
    assert "125%" in shown
    assert "Why they differ" in shown


def test_many_results_show_the_best_and_say_how_many_more():
    shown = cm.judge(pd.DataFrame({"link_clicks": range(50)}), cm.Objective("traffic", target=40))
    assert len(shown.table) == 50
    assert shown.html("en").count("<tr>") == 21
    assert "30 more results are in verdict.table" in shown.html("en")
    assert "Result 50" in shown.plain("en").split("\n")[1]


def test_the_name_of_an_objective_is_enough():
    assert cm.judge(three_results("en"), "visibility").kpi == "reach"


def test_a_column_may_name_the_results():
    table = three_results("en").assign(campaign=["June", "July", "August"])
    assert cm.judge(table, "traffic", name="campaign").table.result.tolist() == ["June", "July", "August"]


def test_the_figure_comes_in_both_languages(verdict):
    for lang, word in (("en", "What the rate alone says"), ("fr", "Ce que dit le taux seul")):
        figure = verdict.figure(lang)
        assert len(figure.axes) == 3
        assert word in [text.get_text() for text in figure.axes[0].texts]


def test_errors_speak_the_language_in_use(monkeypatch):
    monkeypatch.setenv("CMKIT_LANG", "fr")
    with pytest.raises(errors.EmptyTableError, match="aucune ligne"):
        cm.judge(three_results("fr").iloc[:0], "traffic")


def test_an_export_can_be_judged_as_it_is():
    export = cm.read(cm.sample("campaign_facebook_en.csv"))
    judged = cm.judge(export, cm.Objective("traffic", target=50))
    assert judged.kpi == "link_clicks"
    assert len(judged.table) == len(export.posts)


def test_an_error_in_a_notebook_is_one_sentence():
    with pytest.raises(errors.CmkitError) as refused:
        cm.Objective("traffic", kpi="engagement_rate")
    (line,) = refused.value._render_traceback_()
    assert line.startswith("RefusedKpiError: ")
    assert "engagement rate" in line


@pytest.mark.parametrize("goal", [None, 3, ["traffic"], {"traffic": 400}, three_results("en")])
def test_what_is_no_objective_is_refused_in_a_sentence(goal):
    with pytest.raises(errors.CmkitError) as refused:
        cm.judge(three_results("en"), goal)
    assert len(refused.value.in_language("fr")) < 300


def test_sheets_hold_the_cells_that_were_set_aside():
    sheets = cm.judge(three_results("en").assign(clicks=[-5, 483, 500]), "traffic").sheets("en")
    assert len(sheets) == 3


def test_the_best_and_the_worst_come_with_what_tells_which_post_it_is(verdict):
    posts = three_results("en").assign(permalink=["x", "y", "z"])
    judged = cm.judge(posts, "traffic", target=400)
    assert judged.best(1)[["result", "permalink"]].values.tolist() == [["Result 3", "z"]]
    assert judged.worst(2).result.tolist() == ["Result 1", "Result 2"]
    assert cm.judge(posts.assign(clicks=[None, 483, 500]), "traffic").worst(5).result.tolist() == [
        "Result 2", "Result 3",
    ]  # fmt: skip
    with pytest.raises(errors.CmkitError):
        judged.best(0)


def test_what_was_seen_and_brought_nothing_is_listed_the_most_seen_first():
    posts = {"result": list("abcd"), "reach": [10, 900, 0, 50], "link_clicks": [0, 0, 0, 3]}
    posts["saves"] = [1, 1, 1, 0]
    judged = cm.judge(posts, "traffic")
    assert judged.seen_without()[["result", "reach"]].values.tolist() == [["b", 900], ["a", 10]]
    assert judged.seen_without("saves").result.tolist() == ["d"]
    with pytest.raises(errors.MissingColumnError):
        judged.seen_without("orders")
    with pytest.raises(errors.MissingColumnError):
        cm.judge({"link_clicks": [0]}, "traffic").seen_without()


def test_a_target_may_be_given_to_judge_and_is_no_name():
    three = three_results("en")
    assert cm.judge(three, "traffic", target=400).table.status.tolist() == ["missed", "met", "met"]
    assert cm.judge(three, cm.Objective("traffic", target=4), total=1008).whole.status == "met"
    for lang, words in (("en", "write target=400"), ("fr", "écrivez target=400")):
        with pytest.raises(errors.CmkitError) as refused:
            cm.judge(three_results("en"), "traffic", 400)
        assert words in refused.value.in_language(lang)
