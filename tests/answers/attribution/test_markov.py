"""Removal effects, found by leaps: they must be those that following every walk to its end gives."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit.answers.attribution.markov import ORDERS, chain, removal_effects, won, won_without_each
from cmkit.answers.attribution.opening import read_paths
from cmkit.answers.attribution.shapley import shapley

STEPS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12)
COUNTS = st.integers(0, 4)


def table_of(rows: list[tuple[list[str], int, int]]) -> pd.DataFrame:
    """Return paths, and one that converted and one that did not, so that there is something to share."""
    rows = [*rows, (["a"], 1, 0), (["b"], 0, 1)]
    met = [" > ".join(steps) for steps, _, _ in rows]
    conversions, nulls = ([row[at] for row in rows] for at in (1, 2))
    return pd.DataFrame({"path": met, "conversions": conversions, "nulls": nulls})


def removed_one_by_one(table: pd.DataFrame, order: int) -> list[float]:
    """Return the removal effects by solving one system of equations a channel, without its states."""
    paths = read_paths(table)
    built = chain(paths, order)
    moves, found = built.moves.toarray(), []
    for channel in range(len(paths.channels)):
        stays = (built.recent != channel).all(axis=1)
        brings = np.linalg.solve(np.eye(len(moves)) - stays[:, None] * moves, stays * built.reward)
        found.append(1 - built.start @ brings / won(built))
    return found


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(STEPS, COUNTS, COUNTS), max_size=12), st.sampled_from(ORDERS))
def test_leaps_end_where_every_walk_ends(rows, order):
    table = table_of(rows)
    effects = removal_effects(read_paths(table), order)
    assert effects.tolist() == pytest.approx(removed_one_by_one(table, order), abs=1e-9)


def test_a_path_that_counts_for_nothing_takes_nothing_from_the_others():
    """Its channel was left by nobody, and made every credit missing."""
    table = table_of([(["c", "d"], 0, 0)])
    with pytest.warns(cm.errors.SetAsideWarning):
        credit = cm.attribute(table, "markov").set_index("channel")["credit"]
    assert credit.to_dict() == {"a": 1.0, "b": 0.0, "c": 0.0, "d": 0.0}


def test_without_leaps_the_same_is_found(monkeypatch):
    """So many channels that what leaps need would fill the memory are followed step by step."""
    paths = read_paths(long_paths(40, 15, 20))
    leapt = won_without_each(chain(paths, 2), 15)
    monkeypatch.setattr("cmkit.answers.attribution.markov.COARSE", 1)
    assert won_without_each(chain(paths, 2), 15).tolist() == pytest.approx(leapt.tolist(), rel=1e-9)


def long_paths(rows: int, channels: int, touches: int) -> pd.DataFrame:
    draw = np.random.default_rng(1)
    names = np.array([f"channel {n}" for n in range(channels)])
    met = [" > ".join(names[draw.integers(0, channels, touches)]) for _ in range(rows)]
    counts = {"conversions": draw.integers(0, 3, rows), "nulls": draw.integers(1, 10, rows)}
    return pd.DataFrame({"path": met, **counts})


def test_long_paths_over_many_channels_take_seconds():
    """They took minutes; a chain that would still take them is not tried, and that is said."""
    table = long_paths(3_000, 300, 60)
    start = time.process_time()
    made = cm.compare_models(table)
    assert time.process_time() - start < 30
    assert [name for name in made.sensitivity if name.startswith("order")] == ["order 1"]
    assert "Looking back over 2 and 3 channels was not tried" in made.text("en")
    assert "Regarder 2 et 3 canaux en arrière n’a pas été essayé" in made.text("fr")
    assert made.credits["markov"].sum() == made.credits["shapley"].sum() == made.total


def test_drawn_orders_are_worth_what_every_set_of_them_is_worth():
    """Sets of a size at which nobody ever converted are not looked up, as they are worth nothing."""
    table = long_paths(30, 20, 40)
    table.loc[:3, "path"] = ["channel 1", "channel 1 > channel 2", "channel 3", "channel 2 > channel 3"]
    paths = read_paths(table)
    credit, way, _ = shapley(paths, samples=50, seed=1)
    assert way == "sampled"
    assert credit.sum() == pytest.approx(paths.weight.sum())
    assert (credit > 0).sum() > 3
