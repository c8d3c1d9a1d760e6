"""What columns and metrics are called (replaced by the data of each language)."""

from __future__ import annotations

from importlib import import_module


def label(name: str, lang: str | None = None) -> str:
    """Return the label of a column or a metric, or the word itself."""
    found = import_module("cmkit.given.objective").kpi_label(name, lang)
    return str(found)


def noun(name: str, n: float, lang: str) -> str:
    """Return what a column counts as a noun."""
    from cmkit.language.writing import in_sentence

    word = in_sentence(label(name, lang))
    return word[:-1] if (abs(n) < 2 if lang == "fr" else n == 1) and word.endswith("s") else word
