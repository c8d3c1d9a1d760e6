"""What one would lose: what is not known taken as nothing, or what is known dropped."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit.answers.returns.sums import Amounts, Sum, added, between
from cmkit.given.money import Money
from cmkit.given.people import Span

N = math.nan
THREE = cm.three_results("en")
AMOUNTS = st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), min_size=2, max_size=5)
SOME = settings(max_examples=60, deadline=None)


def hidden(column):
    """Return a column as it is, and as a person knows it: some of its cells are missing."""
    return [float(value) for value, _ in column], [N if gone else float(value) for value, gone in column]


def inside(value, span):
    """Tell whether a number is inside bounds, of which one that is not known bounds nothing."""
    low, high = span
    low, high = -math.inf if math.isnan(low) else low, math.inf if math.isnan(high) else high
    return low - 1e-6 <= value * (1 + 1e-9) and value * (1 - 1e-9) <= high + 1e-6


def test_a_cost_known_for_one_of_three_results_bounds_the_roi():
    """Printed "ROI 7,400 %: 750 of margin for 10" before: the cost known for one result was dropped."""
    found = cm.returns(
        THREE, "traffic", cost=[100, N, N], revenue=[500] * 3, margin=0.5, hours=10, hourly_cost=1
    )
    assert math.isnan(found.roi.value)
    assert found.roi.span.high == pytest.approx(750 / 110 - 1)
    assert "at most 581.8%: 750.00 of margin for at least 110.00" in found.text("en")
    assert "au plus 581,8\u00a0%\u00a0: 750,00 de marge pour au moins 110,00" in found.text("fr")
    ladder = found.ladder.set_index("step")
    assert ladder.high["roi_margin"] == pytest.approx(6.5)
    assert ladder.high["roas"] == pytest.approx(15)
    assert math.isnan(ladder.value["roi_full"])


@pytest.mark.parametrize(("lang", "most"), [("en", "at most 6.00"), ("fr", "au plus 6,00")])
def test_clicks_known_for_one_of_three_results_bound_the_cost_of_a_click(lang, most):
    posts = pd.DataFrame({"link_clicks": [50, None, None], "reach": [1000, 2000, 3000]})
    page = cm.answer_the_boss(posts, "traffic", cost=300)
    assert most in page.text(lang)
    assert "(6.00)" not in page.text(lang).replace(",", ".")
    found = page.returns
    assert (found.roe.total.low, found.roe.done) == (50, 50)
    assert math.isnan(found.roe.total.high)
    assert found.roe.per_money == pytest.approx(50 / 300), "the least"


@SOME
@given(AMOUNTS, AMOUNTS, st.floats(0.05, 1), st.integers(0, 50))
def test_the_true_roi_is_inside_the_bounds_said(costs, revenues, margin, hours):
    n = min(len(costs), len(revenues))
    (cost, known), (revenue, seen) = hidden(costs[:n]), hidden(revenues[:n])
    posts = pd.DataFrame({"reach": [10] * n, "clicks": [1] * n})
    stated = {"margin": margin, "hours": hours, "hourly_cost": 2}
    roi = cm.returns(posts, "traffic", cost=known, revenue=seen, **stated).roi
    paid = sum(cost) + 2 * hours
    if paid > 0:
        assert inside((sum(revenue) * margin - paid) / paid, roi.span)
    if sum(cost) > 0:
        assert inside(sum(revenue) / sum(cost), roi.roas_span)
    if not any(map(math.isnan, [*known, *seen])) and paid > 0:
        assert roi.span.exact


@SOME
@given(AMOUNTS, st.lists(st.floats(0, 1), min_size=5, max_size=5), st.integers(1, 10**6))
def test_the_true_roi_is_inside_the_bounds_whatever_the_margins_that_are_not_known(sold, shares, cost):
    """A margin that is not known may be anything from nothing to the revenue that it is a part of."""
    revenue = [float(value) for value, _ in sold]
    true = [value * share for value, share in zip(revenue, shares, strict=False)]
    known = [N if gone else margin for margin, (_, gone) in zip(true, sold, strict=True)]
    money = [None if math.isnan(margin) else Money(margin) for margin in known]
    posts = pd.DataFrame({"reach": [10] * len(sold)})
    for given_revenue in ({}, {"revenue": revenue}, {"revenue": sum(revenue)}):
        roi = cm.returns(posts, "visibility", cost=cost, margin=money, **given_revenue).roi
        assert roi.span.known or not any(margin is not None and margin.amount for margin in money)
        assert inside(sum(true) / cost - 1, roi.span)


@SOME
@given(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(1, 10**6))
def test_the_true_costs_and_returns_are_inside_the_bounds_said(clicked, seen, costs, whole):
    n = min(map(len, (clicked, seen, costs)))
    (clicks, some), (views, viewed) = hidden(clicked[:n]), hidden(seen[:n])
    cost, paid = hidden(costs[:n])
    posts = pd.DataFrame({"views": viewed, "clicks": some})
    for stated, spent in ((whole, whole), (paid, sum(cost))):
        page = cm.answer_the_boss(posts, "traffic", cost=stated)
        if spent > 0:
            assert inside(sum(views) / spent, page.returns.roa.per_money)
        for step in page.steps.itertuples():
            true = sum(clicks if step.what == "clicks" else views)
            assert inside(true, (step.low, step.high))
            if true > 0:
                assert inside(step.per * spent / true, (step.cheapest, step.dearest))


def test_bounds_of_a_ratio_where_the_margin_is_negative():
    assert between(lambda a, b: a / b, Span(-100, -100), Span(50, N)) == (-2, pytest.approx(N, nan_ok=True))


def test_amounts_of_a_result_and_of_the_whole():
    amounts = added(np.array([5.0, N]), Money(0, "EUR"))
    assert amounts.of(None).ends[0] == 5
    assert amounts.of(1).unknown
    assert amounts.of(0).exact
    assert Amounts(Sum(Money(0), 5, 5)).of(0) is None
    assert amounts.of(None).fact().text("en") == "at least €5.00"
    assert amounts.of(0).fact("cost").source.columns == ("cost",)
    assert Sum(Money(0, "USD"), 5, 5).fact().text("en") == "$5.00"
