"""The matrix and the tipping points: without them a reader could believe one winner fits every objective."""

from __future__ import annotations

import pandas as pd
import pytest

from cmkit import errors
from cmkit.answers.matrix.matrix import matrix
from cmkit.desk.sample import three_results


def test_who_wins_where_among_the_three_results():
    found = matrix(three_results("en"))
    assert found.winners == {
        "rate": ["Result 1", "Result 2"],
        "traffic": ["Result 3"],
        "visibility": ["Result 3"],
        "image": ["Result 2"],
    }
    assert found.table["traffic"].tolist() == [3, 2, 1]
    assert found.values["traffic"].tolist() == [25, 483, 500]
    assert found.kpis == {
        "rate": "engagement_rate",
        "traffic": "clicks",
        "visibility": "reach",
        "image": "conversation",
    }


def test_an_objective_without_its_columns_is_listed_not_dropped():
    found = matrix(three_results("en"))
    assert set(found.unjudged) == {"notoriety", "leads", "sales"}
    assert "net new followers" in str(found.unjudged["notoriety"])


def test_nothing_judgeable_raises_with_what_is_missing():
    with pytest.raises(errors.MissingColumnError, match="cannot be judged"):
        matrix(pd.DataFrame({"result": ["a"]}))
