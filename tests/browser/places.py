"""JupyterLab and Voilà as a reader starts them, on this machine only, and stopped at the end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-gpu", "--disable-quic",
]
"""How Chromium is started: no calls home."""

PATIENCE = 90
"""Seconds that a server may take to answer, on a slow and busy machine."""


@dataclass(frozen=True)
class Place:
    """Where notebooks are opened: "lab" or "voila", its address, and the folder that it serves."""

    kind: str
    address: str
    folder: Path
    token: str = ""

    def url(self, notebook: str) -> str:
        """Return the address of a notebook of this place."""
        if self.kind == "voila":
            return f"{self.address}/voila/render/{notebook}"
        return f"{self.address}/lab/tree/{notebook}?token={self.token}&reset"

    def write(self, name: str, *cells: str) -> str:
        """Put a notebook of code cells into the folder and return its name."""
        made = {
            "cells": [
                {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": cell, "outputs": [],
                 "execution_count": None}
                for n, cell in enumerate(cells)
            ],
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "nbformat": 4, "nbformat_minor": 5,
        }
        (self.folder / name).write_text(json.dumps(made), encoding="utf-8")
        return name


@contextmanager
def running(kind: str, folder: Path, home: Path) -> Iterator[Place]:
    """Start JupyterLab or Voilà on `folder`, its settings in `home`, and stop it with all its kernels."""
    _settle(home / "settings")
    port, token = _free_port(), "cmkit-test"
    command = _lab(port, token) if kind == "lab" else _voila(port)
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=_environment(home), stdout=log, stderr=log, start_new_session=True
        )
    place = Place(kind, f"http://127.0.0.1:{port}", folder, token)
    try:
        _wait(place, server, home / "server.log")
        yield place
    finally:
        _stop(server)


def _settle(settings: Path) -> None:
    """Answer beforehand what JupyterLab would ask: no, no news."""
    asked = settings / "@jupyterlab" / "apputils-extension"
    asked.mkdir(parents=True, exist_ok=True)
    answer = '{"fetchNews": "false", "checkForUpdates": false}'
    (asked / "notification.jupyterlab-settings").write_text(answer)


def _lab(port: int, token: str) -> list[str]:
    return [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", "--ServerApp.root_dir=.",
        "--allow-root", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


def _voila(port: int) -> list[str]:
    return [
        sys.executable, "-m", "voila", "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1",
        "--Voila.root_dir=.", "--VoilaConfiguration.show_tracebacks=True", "--VoilaExecutor.timeout=120",
    ]


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("CMKIT_LANG", "JUPYTER_TOKEN")}
    own = {f"JUPYTER_{part}_DIR": str(home / part.lower()) for part in ("CONFIG", "RUNTIME", "DATA")}
    root = str(Path(__file__).resolve().parents[2])
    return kept | own | {
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"), "HOME": str(home), "CMKIT_LANG": "en", "NO_PROXY": "127.0.0.1",
        "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])]),
    }


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(place: Place, server: subprocess.Popen[bytes], log: Path) -> None:
    ready = f"{place.address}/api/status?token={place.token}" if place.kind == "lab" else f"{place.address}/"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(PATIENCE * 4):
        if server.poll() is not None:
            break
        try:
            direct.open(ready, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError(f"{place.kind} did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server and the kernels that it started: they share its group."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, how)
            server.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
