"""A made language, "xx": every sentence of English between ⟦ ⟧, added by data files alone.

What comes out of cmkit in it without the brackets was written in code, or in another language.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import cmkit
from cmkit.language.languages import VARIABLE

LANG = "xx"
LOCALES = Path(cmkit.__file__).parent / "locales"
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")


def made_language(folder: Path) -> Path:
    """Write the language into a folder, and return that folder."""
    import tomllib

    (folder / LANG).mkdir(parents=True)
    for file in sorted((LOCALES / "en").glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        wrapped = said if file.stem == "language" else {key: _wrapped(one) for key, one in said.items()}
        if file.stem == "language":
            wrapped = said | {"name": "made", "lists": "ja", "percent_space": "_", "delimiter": "|"}
        lines = [f"{key} = {_toml(one)}" for key, one in wrapped.items()]
        (folder / LANG / file.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _wrapped(said: Any) -> Any:
    if isinstance(said, dict):
        return {form: _wrapped(one) for form, one in said.items()}
    return f"⟦{said}⟧" if said.strip() else said


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{form} = {_toml(one)}" for form, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def outside(text: str) -> str:
    """Return what of a text stands in no sentence of the made language.

    >>> outside("⟦Clicks: ⟦many⟧⟧, then some")
    ', then some'
    """
    while (less := BRACKETED.sub("", text)) != text:
        text = less
    return text


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Add the made language for a test, and return its name: import this fixture to use it."""
    monkeypatch.setenv(VARIABLE, str(made_language(tmp_path / "made")))
    return LANG
