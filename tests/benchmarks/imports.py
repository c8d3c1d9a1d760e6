"""How long `import cmkit` takes, against `import narwhals`: the wall clock of the import alone.

    python tests/benchmarks/imports.py

Each is imported in a fresh interpreter, in turns; the medians are compared. Target: at most 1.5.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TIMED = "import time; start = time.perf_counter(); import {name}; print(time.perf_counter() - start)"


def seconds(name: str) -> float:
    """Import `name` in an interpreter of its own and return the seconds it took."""
    run = [sys.executable, "-c", TIMED.format(name=name)]
    return float(subprocess.run(run, check=True, capture_output=True, text=True, cwd=ROOT).stdout)


def main() -> None:
    times: dict[str, list[float]] = {"narwhals": [], "cmkit": []}
    for _ in range(25):
        for name, values in times.items():
            values.append(seconds(name))
    median = {name: statistics.median(values) * 1000 for name, values in times.items()}
    print(f"import narwhals {median['narwhals']:.1f} ms, import cmkit {median['cmkit']:.1f} ms: "
          f"ratio {median['cmkit'] / median['narwhals']:.2f} (target 1.50)")


if __name__ == "__main__":
    main()
