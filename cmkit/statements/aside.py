"""What was left out of an answer, in one shape: nothing is dropped silently.

A record that could not be used is a *row*; one value that could not be used, in a record that stays, is
a *cell*. Both are kept as groups (which, in which column, why) and become a table, with a sentence each,
only when somebody asks: to leave 200,000 rows out costs nothing until then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit.language.facts import All, Inside, Typed, written
from cmkit.language.said import Said
from cmkit.language.writing import is_missing, language

Flags = npt.NDArray[np.bool_]

COLUMNS = ["file", "line", "row", "column", "value", "reason", "why"]
"""The shape: file and line (missing where not known), row (from 1, or its label), column, value, reason
(a code in English), why (a sentence)."""

DTYPES = dict.fromkeys(COLUMNS, "object") | {"line": "Int64"}

MOST = 20  # how many are told one by one; the table holds them all


@dataclass(frozen=True, eq=False)
class Origin:
    """The table that rows were left out of: their labels, its file, the file and line of each row in it."""

    labels: pd.Index
    file: Any = ""
    places: Callable[[], pd.DataFrame] | None = None

    def row(self, place: int) -> Any:
        """Return what a row goes by: its label; for want of labels its number, from 1."""
        return place + 1 if isinstance(self.labels, pd.RangeIndex) else self.labels[place]


class One(NamedTuple):
    """One row or cell left out: its table, its place there (from 0), its column, value, reason, sentence."""

    origin: Origin
    place: int
    column: str
    value: Any
    reason: str
    why: Said


class Group(NamedTuple):
    """Rows (`whole`), or cells, left out for one reason; `key` and `facts` are its sentence."""

    origin: Origin
    whole: bool
    places: list[int]
    column: str
    reason: str
    values: list[Any]
    key: str
    facts: dict[str, Any]

    def each(self) -> Iterator[One]:
        """Return its rows or cells one by one; those whose values read alike share a sentence."""
        facts = {"column": Inside(self.column), "name": Inside(self.column), "where": ""} | self.facts
        said: dict[Any, Said] = {}
        for place, value in zip(self.places, self.values or [None] * len(self.places), strict=True):
            shown = repr(value) if self.values else ""
            if shown not in said:
                said[shown] = Said(self.key, {"value": Typed(value) if self.values else ""} | facts)
            yield One(self.origin, place, self.column, value, self.reason, said[shown])


class Aside:
    """What was left out of one table (or, joined, of several): `bad` rows, single cells; `len()`: both."""
    # `index` is the labels or the number of rows; `places` gives their lines, called only for the table.

    def __init__(
        self, index: pd.Index | int, file: Any = "", places: Callable[[], pd.DataFrame] | None = None
    ) -> None:
        self.origin = Origin(pd.RangeIndex(index) if isinstance(index, int) else index, file, places)
        self.bad: Flags = np.zeros(len(self.origin.labels), dtype=bool)
        self.groups: list[Group] = []
        self._noted: dict[str, Flags] = {}

    def put(
        self, which: Any, column: str, reason: str, values: Any = None, key: str = "", leaves: bool = True,
        **facts: Any,
    ) -> None:  # fmt: skip
        """Leave rows out (a mask, or positions): the first reason stays; `values` are of all rows or these.

        `key` names the sentence (by default `aside.<reason>`), with `facts` beside `column` and `value`.
        """
        marks = self.bad if leaves else self._noted.setdefault(column, np.zeros(len(self.bad), dtype=bool))
        given = np.asarray(which)
        asked = np.flatnonzero(given) if given.dtype == bool else given.astype(np.intp)
        new = ~marks[asked]
        places = asked[new]
        if not len(places):
            return
        marks[places] = True
        cells: list[Any] = []
        if values is not None:
            kept = values if isinstance(values, pd.Series) else pd.Series([*values], dtype=object)
            cells = (kept.iloc[places] if len(kept) == len(marks) else kept[new]).tolist()
        key = key or f"aside.{reason}"
        self.groups.append(Group(self.origin, leaves, places.tolist(), column, reason, cells, key, facts))

    def note(
        self, which: Any, column: str, reason: str, values: Any = None, key: str = "", **facts: Any
    ) -> None:
        """Say that single cells of `column` could not be used, each once; their rows stay."""
        self.put(which, column, reason, values, key, leaves=False, **facts)

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
        """Return what was left out in the order of the rows: both, `rows` alone (True) or cells (False)."""
        lang, cells = language(lang), []
        for origin, ones in groupby(one_by_one(self, rows), lambda one: one.origin):
            where = [] if origin.places is None else origin.places()[["file", "line"]].values.tolist()
            said: dict[int, str] = {}
            for one in ones:
                if (why := said.get(id(one.why))) is None:
                    why = said.setdefault(id(one.why), one.why.text(lang))
                place = where[one.place] if where else (written(origin.file, lang) or None, None)
                cells.append((*place, origin.row(one.place), one.column, one.value, one.reason, why))
        return pd.DataFrame(cells, columns=COLUMNS, dtype=object).astype(DTYPES)

    def said(self, rows: bool | None = None) -> list[tuple[Said, int]]:
        """Return each sentence, free of language, and how many it is said of, the most frequent first."""
        counts: Counter[tuple[str, str]] = Counter()
        said: dict[tuple[str, str], Said] = {}
        for group in (group for group in self.groups if rows in (None, group.whole)):
            said[group.key, group.column] = Said(group.key, {"column": Inside(group.column)} | group.facts)
            counts[group.key, group.column] += len(group.places)
        return [(said[each], n) for each, n in counts.most_common()]


def one_by_one(aside: Aside, rows: bool | None = None) -> list[One]:
    """Return what was left out one by one, table by table, in the order of the rows."""
    order = {origin: n for n, origin in enumerate(dict.fromkeys(group.origin for group in aside.groups))}
    ones = (one for group in aside.groups if rows in (None, group.whole) for one in group.each())
    return sorted(ones, key=lambda one: (order[one.origin], one.place))


def told(aside: Aside, rows: bool | None = None, most: int = MOST) -> Iterator[Said]:
    """Say what was left out one by one, in the order of the rows, and how many more there are than `most`."""
    each = one_by_one(aside, rows)
    for one in each[:most]:
        where = [part for part in (one.origin.file, one.column and Inside(one.column)) if part]
        row = one.origin.row(one.place)
        key = "told" if not is_missing(row) else "of" if where else "whole"
        facts = {"row": row if isinstance(row, int) else str(row), "why": one.why}
        yield Said(f"statements.aside_{key}", facts | {"where": All(tuple(where), "words.comma")})
    if len(each) > most:
        yield Said("statements.aside_more", {"n": len(each) - most})


def joined(asides: Iterable[Aside]) -> Aside:
    """Return what was left out of several tables as one, each row with its own file; what two share, once."""
    several = list(asides)
    whole = Aside(sum(len(each.bad) for each in several))
    whole.groups = [*{id(group): group for each in several for group in each.groups}.values()]
    whole.bad = np.concatenate([each.bad for each in several]) if several else whole.bad
    return whole

