"""Writes cmkit/__init__.pyi, where type checkers and editors read public names: `python tests/stub.py`."""

from __future__ import annotations

from pathlib import Path

import cmkit as cm
from cmkit.catalogue import CATALOGUE, FUNCTIONS

STUB = Path(cm.__file__).with_suffix(".pyi")
HEAD = '"""The public names for type checkers and editors; `python tests/stub.py` writes this."""'


def stub() -> str:
    """Return the text of the stub: each public name from the module that holds it."""
    names = {(f"cmkit.{room}", name) for room, held in cm.ROOMS.items() for name in held}
    names |= {(FUNCTIONS[name].__module__, name) for name in CATALOGUE}
    lines = [HEAD, "", "from cmkit import errors as errors"]
    for module in sorted({module for module, _ in names}):
        lines += _import(module, sorted(name for where, name in names if where == module))
    return "\n".join([*lines, "", "__version__: str", "ROOMS: dict[str, tuple[str, ...]]", ""])


def _import(module: str, names: list[str]) -> list[str]:
    pairs = [f"{name} as {name}" for name in names]
    short = f"from {module} import {', '.join(pairs)}"
    long = [f"from {module} import (", *(f"    {pair}," for pair in pairs), ")"]
    return [short] if len(short) <= 110 else long


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
