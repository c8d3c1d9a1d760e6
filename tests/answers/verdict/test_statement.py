"""Sentences: if these fail, the verdict is right but the reader is told something else."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.verdict.judging import hold
from cmkit.answers.verdict.statement import statement
from cmkit.desk.lab import three_results
from cmkit.given.objective import Objective
from cmkit.language import sentences
from cmkit.statements import plain

NBSP, NNBSP = "\u00a0", "\u202f"


def said(table, lang, objective="traffic", **settings):
    return plain.text(statement(hold(table, Objective(objective, **settings))), lang)


def test_the_english_reading_of_the_three_results():
    objective, rate, verdict, why = said(three_results("en"), "en", target=400).split("\n")
    assert objective == (
        "Objective: traffic, decided by clicks (these results have no link clicks). Any click counts, on a "
        "link or elsewhere: these results do not tell them apart. Target of each result: 400."
    )
    assert rate == (
        "What the rate alone says (engagement rate: interactions / reach): "
        "Result 1 and Result 2 tie for first with 10.66%, and Result 3 last with 5.39%."
    )
    assert verdict == (
        "What the objective says (traffic, by clicks): "
        "Result 3 comes first with 500 (125% of the target, met), "
        "then Result 2 with 483 (120.75% of the target, met), "
        "and Result 1 last with 25 (6.25% of the target, missed)."
    )
    assert why == (
        "Why they differ: the engagement rate counts every kind of interaction alike, "
        "and falls with more reach; the objective counts clicks only. "
        "Result 1: clicks, 25 of 533 interactions (4.69%), for a reach of 5,000. "
        "Result 3: clicks, 500 of 528 interactions (94.70%), for a reach of 9,800."
    )


def test_the_french_reading_has_french_numbers_and_spaces():
    text = said(three_results("fr"), "fr", target=4000)
    assert f"10,66{NBSP}%" in text
    assert f"Cible de chaque résultat{NBSP}: 4{NNBSP}000." in text
    assert f"sur l’indicateur «{NBSP}clics{NBSP}»" in text
    assert "Résultat 3 arrive en tête avec 500 (12,50" in text


@pytest.mark.parametrize("lang", sentences.languages())
def test_everything_known_of_the_objective_is_said(lang):
    goal = {
        "target": 600,
        "by": "2026-12-31",
        "budget": 1200,
        "owner": "Awa",
        "baseline": 100,
        "currency": "EUR",
    }
    text = said(three_results(lang).assign(spend=[100, 200, 1000]), lang, **goal)
    for fact in {
        "en": ["600", "31 December 2026", "€1,200.00", "Awa", "100", "over the budget"],
        "fr": ["600", "31 décembre 2026", f"1{NNBSP}200,00{NBSP}€", "Awa", "100", "au-delà du budget"],
    }[lang]:
        assert fact in text


def test_agreement_is_said_when_both_put_the_same_result_first():
    table = pd.DataFrame(
        {
            "result": ["a", "b"],
            "reach": [100, 100],
            "likes": [1, 9],
            "shares": 0,
            "comments": 0,
            "clicks": [1, 9],
        }
    )
    assert "Here both put b first" in said(table, "en")


def test_why_reach_and_the_rate_differ():
    assert "divides by reach" in said(three_results("en"), "en", "visibility")


def test_why_a_kpi_outside_the_rate_differs():
    table = three_results("en").assign(response_rate_=1, answered=[1, 2, 9], answerable=10)
    assert "does not contain response rate" in said(table, "en", "image")


def test_without_any_rate_the_sentence_says_so_and_the_verdict_stands():
    text = said(pd.DataFrame({"result": ["a", "b"], "link_clicks": [3, 9]}), "en", target=5)
    assert "No engagement rate can be computed" in text
    assert (
        "b comes first with 9 (180% of the target, met), and a last with 3 (60% of the target, missed)"
        in text
    )


def test_a_result_without_the_kpi_is_named():
    text = said(three_results("en").assign(clicks=[25, None, 500]), "en", target=400)
    assert "Not judged, for want of a value (clicks): Result 2. A missing value is not a zero." in text


def test_a_fuller_kpi_is_pointed_at():
    text = said(three_results("en").assign(link_clicks=[None, None, 7]), "en", target=400)
    assert 'The KPI clicks is known for 3 results: Objective(..., kpi="clicks") judges those.' in text


def test_a_value_set_aside_is_told_with_its_rule():
    text = said(three_results("en").assign(clicks=[25, -483, 500]), "en", target=400)
    assert "Result 2: a value was set aside. Clicks is −483" in text


def test_interactions_above_reach_are_told():
    text = said(three_results("en").assign(reach=[500, 5000, 9800]), "en")
    assert "Result 1 has more interactions than people reached" in text


@pytest.mark.parametrize(
    ("kpi", "key"), [("shares", "not among the KPI"), ("users", "supports the objective")]
)
def test_an_unusual_kpi_is_told_as_such(kpi, key):
    assert key in said(three_results("en").assign(users=1), "en", kpi=kpi)


def test_a_zero_target_has_no_share():
    text = said(pd.DataFrame({"result": ["a", "b"], "net_sentiment": [0.1, -0.2]}), "en", "image", target=0)
    assert "a comes first with 10.00% (met), and b last with −20.00% (missed)" in text
    assert "no share of the target can be given" in text


def test_one_result_and_all_ties_read_well():
    assert "a: 3" in said(pd.DataFrame({"result": ["a"], "link_clicks": [3]}), "fr").replace(NBSP, "")
    assert "all tie with 3" in said(pd.DataFrame({"result": ["a", "b"], "link_clicks": [3, 3]}), "en")


def test_nothing_to_judge_is_said():
    assert "no result has a value for link clicks" in said(
        pd.DataFrame({"link_clicks": [None, None]}), "en", target=3
    )


@pytest.mark.parametrize("lang", sentences.languages())
def test_hundreds_of_posts_stay_readable(lang):
    many = pd.DataFrame(
        {
            "text": [f"A long text of a post about the matter number {n}" for n in range(300)],
            "link_clicks": range(300),
        }
    )
    text = said(many, lang, target=150)
    assert len(text) < 1200
    assert {"en": "150 met, 15 near and 135 missed", "fr": "150 atteints, 15 proches et 135 manqués"}[
        lang
    ] in text


@pytest.mark.parametrize("lang", sentences.languages())
def test_the_shown_table_has_a_cell_a_heading(lang):
    judged = hold(three_results(lang), Objective("traffic", target=400))
    shown = plain.plain(statement(judged), lang).split("\n")[1].split()
    assert shown[3:6] == {"en": ["25", "400", "6.25%"], "fr": ["25", "400", "6,25"]}[lang]
    sheet = plain.sheets(statement(judged), lang)["table"]
    assert sheet.iloc[0, 2:5].tolist() == [25, 400, 0.0625], "a sheet keeps numbers as numbers"
    assert len(sheet.columns) == len(judged.table.columns)


@pytest.mark.parametrize("lang", sentences.languages())
def test_a_complete_verdict_has_no_remark(lang):
    assert len(said(three_results(lang), lang, target=400).split("\n")) == 4


@pytest.mark.parametrize(("spent", "word"), [(100, "within the budget"), (500, "over the budget")])
def test_the_budget_is_compared_with_what_was_spent(spent, word):
    assert word in said(three_results("en").assign(spend=spent), "en", budget=600)


def test_each_limit_is_one_sentence():
    results = three_results("en").assign(link_clicks=[None, None, 9], reach=[1, 5000, 9800])
    limits = said(results, "en").split("\n")[-3:]
    assert len(limits) == 3
    assert limits[0].startswith("Not judged, for want of a value (link clicks): Result 1 and Result 2.")
    assert limits[1].startswith("The KPI clicks is known for 3 results")
    assert limits[2].startswith("To be known: Result 1 has more interactions")


def test_a_value_set_aside_is_told_in_the_language_asked_for():
    table = pd.DataFrame({"result": ["a", "b"], "link_clicks": [-3, 4]})
    assert "cannot be below zero" in said(table, "en")
    assert "ne peut pas être négatif" in said(table, "fr")


def test_thousands_of_values_set_aside_are_counted_not_recited():
    text = said(pd.DataFrame({"link_clicks": [*[-1] * 3000, 4]}), "en")
    assert "2,980 more values were set aside; verdict.notes lists all." in text
    assert text.count("a value was set aside") == 20


def test_a_figure_can_be_followed_back_to_its_columns_and_rows():
    results = three_results("en").assign(impressions=9000, link_clicks=[9, 90, 900])
    judged = hold(results, Objective("traffic", kpi="ctr"))
    cell = statement(judged).parts[0].rows[1].cells[2]
    assert (cell.source.columns, cell.source.rows, cell.source.formula) == (
        ("link_clicks", "impressions"), ("Result 2",), "ctr",
    )  # fmt: skip


def test_no_sentence_keeps_a_placeholder():
    for lang in sentences.languages():
        assert not re.search(r"[{}]", said(three_results(lang), lang, target=400))


NPS = pd.DataFrame({"result": ["a", "b", "c"], "nps": [42, 30, 46]})


def test_a_baseline_is_a_way_and_never_a_share_of_the_target():
    verdict = cm.judge(NPS, Objective("image", kpi="nps", target=45, baseline=32))
    english, french = verdict.text("en"), verdict.text("fr")
    assert "a with 42 pts (77% of the way from 32 pts to 45 pts, missed)" in english
    assert "b last with 30 pts (further from 45 pts than the start, 32 pts, missed)" in english
    assert f"42{NBSP}pts (77{NBSP}% du chemin de 32{NBSP}pts à 45{NBSP}pts, manqué)" in french
    for shown in (english, french, verdict.plain("en"), verdict.html("fr")):
        assert not re.search(r"[-−]\d[\d.,]*\s?%", shown)
    assert "Way made" in verdict.plain("en")


def test_less_is_better_is_under_or_over_what_is_allowed():
    ads = pd.DataFrame({"result": ["a", "b", "c"], "spend": [15, 20, 27], "link_clicks": [2, 2, 2]})
    verdict = cm.judge(ads, Objective("traffic", kpi="cpc", target=10, currency="EUR"))
    text = verdict.text("en")
    assert "€7.50 (under the €10.00 allowed, met)" in text
    assert "€10.00 (just the €10.00 allowed, met)" in text
    assert "€13.50 (over the €10.00 allowed, missed)" in text
    assert "133" not in text
    assert verdict.sheets("en")["table"]["Of what is allowed"].tolist() == [0.75, 1, 1.35]


def test_a_value_below_zero_has_no_share_of_the_target():
    verdict = cm.judge({"result": ["a"], "net_followers": [-6]}, "notoriety", target=40)
    assert "a has -6 (missed)" in verdict.text("en").replace("−", "-")
    assert not re.search(r"[-−]15", verdict.text("en") + verdict.plain("en"))


def test_the_sentence_says_which_target_was_understood():
    three = three_results("en")
    assert "Target of each result: 400." in said(three, "en", target=400)
    assert "Target of all results together: 400." in said(three, "en", total=400)
    assert "Target: 400." in said(three.head(1), "en", target=400)
    dated = said(three, "en", start="2026-01-01", by="2026-03-31")
    assert "From 1 January 2026. Due by 31 March 2026." in dated


def test_the_engagement_rate_stands_beside_reach_which_it_supports():
    grid = statement(hold(three_results("en"), Objective("visibility"))).parts[0]
    assert [head.said.text("en") for head in grid.heads][2:4] == ["Value", "Engagement rate"]
    assert grid.rows[0].cells[3].text("en") == "10.66%"
    assert len(statement(hold(three_results("en"), Objective("traffic"))).parts[0].heads) == 8


def test_a_rate_by_views_is_said_to_fall_as_views_grow():
    table = pd.DataFrame({"views": [100, 900], "likes": [9, 9], "shares": 1, "comments": [5, 9]})
    text = said(table, "en", "image", kpi="comments")
    assert "falls with more views" in text
    assert "5 of 15 interactions (33.33%), for 100 views." in text


def test_a_platforms_own_count_is_not_said_to_lack_what_it_may_hold():
    table = pd.DataFrame({"impressions": [100, 900], "engagements": [9, 10], "link_clicks": [1, 2]})
    assert "counts every act that the platform itself counts" in said(table, "en")


def test_one_act_is_not_counted_as_several():
    acts = {"likes": [1, 3], "comments": [2, 2], "shares": [0, 0], "clicks": [1, 5], "link_clicks": [1, 5]}
    rows = {"reach": [46, 900]} | acts
    assert "1 des 4 interactions" in cm.judge(rows, "traffic").text("fr")
    assert "1 interactions" not in cm.judge(rows, "traffic").text("fr")


def test_a_result_that_only_has_clicks_is_judged_and_nothing_is_made_up_for_it() -> None:
    """Added at the bench, its clicks typed first: it read "2,000 of – interactions", or was an error."""
    rows = [*cm.three_results("en").to_dict("records"), {"result": "Fourth", "clicks": 2000}]
    told = cm.judge(rows, cm.Objective("traffic", target=400)).text("en")
    assert "Fourth comes first with 2,000" in told
    assert "–" not in told
    assert "Result 1: clicks, 25 of 533 interactions" in told
