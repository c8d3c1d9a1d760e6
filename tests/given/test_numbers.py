"""Numbers checked by columns: if these fail, a cell is read otherwise at once than by itself."""

from __future__ import annotations

import math
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmkit import errors
from cmkit.catalogue.columns import NUMBERS
from cmkit.given.numbers import as_day, as_share, checked, column_rule, confidence, one
from cmkit.given.numbers import cell as read_alone
from cmkit.language.writing import day, percent

CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.just(pd.NA),
    st.just(pd.NaT),
    st.just(Decimal("1.5")), st.just(np.int32(-3)), st.just(np.float32(0.5)), st.just(10**400), st.just([1]),
)  # fmt: skip
RULES = ["reach", "net_followers", "margin_rate", "spend", "my_column"]


def one_by_one(cells, rule):
    """Return what each cell is by itself: a number, or the reason why it is none."""
    found = []
    for cell in cells:
        try:
            found.append(read_alone(cell, rule))
        except errors.CmkitError as error:
            found.append(error.key)
    return found


@settings(max_examples=200, deadline=None)
@given(st.lists(CELLS, min_size=1), st.sampled_from(RULES))
def test_a_column_reads_as_its_cells_do(cells, name):
    rule = column_rule(name)
    numbers, odd = checked(pd.Series(cells, dtype=object), rule)
    reasons = {cell.place: cell.error.key for cell in odd}
    for place, (number, alone) in enumerate(zip(numbers, one_by_one(cells, rule), strict=True)):
        if isinstance(alone, str):
            assert math.isnan(number)
            assert reasons[place] == alone
        else:
            assert place not in reasons
            assert number == alone or (math.isnan(number) and math.isnan(alone))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(), min_size=1), st.sampled_from(RULES))
def test_a_column_of_floats_keeps_its_rule(cells, name):
    rule = column_rule(name)
    numbers, odd = checked(pd.Series(cells), rule)
    assert [cell.error.key for cell in odd] == [a for a in one_by_one(cells, rule) if isinstance(a, str)]
    assert np.isnan(numbers[[cell.place for cell in odd]]).all()


@pytest.mark.parametrize(
    "dtype", ["Int64", "Float64", "float32", "int8", "int64[pyarrow]", "double[pyarrow]"]
)
def test_every_dtype_of_numbers_is_read(dtype):
    numbers, odd = checked(pd.Series([5, -1], dtype=dtype), NUMBERS["reach"])
    assert numbers[0] == 5
    assert [(cell.place, cell.error.key) for cell in odd] == [(1, "negative")]


@pytest.mark.parametrize("dtype", ["bool", "boolean", "complex128", "datetime64[ns]", "str", "string"])
def test_what_is_no_number_is_noted_cell_by_cell(dtype):
    values = pd.to_datetime(["2026-01-01"] * 2) if dtype.startswith("date") else [True, False]
    numbers, odd = checked(pd.Series(values).astype(dtype), NUMBERS["reach"])
    assert np.isnan(numbers).all()
    assert {cell.error.key for cell in odd} == {"not_a_number"}


def test_the_given_column_is_left_as_it_was():
    column = pd.Series([1.0, -5.0])
    checked(column, NUMBERS["reach"])
    assert column.tolist() == [1.0, -5.0]


def test_texts_of_a_column_are_read_as_people_type_them_one_mark_settling_the_others():
    numbers, odd = checked(pd.Series(["1.200", "3,5", "1 200 €", 7, None, ""]), NUMBERS["spend"])
    assert numbers[:4].tolist() == [1200, 3.5, 1200, 7]
    assert np.isnan(numbers[4:]).all()
    assert odd == []
    numbers, odd = checked(pd.Series(["1.200", "3"]), NUMBERS["spend"])
    assert [(cell.place, cell.error.key) for cell in odd] == [(0, "two_readings")]


def test_the_rule_of_a_target_is_that_of_its_column():
    assert column_rule("target_reach") == NUMBERS["reach"]
    assert column_rule("target_mine").minimum is None


def test_two_hundred_thousand_cells_are_checked_at_once():
    column, start = pd.Series(np.arange(200_000.0)), time.perf_counter()
    checked(column, NUMBERS["reach"])
    checked(column.astype(object), NUMBERS["reach"])
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("given", "rule", "key"),
    [
        (None, {}, "not_a_number"),
        (math.nan, {}, "not_a_number"),
        ("many", {}, "not_a_number"),
        ("1.200", {}, "two_readings"),
        (Decimal("sNaN"), {}, "not_a_number"),
        (-1, {}, "negative"),
        (1.5, {"unit": "share"}, "above_one"),
        (math.inf, {}, "not_finite"),
        (0, {"above_zero": True}, "not_above_zero"),
        (None, {"above_zero": True}, "not_above_zero"),
        (2.5, {"whole": True}, "not_whole"),
    ],
)
def test_a_single_number_that_cannot_be_is_refused_by_its_name(given, rule, key):
    with pytest.raises(errors.CmkitError) as refused:
        one("visits", given, **rule)
    assert (refused.value.key, refused.value.facts["name"]) == (key, "visits")


def test_a_single_number_may_be_below_zero_where_its_rule_says_so():
    assert one("net_followers", -3, minimum=None) == -3


def test_what_may_be_is_given_back():
    assert (one("sales", 12), one("visits", 1000, above_zero=True, whole=True)) == (12.0, 1000.0)
    assert (one("sales", "1 200"), confidence("90 %")) == (1200.0, 0.9)
    assert confidence(0.9) == 0.9
    assert (column_rule("cpc").better, column_rule("my_column").better) == ("lower", "higher")


@pytest.mark.parametrize("level", [0, 1, None])
def test_a_confidence_that_promises_nothing_or_all_is_refused(level):
    with pytest.raises(errors.BadValueError, match="level"):
        confidence(level)


@pytest.mark.parametrize(
    "given",
    [
        date(2026, 3, 31), datetime(2026, 3, 31, 12, tzinfo=UTC), pd.Timestamp("2026-03-31 08:00"),
        np.datetime64("2026-03-31"), "2026-03-31", "31/03/2026", "03/31/2026", "31 mars 2026",
        "31 March 2026", "2026-03-31T00:00+02:00",
    ],
)  # fmt: skip
def test_a_day_is_understood_as_it_is_written(given):
    assert as_day("by", given) == date(2026, 3, 31)


def test_a_day_that_reads_two_ways_is_refused_with_both():
    with pytest.raises(errors.BadValueError, match=r"3 April 2026.*4 March 2026.*2026-04-03"):
        as_day("by", "03/04/2026")
    assert as_day("by", "04/04/2026") == date(2026, 4, 4)


@pytest.mark.parametrize("given", [None, pd.NaT, 5, 20260331, "31 mars", "soon", "", "2026-13-01", True, []])
def test_what_is_no_day_is_refused_by_its_name(given):
    with pytest.raises(errors.BadValueError, match="by is"):
        as_day("by", given)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["en", "fr"]))
def test_a_day_that_cmkit_writes_is_read_back(when, lang):
    assert as_day("by", day(when, lang)) == as_day("by", when.isoformat()) == when


@pytest.mark.parametrize("given", [0.4, "40 %", "40%", "0,4", "0.4", "40\u00a0%"])
def test_a_share_is_understood_as_it_is_written(given):
    assert as_share("margin", given) == 0.4


@pytest.mark.parametrize("given", [None, math.nan, "", "–"])
def test_a_missing_share_stays_missing(given):
    assert math.isnan(as_share("margin", given))


@pytest.mark.parametrize("given", [40, "40"])
def test_a_bare_number_above_one_is_refused_with_both_readings(given):
    with pytest.raises(errors.BadValueError, match=r"40%.*4,000%.*0\.4") as refused:
        as_share("margin", given)
    assert "4\u202f000\u00a0%" in refused.value.in_language("fr")


@pytest.mark.parametrize("given", [-0.1, "-5 %", "150 %", 400, math.inf, "abc", True, [0.4], "0,4 €"])
def test_what_no_share_can_be_is_refused(given):
    with pytest.raises(errors.CmkitError, match="margin"):
        as_share("margin", given)


@given(st.integers(0, 10_000), st.sampled_from(["en", "fr"]))
def test_a_percent_that_cmkit_writes_is_read_back(n, lang):
    assert as_share("margin", percent(n / 10_000, lang)) == pytest.approx(n / 10_000)
