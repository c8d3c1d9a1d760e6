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
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.answers.attribution.opening import Floats, Ints, Paths

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ORDERS = (1, 2, 3)
CLOSE = 1e-14
"""What walks bring is followed until a step changes less than this part of it, over all that they visit."""
CELLS = 2_000_000
"""How many numbers are held at once while walks are followed."""
LEAP = 3
"""After so many steps what is still missing is estimated by the last channel alone, and added at once."""
COARSE = 3_000
"""Up to so many channels that estimate is made: it holds a number for each two of them."""


@dataclass(frozen=True)
class Chain:
    """How walks start in states, move between them and are rewarded on leaving them; `visits`: how often a
    walk comes to each, on average; `recent`: its channels, the last one first, -1 where there is none yet."""

    moves: csr_array
    start: Floats
    reward: Floats
    visits: Floats
    recent: Ints


def checked_order(order: Any) -> int:
    """Return how many channels a chain looks back over: 1, 2 or 3."""
    if order not in ORDERS or isinstance(order, bool):
        raise errors.BadValueError("order_range", value=order)
    return int(order)


def removal_effects(paths: Paths, order: int = 1) -> Floats:
    """Return, for each channel, the part of the conversions (or value) that is lost without it."""
    if paths.nulls is None or not paths.nulls.any():
        raise errors.MissingColumnError("no_nulls")
    built = chain(paths, order)
    with np.errstate(invalid="ignore"):  # where nothing was won, no part of it is lost
        return np.clip(1 - won_without_each(built, len(paths.channels)) / won(built), 0.0, 1.0)


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
    ends = paths.ends
    leaves = np.append(states[1:] != states[:-1], True)
    leaves[ends] = True
    left = np.bincount(states[leaves], weights=touch_counts[leaves], minlength=size)
    leaves[ends] = False
    before = np.flatnonzero(leaves)
    steps = (states[before], states[before + 1])
    share = _part(touch_counts[before], left[steps[0]])
    return Chain(
        csr_array((share, steps), shape=(size, size)),
        np.bincount(states[paths.starts], weights=counts, minlength=size) / counts.sum(),
        _part(np.bincount(states[ends], weights=paths.weight, minlength=size), left), left / counts.sum(),
        recent,
    )  # fmt: skip


def _part(some: npt.NDArray[Any], whole: npt.NDArray[Any]) -> Floats:
    """Return a part of a whole, 0 where the whole is: paths that count for nothing lead nowhere."""
    return np.asarray(np.divide(some, whole, out=np.zeros(len(some)), where=whole > 0), dtype=float)


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


def size_of(paths: Paths, order: int) -> int:
    """Return how large the chain of an order is: its states, times the channels that are removed in turn."""
    return len(_states(paths, order)[1]) * len(paths.channels)


def won(built: Chain) -> float:
    """Return what a walk brings on average."""
    return float(built.visits @ built.reward)


def won_without_each(built: Chain, channels: int) -> Floats:
    """Return what a walk brings on average when those who reach a channel are lost, for each channel."""
    some = max(1, CELLS // len(built.recent))
    follows = _follows(built, channels) if channels <= COARSE else None
    parts = (np.arange(begin, min(begin + some, channels)) for begin in range(0, channels, some))
    return np.concatenate([_won_without(built, removed, follows) for removed in parts])


def _won_without(built: Chain, removed: Ints, follows: Floats | None) -> Floats:
    """Return what a walk brings when those who reach a channel are lost, for each of some (a column each).
    Steps alone are slow where walks are long: hence leaps, given up for a channel once they do not help."""
    lasts = built.recent[:, 0]
    stays = lasts[:, None] != removed
    value, leaping, missing, steps = np.zeros(stays.shape), np.full(len(removed), True), np.inf, 0
    while True:
        before, value = value, stays * (built.moves @ value + built.reward[:, None])
        change = value - before
        left = built.visits @ np.abs(change)
        if (left <= CLOSE * (built.visits @ value)).all():
            return np.asarray(built.start @ value, dtype=float)
        if follows is not None and steps % LEAP == 0 and leaping.any():
            leaping &= left < missing
            missing = left
            value += stays * (_leap(built, change, removed, follows) * leaping)[lasts]
        steps += 1


def _follows(built: Chain, channels: int) -> Floats:
    """Return how often a walk comes to each channel (column) after one (row), by the last channel alone."""
    lasts, moves = built.recent[:, 0], built.moves.tocoo()
    steps = lasts[moves.row] * channels + lasts[moves.col]
    went = np.bincount(steps, weights=built.visits[moves.row] * moves.data, minlength=channels**2)
    left = np.bincount(lasts, weights=built.visits, minlength=channels)
    share = _part(went, np.repeat(left, channels)).reshape(channels, channels)
    return np.asarray(np.linalg.inv(np.eye(channels) - share), dtype=float)


def _leap(built: Chain, change: Floats, removed: Ints, follows: Floats) -> Floats:
    """Return what is about to be added to each last channel (row), where a channel is removed (column)."""
    from scipy.sparse import csr_array

    states = np.arange(len(built.visits))
    visits = np.bincount(built.recent[:, 0], weights=built.visits, minlength=len(follows))
    weight = _part(built.visits, visits[built.recent[:, 0]])
    shape = (len(follows), len(states))
    mean = csr_array((weight, (built.recent[:, 0], states)), shape=shape) @ change
    added = follows @ mean
    through = added[removed, np.arange(len(removed))] / follows[removed, removed]
    return np.asarray(added - follows[:, removed] * through - mean, dtype=float)
