"""How a target was attained: 133 % where less is better, or -15 % of a target, is read as its contrary."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import cmkit as cm
from cmkit.answers.verdict.attainment import place, plain, shown
from cmkit.given.objective import Objective
from cmkit.language.facts import Number


def said(value, share, better="higher", lang="en", **goal):
    found = place(Objective("image", **goal), better, value, share, Number)
    return found and found.text(lang).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("value", "share", "better", "goal", "words"),
    [
        (42, 10 / 13, "higher", {"target": 45, "baseline": 32}, "77% of the way from 32 to 45"),
        (44.95, 0.9962, "higher", {"target": 45, "baseline": 32}, "99.62% of the way from 32 to 45"),
        (30, -2 / 13, "higher", {"target": 45, "baseline": 32}, "further from 45 than the start, 32"),
        (6, 2 / 3, "lower", {"target": 5, "baseline": 8}, "67% of the way from 8 to 5"),
        (7.5, 4 / 3, "lower", {"target": 10}, "under the 10 allowed"),
        (10, 1, "lower", {"target": 10}, "just the 10 allowed"),
        (12, 5 / 6, "lower", {"target": 10}, "over the 10 allowed"),
        (20, 0.5, "higher", {"target": 40}, "50% of the target"),
        (-6, -0.15, "higher", {"target": 40}, None),
        (6, 0.15, "higher", {}, None),
    ],
)
def test_where_a_value_stands(value, share, better, goal, words):
    assert said(value, share, better, **goal) == words


def test_it_is_said_in_french():
    assert said(42, 10 / 13, lang="fr", target=45, baseline=32) == "77 % du chemin de 32 à 45"
    assert said(7.5, 4 / 3, "lower", "fr", target=10) == "sous les 10 permis"


def test_a_cell_is_a_share_only_where_a_number_says_it():
    assert shown(Objective("image", target=40), "higher", 20, 0.5, Number).text("en") == "50%"
    assert shown(Objective("image", target=40), "higher", -6, -0.15, Number).text("en") == "–"
    limit = Objective("image", target=10)
    assert shown(limit, "lower", 7.5, 4 / 3, Number).text("en") == "under the 10 allowed"
    assert not plain(Objective("image", target=45, baseline=32), "higher")


def test_no_room_prints_a_share_below_zero():
    table = pd.DataFrame({"result": ["a", "b"], "clicks": [25, 30], "reach": [900, 800]})
    goal = Objective("traffic", target=400, baseline=100)
    paid = [call(table, goal, cost=90) for call in (cm.returns, cm.answer_the_boss)]
    for answer in (cm.judge(table, goal), *paid):
        for words in (answer.text("en"), answer.plain("en"), answer.html("en")):
            assert not re.search(r"[-−]\d[\d.,]*%", words)
        assert "further from" in answer.text("en")
