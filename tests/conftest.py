"""What all tests share: the real export files, and a CI in which nothing needed may be skipped."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from cmkit.language import sentences

hypothesis.settings.register_profile("cmkit", deadline=None)  # a busy machine is no fault of what is tested
hypothesis.settings.load_profile("cmkit")

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
CASES = ROOT.parent / "shared" / "cases"
NEEDS = "needs "
"""How the reason of a skip begins where something is absent ("needs Chromium", "needs Java")."""


def real_file(path: str, folder: Path = REAL) -> Path:
    """Return a file of ../shared (never committed), or skip the test where it is not there."""
    found = folder / path
    if not found.exists():
        pytest.skip(f"{NEEDS}the real export file {path} beside the clone")
    return found


@pytest.fixture
def real() -> Callable[[str], Path]:
    return real_file


@pytest.fixture
def case() -> Callable[[str], Path]:
    """Return a file of ../shared/cases, which holds small real exports that were once read wrongly."""
    return lambda path: real_file(path, CASES)


@pytest.fixture(autouse=True)
def own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language that a test chooses is its own: the next one speaks what it asks for."""
    monkeypatch.setattr(sentences, "_chosen", {})


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Start one local Spark for all tests, with ANSI rules: a division by zero raises."""
    if shutil.which("java") is None:
        pytest.skip(f"{NEEDS}Java, on which Spark runs")
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    local = {"driver.host": "127.0.0.1", "driver.bindAddress": "127.0.0.1", "ui.enabled": "false"}
    quick = {"sql.ansi.enabled": "true", "sql.shuffle.partitions": "1", "ui.showConsoleProgress": "false"}
    builder = SparkSession.builder.master("local[1]")
    for name, value in (local | quick).items():
        builder = builder.config(f"spark.{name}", value)
    with warnings.catch_warnings(action="ignore"):
        session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    return _no_skip((yield))


def _no_skip(report):
    """Turn a skip into a failure where CI runs: it installs whatever a test needs."""
    if os.environ.get("CMKIT_CI") and report.outcome == "skipped" and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        report.outcome, report.longrepr = "failed", f"skipped, which CI does not allow: {reason}"
    return report
