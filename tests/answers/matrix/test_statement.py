"""What a matrix says: if these fail, the ranks are right and the reader is told something else."""

from __future__ import annotations

from cmkit.answers.matrix.matrix import matrix
from cmkit.answers.matrix.statement import SHOWN, statement, where
from cmkit.desk.sample import three_results
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
