"""One truth: the same table says the same number in every room. Each of these was a bug once."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.language import sentences
from cmkit.language.facts import Counted, Rate, Span

REACH = pd.DataFrame({
    "influencer": ["Ana", "Ana", "Ana"], "reach": [12000, 8000, None], "likes": [900, 400, 600],
})  # fmt: skip


def rooms() -> dict[str, cm.Returns]:
    posts = REACH.drop(columns="influencer")
    return {
        "influencers": cm.influencers(REACH, cost=600),
        "organic_and_paid": cm.organic_and_paid(posts),
        "returns": cm.returns(posts, "visibility", cost=600),
        "answer_the_boss": cm.answer_the_boss(posts, "visibility", cost=600),
        "cycle": cm.cycle(posts, costs=600),
    }


@pytest.mark.parametrize("room", ["influencers", "organic_and_paid", "returns", "answer_the_boss", "cycle"])
def test_a_missing_reach_leaves_no_upper_bound_in_any_room(room):
    answer = rooms()[room]
    for said in (answer.text("en"), answer.plain("en"), answer.html("en")):
        assert "at least 12,000" in said
        assert not re.search(r"(to|and|most) 20,000", said), "a sum is no bound while one reach is missing"
    assert "au moins 12\u202f000" in answer.text("fr")


@pytest.mark.parametrize("room", ["influencers", "returns", "answer_the_boss"])
def test_an_audience_is_an_upper_bound(room):
    posts = REACH.drop(columns="influencer")
    answer = {
        "influencers": lambda: cm.influencers(REACH, audience=15000),
        "returns": lambda: cm.returns(posts, "visibility", audience=15000),
        "answer_the_boss": lambda: cm.answer_the_boss(posts, "visibility", audience=15000),
    }[room]()
    assert "12,000 to 15,000" in answer.text("en")


def test_a_rate_is_written_one_way_in_every_room():
    three = cm.three_results("en")
    written = "10.66%"
    assert written in cm.judge(three, "traffic").text("en")
    assert written in cm.matrix(three).plain("en")
    assert written in cm.returns(three, "traffic").text("en")
    assert written in repr(cm.worked("engagement_rate", three, "en"))
    assert Rate(0.1066).text("fr") == "10,66\u00a0%"
    assert "0.299%" in cm.visits_without_sales(1000, 0).text("en")
    assert Rate(0.00299).text("en") == "0.299%"


def test_a_range_is_written_one_way_in_every_room():
    assert "12,000 to 20,000" in cm.influencers(REACH.fillna(0)).text("en")
    assert "40,000 to 90,000" in cm.cycle({"notoriety": (40000, 90000), "sales": 12}).text("en")
    paths = pd.DataFrame({"path": ["ads > mail", "mail"], "conversions": [3, 1]})
    assert re.search(r"\d% to \d", cm.compare_models(paths, ["first", "last"]).plain("en"))
    assert Span(Rate(0.01), Rate(0.02)).text("fr") == "1,00\u00a0% à 2,00\u00a0%"


@pytest.mark.parametrize(
    ("n", "lang", "said"),
    [(1, "en", "1 click"), (0, "en", "0 clicks"), (1, "fr", "1 clic"), (0, "fr", "0 clic")],
)
def test_one_click_is_no_clicks(n, lang, said):
    assert Counted(n, "clicks").text(lang) == said


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_loss_has_a_true_minus_sign(lang):
    free = {"hours": 0, "hourly_cost": 0}
    page = cm.returns(cm.three_results(), "traffic", cost=600, revenue=1500, margin=0.3, **free)
    for said in (page.text(lang), page.plain(lang), page.html(lang)):
        assert "−25" in said
        assert not re.search(r"(?<![\w#])-\d", re.sub(r"<style>.*?</style>", "", said, flags=re.S))


def test_what_is_left_out_speaks_the_language_of_the_moment():
    paths = pd.DataFrame({"path": ["ads > mail", "mail", ""], "conversions": [3, 1, 2]})
    found = cm.compare_models(paths)
    with sentences.speaking("en"):
        english = [*found.left_out.why, *found.set_aside.why]
    with sentences.speaking("fr"):
        french = [*found.left_out.why, *found.set_aside.why]
    assert len(english) == len(french) > 1
    assert not set(english) & set(french)


def test_tipping_points_and_matrix_errors_speak_the_language_asked_for():
    verdict = cm.judge(cm.three_results("fr"), cm.Objective("traffic", target=400))
    assert "jusqu’à une cible de" in verdict.tipping_points("fr").sentence[0]
    assert "up to a target of" in verdict.tipping_points("en").sentence[0]
    assert "ne peut pas être jugé" in cm.matrix(cm.three_results("en")).text("fr")


def test_attribute_keeps_its_notes_where_they_are_looked_for():
    paths = pd.DataFrame({"path": ["ads > mail", "mail"], "conversions": [3, 1]})
    notes = cm.attribute(paths, "shapley").attrs["notes"]
    assert notes
    assert all(isinstance(note, str) and note for note in notes)


@pytest.mark.parametrize(
    "make",
    [
        lambda: cm.judge(cm.influencers(REACH), "traffic"),
        lambda: cm.cycle(cm.compare_models(pd.DataFrame({"path": ["a", "b"], "conversions": [1, 2]}))),
        lambda: cm.matrix(cm.plan({"clicks": 0.1, "sales": 0.1}, sales=3)),
        lambda: cm.returns(cm.cycle({"leads": 5, "sales": 2}), "traffic"),
        lambda: cm.visits_without_sales(100, evidence=cm.judge(cm.three_results(), "traffic")),
        lambda: cm.organic_and_paid(cm.lift(100, 10, 100, 5)),
        lambda: cm.judge(cm.answer_the_boss(cm.three_results(), "traffic"), "traffic"),
    ],
)
def test_the_answer_of_another_room_is_understood_or_refused_in_a_sentence(make):
    try:
        said = make().text("fr")
    except errors.CmkitError as refused:
        said = refused.in_language("fr")
    assert said.endswith((".", "»"))
