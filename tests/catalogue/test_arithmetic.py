"""What every metric owes to arithmetic, whatever its inputs."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmkit import errors
from cmkit.catalogue import CATALOGUE, FUNCTIONS, column_of

M = FUNCTIONS
COUNT = st.integers(0, 10**9)
SOME = st.integers(1, 10**9)

BASES = {name: found.inputs[-1] for name, found in CATALOGUE.items()} | {
    "sov": ("mentions", "rival_mentions"), "net_sentiment": ("positive", "negative"),
    "net_sentiment_all": ("positive", "negative", "neutral"), "nps": ("promoters", "passives", "detractors"),
}
NO_BASE = {
    "interactions", "public_interactions", "instagram_interactions", "net_followers", "esov", "emv", "clv",
}
RATES = [name for name in CATALOGUE if name not in NO_BASE]


def given_prices(name):
    return {c: 2.0 for c, value in CATALOGUE[name].constants.items() if math.isnan(value)}


def values(name, data):
    share = {"share"}
    return {
        each: data.draw(st.floats(0.01, 0.99) if column_of(each).unit in share else SOME, label=each)
        for each in CATALOGUE[name].inputs
    }


@pytest.mark.parametrize("name", RATES)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_zero_or_missing_base_gives_missing_and_never_an_error(name, data):
    """Zero reach is no reason for a traceback, nor for an infinite rate."""
    whole = values(name, data)
    bases = BASES[name] if isinstance(BASES[name], tuple) else (BASES[name],)
    for nothing in (0, None, math.nan):
        assert math.isnan(M[name](**(whole | dict.fromkeys(bases, nothing))))


@pytest.mark.parametrize("name", CATALOGUE)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_any_missing_input_makes_the_result_missing(name, data):
    """A missing count read as zero would understate the result."""
    whole = values(name, data)
    for each in whole:
        assert math.isnan(M[name](**(whole | {each: None}), **given_prices(name)))


@pytest.mark.parametrize("name", CATALOGUE)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_result_is_never_below_the_floor_that_is_announced(name, data):
    whole = values(name, data)
    for part, base in (("engaged_sessions", "sessions"), ("form_submissions", "form_starts")):
        if {part, base} <= set(whole):
            whole[part] = min(whole[part], whole[base])
    result = M[name](**whole, **given_prices(name))
    floor = CATALOGUE[name].floor
    assert math.isnan(result) or math.isfinite(result)
    assert floor is None or math.isnan(result) or result >= floor


UNCHANGED = [
    name for name, found in CATALOGUE.items()
    if found.unit in ("ratio", "times", "points", "minutes") and name not in ("be_roas", "esov", "iroas")
]


@pytest.mark.parametrize("name", UNCHANGED)
@given(data=st.data(), factor=st.integers(2, 1000))
@settings(max_examples=20, deadline=None)
def test_a_rate_does_not_change_with_the_size(name, data, factor):
    """Twice as much of everything is the same rate."""
    whole = values(name, data)
    larger = {each: value * factor for each, value in whole.items()}
    # What cannot be (more views completed than begun) is missing in any size.
    assert M[name](**larger) == pytest.approx(M[name](**whole), rel=1e-9, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("name", ["cpc", "cpm", "cpl", "cpa", "cac", "cpcv", "cpe", "aov", "acpm", "cpas"])
@given(data=st.data(), factor=st.integers(2, 1000))
@settings(max_examples=20, deadline=None)
def test_money_scales_with_its_currency(name, data, factor):
    """In cents all costs are a hundred times those in euros."""
    whole = values(name, data)
    paid = CATALOGUE[name].inputs[0]
    assert M[name](**(whole | {paid: whole[paid] * factor})) == pytest.approx(factor * M[name](**whole))


@pytest.mark.parametrize("name", ["engagement_rate", "ctr", "roas", "response_rate", "virality", "cpm"])
@given(part=COUNT, rest=st.integers(1, 10**6))
def test_more_of_the_part_is_more_and_more_of_the_base_is_less(name, part, rest):
    base = part + rest
    assert M[name](part + 1, base) > M[name](part, base)
    assert M[name](part + 1, base + 1) < M[name](part + 1, base)


@given(part=COUNT, rest=SOME)
def test_bounce_and_engagement_of_sessions_make_one(part, rest):
    base = part + rest
    assert M["bounce_rate"](part, base) + M["engaged_session_rate"](part, base) == pytest.approx(1, abs=1e-6)
    assert M["form_abandonment"](part, base) + M["form_completion"](part, base) == pytest.approx(1, abs=1e-6)


@given(ours=SOME, theirs=COUNT)
def test_shares_of_voice_make_one(ours, theirs):
    assert M["sov"](ours, theirs) + M["sov"](theirs, ours) == pytest.approx(1)


@given(revenue=COUNT, spend=SOME)
def test_roi_of_revenue_is_roas_less_one(revenue, spend):
    """ROI and ROAS differ by one, which is how one page's 350 % is another's 250 %."""
    assert M["roi"](revenue, spend) == pytest.approx(M["roas"](revenue, spend) - 1)


@given(again=COUNT, reach=SOME, spend=COUNT)
def test_cost_per_thousand_people_is_cpm_times_frequency(again, reach, spend):
    impressions = reach + again
    people, frequency = M["cost_per_thousand_reached"](spend, reach), M["frequency"](impressions, reach)
    assert people == pytest.approx(M["cpm"](spend, impressions) * frequency)


@given(positive=COUNT, negative=COUNT, neutral=COUNT)
def test_neutral_mentions_only_bring_sentiment_nearer_to_zero(positive, negative, neutral):
    without = M["net_sentiment"](positive, negative)
    everything = M["net_sentiment_all"](positive, negative, neutral)
    assert math.isnan(without) or -1 <= without <= 1
    assert math.isnan(without) or abs(everything) <= abs(without)


@given(promoters=COUNT, passives=COUNT, detractors=SOME)
def test_nps_stays_between_its_ends(promoters, passives, detractors):
    assert -100 <= M["nps"](promoters, passives, detractors) <= 100


@given(likes=COUNT, shares=COUNT, comments=COUNT, clicks=COUNT, saves=COUNT)
def test_interactions_are_public_ones_and_clicks(likes, shares, comments, clicks, saves):
    public = M["public_interactions"](likes, shares, comments)
    assert M["interactions"](likes, shares, comments, clicks) == public + clicks
    assert M["instagram_interactions"](likes, shares, comments, saves) == public + saves


def test_followers_lost_on_balance_have_no_cost():
    """A negative cost per follower would rank the worst campaign first."""
    assert M["net_followers"](5, 20) == -15
    assert math.isnan(M["cost_per_follower"](100, -15))
    assert M["audience_growth"](-15, 1000) == -0.015


def test_a_share_above_one_is_refused_with_the_way_to_write_it():
    with pytest.raises(errors.BadValueError, match=r"margin_rate.*35"):
        M["be_roas"](35)


def test_emv_without_prices_is_missing():
    """No price list is built in: an invented amount must not look like money."""
    assert math.isnan(M["emv"](1000, 10, 5))
    assert math.isnan(M["emv"](1000, 10, 5, cpm_price=5))
