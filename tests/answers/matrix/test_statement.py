"""What one would lose: who wins where in words, and why an objective is not there."""

from __future__ import annotations

import pytest

from cmkit.answers.matrix.matrix import matrix
from cmkit.answers.matrix.statement import where
from cmkit.desk.sample import three_results


@pytest.mark.parametrize(("lang", "name"), [("en", "traffic"), ("fr", "trafic")])
def test_a_column_is_named_in_both_languages(lang, name):
    assert where("traffic").text(lang) == name


def test_an_objective_that_is_not_a_column_is_told_with_its_reason():
    assert "net_followers" in matrix(three_results("en")).html("en")
