"""A total counted as a post doubles every sum; a post taken for a total is lost."""

from __future__ import annotations

import pytest

import cmkit as cm


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Total,15,3", "total"),
        ("Moyenne,7,1", "total"),
        ("a remark,,", "note"),
        ("Result,Reach,Clicks", "repeated_heading"),
        ("C,1,2,3", "long"),
        ("C,many,few", "unreadable"),
        (",-1,2", "unreadable"),
    ],
)
def test_what_is_no_row_is_set_aside_with_its_reason(row: str, reason: str) -> None:
    export = cm.read(f"Result,Reach,Clicks\nA,5,1\nB,10,2\n{row}\n".encode())
    assert export.set_aside["reason"].tolist() == [reason]
    assert (len(export), export.reconcile().holds) == (2, True)


def test_a_post_that_only_begins_with_total_is_a_post() -> None:
    assert len(cm.read(b"Result,Reach\nTotal eclipse of the heart,5\nA,6\n")) == 2
