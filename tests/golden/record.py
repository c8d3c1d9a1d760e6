"""Write again what every answer says: `python tests/golden/record.py [part of a case's name ...]`.

To be run on purpose only, when what a person sees was meant to change; the diff is then what is reviewed.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

HERE = Path(__file__).resolve().parent
FILES = HERE / "files"
LANGUAGES = ("en", "fr")
COLUMNS = "120"
"""How wide a terminal is: some answers fold their tables to it."""

SPACES = r"[ \t\r\n]+"
"""What HTML collapses: not the no-break spaces, which French needs before its marks."""


def golden(case: str, lang: str) -> Path:
    """Return the file of a case in a language."""
    return FILES / f"{case}.{lang}.txt"


def shown(case: str, lang: str) -> str:
    """Return what an answer says: as text, in a terminal, in a notebook. Sets the language in use."""
    import cmkit as cm
    from tests.golden.cases import CASES

    cm.use(lang)
    answer = CASES[case]()
    text, terminal = as_text(answer, lang), in_terminal(answer, lang)
    parts = {
        "text": text,
        "plain": "(as the text)" if terminal == text else terminal,
        "html words": words_of(as_html(answer, lang)),
    }
    return "\n".join(f"=== {name} ===\n{tidy(said) or '(none)'}\n" for name, said in parts.items())


def tidy(said: str) -> str:
    """Return the lines without the blanks at their ends, which editors and diffs make nothing of."""
    return "\n".join(line.rstrip(" ") for line in said.splitlines()).strip("\n")


def as_text(answer: Any, lang: str) -> str:
    """Return the sentences of an answer; a table of no answer's own, or a list, row by row."""
    if isinstance(answer, list):
        return "\n".join(map(str, answer))
    if isinstance(answer, pd.DataFrame):
        return answer.to_string(index=False)
    return str(answer.text(lang)) if hasattr(answer, "text") else repr(answer)


def in_terminal(answer: Any, lang: str) -> str:
    """Return what a terminal shows of an answer."""
    if isinstance(answer, (list, pd.DataFrame)):
        return as_text(answer, lang)
    return str(answer.plain(lang)) if callable(getattr(answer, "plain", None)) else repr(answer)


def as_html(answer: Any, lang: str) -> str:
    """Return what a notebook shows of an answer, "" where that is left to pandas."""
    if isinstance(answer, (list, pd.DataFrame)):
        return ""
    if hasattr(answer, "html"):
        return str(answer.html(lang))
    found = getattr(answer, "_repr_html_", None) or getattr(answer, "_repr_latex_", None)
    return str(found()) if found else ""


def words_of(html: str) -> str:
    """Return the words of HTML, a sentence a line: whatever the tags, the same words are the same lines."""
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    bare = re.sub(SPACES, " ", unescape(re.sub(r"<[^>]*>", " ", bare))).strip()
    bare = re.sub(r" (?=[.,;)\]])", "", bare)
    return re.sub(r"(?<=[.;?!]) (?=\S)", "\n", bare)


def record(cases: list[str]) -> list[str]:
    """Write the files of these cases; return those that this machine lacks the real file for."""
    absent = []
    for case in cases:
        for lang in LANGUAGES:
            try:
                said = shown(case, lang)
            except pytest.skip.Exception:
                absent.append(case)
                break
            golden(case, lang).write_text(said, encoding="utf-8", newline="\n")
    return absent


def main(wanted: list[str]) -> None:
    """Record the cases whose name has one of the words, or all; without words, drop files of no case."""
    from tests.golden.cases import CASES

    os.environ["COLUMNS"] = COLUMNS
    warnings.simplefilter("error")
    FILES.mkdir(exist_ok=True)
    cases = [case for case in CASES if not wanted or any(word in case for word in wanted)]
    absent = record(cases)
    if not wanted:
        kept = {golden(case, lang) for case in CASES for lang in LANGUAGES}
        for path in set(FILES.glob("*.txt")) - kept:
            path.unlink()
    print(f"{len(cases) - len(absent)} recorded; left as they were, their real file is not here: {absent}")


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    main(sys.argv[1:])
