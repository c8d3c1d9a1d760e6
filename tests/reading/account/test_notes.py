"""A remark says itself in the language of who reads it, whenever it was made."""

from __future__ import annotations

from cmkit.reading.account.notes import note


def test_a_remark_keeps_its_key_and_speaks_both_languages() -> None:
    made = note("boosted", n=1200)
    assert (made.key, made.facts) == ("boosted", {"n": 1200})
    assert made.in_language("en").startswith("1,200 boosted posts")
    assert made.in_language("fr").startswith("1\u202f200 publications sponsorisées")


def test_the_same_remark_twice_is_one() -> None:
    assert len({note("no_zone"), note("no_zone"), note("boosted", n=1), note("boosted", n=2)}) == 3


def test_a_remark_is_its_sentence() -> None:
    assert str(note("no_post_id")) == "The file has no post id: none was made up."
