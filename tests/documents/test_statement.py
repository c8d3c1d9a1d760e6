"""What one would lose: a page that speaks of attention before money, and promises none."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

import pandas as pd
import pytest

import cmkit as cm
from cmkit.desk.lab import three_results
from cmkit.language.facts import Measured
from cmkit.language.said import Said

THREE = three_results("en").assign(spend=[100.0, 200.0, 300.0])
GOAL = cm.Objective("traffic", target=400)


def test_the_page_speaks_of_attention_and_engagement_before_money():
    """Articles: if your boss asks for ROI, speak of ROA and ROE first."""
    for lang in ("en", "fr"):
        said = cm.answer_the_boss(THREE, GOAL).text(lang)
        assert said.index("(ROA)") < said.index("(ROE)") < said.index("(ROI)")


def test_without_money_it_says_so_and_what_it_would_take():
    said = cm.answer_the_boss(THREE, GOAL).text("en")
    assert "There is no ROI to give here: no revenue is stated" in said
    for need in ("hours spent", "revenue of the orders", "margin on these sales", "held out at random"):
        assert need in said
    assert "A target" not in said.split("What it would take")[1]


def test_with_money_on_both_sides_it_gives_the_roi_and_no_more_needs():
    page = cm.answer_the_boss(
        THREE, GOAL, revenue=3000, margin=0.5, hours=10, hourly_cost=30,
        lift=cm.lift(90_000, 1200, 10_000, 100, 50, 600, 0.5),
    )  # fmt: skip
    said = page.text("en")
    assert "ROI 66.7%" in said
    assert "300.00 of time" in said
    assert "What it would take" not in said
    assert "300 came on top" in said


def test_reaches_that_were_added_up_are_not_called_people():
    html = cm.answer_the_boss(THREE, GOAL).html("en")
    assert "9,800 to 19,800" in html
    assert "19,800 people" not in html


@pytest.mark.parametrize("objective", ["traffic", "visibility", "image", "notoriety", "leads", "sales"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_objective_has_a_page_without_holes(objective, lang):
    for results in (THREE, cm.read(cm.sample("exports/meta_ads_en.csv"))):
        html = cm.answer_the_boss(results, objective).html(lang)
        assert not re.search(r"\bnan\b|\bNone\b|\{|Reason\(", html.split("</style>")[-1])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_missing_reach_leaves_no_upper_bound_and_a_cost_of_at_most(lang):
    """12,000, 8,000 and one that is not known, for 600: at least 12,000, so at most 50 per thousand."""
    results = pd.DataFrame({"reach": [12_000, 8000, None], "clicks": [120, 80, 10]})
    page = cm.answer_the_boss(results, GOAL, cost=600)
    least, most = ("at least 12,000", "at most 50.00") if lang == "en" else ("au moins 12", "au plus 50,00")
    for said in (page.text(lang), page.html(lang)):
        assert least in said
        assert most in said
        assert not re.search(r"20[,\u202f]000", said)


def test_the_page_is_made_to_be_printed_white_and_framed():
    page = cm.answer_the_boss(THREE, GOAL)
    assert page.statement.paper
    html = page.html("en")
    assert html.count('class="card"') == 3
    assert html.count("<table>") == 2
    assert "<table>" not in cm.answer_the_boss(THREE[["result", "likes"]].head(1), "image").html("en")


def test_the_page_is_saved_as_tables_and_as_text(tmp_path):
    page = cm.answer_the_boss(THREE, GOAL)
    assert list(page.sheets("en")) == ["steps", "results", "sentences"]
    assert len(page.sheets("en")["results"]) == 4
    said = page.save(tmp_path / "page.txt", "fr").read_text(encoding="utf-8")
    assert said == page.text("fr") + "\n"
    for ending in ("xlsx", "csv", "htm"):
        assert page.save(tmp_path / f"page.{ending}", "fr").stat().st_size > 100


def measured(said):
    """Yield every number in a part, a fact or a sentence."""
    if isinstance(said, Measured):
        yield said
    elif isinstance(said, Said):
        yield from (number for fact in said.facts.values() for number in measured(fact))
    elif isinstance(said, tuple | list):
        yield from (number for each in said for number in measured(each))
    elif is_dataclass(said):
        yield from (number for each in fields(said) for number in measured(getattr(said, each.name)))


@pytest.mark.parametrize("stated", [{}, {"revenue": 3000, "margin": 0.5, "hours": 10, "hourly_cost": 30}])
def test_every_number_of_the_cards_and_tables_says_where_it_comes_from(stated):
    page = cm.answer_the_boss(THREE, GOAL, **stated).statement
    shown = [part for part in page.parts if type(part).__name__ in ("Cards", "Grid")]
    numbers = list(measured([part.cards if type(part).__name__ == "Cards" else part.rows for part in shown]))
    assert len(numbers) > 30
    per_one = [number for number in numbers if number.source is None]
    assert all(number.value == 1 for number in per_one), "only the one euro that a return is counted for"


def test_what_was_set_aside_has_a_sheet_of_its_own():
    sheets = cm.answer_the_boss(THREE.assign(clicks=[-25, 483, 500]), GOAL).sheets("en")
    left = sheets["set_aside"]
    assert left.columns[2:].tolist() == ["Row", "Column", "Value", "Why"]
    assert left.values.tolist()[0][2:5] == [1, "Clicks", -25]
    assert "set_aside" not in cm.answer_the_boss(THREE, GOAL).sheets("en")


def card(said, name):
    return next(line for line in said.splitlines() if f"({name})" in line)


def test_each_card_holds_what_it_is_named_for():
    """The card of attention held clicks."""
    said = cm.answer_the_boss(THREE, GOAL).text("en")
    assert "1,008 of 1,200 (clicks)" in card(said, "ROE")
    assert "clicks" not in card(said, "ROA")
    views = THREE.assign(views=[10, 20, 30])
    said = cm.answer_the_boss(views, cm.Objective("visibility", kpi="views", target=15)).text("en")
    assert "of 45 (views)" in card(said, "ROA")
    sold = THREE.assign(revenue=[10, 20, 30])
    said = cm.answer_the_boss(sold, cm.Objective("sales", kpi="revenue", target=15)).text("en")
    assert "of 45.00 (revenue)" in card(said, "ROI")


def test_one_cost_a_card_and_each_is_named():
    """The card of money said "cost 800" and a ROAS of 2.5 beside it, which is over 600."""
    money = {"cost": 600, "revenue": 1500, "margin": 0.5, "hours": 10, "hourly_cost": 20}
    said = cm.answer_the_boss(THREE, GOAL, **money).text("en")
    assert "cost 800.00, time included" in card(said, "ROI")
    assert "ROAS" not in card(said, "ROI")
    assert "ROAS: 2.5× (revenue / what was paid, 600.00, time not counted)" in said
    said = cm.answer_the_boss(THREE, GOAL, cost=600, revenue=1500).text("fr")
    assert "ROAS\u00a0: 2,5\u00a0× (chiffre d’affaires 1\u202f500,00, payé 600,00)" in card(said, "ROI")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_hours_alone_are_said_to_leave_media_out(lang):
    unpaid = THREE.drop(columns="spend")
    page = cm.answer_the_boss(unpaid, GOAL, margin=cm.Money(900), hours=10, hourly_cost=30)
    words = {"en": ("time alone", "what was paid"), "fr": ("temps seul", "ce qui a été payé")}[lang]
    assert all(word in card(page.text(lang), "ROI") for word in words)
    assert {"en": "All that was paid", "fr": "Tout ce qui a été payé"}[lang] in page.text(lang)


def test_a_loss_bounded_by_what_is_known_is_on_the_page_too():
    page = cm.answer_the_boss(THREE, GOAL, cost=[100, None, None], revenue=[500] * 3, margin=0.5)
    assert "ROI at most 650.0%: a margin of 750.00 for a cost of at least 100.00" in page.text("en")
    assert "at most 650.0%" in card(page.text("en"), "ROI")


def test_each_step_has_its_cost():
    steps = cm.answer_the_boss(THREE, GOAL).steps.set_index("what")
    assert steps.cheapest["clicks"] == pytest.approx(600 / 1008)
    assert (steps.low["reach"], steps.high["reach"]) == (9800, 19_800)
    assert steps.dearest["reach"] == pytest.approx(1000 * 600 / 9800)
    free = cm.answer_the_boss(three_results("en"), GOAL).steps
    assert free.cheapest.isna().all()


def test_cost_per_lead_as_published():
    """W14 develogics: 5,000 EUR for 500 leads is 10; W15 firstinspires 60, gamesdata 20."""
    for cost, leads, each in ((5000, 500, 10), (3000, 50, 60), (2000, 100, 20)):
        steps = cm.answer_the_boss(
            pd.DataFrame({"leads": [leads], "sessions": [10 * leads]}), "leads", cost=cost
        ).steps
        assert steps.set_index("what").cheapest["leads"] == each


def test_money_spent_for_nothing_is_the_worst_cost_and_no_dash():
    free = cm.answer_the_boss(THREE.assign(clicks=0), GOAL)
    assert "600.00 for none" in free.text("en")
    assert "600,00 pour aucun" in free.text("fr")


def test_a_kpi_that_is_counted_at_no_step_has_one_of_its_own():
    posts = THREE.assign(mentions=[1, 2, 3])
    steps = cm.answer_the_boss(posts, cm.Objective("notoriety", kpi="mentions")).steps.set_index("what")
    assert (steps.stage["mentions"], steps.cheapest["mentions"]) == ("notoriety", 100)
    assert "mentions" not in cm.answer_the_boss(posts, GOAL).steps.what.tolist()


def test_the_card_of_money_says_what_is_missing_and_not_what_is_there():
    """"It takes money on both sides" stood over a revenue and a cost, where the margin was missing."""
    made = cm.answer_the_boss({"link_clicks": [30], "cost": [300], "revenue": [900]}, "traffic")
    assert "the margin is not stated" in made.text("en")
    assert "on both sides" not in made.text("en")
