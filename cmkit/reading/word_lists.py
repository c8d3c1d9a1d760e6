"""The words that files are understood by: data, in `words.toml`."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(
    (resources.files("cmkit.reading") / "words.toml").read_text(encoding="utf-8")
)
