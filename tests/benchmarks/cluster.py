"""Beyond one machine: cmkit on a real Spark cluster, against the PySpark that one would write by hand.

    python tests/benchmarks/cluster.py [rows] [--repeat 5]     # 20 million rows, after 2 million and 200,000

A standalone master and one worker run for the occasion on 127.0.0.1 alone, behind a secret of their own, and
are stopped at the end, whatever happens. Spark makes the posts, 2 % of each number missing, as parquet; each
run goes from the files to the answer. "pool" is four metrics by three keys, sorted; "measure" two metrics row
by row, then the best of each platform. By hand, "guarded" is the same job: answers must be equal to the last
digit, or how far they are is said (amounts are in quarters: their sums are exact in any order). "plain" sums
whole columns, which is less work and, where numbers are missing, another answer: how far is said.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyspark
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import cmkit as cm

HERE, CORES = "127.0.0.1", os.cpu_count() or 1
SETTINGS = {
    "authenticate": "true", "authenticate.secret": secrets.token_hex(16), "master.rest.enabled": "false",
    "driver.host": HERE, "driver.bindAddress": HERE, "ui.enabled": "false", "ui.killEnabled": "false",
    "ui.showConsoleProgress": "false", "log.level": "ERROR", "executor.memory": "2g",
}
ENDINGS = (signal.SIGINT, signal.SIGTERM)
KEYS = {"platform": ["facebook", "instagram", "linkedin", "tiktok", "x"],
        "format": ["article", "carousel", "image", "link", "reel", "story"],
        "week": [f"{year}-W{week:02}" for year in (2024, 2025) for week in range(1, 53)]}
COUNTS = {"reach": 5000, "likes": 400, "shares": 40, "comments": 60, "clicks": 200, "link_clicks": 90}
ACTS, PAID = ["likes", "shares", "comments", "clicks"], f"spend BETWEEN 0 AND {sys.float_info.max}"
RATES = {  # what is divided, by what, and what "guarded" asks of a row
    "engagement_rate": (" + ".join(ACTS), "reach", " AND ".join(f"{name} >= 0" for name in [*ACTS, "reach"])),
    "share_rate": ("shares", "reach", "shares >= 0 AND reach >= 0"),
    "cpc": ("spend", "link_clicks", f"{PAID} AND link_clicks >= 0"),
    "cost_per_thousand_reached": ("spend", "reach", f"{PAID} AND reach >= 0"),
}


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[SparkSession]:
    """Start a master, a worker and a session on them; stop all three at the end, or at any failure."""
    os.environ |= {"SPARK_HOME": str(Path(pyspark.__file__).parent), "SPARK_CONF_DIR": str(folder)}
    os.environ |= {"SPARK_LOCAL_IP": HERE, "SPARK_PUBLIC_DNS": HERE, "SPARK_LOCAL_DIRS": f"{folder}/local"}
    (folder / "spark-defaults.conf").write_text("\n".join("spark." + " ".join(of) for of in SETTINGS.items()))
    place = ["--host", HERE, "--port", "0", "--webui-port", "0"]
    room = ["--cores", str(CORES), "--memory", "3g", "--work-dir", str(folder / "work")]
    with contextlib.ExitStack() as stack:
        master = started(stack, folder, "master.Master", place, rf"spark://{HERE}:\d+")
        started(stack, folder, "worker.Worker", [*place, *room, master], "Successfully registered")
        spark = stack.enter_context(SparkSession.builder.master(master).appName("cmkit").getOrCreate())
        stack.callback(lambda: [signal.signal(told, signal.SIG_IGN) for told in ENDINGS])  # stop it all first
        yield spark


def started(stack: contextlib.ExitStack, folder: Path, name: str, options: list[str], sign: str) -> str:
    """Start one of Spark's own programs, to be stopped with the stack; return the sign that it is up."""
    log = folder / f"{name}.log"
    run = [f"{os.environ['SPARK_HOME']}/bin/spark-class", f"org.apache.spark.deploy.{name}", *options]
    with log.open("w") as output:
        process = subprocess.Popen(run, stdout=output, stderr=output, start_new_session=True)
    stack.callback(stop, process)
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(sign, log.read_text(errors="replace")):
            return found[0]
        time.sleep(0.1)
    sys.exit(f"Spark's {name} did not start:\n{log.read_text(errors='replace')[-2000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started (an executor belongs to its worker's group)."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, how)
            process.wait(20)


def write_posts(spark: SparkSession, path: str, rows: int) -> None:
    """Write posts that follow from their number alone: three keys as text, six counts, one amount."""
    def draw(name: str, below: int) -> Any:
        return F.pmod(F.xxhash64(F.col("id"), F.lit(name)), F.lit(below))

    def word(name: str, words: list[str]) -> Any:
        return F.element_at(F.array(*map(F.lit, words)), (draw(name, len(words)) + 1).cast("int"))

    keys = [word(name, words).alias(name) for name, words in KEYS.items()]
    drawn = {name: draw(name, most) for name, most in COUNTS.items()} | {"spend": draw("spend", 800) / 4}
    numbers = [F.when(draw(f"no {name}", 50) > 0, value).alias(name) for name, value in drawn.items()]
    spark.range(0, rows, 1, 4 * CORES).select(*keys, *numbers).write.parquet(path)


def by_hand(name: str, way: str, added: Callable[[Any], Any]) -> Any:
    """Return a rate over what `added` makes of its two sides: the sum of a column, or a row's own number."""
    over, under, asked = RATES[name]
    sides = [f"CASE WHEN {asked} THEN {side} END" if way == "guarded" else side for side in (over, under)]
    rate = F.try_divide(*(added(F.expr(side)) for side in sides))
    return (rate * 1000 if name == "cost_per_thousand_reached" else rate).alias(name)


def pool(posts: Any, way: str) -> Any:
    if way == "cmkit":
        return cm.pool(posts, *RATES, by=list(KEYS))
    rates = [by_hand(name, way, F.sum) for name in RATES]
    return posts.groupBy(*KEYS).agg(*rates).orderBy(*map(F.asc_nulls_last, KEYS))


def measure(posts: Any, way: str) -> Any:
    names = ["engagement_rate", "cpc"]
    rates = [by_hand(name, way, lambda side: side) for name in names]
    measured = cm.measure(posts, *names) if way == "cmkit" else posts.select("platform", *rates)
    best = [F.max("engagement_rate"), F.count("engagement_rate"), F.min("cpc"), F.count("cpc")]
    return measured.groupBy("platform").agg(*best).orderBy("platform")


def apart(ours: list[Any], theirs: list[Any]) -> float:
    """Return the greatest relative gap between two answers, row by row (0: equal to the last digit)."""
    rows = zip(ours, theirs, strict=True)
    odd = [(a, b) for row, other in rows for a, b in zip(row, other, strict=True) if a != b]
    if any(side is None or isinstance(side, str) for pair in odd for side in pair):
        return float("inf")
    return max((abs(a - b) / max(abs(a), abs(b)) for a, b in odd), default=0.0)


def race(run: Callable[[str], Any], repeat: int) -> tuple[dict[str, float], dict[str, list[float]]]:
    """Return how far each way's answer is from cmkit's, then the seconds of its runs, taken in turns."""
    ours, ways = run("cmkit"), ["cmkit", "plain", "guarded"]
    gaps = {way: apart(ours, run(way)) for way in ways[1:]}
    if gaps["guarded"] > 1e-12:
        sys.exit(f"cmkit and the same job by hand are {gaps['guarded']:.1g} apart.")
    times: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(repeat):
        for way in ways if turn % 2 else reversed(ways):
            start = time.perf_counter()
            run(way)
            times[way].append(time.perf_counter() - start)
    return gaps, times


def compare(spark: SparkSession, folder: Path, sizes: list[int], repeat: int) -> Iterator[str]:
    """Yield a line a size, job and way by hand, then a line a job and way: how it grows with the rows."""
    grown: dict[str, list[float]] = {}
    yield "| rows | job | by hand | answers | its median | cmkit’s | ratio | of minima |\n" + "|---" * 8 + "|"
    for rows in sizes:
        path = str(folder / f"posts_{rows}")
        write_posts(spark, path, rows)
        for job in (pool, measure):
            gaps, times = race(lambda way, do=job, of=path: do(spark.read.parquet(of), way).collect(), repeat)
            for way, seconds in times.items():
                grown.setdefault(f"{job.__name__} | {way}", []).append(statistics.median(seconds))
            for way in ("plain", "guarded"):
                said = f"{gaps[way]:.1g} apart" if gaps[way] else "equal"
                cells = [f"{statistics.median(times[side]):.2f} s" for side in (way, "cmkit")]
                cells += [f"{of(times['cmkit']) / of(times[way]):.2f}" for of in (statistics.median, min)]
                yield f"| {rows:,} | {job.__name__} | {way} | {said} | {' | '.join(cells)} |"
    yield "\n| job | way | " + " | ".join(f"{rows:,} rows" for rows in sizes) + " |\n|---|---|---|---|---|"
    for name, medians in grown.items():
        yield f"| {name} | " + " | ".join(f"{m:.2f} s ({m / medians[0]:.1f} x)" for m in medians) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description="cmkit on a Spark cluster, against PySpark by hand.")
    parser.add_argument("rows", type=int, nargs="?", default=20_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    if os.name != "posix" or not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        print("Not measured: a Spark master and worker need Java 17 or newer, on Linux or macOS.")
        return
    for told in ENDINGS:
        signal.signal(told, signal.default_int_handler)
    sizes = [max(1, given.rows // part) for part in (100, 10, 1)]
    with tempfile.TemporaryDirectory() as temporary, cluster(Path(temporary)) as spark:
        list(compare(spark, Path(temporary) / "warm", sizes[:1], 1))  # or the first size would seem slow
        for line in compare(spark, Path(temporary), sizes, given.repeat):
            print(line, flush=True)
    print("\nload of the machine (1, 5, 15 minutes):", *(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped.")
