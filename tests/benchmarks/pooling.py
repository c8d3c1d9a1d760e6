"""Pooling four metrics by three keys: cmkit against the code that a good engineer would write by hand.

    python tests/benchmarks/pooling.py               # 1 and 10 million rows, every engine
    python tests/benchmarks/pooling.py --rows 1000000 --repeat 9

Both sides do the same job and their answers are compared before anything is timed: the engagement
rate (likes + shares + comments + clicks, over reach), the click rate, the cost per click and the cost
per thousand impressions of each platform, post type and month, sorted; only rows where every input of
a metric is known enter that metric's sums; where the base is zero the result is missing.

Two files are tried: "whole" has no missing value, "holes" misses 2 % of each column. By hand there are
three ways, each right for what its writer knows of the file:
- "plain": whole columns are summed; right only where nothing is missing ("whole" alone);
- "masked": rows that miss an input are left out; right only where no number is negative or infinite;
- "guarded": such numbers are left out too, as cmkit does on lazy tables (Polars, DuckDB), which it
  cannot look through first. This is the same job; the two others do less.
Tables in memory (pandas) cmkit looks through, then masks what misses something: by hand, that is
"plain" on "whole" and "masked" on "holes", without the looking through.

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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

KEYS = ["platform", "post_type", "month"]
COUNTS = ["likes", "shares", "comments", "clicks", "reach", "link_clicks", "impressions"]
INTERACTIONS = COUNTS[:4]
METRICS = ["engagement_rate", "ctr", "cpc", "cpm"]
INPUTS = {
    "engagement_rate": [*INTERACTIONS, "reach"],
    "ctr": ["link_clicks", "impressions"], "cpc": ["spend", "link_clicks"], "cpm": ["spend", "impressions"],
}
GREATEST = sys.float_info.max
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


def polars_by_hand(path: str, way: str) -> Any:
    import polars as pl

    made = pl.sum_horizontal(INTERACTIONS, ignore_nulls=False)
    reach, clicks, shown, spend = (pl.col(n) for n in ("reach", "link_clicks", "impressions", "spend"))
    pairs = dict(zip(METRICS, [(made, reach), (clicks, shown), (spend, clicks), (spend, shown)], strict=True))
    if way != "plain":
        usable = {name: pl.col(name) >= 0 for name in COUNTS} | {"spend": spend.is_between(0, GREATEST)}
        sums = []
        for name, (part, base) in pairs.items():
            known = part.is_not_null() & base.is_not_null()
            if way == "guarded":
                known = pl.all_horizontal(usable[column] for column in INPUTS[name])
            sums += [pl.when(known).then(part).sum().alias(f"{name}_part")]
            sums += [pl.when(known).then(base).sum().alias(f"{name}_base")]
        over = {name: (pl.col(f"{name}_part"), pl.col(f"{name}_base")) for name in pairs}
    else:
        sums = [made.sum().alias("made"), *(c.sum() for c in (reach, clicks, shown, spend))]
        over = pairs | {"engagement_rate": (pl.col("made"), reach)}
    rates = [pl.when(base > 0).then(part / base).alias(name) for name, (part, base) in over.items()]
    frame = pl.scan_parquet(path).group_by(KEYS).agg(sums).select(*KEYS, *rates)
    return frame.with_columns(pl.col("cpm") * 1000).sort(KEYS, nulls_last=True).collect()


SQL_PLAIN = """
SELECT {keys}, sum(likes + shares + comments + clicks) / nullif(sum(reach), 0) AS engagement_rate,
       sum(link_clicks) / nullif(sum(impressions), 0) AS ctr,
       sum(spend) / nullif(sum(link_clicks), 0) AS cpc,
       1000 * sum(spend) / nullif(sum(impressions), 0) AS cpm
FROM read_parquet('{path}') GROUP BY {keys} ORDER BY {keys}
"""
SQL_MASKED = """
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
SQL_GUARDED = """
SELECT {keys},
       sum(likes + shares + comments + clicks) FILTER ({acts}) / nullif(sum(reach) FILTER ({acts}), 0)
         AS engagement_rate,
       sum(link_clicks) FILTER (link_clicks >= 0 AND impressions >= 0)
         / nullif(sum(impressions) FILTER (link_clicks >= 0 AND impressions >= 0), 0) AS ctr,
       sum(spend) FILTER ({paid} AND link_clicks >= 0)
         / nullif(sum(link_clicks) FILTER ({paid} AND link_clicks >= 0), 0) AS cpc,
       1000 * sum(spend) FILTER ({paid} AND impressions >= 0)
         / nullif(sum(impressions) FILTER ({paid} AND impressions >= 0), 0) AS cpm
FROM read_parquet('{path}') GROUP BY {keys} ORDER BY {keys}
""".replace("{acts}", "likes >= 0 AND shares >= 0 AND comments >= 0 AND clicks >= 0 AND reach >= 0").replace(
    "{paid}", f"spend BETWEEN 0 AND {GREATEST}"
)


def duckdb_by_hand(path: str, way: str) -> Any:
    import duckdb

    sql = {"plain": SQL_PLAIN, "masked": SQL_MASKED, "guarded": SQL_GUARDED}[way]
    return duckdb.sql(sql.format(keys=", ".join(KEYS), path=path)).to_arrow_table()


def pandas_by_hand(posts: Any, way: str) -> Any:
    import pandas as pd

    made = posts["likes"] + posts["shares"] + posts["comments"] + posts["clicks"]
    grouping = {"sort": True, "dropna": False, "observed": True}
    if way == "masked":
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
            "engagement_rate": (sums["made"], sums["reach"]),
            "ctr": (sums["link_clicks"], sums["impressions"]),
            "cpc": (sums["spend"], sums["link_clicks"]),
            "cpm": (sums["spend"], sums["impressions"]),
        }
    rates = pd.DataFrame({name: (part / base).where(base > 0) for name, (part, base) in over.items()})
    return rates.assign(cpm=rates["cpm"] * 1000).reset_index()


# With cmkit ------------------------------------------------------------------------------------------


def polars_by_cmkit(path: str) -> Any:
    import polars as pl

    import cmkit as cm

    return cm.pool(pl.scan_parquet(path), *METRICS, by=KEYS).collect()


def duckdb_by_cmkit(path: str) -> Any:
    import duckdb

    import cmkit as cm

    return cm.pool(duckdb.read_parquet(path), *METRICS, by=KEYS).to_arrow_table()


def pandas_by_cmkit(posts: Any) -> Any:
    import warnings

    import cmkit as cm

    with warnings.catch_warnings(action="ignore", category=cm.errors.SetAsideWarning):
        return cm.pool(posts, *METRICS, by=KEYS)


BY_HAND: dict[str, Callable[[Any, str], Any]] = {
    "polars": polars_by_hand, "duckdb": duckdb_by_hand, "pandas": pandas_by_hand,
}
BY_CMKIT: dict[str, Callable[[Any], Any]] = {
    "polars": polars_by_cmkit, "duckdb": duckdb_by_cmkit, "pandas": pandas_by_cmkit,
}


def ways(engine: str, holes: bool) -> list[str]:
    """Return the ways by hand that give the right answer on a file."""
    known = "masked" if holes else "plain"
    return [known] if engine == "pandas" else [known, "guarded"]


# Measuring -------------------------------------------------------------------------------------------


def source(engine: str, path: str) -> Any:
    if engine != "pandas":
        return path
    import pandas as pd

    return pd.read_parquet(path)


def run(engine: str, given: Any, way: str) -> Any:
    return BY_CMKIT[engine](given) if way == "cmkit" else BY_HAND[engine](given, way)


def as_pandas(result: Any) -> Any:
    return result.to_pandas() if hasattr(result, "to_pandas") else result


def race(engine: str, path: str, against: list[str], repeat: int) -> dict[str, list[float]]:
    """Return the seconds of each run of each way, taken in turns after one run to compare the answers."""
    import pandas as pd

    given = source(engine, path)
    everyone = ["cmkit", *against]
    answers = [as_pandas(run(engine, given, way)) for way in everyone]
    for answer in answers[1:]:
        pd.testing.assert_frame_equal(answers[0], answer, check_dtype=False, rtol=1e-9)
    times: dict[str, list[float]] = {way: [] for way in everyone}
    for turn in range(repeat):
        for way in everyone if turn % 2 else reversed(everyone):
            start = time.perf_counter()
            run(engine, given, way)
            times[way].append(time.perf_counter() - start)
    return times


def peak(engine: str, path: str, way: str) -> int:
    """Return the most memory (KiB) that this process has held, after one run of one way."""
    import resource

    run(engine, source(engine, path), way)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def in_process(*arguments: str) -> Any:
    run = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


def compare(engine: str, path: str, holes: bool, repeat: int) -> Iterator[str]:
    """Race one engine on one file; yield a line of the table for each way by hand."""
    against = ways(engine, holes)
    times = in_process("--job", engine, path, ",".join(against), "--repeat", str(repeat))
    kib = {way: in_process("--job", engine, path, way, "--peak") for way in times}
    ours = times["cmkit"]
    for way in against:
        median, least = (of(ours) / of(times[way]) for of in (statistics.median, min))
        seconds = [f"{statistics.median(values):.3f} s" for values in (times[way], ours)]
        ratios = [f"{ratio:.2f}" for ratio in (median, least, kib["cmkit"] / kib[way], TARGETS[engine])]
        yield " | ".join([engine, "holes" if holes else "whole", way, *seconds, *ratios])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--engines", nargs="+", default=list(TARGETS))
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where to make the files, and keep them")
    parser.add_argument("--job", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        engine, path, against = given.job
        held = given.peak and peak(engine, path, against)
        print(json.dumps(held or race(engine, path, against.split(","), given.repeat)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        titles = ["rows", "engine", "file", "by hand", "its median", "cmkit’s", "ratio", "of minima"]
        titles += ["of memory", "target"]
        print("| " + " | ".join(titles) + " |\n|" + "---|" * len(titles))
        for rows, holes in itertools.product(given.rows, (False, True)):
            path = folder / f"posts_{rows}_{int(holes)}.parquet"
            if not path.exists():
                write_posts(path, rows, holes)
            for engine in given.engines:
                for line in compare(engine, str(path), holes, given.repeat):
                    print(f"| {rows:,} | {line} |", flush=True)


if __name__ == "__main__":
    main()
