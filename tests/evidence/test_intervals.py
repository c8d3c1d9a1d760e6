"""What one would lose: being told how sure a rate is, and whether "no sale" is news at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cmkit import errors
from cmkit.evidence import intervals


def counts():
    return st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_wilson_of_a_published_example():
    """W35, rstudio-pubs 1367507: 6 of 32 gives 0.08889545 to 0.35309155."""
    assert intervals.wilson(6, 32) == pytest.approx((0.08889545, 0.35309155), abs=5e-9)


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"), [(533, 5000, 9.83, 11.55), (528, 9800, 4.96, 5.85)]
)
def test_wilson_of_the_three_results(hits, trials, low, high):
    """W1: the intervals of the three results' engagement rates, in percent."""
    assert [round(100 * bound, 2) for bound in intervals.wilson(hits, trials)] == [low, high]


def test_no_sale_in_a_thousand_visits():
    """W49: one-sided 0.299 %, two-sided 0.368 %, Wilson 0.383 %."""
    assert round(100 * intervals.upper_bound(0, 1000), 3) == 0.299
    assert round(100 * intervals.exact(0, 1000).high, 3) == 0.368
    assert round(100 * intervals.wilson(0, 1000).high, 3) == 0.383


@pytest.mark.parametrize(("rate", "chance"), [(0.001, 0.368), (0.005, 0.0067), (0.02, 1.7e-9)])
def test_chance_of_no_sale_if_the_rate_were(rate, chance):
    """W49: the chance of no sale in 1,000 visits under three true rates."""
    assert intervals.chance_of_at_most(0, 1000, rate) == pytest.approx(chance, rel=0.02)


@given(counts(), st.floats(0.5, 0.999))
def test_exact_agrees_with_scipy(pair, level):
    hits, trials = pair
    theirs = stats.binomtest(hits, trials).proportion_ci(level, "exact")
    assert intervals.exact(hits, trials, level) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(counts(), st.floats(0.0, 1.0))
def test_chance_agrees_with_scipy(pair, rate):
    hits, trials = pair
    assert intervals.chance_of_at_most(hits, trials, rate) == pytest.approx(
        stats.binom.cdf(hits, trials, rate), abs=1e-9
    )


@given(counts())
def test_an_interval_holds_the_rate_that_was_seen(pair):
    hits, trials = pair
    for low, high in (intervals.wilson(hits, trials), intervals.exact(hits, trials)):
        assert 0 <= low <= hits / trials + 1e-12
        assert hits / trials - 1e-12 <= high <= 1


@given(st.floats(0.0005, 0.9), st.integers(0, 5), st.floats(0.8, 0.99))
def test_news_begins_exactly_there(rate, hits, level):
    """One visit too few and zero would be called surprising when it is not."""
    trials = intervals.trials_before_news(rate, hits, level)
    assert intervals.chance_of_at_most(hits, trials, rate) < 1 - level
    assert trials - 1 <= hits or intervals.chance_of_at_most(hits, trials - 1, rate) >= 1 - level


def test_difference_of_two_rates_published():
    """R. G. Newcombe, 1998, table II (a): 56 of 70 against 48 of 80, method 10."""
    assert [round(bound, 4) for bound in intervals.difference(56, 70, 48, 80)] == [0.0524, 0.3339]


@pytest.mark.parametrize(
    "call",
    [
        lambda: intervals.wilson(5, 4),
        lambda: intervals.wilson(0, 0),
        lambda: intervals.exact(-1, 10),
        lambda: intervals.upper_bound(1, 10, level=1),
        lambda: intervals.upper_bound(1, 10, level=95),
        lambda: intervals.chance_of_at_most(1, 10, 1.5),
        lambda: intervals.trials_before_news(0),
        lambda: intervals.wilson("five", 10),
        lambda: intervals.wilson(float("nan"), 10),
    ],
)
def test_counts_that_cannot_be_are_refused_in_a_sentence(call):
    with pytest.raises(errors.CmkitError) as refused:
        call()
    assert len(str(refused.value)) > 30


def test_no_hit_has_no_lower_bound_and_a_rate_its_own_wait():
    assert intervals.lower_bound(0, 1000) == 0
    assert intervals.trials_before_news(0.02) == 149


def test_rates_that_chance_could_turn_around_do_not_differ():
    assert not intervals.differ(10, 1000, 11, 1000)
    assert intervals.differ(10, 1000, 90, 1000)
    assert intervals.differ(0, 50, 10, 50)
    assert not intervals.differ(0, 5, 1, 5)


@given(st.integers(0, 40), st.integers(0, 40))
def test_two_rates_differ_whichever_comes_first(one, other):
    assert intervals.differ(one, 40, other, 40) == intervals.differ(other, 40, one, 40)
