"""Paths in one compact form: the channels that people met, in order, up to a conversion or to nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit.catalogue.columns import Column
from cmkit.given.numbers import checked
from cmkit.language.facts import All
from cmkit.language.said import Said, said
from cmkit.statements.aside import Aside

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Paths:
    """Paths one after the other: `codes` are places in `channels`, `rows` in the table; days may be NaN."""

    channels: list[str]
    codes: Ints
    lengths: Ints
    conversions: Floats
    nulls: Floats | None
    value: Floats | None
    days: Floats | None
    aside: Aside
    rows: Ints
    notes: tuple[Said, ...] = ()

    @cached_property
    def starts(self) -> Ints:
        """Where each path starts in `codes`."""
        return np.concatenate([[0], np.cumsum(self.lengths)[:-1]]).astype(np.int64)

    @property
    def ends(self) -> Ints:
        """Where the last touch of each path stands in `codes`."""
        return self.starts + self.lengths - 1

    @cached_property
    def owner(self) -> Ints:
        """The path of each touch."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    @property
    def weight(self) -> Floats:
        """What there is to credit for each path: its value where one was asked for, else its conversions."""
        return self.conversions if self.value is None else self.value

    def by_channel(self, credit: Floats, codes: Ints | None = None) -> Floats:
        """Return the credit of touches added up by channel."""
        where = self.codes if codes is None else codes
        return np.bincount(where, weights=credit, minlength=len(self.channels)).astype(float)

    def only(self, kept: Flags) -> Paths:
        """Return some of the paths, whose channels stay."""
        parts = {name: getattr(self, name) for name in ("lengths", "conversions", "nulls", "value", "rows")}
        parts = {name: part if part is None else part[kept] for name, part in parts.items()}
        touches = kept[self.owner]
        days = None if self.days is None else self.days[touches]
        return replace(self, codes=self.codes[touches], days=days, **parts)


def numbers(aside: Aside, table: pd.DataFrame, column: str, missing: bool = False) -> Floats:
    """Return a column as floats; rows whose cell breaks the rule of a count (or is missing) are left out."""
    values, odd = checked(table[column], Column(column, "count"))
    for reason in dict.fromkeys(cell.error.key for cell in odd):
        cells = [cell for cell in odd if cell.error.key == reason]
        aside.put([cell.place for cell in cells], column, reason, [cell.value for cell in cells])
    if not missing:
        aside.put(np.isnan(values), column, "missing", table[column])
    return values


def counted(aside: Aside) -> All:
    """Return each reason and how many rows it holds, the most frequent first."""
    return All(tuple(said("journeys.counted", why=why, n=n) for why, n in aside.said()), "words.semicolon")


def as_codes(pieces: Any) -> tuple[list[str], Ints]:
    """Return the distinct names of touches, trimmed and sorted, and the place of each touch (-1: no name)."""
    places, raw = pd.factorize(pieces)
    trimmed = [" ".join(str(piece).split()) for piece in raw]
    names = sorted({name for name in trimmed if name})
    place = {name: at for at, name in enumerate(names)} | {"": -1}
    return names, np.array([place[name] for name in trimmed], dtype=np.int64)[places]
