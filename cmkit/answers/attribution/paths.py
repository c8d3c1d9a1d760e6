"""Paths in one compact form: the channels that people met, in order, up to a conversion or to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cmkit.answers.attribution.floats import Floats
from cmkit.language.said import Said
from cmkit.statements.aside import Aside

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Paths:
    """Paths, laid one after the other.

    - `channels`: the names, sorted; `codes`: the channel of each touch, as its place in `channels`;
    - `lengths`: how many touches each path has;
    - `conversions`, `nulls`: how often each path ended in a conversion, in nothing (None: not known);
    - `value`: what its conversions were worth (None: not asked for);
    - `days`: for each touch, how many days before the conversion (None: not known; NaN: not for this path);
    - `aside`: the rows that could not be used; `rows`: the place of each path in the table as given (of
      touches: of its last one); `notes`: what is to be known of the reading.
    """

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
