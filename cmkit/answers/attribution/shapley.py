"""Attribution by Shapley value: what each channel adds to those already there, over all orders of arrival.

Where only converting paths are known, a set of channels is worth the conversions of the paths made of
nothing else. The Shapley value is then each path shared equally among its distinct channels: exact, at
once, for any number of channels.

Where paths that did not convert are known too, each path is a game of its own: a set of its channels is
worth the rate at which people convert who met exactly that set (0 where nobody did). This is the
"conv_rate" of the package Marketing Attribution Models (DP6), without its limit on the size of a set.
A channel with which people convert less than without it can come out below zero.
"""

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.attribution.opening import Flags, Floats, Ints, Paths
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number

EXACT = 12
"""Up to so many distinct channels on a path every order of arrival is counted; beyond, some are drawn."""
MOST_SETS = 60_000_000
"""How many sets of channels may be looked up in all: beyond it, longer paths are sampled earlier."""
CHUNK = 2_000_000

Worth = Callable[[Ints], Floats]
"""What sets of channels are worth, each set named by the sum of the keys of its channels."""


Found = tuple[Floats, str, int]
"""The credit of each channel, how it was found ("linear", "exact" or "sampled"), from how many orders."""


def shapley_of(coalitions: Mapping[Iterable[str] | str, float]) -> dict[str, float]:
    """Return the exact Shapley value of up to 12 players, from what each coalition (a set) is worth."""
    sets = {frozenset([s] if isinstance(s, str) else s): value for s, value in coalitions.items()}
    names = sorted(set().union(*sets))
    if len(names) > EXACT:
        raise errors.BadValueError("too_many_players", n=len(names), most=EXACT)
    keys = _keys(len(names))
    rule = Column("worth", "money", minimum=None)
    known = {sum(int(keys[names.index(name)]) for name in s): as_number(v, rule) for s, v in sets.items()}
    found = _exact(keys[None, :], _looked_up(np.array([*known], dtype=np.int64), np.array([*known.values()])))
    return dict(zip(names, found[0].tolist(), strict=True))


def shapley(paths: Paths, samples: int = 200, seed: int = 0) -> Found:
    """Credit channels by their Shapley value; see the module for what a set of channels is worth."""
    distinct = ~pd.Series(paths.owner * len(paths.channels) + paths.codes).duplicated().to_numpy()
    sizes = np.add.reduceat(distinct.astype(np.int64), paths.starts)
    if paths.nulls is None or not paths.nulls.any():
        share = np.repeat(paths.weight / sizes, sizes)
        return paths.by_channel(share, paths.codes[distinct]), "linear", 0
    return _by_rates(paths, distinct, sizes, samples, seed)


def _by_rates(paths: Paths, distinct: Flags, sizes: Ints, samples: int, seed: int) -> Found:
    assert paths.nulls is not None
    keys = _keys(len(paths.channels))
    sums = np.add.reduceat(np.where(distinct, keys[paths.codes], 0), paths.starts)
    sets, known = pd.factorize(sums)
    people = np.bincount(sets, weights=paths.conversions + paths.nulls)
    won = np.bincount(sets, weights=paths.weight)
    worth = _looked_up(known, np.divide(won, people, out=np.zeros(len(won)), where=people > 0))
    worthy = np.unique(sizes[won[sets] > 0])
    first = np.flatnonzero(~pd.Series(sets).duplicated().to_numpy())  # a path that shows what each set holds
    played = first[won[sets[first]] > 0]  # a set that never converted has nothing to share
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    codes, draw = paths.codes[distinct], np.random.default_rng(seed)
    sets_of = np.bincount(sizes[played], minlength=EXACT + 1)[: EXACT + 1] * 2.0 ** np.arange(EXACT + 1)
    limit = int(np.flatnonzero(np.cumsum(sets_of) <= MOST_SETS)[-1])  # counted exactly up to so many channels
    touches = int(sizes[played][sizes[played] > limit].sum())
    rounds = max(1, min(samples, MOST_SETS // max(touches, 1)))  # fewer orders where sets are many
    credit = np.zeros(len(paths.channels))
    for size in np.unique(sizes[played]):
        every, exact = played[sizes[played] == size], size <= limit
        per = 2 ** int(size) if exact else rounds * int(size)
        for some in np.array_split(every, math.ceil(len(every) * per / CHUNK)):
            held = codes[begins[some][:, None] + np.arange(size)]
            of = _exact(keys[held], worth) if exact else _sampled(keys[held], worth, worthy, rounds, draw)
            of = of * people[sets[some]][:, None]
            credit += np.bincount(held.ravel(), weights=of.ravel(), minlength=len(credit))
    return credit, "sampled" if (sizes[played] > limit).any() else "exact", rounds


def _keys(channels: int) -> Ints:
    """Return a number a channel, so that no two sets have the same sum: a bit each up to 62; beyond, drawn at
    random (sums coincide with a chance of about one in a million even for a million different sets)."""
    if channels <= 62:
        return np.left_shift(np.int64(1), np.arange(channels, dtype=np.int64))
    return np.random.default_rng(0).integers(1, 2**62, channels, dtype=np.int64)


def _looked_up(known: Ints, worth: Floats) -> Worth:
    index, padded = pd.Index(known), np.append(worth, 0.0)
    return lambda sets: padded[index.get_indexer(pd.Index(sets.ravel()))].reshape(sets.shape)


def _exact(keys: Ints, worth: Worth) -> Floats:
    size = keys.shape[1]
    sums = np.zeros((len(keys), 1), dtype=np.int64)
    for place in range(size):  # all sums of keys, in the order of binary numbers
        sums = np.concatenate([sums, sums + keys[:, place : place + 1]], axis=1)
    return np.asarray(worth(sums) @ _weights(size), dtype=float)


def _weights(size: int) -> Floats:
    inside = (np.arange(2**size)[:, None] >> np.arange(size)) & 1
    count = inside.sum(axis=1, keepdims=True)
    chance = np.array([1 / (size * math.comb(size - 1, others)) for others in range(size)] + [0.0])
    return np.asarray(np.where(inside == 1, chance[count - 1], -chance[count]), dtype=float)


def _sampled(keys: Ints, worth: Worth, sizes: Ints, rounds: int, draw: np.random.Generator) -> Floats:
    """Estimate the same from `rounds` orders of arrival, drawn for each set. Only sets of the `sizes` at
    which some set is worth anything are looked up: many arrive, and hardly any is known."""
    found = np.zeros(keys.shape)
    places = sizes[sizes <= keys.shape[1]] - 1
    for _ in range(rounds):
        order = np.argsort(draw.random(keys.shape), axis=1)
        arrived = np.cumsum(np.take_along_axis(keys, order, axis=1), axis=1)
        reached = np.zeros(keys.shape)
        reached[:, places] = worth(arrived[:, places])
        gained = np.diff(reached, axis=1, prepend=0.0)
        rows, at = np.nonzero(gained)
        found[rows, order[rows, at]] += gained[rows, at]
    return found / rounds
