"""Which language a file's headings are in, told by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cmkit.catalogue.columns import normalised
from cmkit.reading.word_lists import WORDS


def language_of(headings: Iterable[str]) -> str:
    """Return "en", "fr", "es" or "pt": the language most of the headings' words belong to."""
    counts = _counts(headings)
    return max(counts, key=lambda lang: (counts[lang], lang == "en"))


def in_two_languages(headings: Iterable[str]) -> bool:
    """Tell whether some of the headings are plainly French and others plainly English."""
    each = [_counts([heading]) for heading in headings]
    return any(c["fr"] > c["en"] for c in each) and any(c["en"] > c["fr"] for c in each)


def _counts(headings: Iterable[str]) -> dict[str, int]:
    words = re.findall(r"[a-z']+", " ".join(normalised(h) for h in headings))
    return {lang: sum(word in text.split() for word in words) for lang, text in WORDS["headings"].items()}
