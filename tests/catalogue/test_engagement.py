"""Engagement as published: rates by reach, by followers, weighted, as printed or as it should have been."""

from __future__ import annotations

import pytest

from cmkit.catalogue import FUNCTIONS

M = FUNCTIONS


@pytest.mark.parametrize(("source", "metric", "values", "printed"), [
    ("W1 French articles' table, result 1", "engagement_rate", (533, 5000), 0.1066),
    ("W1 French articles' table, result 3", "engagement_rate", (528, 9800), 0.0539),
    ("W3 apparate.com.au, by reach", "engagement_rate", (1500, 50_000), 0.03),
    ("W3 apparate.com.au, by followers", "er_followers", (1500, 10_000), 0.15),
    ("W4 tretyakov.co (JagaJam), a post", "interactions_per_post", (100 + 20, 10), 12),
    ("W4 tretyakov.co (JagaJam), by followers", "public_er_followers", (12, 300), 0.04),
])
def test_published_example(source, metric, values, printed):
    assert round(M[metric](*values), len(str(printed).partition(".")[2])) == printed, source


def test_the_three_results_tie_on_the_rate_and_part_on_the_clicks():
    """W1: the table that must come out exactly."""
    results = [(500, 5, 3, 25, 5000), (25, 5, 20, 483, 5000), (20, 6, 2, 500, 9800)]
    sums = [M["interactions"](*row[:4]) for row in results]
    assert sums == [533, 533, 528]
    rates = [M["engagement_rate"](n, row[4]) for n, row in zip(sums, results, strict=True)]
    assert [round(rate, 4) for rate in rates] == [0.1066, 0.1066, 0.0539]


@pytest.mark.parametrize(("likes", "comments", "shares", "saves", "clicks", "views", "right", "printed"), [
    (680, 54, 77, 90, 120, 12_400, 0.1064, 0.0984),
    (1120, 96, 140, 210, 310, 18_900, 0.1303, 0.1263),
    (540, 61, 58, 115, 95, 9750, 0.1191, 0.1041),
], ids=["teaser", "clip", "story"])
def test_e6_weighted_rates_with_stated_weights(likes, comments, shares, saves, clicks, views, right, printed):
    """E6 codingace.net: its own weights give 10.64, 13.03 and 11.91 %, not what it prints."""
    rate = M["er_weighted"](likes, comments, shares, saves, clicks, views)
    assert round(rate, 4) == right != printed


def test_e10_nine_interactions_are_not_nine_times_the_followers():
    """E10 roundabout.social calls 9 interactions "nine times your follower count"."""
    assert M["er_followers"](9, 300) == 0.03
    assert M["er_followers"](9, 1) == 9
