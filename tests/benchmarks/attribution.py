"""How fast paths are credited, against the fastest published package, and how the cost grows.

    python tests/benchmarks/attribution.py [--paths 1000000] [--repeat 5]

Against ChannelAttribution (C++), where it is installed: the three rules that it knows (first, last, linear)
and its Markov chain of order 1, which walks at random, so that its credits are compared within 15 %; the
rules' must be the same. Both sides start from the same pandas table of texts and alternate in one process.
cmkit does not depend on it; without it only the growth is measured, and that is said.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import cmkit as cm
from cmkit.answers.attribution.attribute import Options, credited
from cmkit.answers.attribution.opening import read_paths

RULES = ("first", "last", "linear")


def made(paths: int, channels: int, longest: int = 8) -> pd.DataFrame:
    """Return paths of random channels, 1 to `longest` touches each, with conversions and nulls."""
    draw = np.random.default_rng(1)
    lengths = draw.integers(1, longest + 1, paths)
    names = np.array([f"channel {n}" for n in range(channels)])
    touches = iter(names[draw.integers(0, channels, lengths.sum())].tolist())
    texts = [" > ".join(next(touches) for _ in range(length)) for length in lengths.tolist()]
    conversions = draw.integers(0, 3, paths)
    nulls = draw.integers(0, 10, paths) + (conversions == 0)
    return pd.DataFrame({"path": texts, "conversions": conversions, "nulls": nulls})


def rules_by_cmkit(table: pd.DataFrame) -> pd.DataFrame:
    return cm.compare_models(table, RULES).credits.set_index("channel").sort_index()


def rules_by_package(table: pd.DataFrame) -> pd.DataFrame:
    from ChannelAttribution import heuristic_models

    found = heuristic_models(table, "path", "conversions", flg_pro=False).set_index("channel_name")
    return found.sort_index().set_axis(RULES, axis=1)


def markov_by_cmkit(table: pd.DataFrame) -> pd.DataFrame:
    return cm.attribute(table, "markov").set_index("channel")[["credit"]].sort_index()


def markov_by_package(table: pd.DataFrame) -> pd.DataFrame:
    from ChannelAttribution import markov_model

    found = markov_model(table, "path", "conversions", var_null="nulls", flg_pro=False, verbose=False)
    return found.set_index("channel_name").sort_index().set_axis(["credit"], axis=1)


Way = Callable[[pd.DataFrame], Any]
PAIRS: dict[str, tuple[Way, Way, float]] = {
    "first, last, linear": (rules_by_cmkit, rules_by_package, 1e-6),
    "Markov, order 1": (markov_by_cmkit, markov_by_package, 0.15),
}


def timed(way: Way, table: pd.DataFrame) -> float:
    start = time.perf_counter()
    way(table)
    return time.perf_counter() - start


def race(table: pd.DataFrame, repeat: int) -> None:
    """Compare the answers of both, then their seconds, taken in turns."""
    for job, (ours, theirs, near) in PAIRS.items():
        np.testing.assert_allclose(ours(table).to_numpy(), theirs(table).to_numpy(), rtol=near)
        pairs = [(timed(ours, table), timed(theirs, table)) for _ in range(repeat)]
        mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
        least = min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs)
        print(f"| {len(table):,} | {job} | {other:.2f} s | {mine:.2f} s | {mine / other:.2f} | {least:.2f} |")


def growth(paths: int, channels: int) -> None:
    """Print the seconds to read paths, and to credit them by each model."""
    table = made(paths, channels)
    start = time.perf_counter()
    read = read_paths(table)
    seconds = [time.perf_counter() - start]
    for model, order in (("linear", 1), ("markov", 1), ("markov", 2), ("markov", 3), ("shapley", 1)):
        start = time.perf_counter()
        credited(read, model, Options(order=order))
        seconds.append(time.perf_counter() - start)
    cells = " | ".join(f"{second:.2f}" for second in seconds)
    print(f"| {paths:,} | {channels} | {cells} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--paths", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    try:
        import ChannelAttribution  # noqa: F401
    except ImportError:
        print("ChannelAttribution is not installed: nothing to compare with.\n")
    else:
        print("| paths | job | ChannelAttribution | cmkit | ratio | of minima |\n|---|---|---|---|---|---|")
        race(made(given.paths, 10), given.repeat)
    heads = ["paths", "channels", "read", "linear", "order 1", "order 2", "order 3", "Shapley"]
    print("\n| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for paths, channels in ((given.paths // 10, 10), *((given.paths, n) for n in (5, 10, 20))):
        growth(paths, channels)


if __name__ == "__main__":
    main()
