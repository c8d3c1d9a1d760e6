"""What one would lose: who leads, also where several do."""

from __future__ import annotations

import pytest

from cmkit.figures.sides import UNWRITABLE, Row, Side


def row(rank_by_rate, rank):
    side = Side(0, 1, "1")
    return Row("a", side, side, "", "", 0, 0, rank_by_rate, rank, "same")


@pytest.mark.parametrize(
    ("rank", "leads"), [("1", True), ("1=", True), ("2", False), ("10", False), ("", False)]
)
def test_the_first_leads_alone_or_with_others(rank, leads):
    assert row(rank, "3").leads_by_rate is leads
    assert row("3", rank).leads is leads


def test_what_a_picture_cannot_hold_is_marked():
    assert "a\x00b\x7f".translate(UNWRITABLE) == "a\ufffdb\ufffd"
