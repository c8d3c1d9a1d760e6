"""The cycle as a user meets it: counted to the end, costed, its leaks named, nothing dropped in silence."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle, cycle
from cmkit.desk.sample import sample

STATED = {
    "notoriety": {"indicator": "impressions", "count": 250_000, "target": 300_000, "owner": "CM"},
    "influence": 1200,
    "engagement": {"count": 9000, "target_rate": 0.06},
    "leads": {"count": 500, "target_rate": 0.2, "owner": "web"},
    "sales": {"count": 50, "revenue": 15_000},
}


def cells(made: Cycle, column: str) -> dict[str, object]:
    return made.table.set_index("step")[column].to_dict()


def test_the_five_steps_come_in_order_whatever_order_they_are_given_in():
    made = cycle(dict(reversed(STATED.items())))
    assert made.table.step.tolist() == ["notoriety", "influence", "engagement", "leads", "sales"]


def test_w12_dosagecalculators_cost_per_thousand_per_click_and_per_acquisition():
    bought = {"notoriety": {"indicator": "impressions", "count": 250_000}}
    assert cells(cycle(bought, costs=500), "cost_per_unit")["notoriety"] == 2.0
    clicked = {"engagement": {"indicator": "link_clicks", "count": 1000}}
    assert cells(cycle(clicked, costs=500), "cost_per_unit")["engagement"] == 0.5
    sold = {"sales": {"indicator": "conversions", "count": 50}}
    made = cycle(sold, costs=1000)
    assert (cells(made, "cost_per_unit")["sales"], cells(made, "unit_cost_name")["sales"]) == (20.0, "cpa")
    rate = cycle({"notoriety": 50_000, "engagement": {"indicator": "link_clicks", "count": 500}})
    assert cells(rate, "rate")["notoriety"] == 0.01


@pytest.mark.parametrize(("cost", "leads", "each"), [(5000, 500, 10), (3000, 50, 60), (2000, 100, 20)])
def test_w14_develogics_and_w15_firstinspires_gamesdata_cost_per_lead(cost, leads, each):
    assert cells(cycle({"leads": leads}, costs={"leads": cost}), "cost_per_unit")["leads"] == each


def test_w16_partialleads_forms_that_are_left_cost_650_000():
    forms = {"indicator": "form_starts", "count": 1000, "target_rate": 1.0}
    made = cycle({"engagement": forms, "leads": 350, "sales": {"count": 70, "revenue": 70 * 5000}})
    assert cells(made, "rate")["engagement"] == 0.35
    leak = made.leaks().set_index("step").loc["engagement"]
    assert (leak.sales_gained, leak.revenue_gained, leak["rank"]) == (130, 650_000, 1)


def test_the_last_step_gives_revenue_over_investment_and_calls_it_roas():
    made = cycle(STATED, costs=5000)
    assert made.revenue_per_cost == 3
    assert "ROAS, not an ROI" in made.text("en")


def test_costs_of_steps_give_the_cost_of_each_and_of_all_that_came_before():
    made = cycle({"leads": 500, "sales": 50}, costs={"leads": 4000, "ventes": 1000})
    assert cells(made, "cost_per_unit")["sales"] == 20
    assert cells(made, "full_cost_per_unit")["sales"] == 100
    assert made.cost.amount == 5000


def test_a_step_without_a_cost_leaves_the_full_cost_unknown_and_says_so():
    made = cycle({"leads": 500, "sales": 50}, costs={"leads": 4000})
    assert math.isnan(cells(made, "full_cost")["sales"])
    assert made.cost is None
    assert ("sales", "cost") in set(zip(made.missing.step, made.missing.what, strict=True))


def test_what_is_not_stated_is_listed_with_how_to_get_it():
    made = cycle({"sales": 3})
    lacking = made.missing[made.missing.what == "count"]
    assert lacking.step.tolist() == ["notoriety", "influence", "engagement", "leads"]
    assert made.missing.how.str.len().min() > 10


def test_a_rate_has_its_wilson_interval_and_more_of_the_next_step_is_no_share():
    made = cycle({"influence": 5, "engagement": 533, "sales": 10})
    row = made.table.set_index("step")
    assert row.rate["influence"] == 106.6
    assert math.isnan(row.rate_low["influence"])
    assert row.rate_low["engagement"] < 10 / 533 < row.rate_high["engagement"]
    assert "106.6 for each one" in made.text("en")


def test_a_step_without_a_count_is_passed_over_by_the_rate():
    made = cycle({"engagement": 1000, "leads": None, "sales": 10})
    assert cells(made, "to")["engagement"] == "sales"
    assert cells(made, "rate")["engagement"] == 0.01


def test_targets_are_judged_and_bounds_may_leave_the_verdict_open():
    assert cells(cycle(STATED), "status")["notoriety"] == "missed"
    assert cells(cycle({"leads": {"count": 38, "target": 40}}), "status")["leads"] == "near"
    around = cycle({"notoriety": {"count": (4000, 9000), "target": 5000}})
    assert pd.isna(cells(around, "status")["notoriety"])
    above = cycle({"notoriety": {"count": (6000, 9000), "target": 5000}})
    assert cells(above, "status")["notoriety"] == "met"


def test_sub_objectives_have_their_own_target_and_verdict():
    goals = [
        {"name": "net_followers", "target": 500, "value": 430},
        cm.Objective("notoriety", target=200_000, kpi="impressions"),
        {"name": "cpm", "target": 5, "value": 4},
    ]
    made = cycle({"notoriety": {"indicator": "impressions", "count": 250_000, "goals": goals}})
    assert made.goals.status.tolist() == ["missed", "met", "met"]
    assert made.goals.value.tolist() == [430, 250_000, 4]
    assert "Net new followers, 430 for 500 wanted (missed)" in made.text("en")


def test_a_sub_objective_without_a_value_is_listed_and_not_judged():
    made = cycle({"leads": {"count": 5, "goals": [{"name": "calls back", "target": 10}]}})
    assert pd.isna(made.goals.status[0])
    assert "calls back" in made.missing.what.tolist()


def test_the_largest_gap_is_the_first_leak_and_a_step_above_its_target_has_none():
    leaks = cycle(STATED).leaks({"notoriety": 0.003}).set_index("step")
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


def test_nothing_sold_still_says_what_closing_the_gap_would_bring():
    made = cycle({"leads": {"count": 100, "target_rate": 0.1}, "sales": 0})
    assert made.leaks().sales_gained.tolist() == [10]


def test_ten_percent_more_is_worth_the_same_everywhere_and_the_text_says_so():
    said = cycle(STATED).text("en")
    assert "A rate 10% higher would be worth the same at every step (5 more sales)" in said


counts = st.lists(st.integers(1, 10**6), min_size=5, max_size=5).map(lambda n: sorted(n, reverse=True))


@settings(deadline=None, max_examples=50)
@given(counts, st.sampled_from(["notoriety", "influence", "engagement", "leads"]), st.floats(1.01, 3))
def test_closing_a_gap_is_worth_what_its_size_says_at_any_step(numbers, step, more):
    made = cycle(dict(zip(["notoriety", "influence", "engagement", "leads", "sales"], numbers, strict=True)))
    rate = cells(made, "rate")[step]
    if rate * more <= 1:
        leak = made.leaks({step: rate * more}).set_index("step").loc[step]
        assert leak.sales_gained == pytest.approx(numbers[-1] * (more - 1), rel=1e-6)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9), st.floats(0, 1e9))
def test_a_unit_cost_times_its_count_gives_the_cost_back(count, cost):
    each = cells(cycle({"leads": count}, costs={"leads": cost}), "cost_per_unit")["leads"]
    assert math.isnan(each) if count == 0 else each * count == pytest.approx(cost)


def test_a_table_with_a_row_a_step_says_the_same_as_a_mapping():
    rows = pd.DataFrame(
        {
            "Étape": ["Ventes", "notoriété"],
            "count": [50, 250_000],
            "target": [None, 300_000],
            "owner": [None, "A"],
        }
    )
    made = cycle(rows)
    assert cells(made, "count")["sales"] == 50
    assert cells(made, "status")["notoriety"] == "missed"
    assert cells(cycle(pd.DataFrame({"count": [9]}, index=["leads"])), "count")["leads"] == 9


def test_it_fills_itself_from_posts_ads_and_analytics_and_says_what_it_left_out():
    names = ["campaign_facebook_en.csv", "exports/meta_ads_en.csv", "exports/ga4_canaux_fr.csv"]
    made = cycle([*(cm.read(sample(name)) for name in names), {"leads": {"count": 90, "owner": "Zoé"}}])
    table = made.table.set_index("step")
    assert table["count"].dropna().to_dict() == {
        "influence": 400,
        "engagement": 6614,
        "leads": 90,
        "sales": 54,
    }
    assert (table.count_low["notoriety"], table.count_high["notoriety"]) == (15_032, 166_333)
    assert (made.cost.amount, made.cost.currency) == (pytest.approx(852.71), "EUR")
    said = made.text("en")
    assert "it is not summed" in said
    assert "5 channels that are not social were left out" in said
    assert "also counts the step sales" in said
    assert "time, tools and content are not in it" in said


def test_reach_of_one_post_is_a_count():
    made = cycle(
        pd.DataFrame({"reach": [5000], "likes": [500], "shares": [5], "comments": [3], "clicks": [25]})
    )
    assert cells(made, "count")["notoriety"] == 5000
    assert cells(made, "count")["engagement"] == 533


def test_conversions_that_earned_nothing_are_leads_not_sales():
    made = cycle(pd.DataFrame({"channel": ["Organic Social", "Direct"], "conversions": [7, 90]}))
    assert cells(made, "count")["leads"] == 7
    assert "check what they count" in made.text("en")


def test_a_table_that_lacks_the_indicator_is_named():
    tables = [pd.DataFrame({"impressions": [100], "shares": [4]}), pd.DataFrame({"impressions": [50]})]
    made = cycle(tables)
    assert cells(made, "count")["notoriety"] == 150
    assert "is not counted in the step influence" in made.text("en")


def test_a_bad_cell_is_set_aside_and_named():
    made = cycle(pd.DataFrame({"impressions": [100, -5], "shares": [4, 1]}))
    assert cells(made, "count")["notoriety"] == 100
    assert "row 2: a value was set aside" in made.text("en")


def test_cost_per_fan_and_per_follower_by_platform():
    platforms = {
        "facebook": {"fans": 120, "cost": 300},
        "twitter": {"follows": 40, "spend": 100},
        "x": {"spend": 1},
    }
    costs = cycle({"leads": 1}, platforms=platforms).platforms.set_index("platform")
    assert costs.cost_per_follower.dropna().to_dict() == {"facebook": 2.5, "twitter": 2.5}
    posts = pd.DataFrame(
        {"platform": ["a", "b", "a"], "follows": [5, 0, 5], "spend": [10, 3, 10], "shares": [1, 1, 1]}
    )
    assert cycle(posts).platforms.cost_per_follower.tolist()[0] == 2
    assert math.isnan(cycle(posts).platforms.cost_per_follower.tolist()[1])


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"lead": {"count": 5}, "leads": 4}, errors.DuplicateNameError, "given twice"),
        ({"notoriete": 5, "saless": 4}, errors.UnknownNameError, "Did you mean sales"),
        ({"leads": {"counts": 5}}, errors.UnknownNameError, "Did you mean count"),
        ({"leads": -5}, errors.BadValueError, "leads count is -5"),
        ({"leads": "many"}, errors.NotANumberError, "leads count"),
        ({"leads": True}, errors.NotANumberError, "leads count"),
        ({"leads": math.inf}, errors.BadValueError, "infinite"),
        ({"leads": (9, 4)}, errors.BadValueError, "the lower one first"),
        ({"leads": (1, 2, 3)}, errors.BadValueError, "two bounds"),
        ({"leads": {"count": 5, "cost": -1}}, errors.BadValueError, "leads cost is -1"),
        ({"leads": {"count": 5, "goals": 3}}, errors.BadValueError, "sub-objective"),
        ({"leads": {"count": 5, "owner": 3}}, errors.NotANumberError, "a text is expected"),
        ({"leads": {"count": 5, "goals": ["x"]}}, errors.BadValueError, "sub-objective"),
        ({"leads": {"count": 5, "goals": [{"target": 3}]}}, errors.BadValueError, "sub-objective"),
        ({"leads": {"count": 5, "goals": [{"nam": 3}]}}, errors.UnknownNameError, "Did you mean name"),
        ({}, errors.EmptyTableError, "No step"),
        ([], errors.EmptyTableError, "No step"),
        (3, errors.NotATableError, "3 is not a table"),
        (None, errors.NotATableError, "not a table"),
        ("leads", errors.NotATableError, "'leads' is not a table"),
        (pd.DataFrame(), errors.EmptyTableError, "no rows"),
    ],
)
def test_what_cannot_be_a_cycle_is_refused_in_words(given, kind, words):
    cm.use("en")
    with pytest.raises(kind, match=words):
        cycle(given)


@pytest.mark.parametrize(
    ("costs", "kind", "words"),
    [
        ({"lead": 5, "leads": 6}, errors.DuplicateNameError, "given twice"),
        ({"ventess": 5}, errors.UnknownNameError, "Did you mean ventes"),
        ({"leads": "5"}, errors.NotANumberError, "leads cost"),
        ({"leads": -5}, errors.BadValueError, "leads cost is -5"),
        (-1, errors.BadValueError, "costs is -1"),
        ({"leads": cm.Money(5, "EUR"), "sales": cm.Money(5, "USD")}, errors.MoneyMismatchError, "EUR"),
        ({"leads": cm.Money(5, vat="HT"), "sales": 5}, errors.MoneyMismatchError, "VAT"),
    ],
)
def test_costs_that_cannot_be_used_are_refused_in_words(costs, kind, words):
    cm.use("en")
    with pytest.raises(kind, match=words):
        cycle({"leads": 10, "sales": 2}, costs=costs)


def test_a_cost_given_in_the_step_and_beside_it_is_refused():
    with pytest.raises(errors.DuplicateNameError):
        cycle({"leads": {"count": 10, "cost": 5}}, costs={"leads": 5})
    with pytest.raises(errors.DuplicateNameError):
        cycle({"leads": {"count": 10, "cost": 5}}, costs=5)


def test_revenue_in_another_currency_than_the_costs_is_refused():
    with pytest.raises(errors.MoneyMismatchError):
        cycle({"sales": 2}, costs=cm.Money(5, "EUR"), revenue=cm.Money(50, "USD"))


def test_a_rate_wanted_as_a_percent_number_is_refused():
    with pytest.raises(errors.BadValueError, match="written 0"):
        cycle({"leads": {"count": 100, "target_rate": 20}, "sales": 10}).leaks()


def test_a_cost_of_a_step_that_was_not_stated_is_kept():
    made = cycle({"sales": 2}, costs={"influence": 300, "sales": 0})
    assert cells(made, "cost")["influence"] == 300
    assert made.cost.amount == 300


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_shows_itself_in_both_languages_escaped(lang):
    made = cycle(STATED | {"influence": {"count": 3, "owner": "<b>x</b>", "indicator": "<i>"}}, costs=5000)
    html = made.html(lang)
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "<i>" not in html
    assert ("Étape" in html) == (lang == "fr")
    assert html.count('class="leak"') == 1
    assert made.text(lang)
    cm.use("en")
    assert "Notoriety" in repr(made)


def test_a_real_ads_export_gives_its_cycle(real):
    made = cycle(cm.read(real("meta_ads/koszulkowy_ads_2026-01.csv")))
    assert made.table.count_low.notna().any()
    assert made.text("fr")


def test_references_and_a_confidence_that_are_none_are_refused_in_words():
    cm.use("en")
    with pytest.raises(errors.BadValueError, match="mapping of steps to rates"):
        cycle(STATED).leaks(0.2)
    with pytest.raises(errors.UnknownNameError, match="Did you mean leads"):
        cycle(STATED).leaks({"laeds": 0.2})
    with pytest.raises(errors.BadValueError, match="level is 95"):
        cycle(STATED, level=95)


def test_rows_without_an_amount_are_counted():
    ads = pd.DataFrame({"impressions": [100, 50], "spend": [5.0, None], "link_clicks": [3, 4]})
    assert "1 row of 2 has no ad spend; it is not in the sum" in cycle(ads).text("en")
    assert cycle(ads).cost.amount == 5


def test_a_table_of_steps_is_read_whatever_made_it():
    """A Polars table of steps would otherwise be taken for posts without any count, and say nothing."""
    import polars as pl

    steps = pl.DataFrame({"step": ["leads", "ventes"], "count": [500, 50]})
    costs = pd.DataFrame({"step": ["leads", "sales"], "cost": [5000.0, 0.0]})
    assert cm.cycle(steps, costs).table.cost_per_unit.dropna().tolist() == [10.0, 0.0]
