"""Things to know about a reading: sentences of `locales/<language>/reading.toml`, said when asked."""

from __future__ import annotations

from typing import Any, ClassVar

from cmkit.language.said import Said


class Note(Said):
    """A remark on what was read: its `key`, its `facts`; `str(note)` is its sentence in the language used."""

    prefix: ClassVar[str] = "reading.note_"


def note(key: str, **facts: Any) -> Note:
    """Keep a remark."""
    return Note(key, facts)
