"""The picture of the bench that stands in README.md, drawn again as a reader sees it in Voilà.

    python tests/browser/draw.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.driving import open_notebook  # noqa: E402
from tests.browser.places import CHROMIUM, QUIET, running  # noqa: E402

START = "import cmkit as cm\ncm.bench(target=400, lang='en')"


def main() -> None:
    """Write docs/bench_en.png."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as home, sync_playwright() as play:
        folder = Path(home) / "notebooks"
        folder.mkdir()
        with running("voila", folder, Path(home) / "home") as place:
            started = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            page = started.new_page(viewport={"width": 1220, "height": 1200})
            open_notebook(page, place, place.write("bench.ipynb", START))
            page.locator(".cmkit-matrix").wait_for()
            page.add_style_tag(content=".cmkit-bench{padding:12px 16px}")
            page.locator(".cmkit-bench").screenshot(path=ROOT / "docs" / "bench_en.png")
            started.close()


if __name__ == "__main__":
    main()
