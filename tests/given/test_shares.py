"""A margin of 40 taken for 4,000 % is what one would lose."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmkit import errors
from cmkit.given.shares import as_share
from cmkit.language.writing import percent


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
