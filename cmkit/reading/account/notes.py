"""Things to know about a reading: a key of `locales/reading.toml` and the facts of its sentence."""

from __future__ import annotations

from typing import Any

from cmkit.language import sentences
from cmkit.language.labels import label
from cmkit.language.writing import number


class Note:
    """A remark on what was read; `str(note)` is its sentence in the language in use."""

    def __init__(self, key: str, **facts: Any) -> None:
        self.key = key
        self.facts = facts

    def in_language(self, lang: str | None = None) -> str:
        """Return the sentence in "en" or "fr" (by default the language in use)."""
        facts = dict(self.facts)
        for name in ("n", "total"):
            if name in facts:
                facts[f"{name}_text"] = number(facts[name], lang)
        if "column" in facts:
            facts["column"] = label(facts["column"], lang)
        return sentences.say(f"reading.note_{self.key}", lang, **facts)

    def __str__(self) -> str:
        return self.in_language()

    def __repr__(self) -> str:
        return f"Note({self.key}: {self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Note) and (self.key, self.facts) == (other.key, other.facts)

    def __hash__(self) -> int:
        return hash((self.key, str(sorted(self.facts.items(), key=str))))
