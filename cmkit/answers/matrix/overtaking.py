"""Who overtakes whom between two orders: every pair counted in n log n steps, and listed as far as asked.

Two results are a pair in the other order where one is ahead by the first order and behind by the second;
who ties by either of them overtakes nobody there.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Ranks = npt.NDArray[np.int64]


def overtaken_by(first: Ranks, second: Ranks) -> tuple[Ranks, Ranks]:
    """Return how many each overtakes, and by how many it is overtaken, from `first` to `second`.

    Both are ranks of the same results, 1 being the best; they must have no holes.
    """
    return _passed(first, second), _passed(-first, -second)


def pairs(first: Ranks, second: Ranks, lost: Ranks) -> Iterator[tuple[int, int]]:
    """Yield the pairs in the other order, (ahead by `first`, ahead by `second`), as places in the ranks.

    `lost` tells who is overtaken at all, so that whoever takes but the first pairs looks at few results.

    >>> first, second = np.array([1, 1, 3]), np.array([3, 2, 1])
    >>> list(pairs(first, second, overtaken_by(first, second)[1]))
    [(0, 2), (1, 2)]
    """
    for ahead in np.flatnonzero(lost).tolist():
        past = (first > first[ahead]) & (second < second[ahead])
        yield from ((ahead, other) for other in np.flatnonzero(past).tolist())


def _passed(first: Ranks, second: Ranks) -> Ranks:
    """Return for each how many come before it by `first` and after it by `second`, ties left out."""
    order = np.lexsort((second, first))  # who ties by the first stands so that nobody there passes another
    passed = np.empty_like(order)
    passed[order] = _greater_before(second[order])
    return passed


def _greater_before(values: Ranks) -> Ranks:
    """Return for each value how many of those before it are greater.

    Bit by bit from the highest: of two values the greater is the one with a 1 where they first differ, so
    at each bit, among values alike so far, a 0 counts the 1 that stand before it.
    """
    values = values - values.min(initial=0)
    found, order = np.zeros_like(values), np.arange(len(values))
    for bit in reversed(range(int(values.max(initial=0)).bit_length())):
        here = values[order]
        alike, one = here >> (bit + 1), (here >> bit) & 1
        before = np.cumsum(one) - one
        before -= before[np.searchsorted(alike, alike)]
        found[order] += np.where(one == 0, before, 0)
        order = order[np.argsort(here >> bit, kind="stable")]
    return found
