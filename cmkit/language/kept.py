"""Facts of errors: sentences and labels kept without a language, and written when the error is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cmkit.language.labels import label
from cmkit.language.sentences import language, rendered, say
from cmkit.language.writing import in_sentence, join


@dataclass(frozen=True)
class Phrase:
    """A sentence kept as its key and its facts, to be said in any language."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def text(self, lang: str | None = None) -> str:
        """Say it in a language."""
        return say(self.key, lang, **self.facts)


def said(key: str, **facts: Any) -> Phrase:
    """Keep a sentence, to be said in any language.

    >>> said("errors.row", row=3).text("fr")
    ' (ligne 3)'
    """
    return Phrase(key, facts)


@dataclass(frozen=True)
class Name:
    """The label of a column or a metric.

    >>> Name("clicks").text("fr")
    'Clics'
    """

    name: str

    def text(self, lang: str | None = None) -> str:
        """Write it in a language."""
        return label(self.name, lang)


@dataclass(frozen=True)
class Inside(Name):
    """A label as it stands inside a sentence.

    >>> Inside("link_clicks").text("en")
    'link clicks'
    """

    def text(self, lang: str | None = None) -> str:
        """Write it in a language, in lower case at the start."""
        return in_sentence(super().text(lang))


@dataclass(frozen=True)
class All:
    """Facts joined as a sentence does, or by `mark`, the key of what stands between them.

    >>> All(("clicks", Inside("reach"))).text("fr"), All(("a", "b"), "errors.or_join").text("fr")
    ('clicks et portée', 'a ou b')
    """

    facts: tuple[Any, ...]
    mark: str = ""

    def text(self, lang: str | None = None) -> str:
        """Write them one after the other in a language."""
        lang = language(lang)
        words = [str(rendered(fact, lang)) for fact in self.facts]
        return say(self.mark, lang).join(words) if self.mark else join(words, lang)
