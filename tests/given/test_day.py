"""The third of April taken for the fourth of March is what one would lose."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmkit import errors
from cmkit.given.day import as_day
from cmkit.language.writing import day


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
