"""What one would lose: the diagnosis in words, in either language at any time, as a page and as sheets."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit.answers.diagnosis.hypotheses import HYPOTHESES
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales
from cmkit.language.languages import room


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def test_every_hypothesis_has_its_sentences():
    sentences = room("diagnosis", "en")
    names = {each.name for each in HYPOTHESES["sales"]}
    assert {f"{n}_{part}" for n in names for part in ("look", "confirm", "clear", "needs")} <= set(sentences)


def test_few_sales_are_judged_as_none_are():
    assert visits_without_sales(1000, 3, 0.02).surprising is True
    assert visits_without_sales(1000, 15, 0.02).surprising is False
    assert "no fewer than the expected rate" in visits_without_sales(1000, 25, 0.02).text("en")


def test_a_diagnosis_speaks_the_language_asked_for_at_any_time():
    made = visits_without_sales(1000, 0, 0.02, [{"load_seconds": 6.2}, {"sesions": 3}])
    first = made.hypotheses.evidence["slow_site"]
    cm.use("fr")
    assert "s à s’afficher" in made.hypotheses.evidence["slow_site"]
    assert "connaît" in made.set_aside.why[0]
    assert made.table("en").evidence["slow_site"] == first


def test_the_sheets_hold_the_hypotheses_the_news_and_what_was_set_aside():
    sheets = visits_without_sales(1000, 0, 0.02, {"sesions": 3}).sheets("en")
    assert list(sheets) == ["hypotheses", "visits_before_news", "set_aside", "sentences"]
    assert sheets["hypotheses"]["Rank"].tolist() == list(range(1, 13))
    assert sheets["visits_before_news"].iloc[0, :3].tolist() == [0.02, pytest.approx(1.683e-9, rel=1e-3), 149]
    assert sheets["set_aside"]["Column"].tolist() == ["sesions"]
    assert (sheets["sentences"] != "").all(axis=None)


def test_the_picture_holds_the_visits_there_are_beside_those_it_takes():
    picture = visits_without_sales(1000, 0, 0.02).statement.parts[-1].shown
    assert [bar.high for bar in picture.rows] == [1000, 149]
