"""`Said`: a sentence kept as its key and its facts, to be said in any language at any time.

Also the word that was meant: the nearest of those known, and what is said of a word that is not.
"""

import difflib
import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from cmkit.errors import UnknownNameError
from cmkit.language.facts import Fact, Measured, Typed, written
from cmkit.language.sentences import language, sentence
from cmkit.language.terminal import harmless
from cmkit.language.writing import worded


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


LISTED = 12  # how many known words are named

LONGEST = 200
"""What has more characters is no word that was mistyped, and would take seconds to compare."""


def alike(word: str, known: Iterable[str], least: float = 0.6, most: int = 5) -> list[tuple[float, str]]:
    """Return the known words that are like `word`, at most `most`, most alike first, each with how much."""
    # The ratio is that of `difflib` (0 to 1): twice the characters in common, over those of both.
    compared = difflib.SequenceMatcher(autojunk=False)
    compared.set_seq2(word)
    found = []
    for one in known:
        compared.set_seq1(one)
        # The first two are upper bounds, and quick.
        if compared.real_quick_ratio() >= least and compared.quick_ratio() >= least:
            found.append((compared.ratio(), one))
    return heapq.nlargest(most, (pair for pair in found if pair[0] >= least))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word closest to `word`, or "" when none is close."""
    if len(word := str(word)) > LONGEST:
        return ""
    close = alike(word.lower(), map(str, known), most=1)
    return close[0][1] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> Said | str:
    """Return the question that names the nearest known word, without a language; "" when none is close."""
    close = nearest(word, known)
    return said("errors.did_you_mean", word=close) if close else ""


def unknown(kind: str, word: object, known: Iterable[str]) -> UnknownNameError:
    """Return the error for a `word` that is not among the `known` words of its `kind`."""
    names = list(known)
    listed = (*names[:LISTED], *(["..."] if len(names) > LISTED else []))
    what, hint = said(f"errors.kind_{kind}"), did_you_mean(worded(word), names)
    return UnknownNameError("unknown_name", kind=what, word=Typed(word), hint=hint, known=listed)
