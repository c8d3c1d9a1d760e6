"""The planner as a user meets it: backward and forward agree, ranges are as wide as rates are ill known."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.plan.chains import Odds, chain_of, step_name
from cmkit.answers.plan.plan import Plan, funnel, plan, planned, rate_of

CHAIN = {"clicks": 0.01, "leads": 0.05, "sales": 0.2}


def mid(made: Plan) -> dict[str, float]:
    return made.table.set_index("step").mid.to_dict()


def test_from_sales_back_to_leads_clicks_reach_and_budget():
    made = plan(CHAIN, sales=10, cost_per_thousand=5)
    assert mid(made) == {"reach": 100_000, "clicks": 1000, "leads": 50, "sales": 10, "budget": 500}
    assert (made.table.low == made.table.high).all()


def test_from_revenue_back_to_a_budget():
    made = plan(CHAIN, revenue=1000, aov=100, cost_per_click=0.5)
    assert mid(made) == {
        "reach": 100_000, "clicks": 1000, "leads": 50, "sales": 10, "budget": 500, "revenue": 1000,
    }  # fmt: skip


def test_w12_dosagecalculators_forward_500_at_a_cpm_of_2_and_a_ctr_of_1_percent():
    made = plan({"clicks": 0.01}, budget=500, cost_per_thousand=2, start="impressions")
    assert mid(made) == {"impressions": 250_000, "clicks": 2500, "budget": 500}
    clicks = plan({"clicks": 0.01}, budget=500, cost_per_click=0.5, start="impressions")
    assert mid(clicks) == {"impressions": 100_000, "clicks": 1000, "budget": 500}


def test_w14_develogics_5000_at_10_a_lead():
    made = plan({"clicks": 0.1, "leads": 0.05}, budget=5000, cost_per_click=0.5)
    assert mid(made)["leads"] == 500


def test_w16_partialleads_650_000_lost_between_35_percent_and_all_forms():
    """1,000 starts, 65 % abandoned, 20 % of the rest close at 5,000."""
    forms = {"form_submissions": 0.35, "sales": 0.2}
    bought = {"start": "form_starts", "budget": 1000, "cost_per_thousand": 1000, "aov": 5000}
    kept = mid(plan(forms, **bought))["revenue"]
    all_of_them = mid(plan(forms | {"form_submissions": 1}, **bought))["revenue"]
    assert all_of_them - kept == pytest.approx(650_000)


rate = st.floats(0.001, 1)


@settings(deadline=None, max_examples=50)
@given(rate, rate, rate, st.floats(0.01, 100), st.floats(1, 1e6))
def test_a_budget_planned_for_some_sales_brings_these_sales_back(clicks, leads, sales, price, wanted):
    chain = {"clicks": clicks, "leads": leads, "sales": sales}
    budget = mid(plan(chain, sales=wanted, cost_per_thousand=price))["budget"]
    assert mid(plan(chain, budget=budget, cost_per_thousand=price))["sales"] == pytest.approx(wanted)


def test_a_rate_measured_on_fewer_cases_gives_a_wider_range():
    few, many = (plan({"sales": (n // 10, n)}, sales=10).table.iloc[0] for n in (100, 10_000))
    assert few.low < many.low < 100 < many.high < few.high
    assert many.mid == pytest.approx(100, rel=0.01)


def test_the_range_of_one_measured_rate_is_that_of_its_beta_distribution():
    """Against scipy: quantiles of 10 / Beta(12.5, 388.5)."""
    from scipy.stats import beta

    made = plan({"sales": (12, 400)}, sales=10).table.iloc[0]
    low, high = (10 / beta.ppf(p, 12.5, 388.5) for p in (0.975, 0.025))
    assert (made.low, made.high) == (pytest.approx(low, rel=0.02), pytest.approx(high, rel=0.02))


def test_two_bounds_give_every_value_between_them():
    made = plan({"sales": (0.1, 0.2)}, sales=10).table.iloc[0]
    assert 50 < made.low < made.mid < made.high < 100
    assert made.mid == pytest.approx(10 / 0.15, rel=0.01)


def test_nothing_sold_so_far_leaves_the_range_wide_and_finite():
    made = plan({"sales": (0, 300)}, sales=1).table.iloc[0]
    assert 100 < made.low < made.high < math.inf


def test_the_same_seed_gives_the_same_plan_and_a_changed_rate_leaves_the_other_draws():
    chain = {"clicks": (100, 9000), "sales": (5, 100)}
    assert plan(chain, sales=3).table.equals(plan(chain, sales=3).table)
    assert not plan(chain, sales=3, seed=1).table.equals(plan(chain, sales=3).table)
    other = plan(chain | {"clicks": 0.5}, sales=3).table
    assert other.iloc[1].low == plan(chain, sales=3).table.iloc[1].low


def test_prices_may_be_bounds():
    made = plan(CHAIN, sales=10, cost_per_thousand=(4, 6)).table.set_index("step")
    assert 400 < made.low["budget"] < made.high["budget"] < 600


def test_a_cycle_brings_its_counts_its_cost_and_its_order_value():
    ledger = cm.cycle(
        {"notoriety": {"indicator": "impressions", "count": 100_000}, "leads": 100, "sales": 20},
        costs=cm.Money(500, "EUR"), revenue=cm.Money(2000, "EUR"),
    )  # fmt: skip
    made = plan(ledger, sales=40)
    assert made.chain.steps == ("notoriety", "leads", "sales")
    assert made.rates.trials.tolist() == [100_000, 100]
    assert mid(made)["budget"] == pytest.approx(1000, rel=0.05)
    assert mid(made)["revenue"] == 4000
    assert made.currency == "EUR"
    assert "Notoriety (impressions)" in made.text("en")


def test_a_cycle_with_bounds_of_reach_carries_them():
    made = plan(cm.cycle({"notoriety": (10_000, 50_000), "sales": 50}), sales=50).table.iloc[0]
    assert 7_000 < made.low < 20_000 < 40_000 < made.high < 66_000


def test_a_budget_is_not_made_uncertain_by_a_reach_that_it_does_not_depend_on():
    """Cost and sales are known: only the luck of the later steps makes the budget a range."""
    ledger = cm.cycle({"notoriety": (10_000, 500_000), "influence": 400, "leads": 90, "sales": 60}, costs=600)
    made = plan(ledger, sales=60).table.set_index("step")
    assert 450 < made.low["budget"] < 600 < made.high["budget"] < 850


def test_a_step_that_has_more_than_the_one_before_is_taken_as_it_is():
    made = plan(cm.cycle({"influence": 10, "engagement": 100, "sales": 5}), sales=5)
    assert made.rates.kind.tolist() == ["known", "counts"]
    assert mid(made)["influence"] == pytest.approx(10, rel=0.1)


def test_any_names_make_a_chain_and_french_labels_are_read():
    made = plan({"Clics sur un lien": 0.1, "rendez-vous": 0.5, "contrats": 0.2}, sales=1, start="visits")
    assert made.chain.steps == ("visits", "link_clicks", "rendez-vous", "contrats")
    assert "rendez-vous" in made.text("fr")


@pytest.mark.parametrize(
    ("rates", "asked", "kind", "words"),
    [
        ({"sales": 20}, {"sales": 1}, errors.BadValueError, "sales rate is 20"),
        ({"sales": 0}, {"sales": 1}, errors.BadValueError, "above zero"),
        ({"sales": None}, {"sales": 1}, errors.BadValueError, "above zero"),
        ({"sales": "few"}, {"sales": 1}, errors.NotANumberError, "sales rate"),
        ({"sales": -0.1}, {"sales": 1}, errors.BadValueError, "below zero"),
        ({"sales": math.inf}, {"sales": 1}, errors.BadValueError, "infinite"),
        ({"sales": (5, 4)}, {"sales": 1}, errors.BadValueError, "hits is 5 of 4"),
        ({"sales": (0.4, 0.2)}, {"sales": 1}, errors.BadValueError, "lower one first"),
        ({"sales": (0, 0.2)}, {"sales": 1}, errors.BadValueError, "above zero"),
        ({"sales": (0, 1)}, {"sales": 1}, errors.BadValueError, "name them"),
        ({"sales": (1, 2, 3)}, {"sales": 1}, errors.BadValueError, "two bounds"),
        ({"sales": (1, None)}, {"sales": 1}, errors.NotANumberError, "sales rate"),
        ({"sales": {"hit": 1, "trials": 3}}, {"sales": 1}, errors.UnknownNameError, "Did you mean hits"),
        ({"sales": {"hits": 1}}, {"sales": 1}, errors.BadValueError, "two counts"),
        ({"reach": 0.1}, {"sales": 1}, errors.DuplicateNameError, "twice"),
        ({"clicks": 0.1, "Clics": 0.1}, {"sales": 1}, errors.DuplicateNameError, "twice"),
        ({}, {"sales": 1}, errors.BadValueError, "cm.cycle"),
        (None, {"sales": 1}, errors.BadValueError, "cm.cycle"),
        (0.1, {"sales": 1}, errors.BadValueError, "cm.cycle"),
        (CHAIN, {}, errors.BadValueError, "one question"),
        (CHAIN, {"sales": 1, "budget": 5}, errors.BadValueError, "sales, budget"),
        (CHAIN, {"sales": 0}, errors.BadValueError, "above zero"),
        (CHAIN, {"sales": -5}, errors.BadValueError, "below zero"),
        (CHAIN, {"sales": "ten"}, errors.NotANumberError, "sales"),
        (CHAIN, {"budget": 5}, errors.MissingColumnError, "cost_per_thousand"),
        (CHAIN, {"revenue": 5}, errors.MissingColumnError, "aov"),
        (CHAIN, {"revenue": 5, "aov": 0}, errors.BadValueError, r"\(aov\) is 0"),
        (CHAIN, {"sales": 5, "cost_per_thousand": -1}, errors.BadValueError, "cost_per_thousand is -1"),
        (CHAIN, {"sales": 5, "cost_per_thousand": 0}, errors.BadValueError, "above zero"),
        (CHAIN, {"sales": 5, "cost_per_thousand": 1, "cost_per_click": 1}, errors.DuplicateNameError, "Two"),
        ({"sales": 0.1}, {"sales": 5, "cost_per_click": 1}, errors.MissingColumnError, "link_clicks"),
        (CHAIN, {"sales": 5, "level": 95}, errors.BadValueError, "level is 95"),
        (CHAIN, {"sales": 1e308, "cost_per_thousand": 9}, errors.BadValueError, "infinite"),
        (CHAIN, {"sales": 5, "seed": 0.5}, errors.BadValueError, "seed is 0.5"),
        (CHAIN, {"sales": 5, "start": 3}, errors.NotANumberError, "a text"),
        (CHAIN, {"sales": 5, "level": 0}, errors.BadValueError, "level is 0"),
        (
            CHAIN,
            {"revenue": cm.Money(5, "EUR"), "aov": cm.Money(5, "USD")},
            errors.MoneyMismatchError,
            "USD",
        ),
    ],
)
def test_what_cannot_be_planned_is_refused_in_words(rates, asked, kind, words):
    cm.use("en")
    with pytest.raises(kind, match=words):
        plan(rates, **asked)


def test_money_is_read_as_people_type_it_and_a_budget_by_month_says_no_months():
    made = plan(CHAIN, budget="2 000 €", cost_per_thousand="5 EUR", aov=("100 €", "140 €"), margin="40 %")
    assert (made.value, made.currency, made.margin) == (2000, "EUR", 0.4)


def test_a_budget_by_month_takes_its_months_or_says_how_to_state_them():
    by_month, price = "2000 EUR/month", {"cost_per_thousand": 5}
    with pytest.raises(errors.BadValueError, match="months=3"):
        plan(CHAIN, budget=by_month, **price)
    assert plan(CHAIN, budget=by_month, months=3, **price).value == 6000
    quarter = cm.Money(by_month, period=("2026-01-01", "2026-03-31"))
    assert plan(CHAIN, budget=quarter, **price).value == 6000
    assert plan(CHAIN, budget="2000 EUR", months=3, **price).value == 2000
    with pytest.raises(errors.BadValueError, match="months"):
        plan(CHAIN, budget=by_month, months=0, **price)
    with pytest.raises(errors.BadValueError, match="the price of one"):
        plan(CHAIN, sales=5, months=3, cost_per_thousand="5 EUR/month")


def test_a_cycle_without_rates_cannot_be_planned():
    with pytest.raises(errors.EmptyTableError):
        plan(cm.cycle({"sales": 5}), sales=1)
    with pytest.raises(errors.BadValueError):
        plan(cm.cycle({"leads": 0, "sales": 0}), sales=1)


def test_the_plan_is_a_table_that_pandas_can_take_further():
    table = plan(CHAIN, sales=10, cost_per_thousand=5).table
    assert list(table.columns) == ["step", "low", "mid", "high", "unit"]
    assert table.unit.tolist() == ["count"] * 4 + ["money"]
    assert isinstance(table, pd.DataFrame)


def test_counts_in_the_place_of_rates_are_sent_to_the_cycle():
    with pytest.raises(errors.BadValueError, match=r"cm\.cycle"):
        cm.plan({"clicks": 5000, "sales": 12}, sales=50, cost_per_thousand=5)


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
