"""What a matrix says: if these fail, the ranks are right and the reader is told something else."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit.answers.matrix.matrix import matrix
from cmkit.answers.matrix.statement import LISTED, SHOWN, across, overtaken_by, pairs, statement, where
from cmkit.answers.verdict.judging import hold
from cmkit.desk.lab import three_results
from cmkit.given.objective import Objective
from cmkit.statements.statement import Grid


def test_the_matrix_shows_itself_marked_and_escaped():
    html = matrix(three_results("en").assign(result=["<script>x</script>", "b", "c"])).html("en")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert html.count('class="wins"') == 5
    assert "▲" in html
    assert "trafic" in matrix(three_results("fr")).html("fr")


def test_the_matrix_reads_in_both_languages():
    found = matrix(three_results("en"))
    assert "traffic (clicks): Result 3 comes first." in found.text("en")
    assert "trafic (clics)\u00a0: Result 3 arrive en tête." in found.text("fr")
    assert "Result 3" in repr(found)


def test_a_cell_is_a_rank_with_its_value_under_it_and_says_which_way_it_moved():
    (grid,) = [part for part in statement(matrix(three_results("en"))).parts if isinstance(part, Grid)]
    first = grid.rows[0].cells[2]
    assert (first.said.text("en"), first.small[0].text("en"), first.arrow) == ("3", "25", "down")
    assert first.small[0].source.columns == ("clicks",)
    assert grid.rows[2].cells[2].style == "wins"
    assert len(grid.rows) <= SHOWN


def test_columns_are_objectives_or_the_rate_alone():
    assert where("rate").text("en") == "rate alone"
    assert where("traffic").text("fr") == "trafic"


def test_why_an_objective_is_not_a_column_is_said():
    found = matrix(three_results("en").rename(columns={"result": "Nom", "likes": "J’aime"}))
    assert "It needs net new followers (new followers, unfollows) or" in found.text("en")
    assert "abonnés nets (nouveaux abonnés, désabonnements)" in found.text("fr")
    assert "Colonnes données\u00a0: nom du résultat, portée, j’aime, partages" in found.text("fr")


def test_a_cell_that_could_not_be_used_is_said_in_words_and_listed_in_the_sheets():
    """Ranks without a result that has clicks, and no word of why, would look like a verdict."""
    shown = matrix(three_results("en").assign(clicks=[-5, 483, 500]))
    for lang, words in (("en", "a value was set aside"), ("fr", "une valeur a été mise de côté")):
        told = [" ".join(each.split()) for each in (shown.text(lang), shown.plain(lang), shown.html(lang))]
        assert all(words in each for each in told)
    assert shown.sheets("en")["set_aside"].iloc[0].tolist()[2:5] == [1, "Clicks", -5]


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
