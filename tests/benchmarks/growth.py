"""How each public call grows with its rows: seconds and peak memory from 20 to 200,000 rows.

    python tests/benchmarks/growth.py                   # every call
    python tests/benchmarks/growth.py matrix returns    # these only
    python tests/benchmarks/growth.py --most 20000 --limit 10

Seconds are of the processor, which other work on the machine disturbs least.

Each call runs in a process of its own, held to 6 GB: imports and the making of its table come before the
clock starts (of `verdict.text` and its like, the judging too); memory is the peak of the whole process. A
call that took longer than the limit, or more memory than it may, is not made to grow any further. `times`
is the seconds over those of the step before: about 10 where a call grows with its rows, 100 with their
square.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import cmkit as cm  # noqa: E402  (after the path that finds it; it loads nothing heavy by itself)

STEPS = (20, 200, 2_000, 20_000, 200_000)
MOST_BYTES = 6 * 2**30


def posts(rows: int, **more: Any) -> Any:
    """Return a table of posts with ties, with reach, what people did, and what it cost and brought."""
    import numpy as np
    import pandas as pd

    draw = np.random.default_rng(1)
    reach = draw.integers(1_000, 10_000, rows)
    parts = {"likes": 500, "shares": 60, "comments": 40, "clicks": 500, "orders": 5}
    acts = {name: draw.integers(0, most, rows) for name, most in parts.items()}
    money = {"spend": draw.integers(1, 50, rows), "revenue": draw.integers(0, 400, rows)}
    names = [f"Post {row}" for row in range(rows)]
    return pd.DataFrame({"result": names, "reach": reach, **acts, **money, **more})


def people(rows: int) -> Any:
    """Return posts of influencers, 20 each on average, with the cost of each post."""
    table = posts(rows)
    who = [f"Person {row % max(rows // 20, 1)}" for row in range(rows)]
    return table.drop(columns="result").assign(influencer=who, cost=table["spend"])


def paths(rows: int, channels: int = 12, touches: int = 8, least: int = 1) -> Any:
    """Return paths of random channels, with conversions, nulls and the days before the conversion."""
    import numpy as np
    import pandas as pd

    draw = np.random.default_rng(1)
    lengths = draw.integers(least, touches + 1, rows).tolist()
    names = np.array([f"channel {n}" for n in range(channels)])
    met = [" > ".join(names[draw.integers(0, channels, length)]) for length in lengths]
    days = [" > ".join(map(str, range(length - 1, -1, -1))) for length in lengths]
    won, lost = draw.integers(0, 3, rows), draw.integers(1, 10, rows)
    return pd.DataFrame({"path": met, "conversions": won, "nulls": lost, "days": days})


def pages(rows: int) -> Any:
    """Return what web analytics say of so many pages."""
    import numpy as np
    import pandas as pd

    draw = np.random.default_rng(1)
    sessions = draw.integers(10, 100, rows)
    named = {"page": [f"/page/{row}" for row in range(rows)], "device": ["mobile", "desktop"] * (rows // 2)}
    return pd.DataFrame({**named, "sessions": sessions, "engaged_sessions": sessions // 2, "orders": 0})


def networks(rows: int) -> Any:
    import pandas as pd

    return pd.DataFrame({"network": [f"network {row}" for row in range(rows)], "sessions": 5})


def file(rows: int) -> Path:
    path = Path(tempfile.mkdtemp()) / "posts.csv"
    dated = [f"2025-{row % 12 + 1:02}-{row % 28 + 1:02}" for row in range(rows)]
    posts(rows, date=dated).rename(columns={"result": "post"}).to_csv(path, index=False)
    return path


def judged(rows: int) -> Any:
    return cm.judge(posts(rows), cm.Objective("traffic", target=400))


def returned(rows: int) -> Any:
    return cm.returns(posts(rows), cm.Objective("traffic", target=400), margin=0.5)


def crossed(rows: int) -> Any:
    return cm.matrix(posts(rows))


def compared(table: Any) -> Any:
    return cm.compare_models(table)


CALLS: dict[str, tuple[Callable[[int], Any], Callable[[Any], Any]]] = {
    "judge": (posts, lambda table: cm.judge(table, cm.Objective("traffic", target=400))),
    "verdict.text": (judged, lambda verdict: verdict.text("en")),
    "verdict.html": (judged, lambda verdict: verdict.html("en")),
    "verdict.plain": (judged, lambda verdict: verdict.plain("en")),
    "verdict.tipping_points": (judged, lambda verdict: verdict.tipping_points("en")),
    "matrix": (posts, lambda table: cm.matrix(table)),
    "matrix.text": (crossed, lambda across: across.text("en")),
    "matrix.html": (crossed, lambda across: across.html("en")),
    "matrix.moves": (crossed, lambda across: across.moves("traffic")),
    "returns": (posts, lambda table: cm.returns(table, "traffic", margin=0.5)),
    "returns.text": (returned, lambda found: found.text("en")),
    "returns.html": (returned, lambda found: found.html("en")),
    "returns.plain": (returned, lambda found: found.plain("en")),
    "returns.figures": (returned, lambda found: found.figures),
    "answer_the_boss": (posts, lambda table: cm.answer_the_boss(table, "traffic", margin=0.5).html("en")),
    "cycle": (posts, lambda table: cm.cycle(table).html("en")),
    "influencers": (people, lambda table: cm.influencers(table).html("en")),
    "organic_and_paid": (
        lambda rows: posts(rows, boosted=[row % 2 == 0 for row in range(rows)]),
        lambda table: cm.organic_and_paid(table).html("en"),
    ),
    "attribute": (paths, lambda table: cm.attribute(table, "linear")),
    "compare_models": (paths, compared),
    "compare_models, 60 touches of 300 channels": (lambda rows: paths(rows, 300, 60, 60), compared),
    "compare_models.html, a channel a row": (
        lambda rows: cm.compare_models(paths(rows, rows, 4), ["first", "last"]), lambda made: made.html("en"),
    ),
    "measure": (posts, lambda table: cm.measure(table, "engagement_rate", "roas")),
    "pool": (
        lambda rows: posts(rows, month=[row % 12 for row in range(rows)]),
        lambda table: cm.pool(table, "engagement_rate", "roas", by="month"),
    ),
    "visits_without_sales": (
        pages, lambda table: cm.visits_without_sales(1_000, 0, 0.02, evidence=table).html("en"),
    ),
    "dark_social": (networks, lambda table: cm.dark_social(table, 10, 10_000_000).html("en")),
    "plan": (int, lambda rows: cm.plan({"clicks": 0.01, "sales": (20, 1_000)}, sales=10).text("en")),
    "read": (file, lambda path: cm.read(path, progress=False)),
    "metrics": (int, lambda rows: cm.metrics()),
}  # fmt: skip
"""For each call: how what it is given is made from a number of rows, and the call."""


def one(name: str, rows: int) -> None:
    """Time one call in this process, and print its seconds and the peak of memory (MB)."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    make, call = CALLS[name]
    call(make(20))  # what is loaded at the first call, whatever the rows
    given = make(rows)
    start = time.process_time()
    call(given)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak": peak}))


def measured(name: str, rows: int, limit: float) -> dict[str, float] | str:
    """Run one call in a process of its own; where it does not end, the reason."""
    run = [sys.executable, __file__, "--one", name, "--rows", str(rows)]
    try:
        done = subprocess.run(run, capture_output=True, text=True, timeout=3 * limit)
    except subprocess.TimeoutExpired:
        return f"more than {3 * limit:g} s"
    if done.returncode:
        return "more than 6 GB" if "MemoryError" in done.stderr else done.stderr.strip().splitlines()[-1]
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def grown(name: str, most: int, limit: float) -> None:
    """Print a row for each number of rows, until a call takes too long or too much."""
    before = None
    for rows in (step for step in STEPS if step <= most):
        found = measured(name, rows, limit)
        if isinstance(found, str):
            print(f"| {name} | {rows:,} | {found} | | |", flush=True)
            return
        times = f"{found['seconds'] / before:.1f}" if before else ""
        print(f"| {name} | {rows:,} | {found['seconds']:.3f} | {found['peak']:.0f} | {times} |", flush=True)
        before = found["seconds"]
        if before > limit:
            return


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("calls", nargs="*", metavar="call", help=", ".join(CALLS))
    options.add_argument("--most", type=int, default=STEPS[-1], help="the most rows")
    options.add_argument("--limit", type=float, default=20, help="seconds after which a call stops growing")
    options.add_argument("--one", help=argparse.SUPPRESS)
    options.add_argument("--rows", type=int, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if unknown := set(asked.calls) - set(CALLS):
        options.error(f"no such call: {', '.join(sorted(unknown))}; there are {', '.join(CALLS)}")
    if asked.one:
        one(asked.one, asked.rows)
        return
    print("| call | rows | seconds | MB | times |\n|---|---:|---:|---:|---:|", flush=True)
    for name in asked.calls or CALLS:
        grown(name, asked.most, asked.limit)


if __name__ == "__main__":
    main()
