"""What one would lose: what was asked, what each step takes, how sure that is, in words."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit.answers.plan.chains import Odds, chain_of
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


STEPS = {"notoriety": 100_000, "influence": 900, "engagement": 2_400, "leads": 120, "sales": 12}
LEDGER = cm.cycle(STEPS, 1200, revenue=1440, margin=0.4)


def test_a_plan_that_loses_money_says_so_first_and_where_it_breaks_even():
    """Fifty sales for 4,960 that leave 2,400 of margin: without the line, the plan reads like good news."""
    made = plan(LEDGER, sales=50)
    first = made.text("en").splitlines()[0]
    assert first.startswith("This plan loses money: 2,400.00 of margin (40% of the revenue)")
    assert "for a budget of 4,960.00" in first
    assert "so 2,560.00 are lost" in first
    assert "a rate to sales of 20.66% (now 10.00%), or at an average order of 248.00 (now 120.00)" in first
    assert made.text("fr").startswith("Ce plan perd de l’argent")


def test_at_the_rate_of_break_even_nothing_is_won_and_nothing_lost():
    at = plan({"clicks": 0.1, "sales": 0.2}, budget=100, cost_per_thousand=10, aov=2, margin=0.5)
    assert at.won == pytest.approx((100, 100, 100))
    even = plan({"clicks": 0.1, "sales": 0.1}, budget=100, cost_per_thousand=10, aov=2, margin=0.5)
    assert "rate to sales of 10.00% (now 20.00%)" in at.text("en")
    assert even.won == pytest.approx((0, 0, 0), abs=1e-9)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"aov": 120}, "pays where more than 41.67% of the revenue is kept"),
        ({"aov": 20}, "loses money whatever the margin"),
        ({}, "Each unit of the step sales costs 50.00"),
        ({"aov": 120, "margin": 0.5}, "This plan pays: 2,400.00 of margin"),
        ({"aov": 120, "margin": 0}, "This plan loses money: 0.00 of margin"),
        ({"aov": (60, 150), "margin": 0.5}, "may pay or lose money"),
    ],
)
def test_what_is_not_known_leaves_what_would_pay(asked, words):
    assert words in plan(CHAIN, budget=2000, cost_per_thousand=5, **asked).text("en")


def test_without_a_budget_nothing_is_said_of_paying():
    assert plan(CHAIN, sales=10).text("en").startswith("Target for sales")


def test_a_step_that_was_never_seen_is_said_to_be():
    made = plan({"clicks": 0.01, "sales": (0, 300)}, sales=1)
    assert "was seen 0 times of 300: the step sales was never observed" in made.text("en")
    assert "observé 0 fois sur 300" in made.text("fr")


def test_the_currency_stays_on_every_amount():
    ledger = cm.cycle(STEPS, cm.Money(1200, "EUR"), revenue=cm.Money(1440, "EUR"), margin=0.4)
    lead = plan(ledger, sales=50).text("en").splitlines()[0]
    assert all(f"€{amount}" in lead for amount in ("2,400.00", "4,960.00", "2,560.00", "248.00"))


def test_a_chain_of_ones_own_is_planned_with_its_visits():
    ledger = cm.cycle({"impressions": 10_000, "clicks": 400, "visits": 200, "leads": 10}, 300)
    said = plan(ledger, sales=30).text("fr")
    assert "Visites (sessions)\u00a0: " in said
    assert "Cible pour l’étape «\u00a0leads\u00a0»\u00a0: 30" in said
