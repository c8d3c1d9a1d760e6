"""The cells of a DataFrame as typed facts, by what their column holds."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from cmkit.errors import CmkitError
from cmkit.language.facts import (
    All,
    Amount,
    Capital,
    Day,
    Fact,
    Name,
    Number,
    Quantity,
    Rate,
    Readable,
    Share,
    passing,
)
from cmkit.language.said import Said
from cmkit.language.writing import MISSING, UNITS, is_missing
from cmkit.statements.known import code_word, inside, unit_of

LONGEST, SENTENCE, SHORT = 80, 200, 40
"""Letters shown of a text, of a sentence, of a text in a table of many columns; the rest is cut."""
NAMING = ("unit", "kpi", "target_of", "indicator", "what", "name", "column")
"""The cells of a row that say in which unit its numbers are, or of which column they are, first the first."""
WORDED = frozenset({
    "words", "own", "sentence", "date", "truth", "name", "unit", "lacking", "status", "step", "objective",
    "kind", "rule", "figure", "finding", "owner", "model", "wanted_from", "unit_cost", "platform", "scope",
})  # fmt: skip
"""The kinds of column that hold words rather than numbers."""


def cell(value: Any, kind: str | None, row: Mapping[Any, Any]) -> Fact | str:
    """Return a cell as a fact, by the kind of its column (None: a user's own) and the row it stands in.

    >>> cell(0.1066, "in ratio", {}).text("fr"), cell("met", "status", {}).text("en"), cell(None, "words", {})
    ('10,66\\xa0%', 'Met', '–')
    """
    if isinstance(value, (Fact, CmkitError)):
        return value if isinstance(value, Fact) else All((value,))
    if isinstance(value, (list, tuple)):
        return _listed(value)
    if is_missing(value) or value == "":
        return MISSING
    if kind in BY_ROW:
        return BY_ROW[kind](value, row)
    if not _is_number(value):
        return _word(value, kind)
    if kind and kind.startswith("in "):
        return Quantity(float(value), kind.removeprefix("in "))
    return BY_KIND.get(str(kind), _own)(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not _is_truth(value)


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool) or type(value).__name__ in ("bool", "bool_")


def _word(value: Any, kind: str | None) -> Fact | str:
    """Return what is no number: true or false, a moment, a code word, a text."""
    if _is_truth(value):
        return Capital(Said(f"words.{str(bool(value)).lower()}"))
    if isinstance(value, date):
        return _moment(value)
    if kind == "sentence":
        return Capital(cut(str(value), SENTENCE))
    text = cut(str(value), SENTENCE if kind == "rule" else LONGEST)
    return text if kind in (None, "words", "own") else code_word(kind, text)


def _moment(value: date) -> Fact:
    """Return a day, with the time of day where there is one."""
    if not isinstance(value, datetime):
        return Day(value)
    day = Day(value.date())
    at = f"{value:%H:%M}"
    return day if at == "00:00" else Said("tables.moment", {"day": day, "time": at})


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, cut where it is long.

    >>> cut("one\\ntwo"), len(cut("word " * 40))
    ('one two', 80)
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _own(value: Any) -> Fact:
    return Number(float(value), 0) if isinstance(value, numbers.Integral) else Readable(float(value))


def _estimate(value: Any) -> Fact:
    return Number(float(value), 0 if abs(value) >= 10 else 1)


def _measured(value: Any, row: Mapping[Any, Any]) -> Fact | str:
    """Return a number in the unit that its row says."""
    if not _is_number(value):
        return _word(value, None)
    said = next((row[name] for name in NAMING if name in row and not is_missing(row[name])), "")
    unit = said if said in UNITS else unit_of(str(said))
    if unit == "count":
        return _estimate(value) if value != int(value) and row.get("unit") == "count" else _own(value)
    return Quantity(float(value), unit) if unit else _own(value)


def _unit(value: Any, row: Mapping[Any, Any]) -> Fact | str:
    """Return a unit in words: a unit of cmkit, a column, columns added, one for each unit of another."""
    word = str(value)
    if word in UNITS:
        return Capital(Said(f"words.unit_{word}"))
    if "/" in word or " + " in word:
        mark, sign = ("words.slash", "/") if "/" in word else ("tables.plus", " + ")
        parts = [part.strip() for part in word.split(sign)]
        return Capital(All(tuple(inside(_part(part)) for part in parts), mark))
    return Name(word) if unit_of(word) else Capital(word)


def _part(word: str) -> Fact | str:
    if unit_of(word):
        return Name(word)
    if word in UNITS:
        return Said(f"words.unit_{word}")
    return Said("tables.unit_acts") if word == "acts" else word


def _names(value: Any, row: Mapping[Any, Any]) -> Fact | str:
    """Return columns or metrics (parted by commas) by their labels; also those of a table ("May: reach")."""
    table, mark, name = str(value).rpartition(": ")
    found = _joined(name, "name")
    return All((cut(table), found), "words.colon") if mark else found


def _lacking(value: Any, row: Mapping[Any, Any]) -> Fact | str:
    return _joined(str(value), "lacking")


def _objectives(value: Any, row: Mapping[Any, Any]) -> Fact | str:
    return _joined(str(value), "objective")


def _platforms(value: Any, row: Mapping[Any, Any]) -> Fact | str:
    return _joined(str(value), "platform")


def _joined(words: str, kind: str) -> Fact | str:
    parts = [code_word(kind, part) for part in words.split(", ")]
    if len(parts) == 1:
        return cut(parts[0]) if isinstance(parts[0], str) else parts[0]
    return Capital(All(tuple(inside(part) if kind != "platform" else part for part in parts), "words.comma"))


def _listed(values: Any) -> Fact | str:
    """Return what is missing: columns, each by itself or with the number of rows without it."""
    parts = [_lack(*each) if isinstance(each, tuple) else _lack(each) for each in values]
    return Capital(All(tuple(parts), "words.comma")) if parts else MISSING


def _lack(name: Any, n: Any = 0) -> Fact | str:
    what = inside(code_word("lacking", str(name)))
    return Said("tables.lack_of", {"what": what, "n": n}) if n else what


BY_ROW: dict[str | None, Callable[[Any, Mapping[Any, Any]], Fact | str]] = {
    "measured": _measured, "unit": _unit, "name": _names, "lacking": _lacking, "objective": _objectives,
    "platform": _platforms,
}  # fmt: skip
BY_KIND: dict[str, Callable[[Any], Fact | str]] = {
    "words": str,
    "count": lambda value: Number(float(value)),
    "credit": lambda value: Number(float(value), 1),
    "estimate": _estimate,
    "rate": lambda value: Rate(float(value)),
    "percent": lambda value: Share(float(value), whole=True),
    "passage": lambda value: passing(float(value)),
    "money": lambda value: Amount(float(value)),
}
