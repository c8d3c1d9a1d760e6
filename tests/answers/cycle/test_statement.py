"""What a cycle says, in each language: if these fail, the numbers are right and the reader is misled."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.cycle.cycle import cycle


def test_what_is_not_stated_is_listed_with_how_to_get_it():
    made = cycle({"sales": 3})
    lacking = made.missing[made.missing.what == "count"]
    assert lacking.step.tolist() == ["notoriety", "influence", "engagement", "leads"]
    assert made.missing.how.str.len().min() > 10


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_shows_itself_in_both_languages_escaped(lang, stated):
    made = cycle(stated | {"influence": {"count": 3, "owner": "<b>x</b>", "indicator": "<i>"}}, costs=5000)
    html = made.html(lang)
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "<i>" not in html
    assert ("Étape" in html) == (lang == "fr")
    assert html.count('class="leak"') == 1
    assert made.text(lang)
    cm.use("en")
    assert "Notoriety" in repr(made)


def test_a_reach_that_is_missing_leaves_no_upper_bound():
    made = cycle(pd.DataFrame({"reach": [12000, 8000, None], "shares": [3, 2, 1]}))
    said = made.text("en")
    assert "Notoriety: at least 12,000 (reach). On to influence: at most" in said
    assert "20,000" not in said
    assert "au moins 12\u202f000" in made.plain("fr")


def test_a_confidence_close_to_one_is_not_said_to_be_certain():
    assert "99.50% interval" in cycle({"leads": 500, "sales": 50}, level=0.995).text("en")


def test_one_more_is_one():
    platforms = {"tiktok": {"net_followers": 1, "spend": 3}}
    said = cycle({"leads": 1}, platforms=platforms)
    assert "tiktok: 1 net new follower for 3.00." in said.text("en")
    assert "1 abonné net pour 3,00." in said.text("fr")


def test_what_is_missing_is_said_in_the_language_in_use_and_remarks_in_any():
    made = cycle(pd.DataFrame({"impressions": [100, -5], "shares": [4, 1]}))
    cm.use("fr")
    assert made.missing.how[made.missing.what == "count"].iloc[-2].startswith("formulaires envoyés")
    assert "Mis de côté, ligne 2 (impressions)" in made.text("fr")
    assert "Set aside, row 2 (impressions)" in made.text("en")


def test_ten_percent_more_is_worth_the_same_everywhere_and_the_text_says_so(stated):
    said = cycle(stated).text("en")
    assert "A rate 10% higher would be worth the same at every step (5 more sales)" in said

STEPS = {"notoriety": 100_000, "influence": 900, "engagement": 2400, "leads": 120, "sales": 12}


def test_leaks_against_references_are_said_in_the_language_asked_for_now_and_later():
    wanted = {"engagement": 0.06, "leads": 0.15}
    found = cycle(STEPS, revenue=cm.Money(1440, "EUR"), margin=0.4, references=wanted)
    assert "Leak no. 1, from leads to sales: 10.00% where 15.00% was wanted." in found.text("en")
    cm.use("en")
    assert "Combler l’écart vaudrait 6 ventes de plus (720,00\u00a0€" in found.text("fr")


def test_one_more_sale_is_one():
    steps = {"engagement": 1000, "leads": {"count": 100, "target_rate": 0.11}, "sales": 10}
    said = cycle(steps).text("fr")
    assert "vaudrait 1 vente de plus" in said
    assert "(1 vente de plus)" in said


def test_sales_to_be_won_are_written_as_people_count():
    said = {n: cycle({"influence": 10**6, "leads": 10**5, "sales": n}).text("en") for n in (12, 284, 12345)}
    assert "(1.2 more sales)" in said[12]
    assert "(28 more sales)" in said[284]
    assert "(1,234 more sales)" in said[12345]


def test_a_chain_of_ones_own_is_called_by_its_ends():
    page = cycle({"impressions": 900, "leads": 4}).html("fr")
    assert "Le cycle\u00a0: impressions → leads" in page


def test_a_table_without_a_name_is_called_inside_a_sentence_as_one_is():
    said = cycle([{"channel": "Organic Social", "sessions": 11, "conversions": 2}]).text("fr")
    assert "les conversions (le tableau donné)" in said
    assert "de Le" not in said


def test_a_cost_of_other_days_than_what_was_counted_says_why_it_is_divided_by_nothing():
    posts = {"date": ["2025-05-17", "2025-10-06"], "views": [100, 200], "shares": [1, 2]}
    made = cycle(posts, costs=cm.Money("30 EUR/month", period=("2024-01-01", "2024-02-28")))
    assert made.table.full_cost_per_unit.isna().all()
    assert "the steps notoriety and influence no day of it" in made.text("en")
    assert "n’en ont aucun jour" in made.text("fr")
