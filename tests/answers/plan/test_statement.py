"""What one would lose: what was asked, what each step takes, how sure that is, in words."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit.answers.plan.chains import chain_of
from cmkit.answers.plan.odds import Odds
from cmkit.answers.plan.plan import plan
from cmkit.answers.plan.statement import funnel, planned, rate_of, step_name

CHAIN = {"clicks": 0.01, "leads": 0.05, "sales": 0.2}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_shows_itself_in_both_languages_escaped(lang):
    made = plan({"<b>": (3, 90), "sales": 0.5}, sales=10, cost_per_thousand=5)
    assert "&lt;b&gt;" in made.html(lang)
    assert "<b>" not in made.html(lang)
    said = made.text(lang)
    assert ("fourchette" in said) == (lang == "fr")
    assert ("tenu pour certain" if lang == "fr" else "taken as certain") in said


def test_no_price_is_said_and_a_terminal_shows_the_table():
    cm.use("en")
    shown = repr(plan(CHAIN, sales=10))
    assert "No budget can be told" in shown
    assert "1,000" in shown


def test_a_rate_says_what_it_was_measured_on_and_the_least_known_is_named():
    made = plan({"clicks": (0.01, 0.03), "sales": (12, 400)}, sales=10)
    assert "3.00% (12 of 400)" in made.plain("en")
    assert "1.00% to 3.00%" in made.plain("en")
    assert "The least known rate is the one to sales" in made.text("en")


def test_the_funnel_marks_the_middle_of_a_range_and_nothing_where_all_is_certain():
    ranged, certain = (funnel(plan({"sales": rate}, sales=10)) for rate in ((12, 400), 0.1))
    assert ranged.stages[0].low < ranged.stages[0].mid < ranged.stages[0].high
    assert certain.stages[0].aside == certain.aside_title == ""


def test_a_step_of_the_users_own_keeps_its_name():
    chain = chain_of({"rendez-vous": 0.1, "sales": 0.2})
    assert [step_name(chain, step).text("fr") for step in chain.steps] == ["Portée", "rendez-vous", "Ventes"]


def test_a_planned_number_has_three_digits_and_a_rate_what_it_rests_on():
    said = [planned(value, "count", None).text("en") for value in (123_456, 0.123)]
    assert said == ["123,000", "0.12"]
    assert rate_of(Odds(0.03, "counts", 400)).text("en") == "3.00% (12 of 400)"
