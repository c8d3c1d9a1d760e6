"""Mutated files: only an Export that reconciles, or an error that names the file and the reason."""

from __future__ import annotations

import pytest

from tests.reading import fuzz

COUNT = 2_000
PARTS = 8


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(PARTS))
def test_no_mutation_loses_a_row_or_raises_anything_else(part: int) -> None:
    each = COUNT // PARTS
    seen = fuzz.run(each, seed=1, first=part * each)
    assert seen["read"] > 0.4 * each
