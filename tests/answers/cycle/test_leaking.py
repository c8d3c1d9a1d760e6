"""What is said of leaks: in the language asked for, of the table and of any columns of it."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.cycle.cycle import cycle

STATED = {
    "notoriety": {"indicator": "impressions", "count": 250_000, "target": 300_000, "owner": "CM"},
    "influence": 1200,
    "engagement": {"count": 9000, "target_rate": 0.06},
    "leads": {"count": 500, "target_rate": 0.2, "owner": "web"},
    "sales": {"count": 50, "revenue": 15_000},
}


def test_ten_percent_more_is_worth_the_same_everywhere_and_the_text_says_so():
    said = cycle(STATED).text("en")
    assert "A rate 10% higher would be worth the same at every step (5 more sales)" in said


STEPS = {"notoriety": 100_000, "influence": 900, "engagement": 2400, "leads": 120, "sales": 12}


def leaks():
    made = cycle(STEPS, revenue=cm.Money(1440, "EUR"), margin=0.4)
    return made.leaks({"engagement": 0.06, "leads": 0.15})


def test_leaks_against_references_are_said_in_the_language_asked_for_now_and_later():
    found = leaks()
    assert "Leak no. 1, from leads to sales: 10.00% where 15.00% was wanted." in found.text("en")
    cm.use("en")
    assert "Combler l’écart vaudrait 6 ventes de plus (720,00\u00a0€" in found.text("fr")


@pytest.mark.parametrize(("lang", "yes"), [("en", "yes"), ("fr", "oui")])
def test_any_columns_of_it_show_words_and_no_code(lang, yes):
    html = leaks()[["step", "to", "rate", "wanted", "wanted_from", "beyond_chance", "rank"]].html(lang)
    assert yes in html
    for code in ("True", "False", "nan", "NA", "beyond_chance", "notoriety<", ">given"):
        assert code not in html


def test_it_stays_a_dataframe_to_calculate_with():
    found = leaks()
    assert isinstance(found, pd.DataFrame)
    assert found[found["rank"] == 1].revenue_gained.tolist() == pytest.approx([720])
    assert found.set_index("step").rate["leads"] == 0.1
    assert found.to_csv().startswith(",step,to,rate")


def test_a_gap_is_said_in_points_and_its_picture_is_what_it_is_worth():
    found = leaks()
    assert "5 pts" in found.plain("en")
    assert [bar.low for bar in found.statement.parts[-1].shown.rows] == pytest.approx([2.4, 6])


def test_one_more_sale_is_one():
    steps = {"engagement": 1000, "leads": {"count": 100, "target_rate": 0.11}, "sales": 10}
    said = cycle(steps).text("fr")
    assert "vaudrait 1 vente de plus" in said
    assert "(1 vente de plus)" in said
