"""Remarks: what a verdict cannot know must be said, or the reader takes it for certain."""

from __future__ import annotations

import pandas as pd
import pytest

from cmkit.answers.verdict.judging import hold
from cmkit.answers.verdict.remarks import note_sentences, remarks
from cmkit.desk.sample import three_results
from cmkit.given.objective import Objective
from cmkit.language import sentences


@pytest.mark.parametrize("lang", sentences.LANGUAGES)
def test_a_complete_verdict_has_no_remark(lang):
    judged = hold(three_results(lang), Objective("traffic", target=400))
    assert remarks(judged, lang) == []
    assert note_sentences(judged, lang) == []


@pytest.mark.parametrize(("spent", "word"), [(100, "within the budget"), (500, "over the budget")])
def test_the_budget_is_compared_with_what_was_spent(spent, word):
    judged = hold(three_results("en").assign(spend=spent), Objective("traffic", budget=600))
    assert word in " ".join(remarks(judged, "en"))


def test_each_limit_is_one_sentence():
    results = three_results("en").assign(link_clicks=[None, None, 9], reach=[1, 5000, 9800])
    said = [
        *remarks(hold(results, Objective("traffic")), "en"),
        *note_sentences(hold(results, Objective("traffic")), "en"),
    ]
    assert len(said) == 3
    assert said[0].startswith("Not judged, for want of a value (link clicks): Result 1 and Result 2.")
    assert said[1].startswith("The KPI clicks is known for 3 results")
    assert said[2].startswith("To be known: Result 1 has more interactions")


def test_a_value_set_aside_is_told_in_the_language_asked_for():
    judged = hold(pd.DataFrame({"result": ["a", "b"], "link_clicks": [-3, 4]}), Objective("traffic"))
    assert "cannot be below zero" in note_sentences(judged, "en")[0]
    assert "ne peut pas être négatif" in note_sentences(judged, "fr")[0]
