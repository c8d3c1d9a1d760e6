"""A JupyterLab, a Voilà and a Chromium for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.browser.places import CHROMIUM, QUIET, Place, running
from tests.conftest import NEEDS

ICONS = "https://cdn.jsdelivr.net/npm/@fortawesome/"
"""Asked for by Voilà's own page (its icons); never answered here. Nothing else may leave this machine."""


@pytest.fixture(scope="module")
def browser():
    """Start Chromium for one module: while Playwright is open, other tests would find its loop running."""
    if CHROMIUM is None:
        pytest.skip(f"{NEEDS}Chromium, which is not installed")
    api = pytest.importorskip("playwright.sync_api", reason=f"{NEEDS}Playwright, which is not installed")
    with api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="module")
def places(browser, tmp_path_factory) -> Iterator[Callable[[str], Place]]:
    """Start JupyterLab or Voilà when first asked for, and stop both at the end."""
    with ExitStack() as stack:
        started: dict[str, Place] = {}

        def place(kind: str) -> Place:
            if kind not in started:
                home = tmp_path_factory.mktemp(kind)
                (home / "notebooks").mkdir()
                started[kind] = stack.enter_context(running(kind, home / "notebooks", home / "home"))
            return started[kind]

        yield place


@pytest.fixture(params=["lab", "voila"])
def place(request, places) -> Place:
    return places(request.param)


@pytest.fixture
def page(browser):
    """A page that must ask nothing of another machine and raise no error of its own."""
    strangers: list[str] = []
    faults: list[str] = []
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    opened.set_default_timeout(60_000)
    opened.route(f"{ICONS}**", lambda route: route.abort())
    opened.on("request", lambda request: strangers.append(request.url) if _is_strange(request.url) else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
    yield opened
    opened.close()
    assert not strangers, "the page asked another machine"
    assert not faults, "the page raised an error"


def _is_strange(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", ICONS))


def _is_fault(said) -> bool:
    return said.type == "error" and "ERR_FAILED" not in said.text
