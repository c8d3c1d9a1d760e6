"""Attribution by a Markov chain: what would be lost if a channel were not there.

Each path is a walk from one state to the next until a conversion or nothing. The removal effect of a
channel is the part of all conversions that is lost when whoever would reach it is lost; the total is
shared in proportion to the removal effects. Source: E. Anderl, I. Becker, F. von Wangenheim and
J. Schumann, 2014 (International Journal of Research in Marketing, 2016).

A state is the last `order` channels of a walk (fewer at its beginning). A step from a state to itself (a
channel met twice in a row, when the order is 1) changes neither the chance to convert nor any removal
effect, so it is left out, as the package ChannelAttribution does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.attribution.aside import Floats
from cmkit.answers.attribution.paths import Ints, Paths

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ORDERS = (1, 2, 3)
CLOSE = 1e-15
"""The walks are followed until what they still add is this part of what they have added, or less."""
CELLS = 4_000_000
"""How many numbers are held at once while walks are followed."""


@dataclass(frozen=True)
class Chain:
    """A Markov chain: how walks start, move and are rewarded, and which channels each state holds.

    `moves[i, j]`: chance to go from state i to j; `start[i]`: to begin in it; `reward[i]`: expected
    conversions (or value) on leaving it; `recent[i]`: its channels, -1 where there is none yet.
    """

    moves: csr_array
    start: Floats
    reward: Floats
    recent: Ints


def removal_effects(paths: Paths, order: int = 1) -> Floats:
    """Return, for each channel, the part of the conversions (or value) that is lost without it.

    Raises `MissingColumnError` where no path is known that did not convert.

    >>> from cmkit.answers.attribution.opening import read_paths
    >>> table = pd.DataFrame({"path": ["g", "m", "g > m"], "conversions": [2, 1, 1], "nulls": [1, 0, 0]})
    >>> removal_effects(read_paths(table)).tolist()
    [0.75, 0.5]
    """
    if paths.nulls is None or not paths.nulls.any():
        raise errors.MissingColumnError("no_nulls")
    built = chain(paths, order)
    effects: Floats = np.clip(1 - won_without_each(built, len(paths.channels)) / won(built), 0.0, 1.0)
    return effects


def markov(paths: Paths, order: int = 1) -> Floats:
    """Share what there is to credit in proportion to the removal effects."""
    effects = removal_effects(paths, order)
    return np.asarray(effects / effects.sum() * paths.weight.sum(), dtype=float)


def chain(paths: Paths, order: int = 1) -> Chain:
    """Build the chain of these paths: how often each state was left, and where to."""
    from scipy.sparse import csr_array

    counts = paths.conversions + (0.0 if paths.nulls is None else paths.nulls)
    touch_counts = np.repeat(counts, paths.lengths)
    states, recent = _states(paths, order)
    size = len(recent)
    ends = paths.starts + paths.lengths - 1
    leaves = np.append(states[1:] != states[:-1], True)
    leaves[ends] = True
    left = np.bincount(states[leaves], weights=touch_counts[leaves], minlength=size)
    leaves[ends] = False
    before = np.flatnonzero(leaves)
    steps = (states[before], states[before + 1])
    share = touch_counts[before] / left[steps[0]]
    return Chain(
        csr_array((share, steps), shape=(size, size)),
        np.bincount(states[paths.starts], weights=counts, minlength=size) / counts.sum(),
        np.bincount(states[ends], weights=paths.weight, minlength=size) / left,
        recent,
    )


def _states(paths: Paths, order: int) -> tuple[Ints, Ints]:
    """Return the state of each touch, and the last `order` channels (-1: none yet) of each state."""
    base = len(paths.channels) + 1
    place = np.arange(len(paths.codes)) - np.repeat(paths.starts, paths.lengths)
    code = paths.codes + 1
    for back in range(1, order):
        earlier = np.concatenate([np.zeros(back, dtype=np.int64), paths.codes[:-back] + 1])[: len(code)]
        code = code + np.where(place >= back, earlier, 0) * base**back
    states, distinct = pd.factorize(code)
    recent = np.stack([distinct // base**back % base - 1 for back in range(order)], axis=1)
    return states.astype(np.int64), recent.astype(np.int64)


def won(built: Chain) -> float:
    """Return what a walk brings on average."""
    return float(built.start @ _follow(built, np.ones((len(built.start), 1)))[:, 0])


def won_without_each(built: Chain, channels: int) -> Floats:
    """Return what a walk brings on average when those who reach a channel are lost, for each channel."""
    some = max(1, CELLS // len(built.recent))
    parts = []
    for begin in range(0, channels, some):
        removed = np.arange(begin, min(begin + some, channels))
        open_states = (built.recent[:, :, None] != removed).all(axis=1)
        parts.append(built.start @ _follow(built, open_states))
    return np.concatenate(parts)


def _follow(built: Chain, open_states: Any) -> Any:
    """Return what a walk from each state brings, where only `open_states` lead on; a column a case.

    Walks are followed step by step, which stays quick where states are many and their matrix large.
    """
    mask = np.asarray(open_states, dtype=float)
    step = mask * built.reward[:, None]
    total = step.copy()
    while step.max(initial=0.0) > CLOSE * total.max(initial=0.0):
        step = mask * (built.moves @ step)
        total += step
    return total
