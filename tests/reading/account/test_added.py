"""A sum that rounding hides, or a chance that looks like one, would be a total missed or a row lost."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cmkit.reading.account.added import Rows, Sums


class _Table:
    def __init__(self, **numbers: list[float]) -> None:
        self.numbers = pd.DataFrame(numbers, dtype="float64")


def met(at: int, **numbers: list[float]) -> list[tuple[bool, list[str], int]]:
    sums = Sums(_Table(**numbers))  # type: ignore[arg-type]
    rows = Rows(sums, np.arange(len(next(iter(numbers.values())))) != at)
    named = np.array(sums.names)
    return [(part, named[agree].tolist(), counted) for part, agree, counted in rows.met(at)]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_record_is_the_sum_of_all_others_wherever_it_stands(at: int) -> None:
    spend, clicks = [12.5, 7.06], [30.0, 50.0]
    spend.insert(at, 19.56)
    clicks.insert(at, 80)
    assert met(at, spend=spend, clicks=clicks)[0] == (False, ["spend", "clicks"], 2)


def test_cents_that_rounding_moved_are_the_same_and_counts_are_not() -> None:
    """Google Ads rounds each amount: 1,661.67 and 904.26 make 2,565.92."""
    assert met(2, spend=[1661.67, 904.26, 2565.92], clicks=[5, 6, 11])
    assert not met(2, spend=[1661.67, 904.26, 2565.92], clicks=[5, 6, 10])


def test_a_run_of_rows_above_or_below_is_found() -> None:
    clicks = [5.0, 30, 50, 80, 7]
    assert met(3, clicks=clicks) == [(True, ["clicks"], 2)]
    assert met(0, clicks=[80.0, 30, 50, 7]) == [(True, ["clicks"], 2)]


def test_what_is_not_known_and_what_does_not_add_up_prove_nothing() -> None:
    assert met(2, clicks=[30, 50, 80], reach=[40, 60, 70])[0] == (False, ["clicks"], 2)
    assert met(2, clicks=[30, 50, 80], orders=[1, 2, np.nan])[0] == (False, ["clicks"], 2)
    assert met(2, clicks=[0, 0, 0]) == []


def test_a_number_that_stands_in_two_columns_is_one_proof() -> None:
    sums = Sums(_Table(clicks=[30, 50, 80], link_clicks=[30, 50, 80]))  # type: ignore[arg-type]
    assert sums.different(2, np.array([True, True])) == 1
