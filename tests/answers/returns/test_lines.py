"""What one would lose: a "return" made of attention, clicks and euros added together."""

from __future__ import annotations

import copy
import math
import operator
import pickle
import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.returns.lines import (
    ON_SITE,
    SEEN,
    Amounts,
    Sum,
    added,
    attention,
    between,
    bounded,
    names,
    per_money,
)
from cmkit.desk.lab import three_results
from cmkit.given.money import Money
from cmkit.given.people import Span
from cmkit.language.facts import Number


@pytest.fixture(scope="module")
def found():
    return cm.returns(
        three_results("en"), cm.Objective("traffic", target=400), cost=[100, 200, 300],
        revenue=[300, 400, 500], margin=0.5,
    )  # fmt: skip


@pytest.mark.parametrize("one", ["roa", "roe", "roi"])
@pytest.mark.parametrize("other", ["roa", "roe", "roi"])
@pytest.mark.parametrize(
    "put", [operator.add, operator.sub, operator.mul, operator.truediv], ids=lambda f: f.__name__
)
def test_no_two_lines_can_be_put_together(found, one, other, put):
    with pytest.raises(errors.MixedReturnsError):
        put(getattr(found, one), getattr(found, other))


@pytest.mark.parametrize("kind", ["roa", "roe", "roi"])
@pytest.mark.parametrize(
    "average",
    [sum, statistics.mean, statistics.fmean, np.mean, np.sum, np.average, pd.Series.sum, pd.Series.mean],
    ids=["sum", "statistics.mean", "fmean", "np.mean", "np.sum", "np.average", "pd.sum", "pd.mean"],
)
def test_lines_of_one_kind_cannot_be_averaged_either(found, kind, average):
    """The return of three results is not the mean of their returns."""
    cells = found.table[kind]
    with pytest.raises((errors.MixedReturnsError, TypeError)) as caught:
        average(cells if average in (pd.Series.sum, pd.Series.mean) else list(cells))
    said = " ".join(map(str, (caught.value, caught.value.__cause__, caught.value.__context__)))
    assert kind.upper() in said


def test_a_row_of_the_table_has_no_mean(found):
    with pytest.raises(TypeError):
        found.table[["roa", "roe", "roi"]].mean(axis=1)


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_two_kinds_are_not_compared(found, compare):
    with pytest.raises(errors.MixedReturnsError, match="ROA and ROI cannot be put together"):
        compare(found.roa, found.roi)
    with pytest.raises(errors.MixedReturnsError, match="not a bare number"):
        compare(found.roi, 0.2)


def test_lines_of_one_kind_rank(found):
    first, second, third = found.table.roi
    assert first > second > third
    assert not second <= third
    assert max(found.table.roe).done == 483


def test_lines_that_count_other_things_do_not_rank(found):
    views = cm.returns(pd.DataFrame({"views": [10], "clicks": [1]}), "traffic", cost=10)
    with pytest.raises(errors.MixedReturnsError, match="different units"):
        found.table.roa[0] < views.roa  # noqa: B015


@pytest.mark.parametrize("bare", [float, int, complex, round, math.trunc, abs, operator.neg])
def test_a_line_is_no_bare_number(found, bare):
    with pytest.raises(errors.MixedReturnsError):
        bare(found.roi)
    assert found.roi.value == pytest.approx(0)


def test_the_errors_are_caught_as_type_errors_and_as_cmkits(found):
    with pytest.raises(TypeError):
        found.roa + found.roi
    with pytest.raises(errors.CmkitError):
        found.roa + 1


def test_lines_are_never_equal_across_kinds_and_survive_copies(found):
    assert found.roa != found.roi
    again = pickle.loads(pickle.dumps(found.table.roi[0]))
    assert again == found.table.roi[0] == copy.copy(found.table.roi[0])


def test_a_line_shows_itself(found):
    assert str(found.table.roi[0]) == "50.0%"
    assert repr(found.table.roa[0]) == "ROA: 50 people reached per unit of money"
    assert found.table.roe[0].short("fr") == "0,50\u00a0% (25 clics)"


@pytest.mark.parametrize("unit", [*SEEN, *ON_SITE])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_attention_is_counted_in_has_words_of_its_own(unit, lang):
    assert attention(unit).text(lang)
    assert "_" not in attention(unit).text(lang)


def test_a_return_is_counted_for_one_unit_of_its_currency():
    assert per_money("EUR").text("fr") == "pour 1,00\u00a0€"
    assert per_money(None).text("fr") == "par unité monétaire"


def test_columns_are_named_by_their_labels():
    assert names(["link_clicks", "shares"]).text("fr") == "clics sur un lien et partages"


def test_one_of_a_unit_is_said_as_one():
    one = cm.three_results("en").head(1).assign(reach=1, shares=1)
    assert attention("reach", 1).text("en") == "person reached"
    said = {"en": ("1 person reached", "(1 share)"), "fr": ("1 personne touchée", "(1 partage)")}
    for lang, words in said.items():
        assert all(each in cm.returns(one, "visibility").plain(lang) for each in words)
    assert "0 personne touchée" in cm.returns(one.assign(reach=0), "visibility").plain("fr")


def test_a_bound_is_said_and_a_number_stands_once():
    assert bounded(Number, (2, 2)).text("en") == "2"
    assert bounded(Number, (2, float("nan"))).text("fr") == "au moins 2"


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
