"""The bench's speed: one changed number in the kernel, and from key press to new picture in Chromium.

    python tests/benchmarks/bench.py [kernel] [lab] [voila]

Prints the tables that stand in README.md. Picture and verdict are sent before the matrix, so both
times are given.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.driving import cell, open_notebook  # noqa: E402
from tests.browser.places import CHROMIUM, QUIET, Place, running  # noqa: E402

SIZES = (3, 20)
CHANGES, PRESSES, WARM = 60, 60, 8
MADE = """import cmkit as cm
import pandas as pd
n = {n}
results = pd.DataFrame({{
    "result": [f"Publication {{i + 1}}" for i in range(n)],
    "reach": [5000 + i * 371 % 4000 for i in range(n)],
    "likes": [20 + i * 53 % 500 for i in range(n)],
    "shares": [1 + i * 7 % 30 for i in range(n)],
    "comments": [2 + i * 11 % 40 for i in range(n)],
    "clicks": [25 + i * 137 % 500 for i in range(n)],
}})
bench = cm.bench(results, target=400, lang="en")
bench"""

WATCH = """() => {
  window.seen = [];
  document.addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
  const picture = document.querySelector('.cmkit-bench svg[role=img]').closest('.widget-html');
  new MutationObserver(() => {
    if (window.pressed === undefined) return;
    const from = window.pressed;
    window.pressed = undefined;
    requestAnimationFrame(() => window.seen.push(performance.now() - from));
  }).observe(picture, {childList: true, subtree: true});
}"""


def kernel(n: int) -> tuple[list[float], list[float]]:
    """Return milliseconds from a changed number to picture and verdict, and to the matrix too."""
    held: dict[str, Any] = {}
    exec(MADE.format(n=n), held)
    bench, shown, whole = held["bench"], [], []
    box = bench.grid.lines[bench.draft.rows[0]].cells["clicks"]
    stamps: list[float] = []
    bench._verdict.observe(lambda _: stamps.append(time.perf_counter()), names="value")
    for change in range(CHANGES + WARM):
        start = time.perf_counter()
        box.value = str(100 + change)
        whole.append((time.perf_counter() - start) * 1e3)
        shown.append((stamps[-1] - start) * 1e3)
    return shown[WARM:], whole[WARM:]


def browser(page: Any, place: Place, n: int) -> list[float]:
    """Return milliseconds from key press to the frame with the new picture, key by key."""
    open_notebook(page, place, place.write(f"bench_{n}.ipynb", MADE.format(n=n)))
    page.evaluate(WATCH)
    cell(page, 1, "Clicks").click()
    page.keyboard.press("End")
    for press in range(PRESSES + WARM):
        page.keyboard.press("Backspace" if press % 2 else str(1 + press % 9))
        page.wait_for_function("count => window.seen.length > count", arg=press)
        page.wait_for_timeout(250)
    return [float(each) for each in page.evaluate("window.seen")[WARM:]]


def in_chromium(kind: str) -> None:
    """Measure one place with each number of results, and print a line for each."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as home, sync_playwright() as play:
        folder = Path(home) / "notebooks"
        folder.mkdir()
        with running(kind, folder, Path(home) / "home") as place:
            started = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for n in SIZES:
                page = started.new_page(viewport={"width": 1400, "height": 900})
                report(f"key press to picture, {kind}", n, browser(page, place, n))
                page.close()
            started.close()


def report(what: str, n: int, times: list[float]) -> None:
    """Print a line of the table."""
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95)]
    print(f"| {what} | {n} | {statistics.median(times):.0f} | {late:.0f} | {max(times):.0f} |", flush=True)


def main() -> None:
    """Measure what is asked for, or all."""
    asked = sys.argv[1:] or ["kernel", "lab", "voila"]
    print("| ms | results | median | 95 % | worst |\n|---|---:|---:|---:|---:|")
    for n in SIZES if "kernel" in asked else ():
        shown, whole = kernel(n)
        report("kernel: changed number to picture and verdict", n, shown)
        report("kernel: the same, to the matrix", n, whole)
    for kind in ("lab", "voila"):
        if kind in asked:
            in_chromium(kind)


if __name__ == "__main__":
    main()
