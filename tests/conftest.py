"""What all tests share: the real export files, and a CI in which nothing needed may be skipped."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
NEEDS = "needs "
"""How the reason of a skip begins where something is absent ("needs Chromium", "needs Java"): a failure in CI."""


def real_file(path: str) -> Path:
    """Return a file of ../shared/real (never committed), or skip the test where it is not there."""
    found = REAL / path
    if not found.exists():
        pytest.skip(f"{NEEDS}the real export file {path} beside the clone")
    return found


@pytest.fixture
def real() -> Callable[[str], Path]:
    return real_file


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    return _no_needed_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    return _no_needed_skip((yield))


def _no_needed_skip(report):
    """Turn a skip for lack of something that CI installs into a failure."""
    if os.environ.get("CMKIT_CI") and report.outcome == "skipped" and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason.startswith(NEEDS):
            report.outcome, report.longrepr = "failed", f"skipped, which CI does not allow: {reason}"
    return report
