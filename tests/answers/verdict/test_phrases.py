"""Turns of phrase: without them a sentence drowns in names, or a post's text reads as part of it."""

from __future__ import annotations

from cmkit.answers.verdict.judging import hold
from cmkit.answers.verdict.phrases import amount, kpi_words, named, names_words
from cmkit.desk.sample import three_results
from cmkit.given.objective import Objective


def test_a_long_name_is_quoted_and_a_short_one_is_not():
    assert named("Result 1", "en") == "Result 1"
    assert named("A new blend for Monday mornings", "en") == "“A new blend for Monday mornings”"
    assert named("Un nouveau mélange du matin", "fr") == "«\u00a0Un nouveau mélange du matin\u00a0»"


def test_many_names_are_two_and_a_count():
    assert names_words(["a", "b", "c"], "en") == "a, b and c"
    assert names_words([f"Result {n}" for n in range(9)], "en") == "Result 0, Result 1 and 7 others"
    assert names_words([f"Résultat {n}" for n in range(9)], "fr") == "Résultat 0, Résultat 1 et 7 autres"


def test_values_come_in_the_unit_and_the_currency_stated():
    ads = three_results("en").assign(spend=100, link_clicks=50)
    judged = hold(ads, Objective("traffic", kpi="cpc", currency="EUR"))
    assert amount(judged, 2, "fr") == "2,00\u00a0€"
    assert amount(hold(ads, Objective("traffic", kpi="cpc")), 2, "en") == "2.00"
    assert kpi_words(judged, "en") == "cost per link click"
