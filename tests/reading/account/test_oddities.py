"""What a reader must be told before using a table: a number that misleads is worse than none."""

from __future__ import annotations

import pytest

import cmkit as cm

POSTS = "Post ID,Account ID,Publish time,Permalink,Post type,Views,Reach,Likes\n"


def keys(export: cm.Export) -> set[str]:
    return {note.key for note in export.warnings}


@pytest.mark.parametrize(("reach", "told"), [(90, False), (100, False), (149, False), (270, True)])
def test_reach_far_above_views_is_remarked_on(reach: int, told: bool) -> None:
    """Nobody is reached without a view: a rate over such a reach says little."""
    row = f"179,17,09/16/2026 14:05,https://www.instagram.com/reel/ABC/,IG reel,100,{reach},8\n"
    assert ("reach_over_views" in keys(cm.read((POSTS + row).encode()))) is told


def test_two_currencies_in_one_table_are_said() -> None:
    """Their sum would be no amount of anything."""
    data = b"Campaign,Currency code,Cost,Clicks\nA,EUR,10,5\nB,USD,4,2\n"
    (note,) = [note for note in cm.read(data).warnings if note.key == "currencies"]
    assert "EUR, USD" in note.in_language("en")


def test_a_measure_that_nothing_names_is_asked_for() -> None:
    data = b'"Date","Primary"\n"2026-01-01T00:00:00","4"\n"2026-01-02T00:00:00","6"\n'
    assert "untold_measure" in keys(cm.read(data))
    assert cm.read(data, mapping={"Primary": "reach"}).table["reach"].tolist() == [4, 6]
