"""Sums of the rows of a table, and which records are such sums: the arithmetic that totals are told by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from cmkit.catalogue.columns import NUMBERS
from cmkit.reading.files.grid import Mask, Table

BITS = 8.0
"""Agreement that chance does not give: the binary logarithms of the numbers that agree, added up."""
TIES = 50
Floats = np.ndarray[Any, np.dtype[np.float64]]


class Sums:
    """The numbers of a table that add up, and those that may agree (reach), a row a record."""

    def __init__(self, table: Table) -> None:
        names = [n for n in table.numbers if NUMBERS[str(n)].adds != "never"]
        self.names = [str(n) for n in names]
        self.given = table.numbers[names].to_numpy(dtype=float)
        self.values = np.nan_to_num(self.given)
        self.adds = np.array([NUMBERS[n].adds == "sum" for n in self.names], bool)
        self.rising = (self.values >= 0).all(axis=0)
        self.whole = (self.values % 1 == 0).all(axis=0)

    def slack(self, sums: Floats, rows: int) -> Floats:
        """What rounding explains: half of the last digit a row, never more than a hundredth."""
        rounding = np.where(self.whole, 0, np.minimum(0.005 * (rows + 1), 0.01 * np.abs(sums)))
        return np.asarray(rounding + 1e-9 * np.abs(sums) + 1e-9)

    def agreeing(self, at: int, sums: Floats, rows: int) -> Mask:
        """Columns above zero in which a record is a sum; none where an additive number is below it, unless
        two others are beyond chance."""
        gap = self.given[at] - sums
        same: Mask = np.abs(gap) <= self.slack(sums, rows)
        agree = same & (self.values[at] != 0)
        below = (self.adds & self.rising & ~same & (gap < 0)).any()  # as what a platform counts once overall
        if not (agree & self.adds).any() or (below and not self._sure(at, agree)):
            return np.zeros(len(agree), bool)
        # An additive number may be above its sum beside two that are it: the platform counts it differently.
        differs = (self.adds & ~same & (gap > 0)).any()
        enough: Mask = agree & (not differs or self.different(at, agree) > 1)
        return enough

    def different(self, at: int, agree: Mask) -> int:
        """How many different numbers agree: a count that stands in two columns proves nothing twice."""
        return len(self._different(at, agree))

    def _different(self, at: int, agree: Mask) -> set[float]:
        return set(np.round(self.values[at][agree], 6))

    def bits(self, at: int, agree: Mask) -> float:
        """How far an agreement is from chance."""
        return float(sum(np.log2(1 + abs(number)) for number in self._different(at, agree)))

    def _sure(self, at: int, agree: Mask) -> bool:
        return self.different(at, agree) > 1 and self.bits(at, agree) > BITS

    def enough(self, at: int, agree: Mask, rows: int, sole: bool = False) -> bool:
        """Whether an agreement proves something by itself; `sole`: no other record is in question."""
        no_chance = self.bits(at, agree) > BITS
        return rows > 1 and (sole or no_chance) if self.different(at, agree) > 1 else rows > 2 and no_chance


class Rows:
    """The rows that totals are looked for among, their numbers added up from the first on."""

    def __init__(self, sums: Sums, among: Mask) -> None:
        self.sums, self.at = sums, np.flatnonzero(among)
        self.added, self.counted = (
            np.vstack([np.zeros((1, len(sums.names))), np.cumsum(values, axis=0)])
            for values in (sums.values[self.at], sums.values[self.at] != 0)
        )

    def met(self, at: int) -> Iterator[tuple[bool, Mask, int]]:
        """Yield what a record is the sum of: part or all, the columns that agree, the rows that count."""
        before, after = (int(np.searchsorted(self.at, at, side)) for side in ("left", "right"))
        yield from ((False, *told) for told in self._agreeing(at, 0, before, after, len(self.at)))
        runs = (told for run in self._runs(at, before, after) for told in self._agreeing(at, *run))
        yield from ((True, *told) for told in islice(runs, 1))

    def _agreeing(self, at: int, start: int, end: int, again: int, last: int) -> Iterator[tuple[Mask, int]]:
        added, counted = (
            told[end] - told[start] + told[last] - told[again] for told in (self.added, self.counted)
        )
        agree = self.sums.agreeing(at, added, end - start + last - again)
        if agree.any():
            yield agree, int(counted[agree].max())

    def _runs(self, at: int, before: int, after: int) -> Iterator[tuple[int, int, int, int]]:
        """Runs of rows that end right above a record, or begin right below it, whose sum may be it."""
        sums = self.sums
        main = int(np.argmax(np.where(sums.adds & sums.rising, sums.values[at], -1)))
        said, added = sums.values[at, main], self.added[:, main]
        slack = sums.slack(sums.values[at], len(self.at))[main]
        near = np.array([-slack, slack])
        if said > 0:
            start, end = np.searchsorted(added[: before + 1], added[before] - said + near)
            yield from ((n, before, 0, 0) for n in range(start, min(end + 1, start + TIES, before)))
            start, end = np.searchsorted(added, added[after] + said + near)
            yield from ((after, n, 0, 0) for n in range(start, min(end + 1, start + TIES, len(added))))
