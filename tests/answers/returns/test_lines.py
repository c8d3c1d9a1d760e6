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

import cmkit as cm
from cmkit import errors
from cmkit.answers.returns.lines import ON_SITE, SEEN, attention, bounded, names, per_money
from cmkit.desk.sample import three_results
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
