"""What one would lose: a guess answered fairly, a sum that can be followed, a refusal in one sentence."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.desk import lessons
from cmkit.errors import MissingColumnError, UnknownNameError

LANGUAGES = pytest.mark.parametrize("lang", ["en", "fr"])


@pytest.fixture
def results():
    return cm.three_results("en")


def answer(results, goal, picked, lang="en"):
    return repr(lessons.guess(results, picked, lang).answer(cm.judge(results, goal)))


def test_the_guess_is_kept_and_answered(results):
    assert "Result 3 comes first (clicks: 500, against 25)" in answer(results, "traffic", "Result 1")
    assert "it does come first (clicks: 500)" in answer(results, "traffic", "Result 3")
    assert "it does come first (reach: 9,800)" in answer(results, "visibility", "Result 3")


def test_without_a_guess_the_lesson_goes_on(results):
    assert answer(results, "traffic", None).startswith("You made no guess.")


def test_a_tie_is_said_as_a_tie(results):
    tied = results.assign(clicks=[25, 500, 500])
    said = answer(tied, "traffic", "Result 1")
    assert "Result 2 and Result 3 tie for first (clicks: 500 each, against 25)" in said
    assert "it does come first" in answer(tied, "traffic", "Result 2")


def test_where_nothing_has_a_value_nobody_wins():
    empty = pd.DataFrame({"result": ["a", "b"], "clicks": [None, None]})
    assert "none has a value" in answer(empty, "traffic", "a")


def test_a_result_without_a_value_is_answered_too(results):
    partial = results.astype({"clicks": "Float64"})
    partial.loc[0, "clicks"] = pd.NA
    assert "(clicks: 500, against –)" in answer(partial, "traffic", "Result 1")


def test_a_name_that_is_not_there_is_refused_with_the_nearest(results):
    with pytest.raises(UnknownNameError, match="Result 1"):
        lessons.guess(results, "Result1", lang="en")
    guess = lessons.guess(results, "Result 1", lang="en")
    with pytest.raises(UnknownNameError, match="Result 2"):
        guess.picked = "Result 22"
    assert guess.picked == "Result 1"
    with pytest.raises(UnknownNameError):
        guess.answer(cm.judge(results[1:], "traffic"))


@LANGUAGES
def test_a_click_on_the_choice_is_noted(lang):
    results = cm.three_results(lang)
    guess = lessons.guess(results, lang=lang)
    choice, noted = guess.children[1], guess.children[2]
    before = noted.value
    choice.value = results.result[1]
    assert guess.picked == results.result[1]
    assert results.result[1] in noted.value != before


@LANGUAGES
def test_where_there_are_no_widgets_the_question_is_still_read(lang):
    """A front-end without widgets shows the plain text."""
    results = cm.three_results(lang)
    shown = repr(lessons.guess(results, lang=lang))
    assert all(name in shown for name in results.result)
    assert "?" in shown
    assert "<" not in shown


def test_names_and_answers_cannot_carry_html():
    mean = pd.DataFrame({"result": ["<b>a</b>", "b"], "clicks": [1, 2]})
    guess = lessons.guess(mean, "<b>a</b>", "en")
    assert "<b>a" not in guess.children[2].value
    assert "<b>a" not in guess.answer(cm.judge(mean, "traffic"))._repr_html_()


def test_a_formula_is_worked_with_the_numbers_in_it(results):
    lines = repr(cm.worked("engagement_rate", results, "en")).splitlines()
    assert lines[0] == "Engagement rate = interactions / reach"
    assert lines[3] == "Result 3: (20 + 6 + 2 + 500) / 9,800 = 5.39%"
    shown = cm.worked("engagement_rate", results, "fr")._repr_latex_()
    assert r"\text{Result 1} &= \frac{\text{500} + \text{5} + \text{3} + \text{25}}{" in shown
    assert "\\text{10,66\u00a0\\%}" in shown
    assert shown.startswith("$$\\begin{aligned}")
    assert shown.endswith("$$")


def test_a_worked_formula_uses_the_column_that_is_there():
    """Interactions already counted are not counted again."""
    counted = pd.DataFrame({"result": ["a"], "interactions": [533], "reach": [5000]})
    assert repr(cm.worked("engagement_rate", counted, "en")).endswith("a: 533 / 5,000 = 10.66%")


def test_a_worked_formula_shows_what_is_not_known():
    unknown = pd.DataFrame({"result": ["a", "b"], "interactions": [1, 2], "reach": [0, None]})
    lines = repr(cm.worked("engagement_rate", unknown, "en")).splitlines()
    assert lines[1:] == ["a: 1 / 0 = –", "b: 2 / – = –"]


def test_a_formula_that_lacks_a_column_is_refused(results):
    with pytest.raises(MissingColumnError, match="gain"):
        cm.worked("roi", results)


def test_a_refusal_is_said_in_one_sentence(capsys):
    with cm.in_words():
        cm.Objective("traffic", kpi="engagement_rate")
    said = capsys.readouterr().out
    assert "link clicks" in said
    assert "Traceback" not in said


def test_what_is_not_a_refusal_of_cmkit_is_not_hidden():
    with pytest.raises(ZeroDivisionError), cm.in_words():
        print(1 / 0)


@pytest.mark.parametrize(
    ("picked", "said"),
    [(100, "You chose 100. The answer is 1,000."), (1000, "You chose 1,000, and that is right."),
     (None, "You made no guess. The answer is 1,000.")],
)
def test_any_question_can_be_guessed_before_it_is_answered(picked, said):
    assert repr(lessons.guess([10, 100, 1000], picked, "en").answer(1000)) == said


def test_an_answer_that_nobody_could_choose_is_refused():
    with pytest.raises(UnknownNameError, match="search"):
        lessons.guess(["search", "direct"], lang="en").answer("serch")


def test_an_answer_speaks_the_language_of_the_lesson_and_another_when_asked(results):
    said = lessons.guess(results, "Result 1", "en").answer(cm.judge(results, "trafic"))
    cm.use("fr")
    assert repr(said).startswith("You chose Result 1.")
    assert 'lang="en"' in said.html()
    assert said.text("fr").startswith("Vous aviez choisi Result 1.")


def test_a_worked_formula_is_computed_even_where_the_table_has_its_own_value():
    """Else the sum on the left would not make what stands on its right."""
    own = pd.DataFrame({"result": ["a"], "interactions": [50], "reach": [100], "engagement_rate": [0.9]})
    assert repr(cm.worked("engagement_rate", own, "en")).endswith("a: 50 / 100 = 50.00%")
