"""A damaged .xls may make its reader fill the memory: it is refused before."""

from __future__ import annotations

import pytest

from tests.reading.made import refused, xls


@pytest.mark.parametrize("fat", [[1, 0], [0], [1, 2, 1]])
def test_a_chain_of_sectors_that_loops_is_refused(fat: list[int]) -> None:
    refused(xls(fat), "damaged_workbook", "out of order")


def test_a_file_cut_in_its_head_is_refused() -> None:
    refused(xls([])[:60], "damaged_workbook")
