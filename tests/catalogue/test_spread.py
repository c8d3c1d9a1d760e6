"""Spread as published: a frequency that is wrong says that people were tired who were not."""

from __future__ import annotations

import pytest

from cmkit.catalogue import CATALOGUE, FUNCTIONS

M = FUNCTIONS


@pytest.mark.parametrize(("source", "metric", "values", "printed"), [
    ("W6 Brandwatch, three people, two views each", "frequency", (6, 3), 2),
])
def test_published_example(source, metric, values, printed):
    assert round(M[metric](*values), len(str(printed).partition(".")[2])) == printed, source


@pytest.mark.parametrize(("by_posts", "by_followers", "act"), [
    ("conversation", "conversation_followers", "comments"),
    ("amplification", "amplification_followers", "shares"),
    ("applause", "applause_followers", "likes"),
])
def test_one_word_for_two_rates_is_two_metrics(by_posts, by_followers, act):
    """Kaushik divides by posts, vendors by followers, under one name: 2 comments a post are no 2 %."""
    assert CATALOGUE[by_posts].inputs == (act, "posts")
    assert CATALOGUE[by_followers].inputs == (act, "followers")
    assert (M[by_posts](20, 10), M[by_followers](20, 1000)) == (2, 0.02)


def test_shares_by_impressions_and_by_reach_are_two_metrics():
    assert (M["virality"](5, 10_000), M["share_rate"](5, 5000)) == (0.0005, 0.001)
    assert M["save_rate"](50, 5000) == 0.01
