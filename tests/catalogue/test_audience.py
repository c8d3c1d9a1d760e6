"""Audience and care: followers, rivals, sentiment, answers; a sign that is wrong turns blame into praise."""

from __future__ import annotations

import pytest

from cmkit.catalogue import CATALOGUE, FUNCTIONS

M = FUNCTIONS


def test_a_loss_of_followers_stays_below_zero():
    """An account that shrinks must not look still."""
    assert M["net_followers"](20, 120) == -100
    assert M["audience_growth"](-100, 2000) == -0.05


def test_the_share_of_voice_counts_the_brand_in_the_whole():
    """30 mentions beside 90 of rivals are a quarter, not a third."""
    assert M["sov"](30, 90) == M["share_of_search"](300, 1200) == 0.25
    assert M["esov"](0.30, 0.20) == pytest.approx(0.1)


def test_sentiment_with_and_without_neutral_mentions_are_two_metrics():
    assert M["net_sentiment"](60, 20) == 0.5
    assert M["net_sentiment_all"](60, 20, 120) == 0.2
    assert M["net_sentiment"](20, 60) == -0.5


def test_a_promoter_score_is_in_points_and_may_be_negative():
    assert M["nps"](50, 30, 20) == 30
    assert M["nps"](0, 0, 5) == -100


def test_answers_are_counted_over_what_called_for_one():
    assert M["response_rate"](45, 50) == 0.9
    assert M["response_time_mean"](2700, 45) == 60
    assert CATALOGUE["response_time_mean"].better == "lower"
