"""The ledger as a table: what one would lose is to see at a glance which cost and which leak is whose."""

from __future__ import annotations

import re

from cmkit.answers.cycle.cycle import cycle

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
