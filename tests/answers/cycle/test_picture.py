"""The funnel of a cycle before it is drawn: its numbers, and words in no language yet."""

from __future__ import annotations

import pytest

from cmkit.answers.cycle.cycle import cycle
from cmkit.answers.cycle.picture import funnel
from cmkit.statements.picture import in_words

MADE = cycle(
    {"notoriety": 100_000, "engagement": {"count": 2400, "target_rate": 0.1}, "sales": 12}, costs=600
)


def test_the_leak_is_marked_where_the_gap_is_largest():
    shown = in_words(funnel(MADE), "fr")
    assert [stage.leak for stage in shown.stages if stage.leak] == ["fuite\u00a0: 10,00\u00a0% attendus"]
    assert [stage.name for stage in shown.stages if stage.leak] == ["Engagement"]


@pytest.mark.parametrize(("lang", "under"), [("en", "not counted"), ("fr", "non compté")])
def test_a_step_without_a_count_says_so_in_the_language_asked_for(lang, under):
    assert in_words(funnel(MADE), lang).stages[1].under == under


def test_no_column_of_costs_without_a_cost():
    assert funnel(cycle({"leads": 5, "sales": 1})).aside_title == ""
    assert in_words(funnel(MADE), "en").aside_title == "full cost per unit"


def test_the_name_of_a_step_is_not_said_twice():
    assert in_words(funnel(cycle({"leads": 5})), "en").stages[3].under == ""
