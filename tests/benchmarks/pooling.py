"""Pooling four metrics by three keys: cmkit against the code that a good engineer would write by hand.

    python tests/benchmarks/pooling.py               # 1 and 10 million rows, every engine
    python tests/benchmarks/pooling.py --rows 1000000 --repeat 9

Both sides do the same job and their answers are compared before anything is timed: the engagement
rate (likes + shares + comments + clicks, over reach), the click rate, the cost per click and the cost
per thousand impressions of each platform, post type and month, sorted; only rows where every input of
a metric is known enter that metric's sums; where the base is zero the result is missing.

Two files are tried: "whole" has no missing value, "holes" misses 2 % of each column. By hand, the
missing values are masked for "holes" only: whoever writes for one file knows it, which cmkit has to
find out (tables in memory) or to allow for (lazy ones). On top, cmkit refuses or leaves out negative
and infinite values, which is not done by hand.

Polars and DuckDB start from the parquet file (scan to result), pandas from the table in memory. The
two sides alternate in one process; each side's peak memory is taken in a process of its own.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

KEYS = ["platform", "post_type", "month"]
COUNTS = ["likes", "shares", "comments", "clicks", "reach", "link_clicks", "impressions"]
INTERACTIONS = COUNTS[:4]
METRICS = ["engagement_rate", "ctr", "cpc", "cpm"]
CHUNK = 1_000_000
TARGETS = {"polars": 1.10, "duckdb": 1.15, "pandas": 1.30}


def write_posts(path: Path, rows: int, holes: bool) -> None:
    """Write a seeded table of posts: three keys as text, seven counts, one amount."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(7)
    words = {
        "platform": ["facebook", "instagram", "linkedin", "tiktok", "x"],
        "post_type": ["article", "carousel", "image", "link", "reel", "story"],
        "month": [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)],
    }

    def column(values: Any) -> pa.Array:
        return pa.array(values, mask=rng.random(len(values)) < 0.02 if holes else None)

    def chunk(size: int) -> pa.Table:
        keys = {name: np.array(of)[rng.integers(0, len(of), size)] for name, of in words.items()}
        counts = {name: column(rng.poisson(20 * (i + 1), size)) for i, name in enumerate(COUNTS)}
        return pa.table({**keys, **counts, "spend": column(rng.gamma(2, 10, size).round(2))})

    first = chunk(min(CHUNK, rows))
    with pq.ParquetWriter(path, first.schema) as writer:
        writer.write_table(first)
        for _ in range(1, -(-rows // CHUNK)):
            writer.write_table(chunk(CHUNK))


# By hand ---------------------------------------------------------------------------------------------


def polars_by_hand(path: str, holes: bool) -> Any:
    import polars as pl

    made = pl.sum_horizontal(INTERACTIONS, ignore_nulls=False)
    reach, clicks, shown, spend = (pl.col(n) for n in ("reach", "link_clicks", "impressions", "spend"))
    pairs = {"engagement_rate": (made, reach), "ctr": (clicks, shown), "cpc": (spend, clicks), "cpm": (spend, shown)}
    if holes:
        sums = []
        for name, (part, base) in pairs.items():
            known = part.is_not_null() & base.is_not_null()
            sums += [pl.when(known).then(part).sum().alias(f"{name}_part")]
            sums += [pl.when(known).then(base).sum().alias(f"{name}_base")]
        over = {name: (pl.col(f"{name}_part"), pl.col(f"{name}_base")) for name in pairs}
    else:
        sums = [made.sum().alias("made"), *(c.sum() for c in (reach, clicks, shown, spend))]
        over = pairs | {"engagement_rate": (pl.col("made"), reach)}
    rates = [pl.when(base > 0).then(part / base).alias(name) for name, (part, base) in over.items()]
    frame = pl.scan_parquet(path).group_by(KEYS).agg(sums).select(*KEYS, *rates)
    return frame.with_columns(pl.col("cpm") * 1000).sort(KEYS, nulls_last=True).collect()


SQL_WHOLE = """
SELECT {keys}, sum(likes + shares + comments + clicks) / nullif(sum(reach), 0) AS engagement_rate,
       sum(link_clicks) / nullif(sum(impressions), 0) AS ctr,
       sum(spend) / nullif(sum(link_clicks), 0) AS cpc,
       1000 * sum(spend) / nullif(sum(impressions), 0) AS cpm
FROM read_parquet('{path}') GROUP BY {keys} ORDER BY {keys}
"""
SQL_HOLES = """
SELECT {keys},
       sum(likes + shares + comments + clicks) FILTER (reach IS NOT NULL)
         / nullif(sum(reach) FILTER (likes + shares + comments + clicks IS NOT NULL), 0) AS engagement_rate,
       sum(link_clicks) FILTER (impressions IS NOT NULL)
         / nullif(sum(impressions) FILTER (link_clicks IS NOT NULL), 0) AS ctr,
       sum(spend) FILTER (link_clicks IS NOT NULL)
         / nullif(sum(link_clicks) FILTER (spend IS NOT NULL), 0) AS cpc,
       1000 * sum(spend) FILTER (impressions IS NOT NULL)
         / nullif(sum(impressions) FILTER (spend IS NOT NULL), 0) AS cpm
FROM read_parquet('{path}') GROUP BY {keys} ORDER BY {keys}
"""


def duckdb_by_hand(path: str, holes: bool) -> Any:
    import duckdb

    sql = SQL_HOLES if holes else SQL_WHOLE
    return duckdb.sql(sql.format(keys=", ".join(KEYS), path=path)).to_arrow_table()


def pandas_by_hand(posts: Any, holes: bool) -> Any:
    import pandas as pd

    made = posts["likes"] + posts["shares"] + posts["comments"] + posts["clicks"]
    grouping = {"sort": True, "dropna": False, "observed": True}
    if holes:
        pairs = {
            "engagement_rate": (made, posts["reach"]), "ctr": (posts["link_clicks"], posts["impressions"]),
            "cpc": (posts["spend"], posts["link_clicks"]), "cpm": (posts["spend"], posts["impressions"]),
        }
        masked = {key: posts[key] for key in KEYS}
        for name, (part, base) in pairs.items():
            known = part.notna() & base.notna()
            masked |= {f"{name}_part": part.where(known), f"{name}_base": base.where(known)}
        sums = pd.DataFrame(masked).groupby(KEYS, **grouping).sum()
        over = {name: (sums[f"{name}_part"], sums[f"{name}_base"]) for name in pairs}
    else:
        columns = [*KEYS, "reach", "link_clicks", "impressions", "spend"]
        sums = posts[columns].assign(made=made).groupby(KEYS, **grouping).sum()
        over = {
            "engagement_rate": (sums["made"], sums["reach"]), "ctr": (sums["link_clicks"], sums["impressions"]),
            "cpc": (sums["spend"], sums["link_clicks"]), "cpm": (sums["spend"], sums["impressions"]),
        }
    rates = pd.DataFrame({name: (part / base).where(base > 0) for name, (part, base) in over.items()})
    return rates.assign(cpm=rates["cpm"] * 1000).reset_index()


# With cmkit ------------------------------------------------------------------------------------------


def polars_by_cmkit(path: str, holes: bool) -> Any:
    import polars as pl

    import cmkit as cm

    return cm.pool(pl.scan_parquet(path), *METRICS, by=KEYS).collect()


def duckdb_by_cmkit(path: str, holes: bool) -> Any:
    import duckdb

    import cmkit as cm

    return cm.pool(duckdb.read_parquet(path), *METRICS, by=KEYS).to_arrow_table()


def pandas_by_cmkit(posts: Any, holes: bool) -> Any:
    import warnings

    import cmkit as cm

    with warnings.catch_warnings(action="ignore", category=cm.errors.SetAsideWarning):
        return cm.pool(posts, *METRICS, by=KEYS)


SIDES: dict[tuple[str, str], Callable[[Any, bool], Any]] = {
    ("polars", "hand"): polars_by_hand, ("polars", "cmkit"): polars_by_cmkit,
    ("duckdb", "hand"): duckdb_by_hand, ("duckdb", "cmkit"): duckdb_by_cmkit,
    ("pandas", "hand"): pandas_by_hand, ("pandas", "cmkit"): pandas_by_cmkit,
}


# Measuring -------------------------------------------------------------------------------------------


def source(engine: str, path: str) -> Any:
    if engine != "pandas":
        return path
    import pandas as pd

    return pd.read_parquet(path)


def as_pandas(result: Any) -> Any:
    return result.to_pandas() if hasattr(result, "to_pandas") else result


def race(engine: str, path: str, holes: bool, repeat: int) -> dict[str, list[float]]:
    """Return the seconds of each run of the two sides, taken in turns after one run to compare them."""
    import pandas as pd

    given = source(engine, path)
    answers = [as_pandas(SIDES[engine, side](given, holes)) for side in ("hand", "cmkit")]
    pd.testing.assert_frame_equal(*answers, check_dtype=False, rtol=1e-9)
    times: dict[str, list[float]] = {"hand": [], "cmkit": []}
    for turn, side in itertools.product(range(repeat), ("hand", "cmkit")):
        side = side if turn % 2 else {"hand": "cmkit", "cmkit": "hand"}[side]
        start = time.perf_counter()
        SIDES[engine, side](given, holes)
        times[side].append(time.perf_counter() - start)
    return times


def peak(engine: str, path: str, holes: bool, side: str) -> int:
    """Return the most memory (KiB) that this process has held, after one run of one side."""
    import resource

    SIDES[engine, side](source(engine, path), holes)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def in_process(*arguments: str) -> Any:
    run = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


def compare(engine: str, path: str, holes: bool, repeat: int) -> str:
    """Race one engine on one file; return a line of the table."""
    job = ["--job", engine, path, str(int(holes))]
    times = in_process(*job, "race", "--repeat", str(repeat))
    kib = {side: in_process(*job, side) for side in ("hand", "cmkit")}
    median, least = ({side: of(times[side]) for side in times} for of in (statistics.median, min))
    ratios = [median["cmkit"] / median["hand"], least["cmkit"] / least["hand"], kib["cmkit"] / kib["hand"]]
    shown = [f"{median['hand']:.3f} s", f"{median['cmkit']:.3f} s", *(f"{ratio:.2f}" for ratio in ratios)]
    return " | ".join([engine, "holes" if holes else "whole", *shown, f"{TARGETS[engine]:.2f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--engines", nargs="+", default=list(TARGETS))
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where to make the files, and keep them")
    parser.add_argument("--job", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        engine, path, holes, what = given.job
        job = (engine, path, holes == "1")
        print(json.dumps(race(*job, given.repeat) if what == "race" else peak(*job, what)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        print("| rows | engine | file | by hand | cmkit | ratio of medians | of minima | of peak memory | target |")
        print("|---:|---|---|---:|---:|---:|---:|---:|---:|")
        for rows, holes in itertools.product(given.rows, (False, True)):
            path = folder / f"posts_{rows}_{int(holes)}.parquet"
            if not path.exists():
                write_posts(path, rows, holes)
            for engine in given.engines:
                print(f"| {rows:,} | {compare(engine, str(path), holes, given.repeat)} |", flush=True)


if __name__ == "__main__":
    main()
