"""What was left out of an answer, in one shape: nothing is dropped silently.

A record that could not be used is a *row*; one value that could not be used, in a record that stays, is
a *cell*. Both are kept as groups (which, in which column, why) and become a table, with a sentence each,
only when somebody asks: to leave 200,000 rows out costs nothing until then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit.language.facts import All, Inside
from cmkit.language.labels import label
from cmkit.language.said import Said
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence, is_missing

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

COLUMNS = ["file", "line", "row", "column", "value", "reason", "why"]
"""The shape: file and line (missing where not known), row (from 1, or its label), column, value, reason
(a code in English), why (a sentence)."""

MOST = 20
"""How many are told one by one; the table holds them all."""
LONGEST = 60
"""A value is cut here where a sentence holds it."""


@dataclass(frozen=True, eq=False)
class Origin:
    """The table that rows were left out of: their labels, its file, the line of each row in it."""

    labels: pd.Index
    file: str = ""
    places: Callable[[], pd.DataFrame] | None = None

    @property
    def numbered(self) -> bool:
        """Tell whether rows go by their number, for want of labels."""
        return isinstance(self.labels, pd.RangeIndex)


@dataclass(frozen=True, eq=False)
class Group:
    """Rows, or cells of one column, left out for one reason; `key` and `facts` are its sentence."""

    origin: Origin
    places: Places
    column: str
    reason: str
    key: str
    values: list[Any]
    facts: dict[str, Any]
    whole: bool


class Aside:
    """What was left out of one table (or, joined, of several).

    `index` holds the labels of the rows, or is their number; `file` and `lines` say where they stand, if
    they came from a file; `places` gives both (columns file and line, a row a row), for a table of
    several files, and is called only when the table is asked for. `bad` tells which rows are left out.
    `len()` counts rows and cells.

    >>> aside = Aside(3)
    >>> aside.put([True, False, False], "reach", "negative", values=[-5, 10, 20])
    >>> aside.rows[["row", "column", "value", "reason"]].values.tolist()
    [[1, 'reach', -5, 'negative']]
    """

    def __init__(
        self,
        index: pd.Index | int,
        file: str = "",
        lines: Sequence[int] | None = None,
        places: Callable[[], pd.DataFrame] | None = None,
    ) -> None:
        labels = pd.RangeIndex(index) if isinstance(index, int) else index
        known = None if lines is None else pd.DataFrame({"file": file, "line": list(lines)})
        self.origin = Origin(labels, file, places if known is None else known.copy)
        self.bad: Flags = np.zeros(len(labels), dtype=bool)
        self.groups: list[Group] = []
        self._noted: dict[str, Flags] = {}

    def put(
        self, which: Any, column: str, reason: str, values: Any = None, key: str = "", **facts: Any
    ) -> None:
        """Leave rows out (a mask, or positions), unless they are already: the first reason stays.

        `values` are those of `column`, for all rows or for these; `key` names the sentence, by default
        `aside.<reason>`, and `facts` are put into it beside `column` and `value`.
        """
        self._keep(self.bad, which, Group(self.origin, _NONE, column, reason, key, [], facts, True), values)

    def note(
        self, which: Any, column: str, reason: str, values: Any = None, key: str = "", **facts: Any
    ) -> None:
        """Say that single cells of `column` could not be used, each once; their rows stay."""
        marks = self._noted.setdefault(column, np.zeros(len(self.bad), dtype=bool))
        self._keep(marks, which, Group(self.origin, _NONE, column, reason, key, [], facts, False), values)

    def _keep(self, marks: Flags, which: Any, group: Group, values: Any) -> None:
        asked = _places(which)
        new = ~marks[asked]
        if not new.any():
            return
        places = asked[new]
        marks[places] = True
        cells = _taken(values, asked, new, len(marks))
        key = group.key or f"aside.{group.reason}"
        kept = Group(group.origin, places, group.column, group.reason, key, cells, group.facts, group.whole)
        self.groups.append(kept)

    def copied(self) -> Aside:
        """Return the same once more, to leave out more of the same table without changing this one."""
        made = Aside(self.origin.labels)
        made.origin, made.bad, made.groups = self.origin, self.bad.copy(), [*self.groups]
        made._noted = {column: marks.copy() for column, marks in self._noted.items()}
        return made

    def __len__(self) -> int:
        return sum(len(group.places) for group in self.groups)

    @property
    def rows(self) -> pd.DataFrame:
        """The rows left out, in the shape `COLUMNS`, in the language in use."""
        return self.table(rows=True)

    @property
    def cells(self) -> pd.DataFrame:
        """The single cells that could not be used, in the same shape."""
        return self.table(rows=False)

    def table(self, lang: str | None = None, rows: bool | None = None) -> pd.DataFrame:
        """Return what was left out, in the order of the rows, its sentences in `lang`.

        `rows` asks for rows alone (True) or for cells alone (False); by default both.
        """
        groups = [group for group in self.groups if rows in (None, group.whole)]
        parts = [_listed(group, lang) for group in _by_table(groups)]
        if not parts:
            return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in DTYPES.items()})
        return pd.concat(parts, ignore_index=True)[COLUMNS].astype(DTYPES)

    def counted(self, rows: bool | None = None) -> list[tuple[str, int]]:
        """Return each reason and how many it holds, the most frequent first.

        >>> aside = Aside(3)
        >>> aside.put([0, 2], "reach", "negative")
        >>> aside.counted()
        [('negative', 2)]
        """
        found: Counter[str] = Counter()
        for group in self.groups:
            if rows in (None, group.whole):
                found[group.reason] += len(group.places)
        return found.most_common()

    def said(self, rows: bool | None = None) -> list[tuple[Said, int]]:
        """Return each sentence, free of language, and how many it is said of, the most frequent first."""
        counts: Counter[tuple[str, str]] = Counter()
        facts: dict[tuple[str, str], dict[str, Any]] = {}
        for group in self.groups:
            if rows in (None, group.whole):
                facts[group.key, group.column] = {"column": Inside(group.column)} | group.facts
                counts[group.key, group.column] += len(group.places)
        return [(Said(each[0], facts[each]), n) for each, n in counts.most_common()]


class One(NamedTuple):
    """One row or cell left out: its table, its place there (from 0), its column, value, reason, sentence."""

    origin: Origin
    place: int
    column: str
    value: Any
    reason: str
    why: Said

    @property
    def row(self) -> Any:
        """The number of its row (from 1), or its label."""
        return self.place + 1 if self.origin.numbered else str(self.origin.labels[self.place])


def one_by_one(aside: Aside, rows: bool | None = None) -> list[One]:
    """Return what was left out one by one, table by table, in the order of the rows.

    >>> aside = Aside(3)
    >>> aside.note([1], "reach", "negative", values=[-5])
    >>> [(one.row, one.column, one.value) for one in one_by_one(aside)]
    [(2, 'reach', -5)]
    """
    groups = [group for group in aside.groups if rows in (None, group.whole)]
    return [one for table in _by_table(groups) for one in sorted(_each(table), key=lambda one: one.place)]


def _each(groups: list[Group]) -> Iterator[One]:
    for group in groups:
        facts = {"column": Inside(group.column), "name": group.column, "where": ""} | group.facts
        for n, place in enumerate(group.places.tolist()):
            value = group.values[n] if group.values else None
            why = Said(group.key, {"value": _shown(value)} | facts)
            yield One(group.origin, place, group.column, value, group.reason, why)


def told(aside: Aside, rows: bool | None = None, most: int = MOST) -> Iterator[Said]:
    """Say what was left out one by one, in the order of the rows, and how many more there are than `most`.

    >>> aside = Aside(3)
    >>> aside.note([1], "reach", "negative", values=[-5])
    >>> [each.text("en") for each in told(aside)]
    ['Set aside, row 2 (reach): reach is below zero']
    """
    each = one_by_one(aside, rows)
    for one in each[:most]:
        column, file = Inside(one.column), one.origin.file
        where = All((file, column), "words.comma") if file else column
        yield Said("statements.aside_told", {"row": one.row, "where": where, "why": one.why})
    if len(each) > most:
        yield Said("statements.aside_more", {"n": len(each) - most})


def joined(asides: Iterable[Aside]) -> Aside:
    """Return what was left out of several tables as one, each row with its own file; what two share, once.

    >>> one, two = Aside(2, file="may.csv"), Aside(2, file="june.csv")
    >>> two.put([0], "reach", "missing")
    >>> joined([one, two]).rows.file.tolist()
    ['june.csv']
    """
    several = list(asides)
    whole = Aside(sum(len(each.bad) for each in several))
    whole.groups = [*{id(group): group for each in several for group in each.groups}.values()]
    whole.bad = np.concatenate([each.bad for each in several]) if several else whole.bad
    return whole


DTYPES = {
    "file": "object", "line": "Int64", "row": "object", "column": "object", "value": "object",
    "reason": "object", "why": "object",
}  # fmt: skip
_NONE: Places = np.empty(0, dtype=np.intp)


def _places(which: Any) -> Places:
    """Return positions from a mask or from positions."""
    given = np.asarray(which)
    return np.flatnonzero(given) if given.dtype == bool else given.astype(np.intp)


def _taken(values: Any, asked: Places, new: Flags, size: int) -> list[Any]:
    """Return the values of the rows that are new, from those of all rows or of those asked for."""
    if values is None:
        return []
    given = values if isinstance(values, pd.Series) else pd.Series(list(values), dtype=object)
    return given.iloc[asked[new]].tolist() if len(given) == size else given[new].tolist()


def _by_table(groups: list[Group]) -> list[list[Group]]:
    """Return groups table by table, in the order in which tables come."""
    found: dict[int, list[Group]] = {}
    for group in groups:
        found.setdefault(id(group.origin), []).append(group)
    return list(found.values())


def _listed(groups: list[Group], lang: str | None) -> pd.DataFrame:
    """Return the groups of one table as rows of it, in their order."""
    origin, places = groups[0].origin, np.concatenate([group.places for group in groups])
    where = None if origin.places is None else origin.places()
    values = [value for group in groups for value in (group.values or [None] * len(group.places))]
    table = pd.DataFrame({
        "file": origin.file or None if where is None else where["file"].to_numpy()[places],
        "line": pd.NA if where is None else where["line"].to_numpy()[places],
        "row": places + 1 if origin.numbered else origin.labels[places],
        "column": [group.column for group in groups for _ in group.places],
        "value": pd.Series(values, dtype=object),
        "reason": [group.reason for group in groups for _ in group.places],
        "why": [why for group in groups for why in _sentences(group, lang)],
    }, index=range(len(places)))  # fmt: skip
    return table.astype(DTYPES).iloc[np.argsort(places, kind="stable")]


def _sentences(group: Group, lang: str | None) -> list[str]:
    """Return the sentence of each row or cell; of values that read alike it is made once."""
    facts = _facts(group, lang)
    if not group.values:
        return [say(group.key, lang, **facts)] * len(group.places)
    shown = [_shown(value) for value in group.values]
    said = {value: say(group.key, lang, **facts | {"value": value}) for value in dict.fromkeys(shown)}
    return [said[value] for value in shown]


def _facts(group: Group, lang: str | None) -> dict[str, Any]:
    column = in_sentence(label(group.column, lang))
    return {"column": column, "name": group.column, "value": "", "where": ""} | group.facts


def _shown(value: Any) -> str:
    """Write a value as an error would."""
    if isinstance(value, (int, float, np.number)) and not isinstance(value, bool):
        return "" if is_missing(value) else f"{value:g}"
    text = repr(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
