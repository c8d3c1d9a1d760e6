"""The cycle filled from exports: counted to the end, nothing dropped in silence."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle, cycle
from cmkit.answers.cycle.filling import filled
from cmkit.answers.cycle.ledger import returned
from cmkit.catalogue.paid import roas, roi
from cmkit.desk.lab import sample
from cmkit.given.engines import Opened
from cmkit.given.rows import Rows


def cells(made: Cycle, column: str) -> dict[str, object]:
    return made.table.set_index("step")[column].to_dict()


def test_it_fills_itself_from_posts_ads_and_analytics_and_says_what_it_left_out():
    names = ["campaign_facebook_en.csv", "exports/meta_ads_en.csv", "exports/ga4_canaux_fr.csv"]
    made = cycle([*(cm.read(sample(name)) for name in names), {"leads": {"count": 90, "owner": "Zoé"}}])
    table = made.table.set_index("step")
    assert table["count"].dropna().to_dict() == {
        "influence": 400,
        "engagement": 6614,
        "visits": 2790,
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
    assert cells(made, "count_low")["notoriety"] == 100
    assert math.isnan(cells(made, "count_high")["notoriety"])
    assert "Set aside, row 2 (impressions): impressions is −5" in made.text("en")
    aside = made.set_aside
    assert list(aside) == ["file", "line", "row", "column", "value", "reason", "why"]
    assert aside[["row", "column", "value", "reason"]].values.tolist() == [[2, "impressions", -5, "negative"]]
    assert made.sheets("fr")["set_aside"].columns.tolist() == [
        "Fichier", "Ligne du fichier", "Ligne", "Colonne", "Valeur", "Pourquoi"
    ]  # fmt: skip


def test_a_bad_cell_is_named_by_its_own_row_where_channels_are_left_out():
    visits = pd.DataFrame({"channel": ["Direct", "Organic Social"], "conversions": [90, -7]})
    assert cycle(visits).set_aside.row.tolist() == [2]


def test_amounts_in_two_currencies_are_refused():
    posts = pd.DataFrame({"impressions": [100, 50], "spend": [5, 6], "currency": ["EUR", "USD"]})
    with pytest.raises(errors.MoneyMismatchError):
        cycle(posts)


def test_rows_without_an_amount_are_counted():
    ads = pd.DataFrame({"impressions": [100, 50], "spend": [5.0, None], "link_clicks": [3, 4]})
    assert "1 row of 2 has no ad spend; it is not in the sum" in cycle(ads).text("en")
    assert cycle(ads).cost.amount == 5


counts = st.lists(st.tuples(st.integers(0, 500), st.booleans()), min_size=4, max_size=4)


@settings(deadline=None, max_examples=60)
@given(counts, counts, counts, counts)
def test_bounds_hold_whatever_the_missing_cells_hide(impressions, shares, spend, revenue):
    """A missing value taken for zero would make a count, a rate, a cost or a return that is not so."""
    columns = {"impressions": impressions, "shares": shares, "spend": spend, "revenue": revenue}
    whole = pd.DataFrame({name: [value for value, _ in cells] for name, cells in columns.items()})
    whole["orders"] = 5
    known = whole.copy().astype(float)
    for name, cells in columns.items():
        known[name] = [float(value) if seen else None for value, seen in cells]
    true, bounds = (cycle(table, margin=0.4) for table in (whole, known))

    def within(value, low, high):
        return math.isnan(value) or not (value < low - 1e-9 or value > high + 1e-9)

    pairs = [("count", "count"), ("rate", "rate"), ("full_cost_per_unit", "full_cost_per_unit")]
    for row, given_row in zip(true.table.to_dict("records"), bounds.table.to_dict("records"), strict=True):
        for name, ends in pairs:
            if name == "rate" and row["to"] != given_row["to"]:
                continue  # a step that nothing counts is passed over
            assert within(row[name], given_row[f"{ends}_low"], given_row[f"{ends}_high"])
    if true.cost and bounds.cost:
        assert within(true.cost.amount, *bounds.spent())
    for kept, formula in ((1.0, roas), (0.4, roi)):
        assert within(returned(true, formula, kept).value, *returned(bounds, formula, kept))


def test_a_count_with_missing_rows_is_at_least_what_is_known():
    clicks, spend = [50, None, None], [10, 20, 30]
    ads = pd.DataFrame({"impressions": [1000, 2000, None], "link_clicks": clicks, "spend": spend})
    made = cycle(ads)
    row = made.table.set_index("step").loc["engagement"]
    assert (row.count_low, row.full_cost_per_unit_high) == (50, 60 / 50)
    assert row[["count", "full_cost_per_unit"]].isna().all()
    assert "Engagement: at least 50 (link clicks)" in made.text("en")
    assert "cost per link click, at most 1.20" in made.text("en")


def test_a_loss_may_be_missing_where_a_count_goes_both_ways():
    made = cycle(pd.DataFrame({"net_followers": [5, None], "shares": [3, 4]}))
    assert made.table.count_low.isna()[0]
    assert "the count is not known" in made.text("en")


SITE = pd.DataFrame({"channel": ["Organic Social", "Direct"], "sessions": [200, 900], "leads": [8, 40]})


def test_the_visits_of_social_networks_stand_between_engagement_and_leads():
    posts = pd.DataFrame({"impressions": [9000], "shares": [20], "link_clicks": [300]})
    made = cycle([posts, SITE])
    assert made.table.step.tolist() == ["notoriety", "influence", "engagement", "visits", "leads", "sales"]
    assert cells(made, "count")["visits"] == 200
    assert cells(made, "rate")["visits"] == 8 / 200
    onward = "Visites\u00a0: 200 (sessions). Passage à l’étape «\u00a0leads\u00a0»\u00a0: 4,00"
    assert onward in made.text("fr")
    assert "visits" not in cycle(posts).table.step.tolist()


def test_steps_of_ones_own_are_filled_where_they_state_no_count():
    posts = pd.DataFrame({"impressions": [9000], "link_clicks": [300]})
    made = cycle([posts, SITE, {"impressions": None, "link_clicks": None, "visits": None, "leads": 9}])
    assert made.table["count"].tolist() == [9000, 300, 200, 9]


def dated(first, last, **columns):
    return pd.DataFrame({"date": pd.to_datetime([first, last]), **columns})


def test_no_rate_goes_from_one_year_to_another():
    """A rate from the posts of 2025 to the leads of 2023 would look measured and be nothing."""
    posts = dated("2025-02-19", "2025-03-14", impressions=[900, 100], shares=[9, 3], interactions=[90, 10])
    site = dated("2023-06-25", "2023-07-02", channel=["Organic Social"] * 2, sessions=[20, 30], leads=[1, 2])
    made = cycle([posts, site], costs=1200)
    assert math.isnan(cells(made, "rate")["engagement"])
    assert cells(made, "rate")["visits"] == 3 / 50
    assert made.table.full_cost_per_unit.isna().all()
    said = made.text("en")
    assert "covers 19 February 2025 to 14 March 2025" in said
    assert "no day in common" in said
    assert "On to visits" not in said


def test_a_cost_is_divided_by_what_was_counted_on_its_days():
    posts = dated("2025-02-19", "2025-03-14", impressions=[900, 100], shares=[9, 3])
    site = dated("2023-06-25", "2023-07-02", channel=["Organic Social"] * 2, sessions=[20, 30], leads=[1, 2])
    made = cycle([posts, site], costs=cm.Money(1200, "EUR", period=("2025-01-01", "2025-12-31")))
    assert cells(made, "full_cost_per_unit")["influence"] == 100
    assert math.isnan(cells(made, "full_cost_per_unit")["leads"])


def test_months_that_differ_are_a_remark_and_the_rate_stays():
    posts = dated("2025-01-10", "2025-03-14", impressions=[900, 100], interactions=[9, 3])
    site = dated("2025-03-01", "2025-04-30", channel=["Organic Social"] * 2, sessions=[2, 3])
    made = cycle([posts, site])
    assert cells(made, "rate")["engagement"] == 5 / 12
    assert "compares different days" in made.text("en")


def test_a_revenue_of_other_days_than_the_cost_makes_no_return():
    site = dated("2023-06-25", "2023-07-02", channel=["Organic Social"] * 2, orders=[1, 2], revenue=[90, 60])
    made = cycle(site, costs=cm.Money(100, period=("2025-01-01", "2025-12-31")), margin=0.4)
    assert math.isnan(made.revenue_per_cost)
    assert math.isnan(made.roi)
    assert "The cost covers 1 January 2025 to 31 December 2025 and the revenue" in made.text("en")


def test_the_days_of_a_networks_own_page_are_social():
    """They are no visits of a site: to leave them out as such would lose all that LinkedIn says."""
    days = pd.DataFrame({"date": pd.to_datetime(["2026-01-01"]), "platform": ["linkedin"], "views": [40]})
    site = pd.DataFrame({"page": ["/"], "platform": ["web"], "sessions": [900]})
    made = cycle([days, site])
    assert cells(made, "count")["notoriety"] == 40
    assert "all sources" in made.text("en")


def test_a_cost_by_month_is_that_of_the_months_of_the_data():
    """1,200 a month for a quarter is 3,600: counted once, every result would cost a third of what it did."""
    posts = dated("2025-01-10", "2025-03-14", impressions=[900, 100], interactions=[9, 3])
    made = cycle(posts, costs="1 200 € / mois")
    assert (made.cost.amount, made.cost.currency) == (3600, "EUR")
    assert "€1,200.00 by month make €3,600.00 over 3 months" in made.text("en")
    assert cycle(posts, costs={"notoriety": "100 EUR/month"}).table.cost[0] == 300
    stated = cm.Money(100, "EUR", per="month", period=("2025-01-01", "2025-02-28"))
    assert cycle(posts, costs=stated).cost.amount == 200


def test_a_cost_by_month_of_no_known_months_is_refused():
    with pytest.raises(errors.BadValueError, match="by month"):
        cycle({"leads": 5}, costs="100 EUR/month")


def test_a_cost_by_month_beside_tables_of_other_years_is_said_and_not_counted():
    posts = dated("2025-02-19", "2025-03-14", impressions=[900, 100], shares=[9, 3])
    site = dated("2023-06-25", "2023-07-02", channel=["Organic Social"] * 2, sessions=[20, 30], leads=[1, 2])
    made = cycle([posts, site], costs="1200 EUR/month")
    assert made.cost is None
    assert "€1,200.00 by month: the tables have no day in common" in made.text("en")


def test_what_posts_count_goes_before_the_page_of_the_network():
    posts = pd.DataFrame({"impressions": [900], "platform": ["linkedin"]})
    days = pd.DataFrame({"date": pd.to_datetime(["2026-01-01"]), "platform": ["linkedin"], "viewers": [40]})
    kinds = {"posts": posts, "daily": days}
    found = filled(Rows(Opened(table, kind, kind)) for kind, table in kinds.items())
    assert (found.entries["notoriety"].indicator, found.entries["notoriety"].low) == ("impressions", 900)


def test_visits_by_source_count_those_of_networks_as_social():
    visits = {"l.instagram.com / referral": 30, "facebook / cpc": 20, "microsoft.com / referral": 50}
    made = cycle([{"channel": source, "sessions": n} for source, n in visits.items()])
    assert made.table.set_index("step")["count"]["visits"] == 50


def test_tables_that_count_the_same_steps_may_be_of_other_days():
    """It was said that no cost is divided by either, under a cost that was divided by both."""
    one = {"date": ["2025-05-17", "2025-10-06"], "views": [100, 200], "shares": [1, 2]}
    other = {"date": ["2026-01-05", "2026-01-12"], "views": [300, 300], "shares": [4, 5]}
    made = cycle([one, other], costs=300)
    assert "no day in common" not in made.text("en")
    assert made.table.full_cost_per_unit[1] == 25
