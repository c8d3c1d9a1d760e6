"""How many people: if these fail, two rooms disagree, or a bound is stated that nobody knows."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.given.people import UNKNOWN, Span, counts_people, people, within

HOLED = pd.DataFrame({
    "result": ["One", "Two", "Three"], "influencer": ["A", "A", "A"], "reach": [12000, 8000, math.nan],
    "likes": [300, 200, 100], "shares": [30, 20, 10], "comments": [3, 2, 1], "clicks": [60, 50, 40],
    "link_clicks": [60, 50, 40], "spend": [200.0, 200.0, 200.0],
})  # fmt: skip
"""Three results, one of which does not say how many people it reached."""

COUNTS = st.lists(st.integers(0, 10**9).map(float) | st.just(math.nan), max_size=8)

ANSWERS = {
    "influencers": lambda **most: cm.influencers(HOLED, **most),
    "organic_and_paid": lambda **most: cm.organic_and_paid(HOLED, **most),
    "returns": lambda **most: cm.returns(HOLED, "visibility", cost=600, **most),
    "answer_the_boss": lambda **most: cm.answer_the_boss(HOLED, "visibility", cost=600, **most),
    "cycle": lambda **most: cm.cycle(HOLED, costs=600, **most),
}
EVERY_ANSWER = pytest.mark.parametrize("answer", ANSWERS)


def words(answer: object, lang: str) -> str:
    """Return all that an answer shows, text and page, with plain spaces."""
    page = re.sub(r"<style.*?</style>|<[^>]+>", " ", answer.html(lang), flags=re.DOTALL)
    return re.sub(r"[\s\u00a0\u202f]+", " ", f"{answer.text(lang)} {page}")


@EVERY_ANSWER
def test_a_missing_reach_leaves_no_upper_bound_in_any_answer(answer):
    """Reach [12000, 8000, missing]: the third may have reached a million; 20,000 is nobody's number."""
    found = ANSWERS[answer]()
    english, french = words(found, "en"), words(found, "fr")
    assert "at least 12,000" in english
    assert "au moins 12 000" in french
    assert "to 20,000" not in english
    assert "à 20 000" not in french


@EVERY_ANSWER
def test_no_bound_of_money_is_derived_from_a_bound_that_is_not_known(answer):
    """600 over 20,000 people would be 30 by thousand, or 33.33 people per unit of money: both false."""
    english = words(ANSWERS[answer](), "en")
    assert "33.33" not in english
    assert not re.search(r"\b30(\.00)? to\b", english)


@pytest.mark.parametrize("answer", [name for name in ANSWERS if name != "cycle"])
def test_the_audience_bounds_what_a_missing_reach_leaves_open(answer):
    shown = words(ANSWERS[answer](audience=15000), "en")
    assert "12,000 to 15,000" in shown
    assert "at least 12,000" not in shown


def test_every_room_gives_the_same_bounds_where_all_is_known():
    known = HOLED.dropna()
    roa = cm.returns(known, "visibility").roa
    row = cm.cycle(known).table.iloc[0]
    step = cm.answer_the_boss(known, "visibility").steps.iloc[0]
    total = cm.influencers(known).total
    spans = [
        (roa.low, roa.high), (row.count_low, row.count_high), (step.low, step.high),
        (total.reach_low, total.reach_high), tuple(cm.organic_and_paid(known).reach),
    ]  # fmt: skip
    assert set(spans) == {(12000, 20000)}


def test_the_ledger_prices_what_it_cannot_count_from_one_side():
    """At least 12,000 people for 600 is at most 50 by thousand; how little, nobody knows."""
    row = cm.cycle(HOLED, costs=600).table.iloc[0]
    assert math.isnan(row.count_high)
    assert math.isnan(row.full_cost_per_unit_low)
    assert row.full_cost_per_unit_high == 50
    assert "at most 50" in words(cm.cycle(HOLED, costs=600), "en")


def test_a_target_that_the_least_passes_is_met_whatever_the_most():
    table = cm.cycle([HOLED, {"notoriety": {"target": 10000}}]).table
    assert table.status[0] == "met"
    assert cm.cycle([HOLED, {"notoriety": {"target": 15000}}]).table.status[0] is None


@given(COUNTS)
def test_bounds_hold_whatever_the_counts(counts):
    known = [count for count in counts if not math.isnan(count)]
    span = people(counts)
    if not known:
        assert all(map(math.isnan, span))
        return
    assert span.low == max(known)
    if len(known) < len(counts):
        assert math.isnan(span.high)
    else:
        assert span.low <= span.high == sum(known)


@given(COUNTS, st.integers(0, 10**10))
def test_an_audience_is_never_passed(counts, audience):
    low = people(counts).low
    if low > audience:
        with pytest.raises(errors.BadValueError):
            people(counts, audience)
    else:
        assert people(counts, audience).high <= audience


@given(COUNTS)
def test_a_missing_count_only_widens(counts):
    whole, holed = people(counts), people([*counts, math.nan])
    assert holed.low == whole.low or math.isnan(whole.low)
    assert math.isnan(holed.high)


def test_published_three_days_of_three_one_and_two_people():
    """Brandwatch: three days of 3, 1 and 2 people are 3 to 6 people."""
    assert people(pd.Series([3, 1, 2])) == Span(3, 6)
    assert all(map(math.isnan, people([])))


def test_an_audience_may_be_missing_or_refused():
    assert people([3, 1], math.nan) == people([3, 1], None) == Span(3, 4)
    with pytest.raises(errors.NotANumberError):
        people([3, 1], "many")


def test_the_schema_says_what_counts_people():
    assert [name for name in ("reach", "viewers", "users", "followers") if counts_people(name)] == [
        "reach", "viewers", "users", "followers",
    ]  # fmt: skip
    assert all(map(math.isnan, within([math.nan], "views")))
    assert all(map(math.isnan, UNKNOWN))


def test_three_posts_to_the_same_followers_reach_them_once():
    """W8, everwall: 1,000 followers and 3 posts are a total reach of 3,000 and 1,000 people."""
    assert people([1000, 1000, 1000], audience=1000) == Span(1000, 1000)


@given(st.lists(st.sets(st.integers(0, 60)), min_size=1, max_size=6))
def test_the_people_truly_reached_are_always_within_the_bounds(groups):
    span = people([len(group) for group in groups], audience=61)
    assert span.low <= len(set().union(*groups)) <= span.high


@pytest.mark.parametrize("column", ["reach", "clicks"])
def test_a_sum_that_no_number_holds_is_refused(column):
    with pytest.raises(errors.BadValueError, match="infinite"):
        within([1e308, 1e308], column)


def test_bounds_are_a_number_a_least_a_most_or_nothing():
    nan = math.nan
    assert Span(3, 3).exact
    assert Span(3, 3).one == Span(3, nan).one == 3
    assert math.isnan(Span(nan, 3).one)
    assert math.isnan(Span(2, 3).one)
    assert Span(nan, 3).known
    assert not Span(nan, nan).known


def test_what_is_known_in_part_is_the_least():
    assert within([1, math.nan, 2], "views").low == 3
    assert math.isnan(within([1, math.nan, 2], "views").high)
    assert within([1, 2], "views") == Span(3, 3)
    assert within([5, 5], "reach", 8) == Span(5, 8)
    assert not within([5, math.nan], "net_followers").known, "what is not known may be below zero"
