"""The ledger as a table: what one would lose is to see at a glance which cost and which leak is whose."""

from __future__ import annotations

import re

import pytest

from cmkit.answers.cycle.cycle import cycle
from cmkit.answers.cycle.leaks import leaks
from cmkit.answers.cycle.ledger_grid import funnel
from cmkit.statements.picture import in_words

STATED = {
    "notoriety": {"indicator": "impressions", "count": 250_000, "target": 300_000, "owner": "CM"},
    "influence": 1200,
    "engagement": {"count": 9000, "target_rate": 0.06},
    "leads": {"count": 500, "target_rate": 0.2, "owner": "web"},
    "sales": {"count": 50, "revenue": 15_000},
}
STEPS = {"notoriety": 100_000, "influence": 900, "engagement": 2400, "leads": 120, "sales": 12}


def test_sub_objectives_stand_under_their_step_and_the_leak_is_marked():
    goals = [{"name": "shares", "target": 200, "value": 150}]
    steps = {
        "influence": {"count": 900, "target_rate": 0.5, "goals": goals},
        "engagement": {"indicator": "link_clicks", "count": 240},
    }
    html = cycle(steps).html("en")
    styles = re.findall(r"<tr(?: class=\"(\w+)\")?>\s*<th scope=\"row\"[^>]*>(\w+)", html)
    assert styles[1:4] == [("leak", "Influence"), ("goal", "Shares"), ("", "Engagement")]


def test_sheets_keep_numbers_as_numbers():
    table = cycle(STATED, costs=5000).sheets("fr")["table"]
    assert table["Nombre"].tolist() == [250_000, 1200, 9000, 500, 50]
    assert table["Taux vers l’étape suivante"].tolist()[3] == 0.1


def test_where_only_bounds_are_known_the_table_says_them_and_never_a_dash(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")  # so that no table is folded
    made = cycle({"notoriety": (40_000, 90_000), "engagement": 2400})
    assert "2.56% to 6.24%" in made.plain("en").splitlines()[1]
    assert "40,000 to 90,000" in made.plain("en").splitlines()[1]


def test_a_column_of_which_nothing_is_known_is_not_shown():
    """Four empty columns beside five numbers hide what there is to see."""
    bare, full = (cycle(steps).sheets("en")["table"] for steps in (STEPS, STATED))
    assert list(bare) == ["Step", "Indicator", "Count", "Rate to the next step"]
    assert list(full)[4:] == ["Target", "Attained", "Status", "Owner"]


MADE = cycle(
    {"notoriety": 100_000, "engagement": {"count": 2400, "target_rate": 0.1}, "sales": 12}, costs=600
)


def shown(made):
    return funnel(made, leaks(made))


def test_the_leak_is_marked_where_the_gap_is_largest():
    drawn = in_words(shown(MADE), "fr")
    assert [stage.leak for stage in drawn.stages if stage.leak] == ["fuite\u00a0: 10,00\u00a0% attendus"]
    assert [stage.name for stage in drawn.stages if stage.leak] == ["Engagement"]


@pytest.mark.parametrize(("lang", "under"), [("en", "not counted"), ("fr", "non compté")])
def test_a_step_without_a_count_says_so_in_the_language_asked_for(lang, under):
    assert in_words(shown(MADE), lang).stages[1].under == under


def test_no_column_of_costs_without_a_cost():
    assert shown(cycle({"leads": 5, "sales": 1})).aside_title == ""
    assert in_words(shown(MADE), "en").aside_title == "full cost per unit"


def test_the_name_of_a_step_is_not_said_twice():
    assert in_words(shown(cycle({"leads": 5})), "en").stages[3].under == ""
