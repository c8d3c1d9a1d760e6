"""Who wins where: without it a reader could believe that one winner fits every objective."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit.answers.matrix.across import LISTED, across, overtaken_by, pairs
from cmkit.answers.verdict.judging import hold
from cmkit.desk.sample import three_results
from cmkit.given.objective import Objective


def test_reversals_are_the_pairs_in_the_other_order():
    found = cm.matrix(three_results("en"))
    assert found.reversals[found.reversals.objective == "traffic"].values.tolist() == [
        ["traffic", "Result 1", "Result 3"],
        ["traffic", "Result 2", "Result 3"],
    ]
    assert found.moves("traffic") == {"Result 1": "down", "Result 2": "down", "Result 3": "up"}
    assert "image" not in set(found.reversals.objective)


def test_without_a_rate_there_is_nothing_to_reverse():
    found = cm.matrix(pd.DataFrame({"link_clicks": [1, 2]}))
    assert list(found.table) == ["traffic"]
    assert found.reversals.empty


def test_judgements_stand_side_by_side_with_what_the_rate_says_first():
    judged = {name: hold(three_results("en"), Objective(name)) for name in ("traffic", "image")}
    found = across(judged, {})
    assert list(found.table) == list(found.values) == list(found.kpis) == ["rate", "traffic", "image"]
    assert found.table.index.tolist() == ["Result 1", "Result 2", "Result 3"]
    assert found.table["rate"].tolist() == [1, 1, 3]
    assert found.values["image"].tolist() == [3, 20, 2]
    assert found.net["traffic"].tolist() == [-1, -1, 2]
    assert found.moves("unknown") == {}


def test_a_result_without_a_value_wins_nowhere_and_overtakes_nobody():
    found = cm.matrix(three_results("en").assign(clicks=[25, 483, None]))
    assert found.winners["traffic"] == ["Result 2"]
    assert pd.isna(found.table["traffic"].iloc[2])
    assert found.net["traffic"].iloc[2] == 0


def each_pair(first: list[int], second: list[int]) -> list[tuple[int, int]]:
    """Return the pairs in the other order by looking at every one."""
    places = range(len(first))
    return [(a, b) for a in places for b in places if first[a] < first[b] and second[a] > second[b]]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=40))
def test_pairs_are_counted_as_if_each_were_looked_at(ranks):
    first, second = (np.array([each[at] for each in ranks], dtype=np.int64) for at in (0, 1))
    wanted = each_pair(first.tolist(), second.tolist())
    won, lost = overtaken_by(first, second)
    assert list(pairs(first, second, lost)) == wanted
    assert won.tolist() == [sum(other == place for _, other in wanted) for place in range(len(ranks))]
    assert lost.tolist() == [sum(ahead == place for ahead, _ in wanted) for place in range(len(ranks))]


CELLS = st.none() | st.integers(0, 4)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 9), CELLS, CELLS), min_size=1, max_size=12))
def test_a_matrix_counts_and_moves_by_the_pairs_that_are_known(rows):
    """Ties and missing cells are in no pair."""
    table = pd.DataFrame(rows, columns=["reach", "likes", "clicks"], dtype=float)
    table = pd.concat([table, pd.DataFrame({"reach": [9.0], "likes": [1.0], "clicks": [1.0]})])
    found = cm.matrix(table.reset_index(drop=True))
    for objective in found.net:
        known = found.table[["rate", objective]].dropna().astype(int)
        wanted = each_pair(known["rate"].tolist(), known[objective].tolist())
        net = dict.fromkeys(found.table.index, 0)
        for ahead, other in wanted:
            net[known.index[ahead]] -= 1
            net[known.index[other]] += 1
        listed = found.reversals[found.reversals.objective == objective]
        assert found.reversal_counts[objective] == len(wanted) == len(listed)
        assert found.net[objective].to_dict() == net
        assert found.moves(objective) == {n: "up" if k > 0 else "down" for n, k in net.items() if k}


def many(rows: int) -> pd.DataFrame:
    draw = np.random.default_rng(1)
    acts = {name: draw.integers(0, 500, rows) for name in ("likes", "shares", "comments", "clicks")}
    return pd.DataFrame({"reach": draw.integers(1_000, 9_000, rows), **acts})


def test_pairs_are_listed_as_far_as_shown_and_all_are_counted():
    found = cm.matrix(many(300))
    listed = found.reversals.objective.value_counts()
    assert {found.reversal_counts[objective] > LISTED for objective in found.net} == {True}
    assert set(listed) == {LISTED}
    assert f"{sum(found.reversal_counts.values()):,} pairs" in found.text("en")


def test_of_many_results_the_best_are_shown_and_the_rest_is_counted():
    found = cm.matrix(many(300))
    html = found.html("en")
    assert html.count("<tr>") == 21
    assert "280 more results are in matrix.table" in html
    assert "280 autres résultats se trouvent dans matrix.table" in found.html("fr")
    assert len(found.text("en")) < 2_000


def test_twenty_thousand_results_take_seconds():
    """With every pair looked at, it took minutes and all the memory there is."""
    table = many(20_000)
    start = time.process_time()
    cm.matrix(table).html("en")
    cm.judge(table, Objective("traffic", target=400)).tipping_points()
    assert time.process_time() - start < 20
