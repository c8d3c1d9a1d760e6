"""A table that shows itself: pandas for who calculates, words for who looks."""

from __future__ import annotations

import pandas as pd

from cmkit.language import sentences
from cmkit.language.facts import Name
from cmkit.statements.shown_table import ShownTable
from cmkit.statements.statement import Grid, Head, Row, Statement


class Reaches(ShownTable):
    @property
    def statement(self) -> Statement:
        rows = tuple(Row(tuple(map(str, cells))) for cells in self.itertuples(index=False))
        return Statement("reaches", (Grid(tuple(Head(Name(name)) for name in self), rows),))


def test_what_is_cut_out_of_it_shows_itself_too():
    table = Reaches({"reach": [5000, 9800], "clicks": [25, 500]})
    assert isinstance(table[["reach"]], Reaches)
    assert "Portée" in table[table.reach > 6000].html("fr")
    assert "Clics" not in table[["reach"]].html("fr")


def test_a_notebook_and_a_terminal_show_words_in_the_language_in_use():
    table = Reaches({"reach": [5000]})
    with sentences.speaking("fr"):
        assert "Portée" in table._repr_html_()
        assert repr(table).split() == ["Portée", "5000"]


def test_it_calculates_as_any_dataframe():
    table = Reaches({"reach": [5000, 9800]})
    assert table.reach.sum() == 14_800
    assert isinstance(table, pd.DataFrame)
