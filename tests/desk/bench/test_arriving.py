"""What one would lose: results as people have them, judged all of them, with an account of the rest."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.desk.bench.arriving import JUDGED, MOST, Row, arrived, nth
from cmkit.errors import EmptyTableError, MissingColumnError, NotATableError

LISTS = {"Résultat": ["A", "B"], "Portée": [5000, 5000], "Clics": [25, "18,7K"]}
ROWS = [dict(zip(LISTS, each, strict=True)) for each in zip(*LISTS.values(), strict=True)]


@pytest.mark.parametrize("given", [LISTS, ROWS, pd.DataFrame(LISTS)], ids=["lists", "dictionaries", "table"])
def test_results_arrive_as_people_have_them(given):
    columns, results, notes = arrived(given, "", "fr")
    assert columns == ["reach", "clicks"]
    assert [(row.name, row.cells["clicks"]) for row in results] == [("A", "25"), ("B", "18,7K")]
    assert notes == []


def test_a_path_or_an_export_arrives_with_the_account_of_its_reading():
    path = cm.sample("exports/youtube_table_en.csv")
    by_path, by_export, by_bytes = (
        arrived(given, name, "en")
        for given, name in ((str(path), ""), (cm.read(path), ""), (path.read_bytes(), path.name))
    )
    assert by_path[2] == by_export[2] == by_bytes[2]
    assert by_path[2][:2] == [
        "youtube_table_en.csv: 8 results read.",
        "1 row of the file is set aside: Total row: it repeats the sum of the others.",
    ]
    assert [row.cells for row in by_path[1]] == [row.cells for row in by_bytes[1]]


@pytest.mark.parametrize("n", [MOST, MOST + 1, JUDGED, JUDGED + 3])
def test_of_many_results_all_are_judged_up_to_a_limit_and_the_rest_is_counted(n):
    _, results, notes = arrived({"clicks": list(range(n))}, "", "en")
    assert len(results) == min(n, JUDGED)
    assert any("judged with them" in note for note in notes) == (n > MOST)
    assert any("3 more rows are left out" in note for note in notes) == (n > JUDGED)


def test_counts_are_written_as_the_language_writes_numbers():
    notes = arrived({"clicks": list(range(12_000))}, "", "fr")[2]
    assert "1\u202f960 autres" in notes[0]
    assert "juge 2\u202f000 résultats" in notes[1]


def test_only_what_stands_in_the_table_is_written_as_text():
    _, results, _ = arrived({"clicks": [1234] * (MOST + 1)}, "", "en")
    assert results[MOST - 1].cells == {"clicks": "1,234"}
    assert results[MOST].cells == {"clicks": 1234}
    results[MOST].write("fr")
    assert results[MOST].cells == {"clicks": "1\u202f234"}


def test_columns_that_are_not_numbers_are_named_by_their_label():
    (note,) = arrived({"clicks": [1], "platform": ["x"], "mine": ["y"]}, "", "fr")[2]
    assert note.endswith("Plateforme, mine.")


def test_what_cannot_be_judged_is_refused_in_a_sentence():
    with pytest.raises(EmptyTableError):
        arrived(pd.DataFrame({"clicks": []}), "", "en")
    with pytest.raises(MissingColumnError):
        arrived({"colour": ["blue"]}, "", "en")
    with pytest.raises(NotATableError, match="holds no posts"):
        arrived(cm.sample("exports/ga4_snapshot_en.csv").read_bytes(), "ga4.csv", "en")


def test_a_result_without_a_name_goes_by_its_place():
    assert (nth(0, "en"), nth(1, "fr")) == ("Result 1", "Résultat 2")
    assert Row().cells == {}
