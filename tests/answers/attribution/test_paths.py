"""What one would lose: paths in one compact form, each at its place in the table as it was given."""

from __future__ import annotations

import pandas as pd

from cmkit.answers.attribution.opening import read_paths


def test_paths_know_their_touches_and_their_place_in_the_table():
    table = pd.DataFrame({"path": ["a > b", "", "b > c > c"], "conversions": [1, 4, 2], "worth": [5, 5, 9]})
    paths = read_paths(table, "worth")
    assert paths.rows.tolist() == [0, 2]
    assert paths.starts.tolist() == [0, 2]
    assert paths.owner.tolist() == [0, 0, 1, 1, 1]
    assert paths.weight.tolist() == [5, 9]
    assert paths.by_channel(paths.owner.astype(float)).tolist() == [0, 1, 2]
    assert len(paths.aside) == 1
