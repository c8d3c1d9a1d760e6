"""`Said`: a sentence kept as its key and its facts, to be said in any language at any time."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from cmkit.language.facts import Fact, Measured, written
from cmkit.language.sentences import language, sentence
from cmkit.language.terminal import harmless


@dataclass(frozen=True)
class Said(Fact):
    """A sentence of `cmkit/locales` ("room.key") and its facts; `n`, a number, chooses one or other."""
    # `prefix` goes before every key of a kind of sentences.

    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    prefix: ClassVar[str] = ""

    def text(self, lang: str) -> str:
        spoken = {name: written(fact, lang) for name, fact in self.facts.items()}
        if (n := self.facts.get("n")) is not None:
            spoken.setdefault("n_text", spoken["n"])
        form = sentence(self.prefix + self.key, lang, n.value if isinstance(n, Measured) else n)
        return form.format(**spoken)

    def in_language(self, lang: str | None = None) -> str:
        """Say the sentence in a language, by default the one in use."""
        return harmless(self.text(language(lang)))

    def __str__(self) -> str:
        return self.in_language()

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.facts, key=str))))


def said(key: str, **facts: Any) -> Said:
    """Keep a sentence and its facts."""
    return Said(key, facts)
