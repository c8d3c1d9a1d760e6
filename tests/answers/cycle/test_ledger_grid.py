"""The ledger as a table: what one would lose is to see at a glance which cost and which leak is whose."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle, cycle
from cmkit.answers.cycle.ledger_grid import funnel, leaks
from cmkit.statements.shown import in_words

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


def test_sheets_keep_numbers_as_numbers(stated):
    table = cycle(stated, costs=5000).sheets("fr")["table"]
    assert table["Nombre"].tolist() == [250_000, 1200, 9000, 500, 50]
    assert table["Taux vers l’étape suivante"].tolist()[3] == 0.1


def test_where_only_bounds_are_known_the_table_says_them_and_never_a_dash(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")  # so that no table is folded
    made = cycle({"notoriety": (40_000, 90_000), "engagement": 2400})
    assert "2.56% to 6.24%" in made.plain("en").splitlines()[1]
    assert "40,000 to 90,000" in made.plain("en").splitlines()[1]


def test_a_column_of_which_nothing_is_known_is_not_shown(stated):
    """Four empty columns beside five numbers hide what there is to see."""
    bare, full = (cycle(steps).sheets("en")["table"] for steps in (STEPS, stated))
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


def cells(made: Cycle, column: str) -> dict[str, object]:
    return made.table.set_index("step")[column].to_dict()


counts = st.lists(st.integers(1, 10**6), min_size=5, max_size=5).map(lambda n: sorted(n, reverse=True))


def test_w16_partialleads_forms_that_are_left_cost_650_000():
    forms = {"indicator": "form_starts", "count": 1000, "target_rate": 1.0}
    made = cycle({"engagement": forms, "leads": 350, "sales": {"count": 70, "revenue": 70 * 5000}})
    assert cells(made, "rate")["engagement"] == 0.35
    leak = made.leaks().set_index("step").loc["engagement"]
    assert (leak.sales_gained, leak.revenue_gained, leak["rank"]) == (130, 650_000, 1)


def test_the_largest_gap_is_the_first_leak_and_a_step_above_its_target_has_none(stated):
    leaks = cycle(stated).leaks({"notoriety": 0.003}).set_index("step")
    assert leaks["rank"].dropna().to_dict() == {"leads": 1, "engagement": 2}
    assert leaks.gap["notoriety"] == leaks.sales_gained["notoriety"] == 0
    assert leaks.sales_gained["leads"] == pytest.approx(50)
    assert leaks.beyond_chance.to_dict()["leads"]
    assert not leaks.beyond_chance.to_dict()["engagement"]


def test_the_rate_wanted_is_the_steps_own_before_a_reference_from_elsewhere():
    steps = {
        "leads": {"count": 100, "target": 200, "reference_rate": 0.5},
        "sales": {"count": 10, "target": 40},
    }
    assert cycle(steps).leaks().wanted.tolist() == [0.2]
    assert cycle(steps).leaks().wanted_from.tolist() == ["targets"]
    assert cycle(steps).leaks({"leads": 0.3}).wanted.tolist() == [0.3]


@pytest.mark.parametrize(
    "steps",
    [
        {"clicks": 300, "visits": {"count": 250, "target_rate": 0.04}, "leads": 5},
        {"engagement": 300, "visits": {"count": 250, "target_rate": 0.04}, "leads": 5},
    ],
)
def test_a_leak_of_a_chain_that_ends_with_leads_is_worth_leads(steps):
    """Of a service without a cart the worth was not said at all."""
    made = cycle(steps)
    leak = made.leaks().set_index("step").loc["visits"]
    assert (leak.leads_gained, leak["rank"]) == (5, 1)
    assert "sales_gained" not in leak
    assert "worth 5 more leads" in made.text("en")
    assert "vaudrait 5 leads de plus" in made.text("fr")
    assert "sale" not in made.text("en").split("What is missing")[0]


def test_nothing_sold_still_says_what_closing_the_gap_would_bring():
    made = cycle({"leads": {"count": 100, "target_rate": 0.1}, "sales": 0})
    assert made.leaks().sales_gained.tolist() == [10]


@settings(deadline=None, max_examples=50)
@given(counts, st.sampled_from(["notoriety", "influence", "engagement", "leads"]), st.floats(1.01, 3))
def test_closing_a_gap_is_worth_what_its_size_says_at_any_step(numbers, step, more):
    made = cycle(dict(zip(["notoriety", "influence", "engagement", "leads", "sales"], numbers, strict=True)))
    rate = cells(made, "rate")[step]
    if rate * more <= 1:
        leak = made.leaks({step: rate * more}).set_index("step").loc[step]
        assert leak.sales_gained == pytest.approx(numbers[-1] * (more - 1), rel=1e-6)


def test_a_rate_wanted_as_a_percent_number_is_refused():
    with pytest.raises(errors.BadValueError, match="written 0"):
        cycle({"leads": {"count": 100, "target_rate": 20}, "sales": 10}).leaks()


def test_references_and_a_confidence_that_are_none_are_refused_in_words(stated):
    cm.use("en")
    with pytest.raises(errors.BadValueError, match="mapping of steps to rates"):
        cycle(stated).leaks(0.2)
    with pytest.raises(errors.UnknownNameError, match="Did you mean leads"):
        cycle(stated).leaks({"laeds": 0.2})
    with pytest.raises(errors.BadValueError, match="level is 95"):
        cycle(stated, level=95)
    with pytest.raises(errors.DuplicateNameError, match="given twice"):
        cycle(stated).leaks({"lead": 0.2, "leads": 0.3})


def test_where_nothing_was_wanted_chance_has_no_say(stated):
    leaks = cycle(stated).leaks().set_index("step")
    assert leaks.beyond_chance["leads"]
    assert pd.isna(leaks.beyond_chance["notoriety"])
    more = cycle({"influence": {"count": 5, "target_rate": 200}, "engagement": 533}).leaks()
    assert more.beyond_chance.isna().all(), "a rate without an interval is beyond none"


def test_it_is_a_plain_table_that_holds_codes_and_numbers(stated):
    found = cycle(stated).leaks({"leads": 0.3})
    assert type(found) is pd.DataFrame
    assert found.wanted_from.tolist()[-1] == "given"
    assert found.to_csv().startswith(",step,to,rate")
    assert cycle({"leads": 5}).leaks().empty


def test_references_of_the_cycle_count_and_those_asked_for_go_before(stated):
    made = cycle(stated, references={"prospects": 0.3, "influence": 9})
    assert made.leaks().set_index("step").wanted[["influence", "leads"]].tolist() == [9, 0.3]
    assert made.leaks({"leads": 0.4}).set_index("step").wanted[["influence", "leads"]].tolist() == [9, 0.4]
