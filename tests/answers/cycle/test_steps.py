"""The five steps: any word for them is understood, and every unit cost has a name people use."""

from __future__ import annotations

import pytest

from cmkit import errors
from cmkit.answers.cycle.steps import STEPS, stage, step_name, unit_cost, unit_cost_named
from cmkit.language.sentences import speaking


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_step_is_understood_as_it_is_shown(lang):
    assert [step_name(stage(step).text(lang)) for step in STEPS] == list(STEPS)


def test_a_word_that_is_no_step_is_refused_with_the_nearest():
    with speaking("en"), pytest.raises(errors.UnknownNameError, match="Did you mean leads"):
        step_name("laeds")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_unit_cost_is_named_by_a_code(lang):
    for indicator in [name for step in STEPS.values() for name in step] + ["form_starts", "sessions"]:
        assert "_" not in unit_cost_named(indicator).text(lang)


def test_a_unit_cost_is_named_by_its_metric_else_by_a_word_of_its_own_else_by_its_indicator():
    assert unit_cost("orders") == "cost_per_orders"
    said = [unit_cost_named(name).text("fr") for name in ("leads", "orders", "calls back")]
    assert said[:2] == ["Coût par lead", "Coût par commande"]
    assert "calls back" in said[2]


def test_a_step_may_be_given_by_another_word():
    assert [step_name(w) for w in ("notoriété", "Prospects", "ventes")] == ["notoriety", "leads", "sales"]
