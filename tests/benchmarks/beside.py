"""Two checkouts of cmkit side by side: the same calls, in processes of their own, turn about.

    python tests/benchmarks/beside.py OTHER_CHECKOUT [rounds]

Prints, for each call, the least processor seconds in the other checkout, in this one, and their ratio
(above 1: this one is slower). Processor time is read because the machine may be busy with other work.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIMED = """
import sys, time, warnings
sys.path.insert(0, sys.argv[1])
warnings.simplefilter("ignore")
import numpy as np
import pandas as pd
import cmkit as cm

rng = np.random.default_rng(1)

def posts(n):
    tops = {"reach": 9000, "likes": 400, "shares": 40, "comments": 60, "clicks": 400}
    counts = {name: rng.integers(top // 4, top, n) for name, top in tops.items()}
    keys = {"result": [f"p{i}" for i in range(n)], "platform": rng.choice(["a", "b", "c"], n)}
    return pd.DataFrame(keys | counts | {"spend": rng.random(n) * 100})

def paths(n):
    steps = [" > ".join(rng.choice(list("abcdefgh"), rng.integers(1, 8))) for _ in range(n)]
    return pd.DataFrame({"path": steps, "conversions": rng.integers(0, 3, n), "nulls": rng.integers(0, 3, n)})

def least(call, times):
    call()
    spent = []
    for _ in range(times):
        start = time.process_time()
        call()
        spent.append(time.process_time() - start)
    print(min(spent))
"""
IMPORTED = """
import sys, time
sys.path.insert(0, sys.argv[1])
start = time.process_time()
import cmkit
print(time.process_time() - start)
"""
GOAL = "goal = cm.Objective('traffic', target=200)\n"
BENCH = """
import itertools
bench = cm.bench(posts({n}).drop(columns=["platform", "spend"]), target=200, lang="en")
typed = itertools.count(100)
cell = bench.grid.lines[bench.draft.rows[0]].cells["clicks"]
least(lambda: setattr(cell, "value", str(next(typed))), 20)
"""
JOBS = {
    "judge, 20,000 results": GOAL + "t = posts(20_000)\nleast(lambda: cm.judge(t, goal).text('en'), 3)",
    "returns, 20,000 results": GOAL
    + "t = posts(20_000)\nleast(lambda: cm.returns(t, goal, cost=1000, name='result').text('en'), 3)",
    "measure, 200,000 rows": "t = posts(200_000)\nleast(lambda: cm.measure(t, 'engagement_rate'), 5)",
    "pool, 1,000,000 rows": "t = posts(1_000_000)\n"
    "least(lambda: cm.pool(t, 'engagement_rate', by='platform'), 3)",
    "attribute, 20,000 paths": "t = paths(20_000)\nleast(lambda: cm.attribute(t, 'markov'), 3)",
    "compare_models, 20,000 paths": "t = paths(20_000)\nleast(lambda: cm.compare_models(t).text('en'), 2)",
    "read, 40 posts of Facebook": "f = cm.sample('campaign_facebook_en.csv')\nleast(lambda: cm.read(f), 5)",
    "read, 50,000 rows": "t = posts(50_000).to_csv(index=False).encode()\nleast(lambda: cm.read(t), 3)",
    "bench, 3 results, all redrawn": BENCH.format(n=3),
    "bench, 20 results, all redrawn": BENCH.format(n=20),
    "import cmkit": "",
}


def spent(checkout: Path, job: str) -> float:
    """Return the processor seconds of a job in a checkout."""
    code = TIMED + job if job else IMPORTED
    done = subprocess.run(
        [sys.executable, "-c", code, str(checkout)], capture_output=True, text=True, check=True, cwd=checkout
    )
    return float(done.stdout.split()[-1])


def main(other: Path, rounds: int) -> None:
    """Print the table, call by call."""
    print("| call | before, s | now, s | ratio |\n|---|---|---|---|")
    for name, job in JOBS.items():
        pairs = [(spent(other, job), spent(ROOT, job)) for _ in range(rounds)]
        before, now = (min(each) for each in zip(*pairs, strict=True))
        print(f"| {name} | {before:.3f} | {now:.3f} | {now / before:.2f} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    else:
        print("Give the folder of another checkout.")
