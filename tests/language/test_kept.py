"""Facts kept without a language: one that is written too early stays in the wrong one for good."""

from __future__ import annotations

import copy
import pickle

import pytest

import cmkit as cm
from cmkit import errors
from cmkit.language.kept import All, Inside, Name, said
from cmkit.language.sentences import speaking


@pytest.mark.parametrize("fact", [
    said("errors.row", row=3), Name("clicks"), Inside("link_clicks"),
    All(("a", Inside("reach")), "errors.or_join"),
])
def test_a_fact_is_written_in_any_language_and_crosses_processes(fact):
    assert fact.text("en") != fact.text("fr")
    for again in (pickle.loads(pickle.dumps(fact)), copy.copy(fact)):
        assert again.text("fr") == fact.text("fr")


@pytest.mark.parametrize("wrong", [
    lambda: cm.Objective("trafik"),
    lambda: cm.Objective("traffic", kpi="engagement_rate"),
    lambda: cm.Objective("traffic").candidates(["reach"]),
    lambda: cm.engagement_rate([1, -5], [10, 10]),
    lambda: cm.measure({"clicks": [1]}, "ctr"),
    lambda: cm.judge(cm.three_results(), cm.Objective("traffic"), name="results"),
])
def test_an_error_raised_in_one_language_is_said_whole_in_the_other(wrong):
    with speaking("en"), pytest.raises(errors.CmkitError) as english:
        wrong()
    with speaking("fr"), pytest.raises(errors.CmkitError) as french:
        wrong()
    assert english.value.in_language("fr") == str_in(french.value, "fr")
    assert english.value.in_language("en") == french.value.in_language("en") != french.value.in_language("fr")


def str_in(error, lang):
    with speaking(lang):
        return str(error)
