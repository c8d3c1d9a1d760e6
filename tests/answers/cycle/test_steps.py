"""The five steps: any word for them is understood, and every unit cost has a name people use."""

from __future__ import annotations

import pytest

from cmkit import errors
from cmkit.answers.cycle.steps import PRICED, STEPS, stage, step_name, unit_cost_named
from cmkit.language.sentences import speaking


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_step_is_understood_as_it_is_shown(lang):
    assert [step_name(stage(step).text(lang)) for step in STEPS] == list(STEPS)


def test_a_word_that_is_no_step_is_refused_with_the_nearest():
    with speaking("en"), pytest.raises(errors.UnknownNameError, match="Did you mean leads"):
        step_name("laeds")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_unit_cost_is_named_by_a_code(lang):
    named = [name for step in STEPS.values() for name in step.indicators] + list(PRICED)
    for indicator in named:
        assert "_" not in unit_cost_named(indicator).text(lang)
