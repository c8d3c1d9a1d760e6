"""The answers of this folder are asked for in English, unless a test says otherwise."""

from __future__ import annotations

import pytest

import cmkit as cm


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")
