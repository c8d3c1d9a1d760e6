"""A word list with a hole makes files of one language unreadable."""

from __future__ import annotations

from cmkit.reading.word_lists import WORDS


def test_there_are_twelve_months_and_no_word_is_two_of_them() -> None:
    months = [word for words in WORDS["months"] for word in words.split()]
    assert len(WORDS["months"]) == 12
    assert len(set(months)) == len(months)


def test_words_are_as_they_are_compared() -> None:
    assert all(word == word.lower() for name in ("totals", "fillers", "yes") for word in WORDS[name])
    assert set(WORDS["platforms"].values()) <= set(WORDS["hosts"])
